#!/usr/bin/env bash
# The cost of a typed character by the size of the document: a table, bars, and edit.svg in $GONGWEN_OUT.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
megabytes=${GONGWEN_BENCH_MB:-200}
sizes=()
for kilobytes in 16 64 256 1024 4096 16384 65536 262144; do
  if [ "$kilobytes" -lt $((megabytes << 10)) ]; then sizes+=($((kilobytes << 10))); fi
done
say "A typed character in the library, by the size of the document / in one of 16 KB (<= 2)" \
  "库内处理键入一字的开销，按文稿大小 / 16 KB 文稿（上限：2）"
if [ -n "$chinese" ]; then
  labels='正文|标题带正文|标题|全文各处|文稿大小|键入一字的开销（16 KB 为 1）'
else
  labels='paragraph|run-in heading|heading|all over the text|size of the document|cost of a typed character (16 KB is 1)'
fi
"$GONGWEN_BENCH/bench-edit" "${sizes[@]}" $((megabytes << 20)) |
  awk -v labels="$labels" -v svg="$GONGWEN_OUT/edit.svg" -f "$here/plot.awk"
