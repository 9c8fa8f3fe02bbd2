#!/usr/bin/env bash
# The time of a typed key in Neovim with the plugin and its outline, by that without.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
find_editor "Editor" "编辑器"
make_folder editor
"$GONGWEN_BENCH/bench-generate" $((4 << 20)) | awk 'NR <= 10000' >"$folder/text.txt"
cp "$folder/text.txt" "$folder/text.gongwen"
say "Editor ($version), $(wc -l <"$folder/text.txt") lines, a typed key with the plugin and the outline / without; the same, until the host has seen it" \
  "编辑器（$version），$(wc -l <"$folder/text.txt") 行，打开插件和提纲时键入一键的时间 / 不用插件时；同上，直到后台收到为止"
play editor.lua
