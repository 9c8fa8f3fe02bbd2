#!/usr/bin/env bash
# pack.sh - a package of Neovim and of Vim without any manager.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"
# follow WORDS KIND FOLDER
follow() {
  one "$2"
  new_home
  ln -s "$editor" "$folder/bin/$2"
  lines "$1" >"$folder/lines"
  clean sh -e "$folder/lines" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
  [ "$2" = nvim ] || echo 'filetype plugin on' >"$home/.vimrc"
  look_all "$2" "$home/$3/pack/gongwen/start/gongwen/build/gongwen" help
}
follow 'Neovim without a manager' nvim .local/share/nvim/site
if has vim; then follow 'Vim without a manager' vim .vim; fi
finish
