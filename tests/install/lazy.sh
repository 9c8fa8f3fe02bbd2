#!/usr/bin/env bash
# lazy.sh - lazy.nvim, which finds build.lua by itself.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"
one nvim 0.8
new_home
use_manager lazy.nvim lazy.lua .local/share/nvim/lazy/lazy.nvim/lua/lazy.lua
{
  echo 'vim.opt.rtp:prepend(vim.fn.stdpath("data") .. "/lazy/lazy.nvim")'
  echo 'require("lazy").setup({'
  lines 'lazy.nvim'
  echo '})'
} >"$home/.config/nvim/init.lua"
run_editor "$editor" -c 'qall!' >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
look_all_from 0.8 "$home/.local/share/nvim/lazy/gongwen/build/gongwen" help
finish
