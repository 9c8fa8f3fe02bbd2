#!/usr/bin/env bash
# deps.sh - mini.deps.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"
one nvim 0.9
new_home
use_manager mini.deps deps.lua .local/share/nvim/site/pack/deps/start/mini.deps/lua/mini/deps.lua
{
  echo 'require("mini.deps").setup()'
  lines 'mini.deps:'
} >"$home/.config/nvim/init.lua"
run_editor "$editor" -c 'qall!' >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
look_all_from 0.9 "$home/.local/share/nvim/site/pack/deps/opt/gongwen/build/gongwen" help
finish
