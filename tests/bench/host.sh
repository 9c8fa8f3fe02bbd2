#!/usr/bin/env bash
# What the host costs its editor, by the size of the document.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
say "Host, with the outline shown: round trips / that of \`info\`; bytes sent for a typed character" \
  "后台进程，提纲已打开：往返时间 / info 的往返时间；键入一字后发来的字节"
rows() { awk -F '\t' "{ printf \"  %-44s %7.2f MB  %s\n\", \"$1\", \$1 / 1048576, \$$2 }" "$folder/table"; }
folder=$(mktemp -d "$GONGWEN_OUT/host.XXXXXX")
trap 'rm -rf -- "$folder"' EXIT
"$GONGWEN_BENCH/bench-host" "$GONGWEN" $((16 << 10)) $((1 << 20)) $((20 << 20)) >"$folder/table"
rows "$(say 'jump / info' 'jump / info')" 2
rows "$(say 'a character in a paragraph / info' '正文中键入一字 / info')" 3
rows "$(say 'a character in a heading / info' '标题中键入一字 / info')" 4
rows "$(say 'bytes of rows, in a paragraph (0 wanted)' '正文中键入一字：提纲行的字节（应为 0）')" 5
rows "$(say 'bytes of all, in a paragraph' '正文中键入一字：全部字节')" 6
rows "$(say 'bytes of rows, in a heading' '标题中键入一字：提纲行的字节')" 7
