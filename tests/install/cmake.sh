#!/usr/bin/env bash
# cmake.sh - `cmake --install` from a clone into ~/.local, which need not be in $PATH.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"
new_home
clean git clone --quiet https://github.com/OWNER/gongwen "$folder/clone"
lines 'CMake,' >"$folder/lines"
(cd "$folder/clone" && clean sh -e "$folder/lines") >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
# It needs the clone no longer.
rm -rf "$folder/clone"
look_all nvim "$home/.local/bin/gongwen" help
if has vim; then
  lines 'Vim looks' >"$home/.vimrc"
  grep -q . "$home/.vimrc" || fail 'the README does not say where Vim finds it'
  look_all vim "$home/.local/bin/gongwen" help
fi
# lazy.nvim is shown where it is.
if has nvim 0.8; then
  use_manager lazy.nvim lazy.lua .local/share/nvim/lazy/lazy.nvim/lua/lazy.lua
  sed "s|^|require('lazy').setup({ |; s|$| })|; 1i vim.opt.rtp:prepend(vim.fn.stdpath('data') .. '/lazy/lazy.nvim')" \
    <<<"{ dir = '$home/.local/share/gongwen' }" >"$home/.config/nvim/init.lua"
  look_all_from 0.8 "$home/.local/bin/gongwen" help
fi
[ "$("$home/.local/bin/gongwen" snippets list | wc -l)" -gt 100 ] || fail 'the command line finds no templates'
# The module for other programs: by pkg-config see tests/module/install.sh, and by CMake.
mkdir "$folder/embedder"
cp "$GONGWEN_SOURCE/examples/outline.c" "$folder/embedder"
cat >"$folder/embedder/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.22)
project(embedder C)
find_package(gongwen 0.1 REQUIRED)
add_executable(outline outline.c)
target_link_libraries(outline PRIVATE gongwen::gongwen)
END
clean cmake -S "$folder/embedder" -B "$folder/embedder/build" -DCMAKE_PREFIX_PATH="$home/.local" >"$folder/log" &&
  clean cmake --build "$folder/embedder/build" >>"$folder/log" &&
  bash "$GONGWEN_SOURCE/tests/module/outline.sh" "$folder/embedder/build/outline" >>"$folder/log" || { cat "$folder/log"; fail find_package; }
finish
