#!/usr/bin/env bash
# What the template library costs, by the number of sections in it.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
say "Templates, by the number of sections: loading / libyaml alone (<= 3); look-ups / those among 200" \
  "模板，按节数：载入 / 仅用libyaml读（上限：3）；查找 / 200节时的查找"
folder=$(mktemp -d "$GONGWEN_OUT/library.XXXXXX")
trap 'rm -rf -- "$folder"' EXIT
"$GONGWEN_BENCH/bench-library" "$folder" 200 2000 20000 >"$folder/table"
# rows COLUMN LIMIT ENGLISH CHINESE
rows() {
  while IFS=$'\t' read -r -a fields; do
    printf '  %-44s %6d %8s  %s\n' "$(say "$3" "$4")" "${fields[0]}" "${fields[$1]}" \
      "$([ -z "$2" ] || verdict "${fields[$1]}" "$2")"
  done <"$folder/table"
}
rows 1 3 'loading / libyaml alone' '载入 / 仅用libyaml读'
rows 2 '' 'no trigger / memchr() over the line' '无触发词 / 在该行memchr()'
rows 3 2 'no trigger / among 200' '无触发词 / 200节'
rows 4 2 'a trigger / among 200' '有触发词 / 200节'
rows 5 '' 'completion of two letters / among 200' '补全两个字母 / 200节'
rows 6 '' 'completion of a Chinese word / among 200' '补全一个词 / 200节'
