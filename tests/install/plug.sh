#!/usr/bin/env bash
# plug.sh - vim-plug, in both editors.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"
# with KIND INIT FOLDER: the file of the configuration and the folder of the user's own runtime files.
with() {
  new_home
  mkdir -p "$home/$3/autoload" "$(dirname "$home/$2")"
  cp "$(manager vim-plug/plug.vim plug.vim)" "$home/$3/autoload/plug.vim"
  { echo 'call plug#begin()'; lines vim-plug; echo 'call plug#end()'; } >"$home/$2"
  run_editor "$editor" -c 'PlugInstall --sync' -c 'qall!' >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
  look_all "$1" "$home/$4/plugged/gongwen/build/gongwen" help
}
one nvim
with nvim .config/nvim/init.vim .local/share/nvim/site .local/share/nvim
if has vim; then
  one vim
  with vim .vimrc .vim .vim
fi
finish
