#!/usr/bin/env bash
# vimpack.sh - vim.pack, which Neovim 0.12 has itself.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"
one nvim 0.12
new_home
mkdir -p "$home/.config/nvim"
lines 'vim.pack' >"$home/.config/nvim/init.lua"
run_editor "$editor" -c 'qall!' >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
look_all_from 0.12 "$home/.local/share/nvim/site/pack/core/opt/gongwen/build/gongwen"
finish
