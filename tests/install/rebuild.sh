#!/usr/bin/env bash
# rebuild.sh - built and installed anew while an editor runs: it goes on with what it has, and changes
# to the new host when it is told to. At no moment is a file missing or half there.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"
new_home
clean git clone --quiet https://github.com/OWNER/gongwen "$folder/clone"
cat >"$folder/build" <<END
cd "$folder/clone" && ./run build
END
cat >"$folder/install" <<END
cd "$folder/clone" && ./run build && cmake --install build --prefix "$home/.local"
END

# change: the next build makes another host and another module, of the same version.
changes=0
change() {
  changes=$((changes + 1))
  printf 'int gw_mark_%s(void);\nint gw_mark_%s(void) { return 1; }\n' $changes $changes >>"$folder/clone/src/core/editors.c"
}

# anew COMMAND HOST: an editor runs with this host while the command puts another into its place.
anew() {
  change
  rm -f "$folder/result"
  (cd "$folder/texts" && run_editor "$editor" -n -i NONE \
    --cmd "let g:look = ['sh -e $folder/$1', '$2', '$folder/result']" a.gongwen -S "$here/rebuild.vim") \
    >"$folder/said" 2>&1 || true
  [ "$(cat "$folder/result" 2>/dev/null)" = ok ] || fail "$editor: $1: $(cat "$folder/result" "$folder/said")"
}

# watched HOST MODULE COMMAND...: runs the command several times under the eyes of one who looks all the
# time whether both are there and complete: an executable is made one when it has been written.
watched() {
  local host=$1 module=$2 bad=0; shift 2
  rm -f "$folder/done"
  while [ ! -e "$folder/done" ]; do
    [ -x "$host" ] && [ -s "$host" ] && [ -s "$module" ] || bad=$((bad + 1))
  done >"$folder/seen" && [ "$bad" = 0 ] || echo "$bad times missing or not complete" >"$folder/seen" &
  local watcher=$!
  for _ in $(seq 8); do
    touch "$folder/clone/src/core/editors.c"
    "$@" >"$folder/log" 2>&1 || fail "$(cat "$folder/log")"
  done
  touch "$folder/done"
  wait "$watcher"
  [ ! -s "$folder/seen" ] || fail "$*: $(cat "$folder/seen")"
}

mkdir -p "$folder/texts"
printf '工作总结\n一、甲\n有XX名。\n' >"$folder/texts/a.gongwen"
clean sh -e "$folder/build" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }

# rebuild KIND PLACE: an editor whose plugin is the clone itself, then one with what was installed from it.
rebuild() {
  has "$1" || { echo "not with $1, which is not there"; return; }
  one "$1"
  mkdir -p "$home/$2"
  ln -s "$folder/clone" "$home/$2/gongwen"
  anew build "$folder/clone/build/gongwen"
  rm "$home/$2/gongwen"
  clean sh -e "$folder/install" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
  anew install "$home/.local/bin/gongwen"
}
lines 'Vim looks' >"$home/.vimrc"
rebuild vim .vim/pack/gongwen/start
rm -rf "$home/.local"
rebuild nvim .local/share/nvim/site/pack/gongwen/start

version=$("$home/.local/bin/gongwen" --version | cut -d ' ' -f 2)
module=libgongwen.so.$version
watched "$folder/clone/build/gongwen" "$folder/clone/build/$module" clean cmake --build "$folder/clone/build"
watched "$home/.local/bin/gongwen" "$(echo "$home"/.local/lib*/"$module")" clean sh -e "$folder/install"
finish
