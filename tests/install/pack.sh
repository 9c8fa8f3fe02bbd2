#!/usr/bin/env bash
# pack.sh - the package of Neovim without any manager.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"
one nvim
new_home
ln -s "$editor" "$folder/bin/nvim"
lines 'No manager:' >"$folder/lines"
clean sh -e "$folder/lines" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
look_all nvim "$home/.local/share/nvim/site/pack/gongwen/start/gongwen/build/gongwen" help
finish
