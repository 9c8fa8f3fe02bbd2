#!/usr/bin/env bash
# What it costs until a section with twenty placeholders stands in the text, by what other engines take for
# the same body. $GONGWEN_EDITOR: the Neovim; by default the newest one in ./editors, else nvim.
# $GONGWEN_LUASNIP: a checkout of LuaSnip, to measure against it as well.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
find_editor "Expansion" "展开" newest
make_folder expand
section >"$folder/body"
mkdir -p "$folder/config/gongwen/snippets"
{
  printf 'kind: 测速\nsections:\n  - name: 一节\n    trigger: benchtrigger\n    level: 0\n    body: |\n'
  sed 's/^/      /' "$folder/body"
} >"$folder/config/gongwen/snippets/bench.yaml"
: >"$folder/text.gongwen"
say "Expansion ($version), a section of 10 lines with 20 placeholders; medians" \
  "展开（$version），10 行、20 处占位符的一节；中位数"
play expand.lua
