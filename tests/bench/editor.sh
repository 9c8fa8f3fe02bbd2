#!/usr/bin/env bash
# The time of a typed key in Neovim with the plugin and its outline, by that without.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
program=${GONGWEN_EDITOR:-nvim}
if ! command -v "$program" >/dev/null; then
  say "Editor: Neovim is not there, not measured" "编辑器：没有 Neovim，未测"
  exit 0
fi
folder=$(mktemp -d "$GONGWEN_OUT/editor.XXXXXX")
trap 'rm -rf -- "$folder"' EXIT
"$GONGWEN_BENCH/bench-generate" $((4 << 20)) | awk 'NR <= 10000' >"$folder/text.txt"
cp "$folder/text.txt" "$folder/text.gongwen"
say "Editor ($("$program" --version | awk 'NR == 1 { print $1, $2 }')), $(wc -l <"$folder/text.txt") lines, a typed key with the plugin and the outline / without; the same, until the host has seen it" \
  "编辑器（$("$program" --version | awk 'NR == 1 { print $1, $2 }')），$(wc -l <"$folder/text.txt") 行，打开插件和提纲时键入一键的时间 / 不用插件时；同上，直到后台收到为止"
GONGWEN_HOST=$GONGWEN GONGWEN_EDITOR=$program GONGWEN_BENCH_FOLDER=$folder \
  "$program" --headless -u NONE -i NONE -n -c "luafile $here/editor.lua"
