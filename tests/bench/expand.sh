#!/usr/bin/env bash
# What it costs until a section with twenty placeholders stands in the text, by what other engines take for
# the same body. $GONGWEN_EDITOR: the Neovim; by default the newest one in ./editors, else nvim.
# $GONGWEN_LUASNIP: a checkout of LuaSnip, to measure against it as well.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
program=${GONGWEN_EDITOR:-}
for newest in "$here"/../../editors/nvim-*/bin/nvim; do
  if [ -z "${GONGWEN_EDITOR:-}" ] && [ -x "$newest" ]; then program=$(readlink -f -- "$newest"); fi
done
program=${program:-nvim}
if ! command -v "$program" >/dev/null; then
  say "Expansion: Neovim is not there, not measured" "展开：没有 Neovim，未测"
  exit 0
fi
folder=$(mktemp -d "$GONGWEN_OUT/expand.XXXXXX")
trap 'rm -rf -- "$folder"' EXIT
for n in 1 2 3 4 5 6 7 8 9 10; do
  printf '今年以来，第%s项工作共开展活动XX次，参加人员XX人，“总结”——通知、需要、开展。\n' "$n"
done >"$folder/body"
mkdir -p "$folder/config/gongwen/snippets"
{
  printf 'kind: 测速\nsections:\n  - name: 一节\n    trigger: benchtrigger\n    level: 0\n    body: |\n'
  sed 's/^/      /' "$folder/body"
} >"$folder/config/gongwen/snippets/bench.yaml"
: >"$folder/text.gongwen"
say "Expansion ($("$program" --version | awk 'NR == 1 { print $1, $2 }')), a section of 10 lines with 20 placeholders; medians" \
  "展开（$("$program" --version | awk 'NR == 1 { print $1, $2 }')），10 行、20 处占位符的一节；中位数"
GONGWEN_HOST=$GONGWEN GONGWEN_EDITOR=$program GONGWEN_BENCH_FOLDER=$folder \
  "$program" --headless -u NONE -i NONE -n -c "luafile $here/expand.lua"
