#!/usr/bin/env bash
# Texts of so many lines that they are printed in parts, side by side: TSV gives the rows that JSON
# gives, which is printed in one go.
. "$(dirname "$0")/lib.sh"

for ((i = 1; i <= 2500; i++)); do
  printf '（一）抓实第%d项工作。XX人次，20XX年办结。一是健全台账；二是压缩时限。\n' "$i"
  printf '正文XX第%d段，由【单位名称】负责。\n一、第%d部分\n' "$i" "$i"
done >大.txt

# as_rows: the elements of one file's JSON as TSV; no text in it has a quote.
as_rows() {
  sed -nE 's/^    \{(.*)\},?$/\1/p' "$folder/out" |
    sed -E 's/"[a-z]+":("([^"]*)"|([0-9]+|null))/\2\3/g; s/,/\t/g; s/null$/-/'
}

for command in 'outline' 'outline --items' 'placeholders'; do
  # shellcheck disable=SC2086 # two words
  run $command --format=json 大.txt
  as_rows >"$folder/expected"
  # shellcheck disable=SC2086
  run $command --format=tsv 大.txt
  is "$command" "$status:$err" '0:'
  same "$command" "$folder/out" "$folder/expected"
  is "$command: rows" "$([ "$(wc -l <"$folder/out")" -ge 5000 ] && echo many)" many
done

finish
