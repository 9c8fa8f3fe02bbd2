#!/usr/bin/env bash
# packer.sh - packer.nvim.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"
one nvim
new_home
use_manager packer.nvim packer.lua .local/share/nvim/site/pack/packer/start/packer.nvim/lua/packer.lua
{
  echo 'require("packer").startup(function(use)'
  lines 'packer.nvim:'
  echo 'end)'
} >"$home/.config/nvim/init.lua"
run_editor "$editor" -c 'autocmd User PackerComplete qall!' -c PackerSync >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
look_all nvim "$home/.local/share/nvim/site/pack/packer/start/gongwen/build/gongwen" help
finish
