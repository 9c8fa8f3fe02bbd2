#!/usr/bin/env bash
# The peak of a document's memory, by the text it is made from.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
megabytes=${GONGWEN_BENCH_MB:-200}
say "Memory of a loaded document at its peak / its text (<= 1.5, and 2 MB)" \
  "载入文稿所用内存的峰值 / 文稿大小（上限：1.5 倍另加 2 MB）"
"$GONGWEN_BENCH/bench-memory" $((1 << 20)) $((16 << 20)) $((megabytes << 20)) |
  while IFS=$'\t' read -r bytes beyond whole; do
    printf '  %9.1f MB %6s %6s\n' "$(awk "BEGIN { print $bytes / 1048576 }")" "$whole" "$(verdict "$beyond" 1.5)"
  done
