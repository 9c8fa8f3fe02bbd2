#!/usr/bin/env bash
# The outline of a large document on the command line, against tools that do less: `wc -l`, which only
# counts lines, and a regex search for the same ordinals. Each round runs all of them in turn; a figure is
# the median of the rounds' ratios. $GONGWEN_BENCH_MB: the size (200).
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
megabytes=${GONGWEN_BENCH_MB:-200}
rounds=5
folder=$(mktemp -d "$GONGWEN_OUT/outline.XXXXXX")
trap 'rm -rf -- "$folder"' EXIT
"$GONGWEN_BENCH/bench-generate" $((megabytes << 20)) >"$folder/plain"
"$GONGWEN_BENCH/bench-generate" $((megabytes << 20)) dense >"$folder/dense"
"$GONGWEN_BENCH/bench-generate" $((megabytes << 20)) long >"$folder/long"

# What the outline is made of, as one pattern: what may stand before an ordinal (blanks, # and list marks,
# bullets, **), every ordinal that the grammar knows with every mark it may be written with, and the title up to
# its 。！？ outside quotations and brackets. So it says no more and no less than the parser looks for in a line;
# what makes a heading of it (the sequence, the siblings, the guards) a pattern cannot say.
blank='[ \t　\x{A0}]'
han='[一二三四五六七八九十廿卅百千零〇○]{1,7}'
digits='[0-9０-９]{1,4}'
before="${blank}*(?:#{1,6}${blank}*)?(?:[-+*][ \\t]${blank}*)?(?:[·•●■◆▲★➢\\x{F06C}-\\x{F0FC}]${blank}*)*(?:\\*\\*+${blank}*)?"
ordinal="第${blank}*(?:(?:${han}|${digits})${blank}*(?:部分|编|篇|章|节|条)|${han}[、，,：:])"
ordinal+="|${han}(?:[、．.，,）) 　]|是|要)|[（(]${blank}*(?:${han}|${digits})${blank}*[）)]"
ordinal+="|[㈠-㈩⑴-⒇⒈-⒛①-⑳㉑-㉟㊱-㊿❶-❿]|${digits}(?:[.．、，,）) 　]|(?:[.．]${digits})+)"
ordinal+="|[A-Za-z][.．、）)]|(?:首先|其次|再次|然后|最后)[，,、：:]"
# shellcheck disable=SC1112 # Chinese quotation marks are meant
title='(?:“[^”\n]*”|‘[^’\n]*’|（[^）\n]*）|\([^)\n]*\)|《[^》\n]*》|【[^】\n]*】|〔[^〕\n]*〕|「[^」\n]*」|[^。！？!?\n])*'
pattern="^${before}(?:${ordinal})${title}"

# took COMMAND...: microseconds. Into a file: grep stops at its first match when it writes to /dev/null. Into a
# new one: to cut off what another has written takes time.
took() {
  rm -f "$folder/out"
  local start=${EPOCHREALTIME/[.,]/}
  "$@" >"$folder/out"
  echo $((${EPOCHREALTIME/[.,]/} - start))
}

names=(wc gongwen items placeholders dense long)
# So short that it is run ten times.
run_wc() { local _; for _ in 1 2 3 4 5 6 7 8 9 10; do wc -l "$folder/plain"; done; }
run_gongwen() { "$GONGWEN" outline --format=tsv "$folder/plain"; }
run_items() { "$GONGWEN" outline --items --format=tsv "$folder/plain"; }
run_placeholders() { "$GONGWEN" placeholders --format=tsv "$folder/plain"; }
run_dense() { "$GONGWEN" outline --format=tsv "$folder/dense"; }
run_long() { "$GONGWEN" outline --format=tsv "$folder/long"; }
run_rg() { rg --no-config --no-line-number --no-filename -o "$pattern" "$folder/plain"; }
run_grep() { LC_ALL=C.UTF-8 grep -oP "$pattern" "$folder/plain"; }
if command -v rg >/dev/null; then names+=(rg); fi
if echo 一、 | LC_ALL=C.UTF-8 grep -qP '^一' 2>/dev/null; then names+=(grep); fi

for name in "${names[@]}"; do run_"$name" >"$folder/out"; done # once, to have all in memory
for ((round = 0; round < rounds; round++)); do
  for name in "${names[@]}"; do took run_"$name" >>"$folder/$name.times"; done
done

# ratio A B: the median of A's times by B's.
ratio() {
  local times=1
  if [ "$2" = wc ]; then times=10; fi
  paste "$folder/$1.times" "$folder/$2.times" | awk -v times="$times" '{ print $1 / $2 * times }' | median
}

say "Command line: a document of $megabytes MB, $(wc -l <"$folder/plain") lines; medians of $rounds rounds" \
  "命令行：$megabytes MB 的文稿，$(wc -l <"$folder/plain") 行；各取 $rounds 轮的中位数"
value=$(ratio gongwen wc)
printf '  %-46s %6s   (<= 8: %s)\n' 'gongwen outline / wc -l' "$value" "$(verdict "$value" 8)"
printf '  %-46s %6s\n' "$(say 'the same, hardly more than headings' '几乎全是标题的文稿')" "$(ratio dense wc)"
printf '  %-46s %6s\n' 'gongwen outline --items / wc -l' "$(ratio items wc)"
printf '  %-46s %6s\n' 'gongwen placeholders / wc -l' "$(ratio placeholders wc)"
if [ -e "$folder/rg.times" ]; then
  value=$(ratio gongwen rg)
  printf '  %-46s %6s   (<= 0.2: %s)\n' 'gongwen outline / rg -o' "$value" "$(verdict "$value" 0.2)"
fi
if [ -e "$folder/grep.times" ]; then
  printf '  %-46s %6s\n' 'gongwen outline / grep -oP' "$(ratio gongwen grep)"
fi
value=$(ratio long gongwen)
printf '  %-46s %6s   (<= 1.1: %s)\n' \
  "$(say 'with lines of 50,000 characters / without' '含五万字长行 / 不含')" "$value" "$(verdict "$value" 1.1)"

# tree-sitter reads Markdown, and is incremental, too. Neovim has it from 0.10 on.
"$GONGWEN_BENCH/bench-generate" $((4 << 20)) >"$folder/small"
run_small() { "$GONGWEN" outline --format=tsv "$folder/small"; }
run_treesitter() {
  GONGWEN_BENCH_FILE=$folder/small "$1" --headless -u NONE -i NONE -n -c 'if !has("nvim-0.10") | cquit | endif' \
    -c "luafile $here/treesitter.lua" 2>/dev/null </dev/null
}
for editor in "${GONGWEN_EDITOR:-nvim}" "$here"/../../editors/nvim-*/bin/nvim; do
  if ! command -v "$editor" >/dev/null || ! run_treesitter "$editor" >"$folder/out"; then continue; fi
  for ((round = 0; round < rounds; round++)); do
    run_treesitter "$editor" >>"$folder/treesitter.times"
    took run_small >>"$folder/small.times"
  done
  printf '  %-46s %6s\n' "$(say 'gongwen outline / tree-sitter-markdown, 4 MB' 'gongwen outline / tree-sitter-markdown，4 MB')" "$(ratio small treesitter)"
  break
done
