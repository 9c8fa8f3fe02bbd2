#!/usr/bin/env bash
# `gongwen template`: a finished document as the template of the next one.
. "$(dirname "$0")/lib.sh"

printf '%s\n' '财政局2025年度工作总结' '一、办好10件实事' '2025年办结事项128件，占96.8%，走访300余户。' \
  '（一）抓学习。全年学习12次，落实“三会一课”。' '财政局' '2025年12月20日' >文.txt
printf '%s\n' '财政局20XX年度工作总结' '一、办好10件实事' '20XX年办结事项XXX件，占XX%，走访XXX余户。' \
  '（一）抓学习。全年学习XX次，落实“三会一课”。' '财政局' '20XX年XX月XX日' >模.txt

run template 文.txt
is 'to standard output' "$status:$err" '0:'
same 'to standard output' "$folder/out" 模.txt
sed 's/20XX/2026/' 模.txt >明.txt
run template --year=2026 文.txt
same 'the next year' "$folder/out" 明.txt
cp 文.txt a.txt
run template --in-place a.txt
is 'in place' "$status:$out:$err" '0::'
same 'in place' a.txt 模.txt
run template a.txt
same 'a template already' "$folder/out" 模.txt

# Every placeholder of it is found again.
run placeholders --format=tsv 模.txt
is 'placeholders' "$(cut -f3 <<<"$out" | tr '\n' ' ')" '20XX 20XX XXX XX XXX XX 20XX XX XX  '

for year in 26 二〇二六 20266 0999; do
  run template --year=$year 文.txt
  is "the year $year" "$status:$out:$err" "2::gongwen: not a year: $year (four digits)"$'\n'
done
run template
is 'no file' "$status:$out:$err" $'2::gongwen: template needs a file (see `gongwen help template`)\n'

finish
