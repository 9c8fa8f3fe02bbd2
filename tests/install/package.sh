#!/usr/bin/env bash
# package.sh - the package for Debian and Ubuntu, unpacked into an empty root where both editors look as
# they would in /usr; and the archive, unpacked into ~/.local.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"
for tool in dpkg-deb dpkg-shlibdeps file; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
new_home
clean git clone --quiet https://github.com/OWNER/gongwen "$folder/clone"
clean "$folder/clone/run" package >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
package=("$folder"/clone/build-package/gongwen_*.deb)
archive=("$folder"/clone/build-package/gongwen-*.tar.gz)
[ -f "${package[0]}" ] && [ -f "${archive[0]}" ] || { cat "$folder/log"; fail 'nothing was packed'; finish; }

# field NAME PATTERN
field() {
  local value
  value=$(dpkg-deb -f "${package[0]}" "$1")
  grep -Eq "$2" <<<"$value" || fail "$1: $value"
}
field Package '^gongwen$'
field Version "^$("$folder/clone/build-package/gongwen" --version | cut -d ' ' -f 2)\$"
field Architecture "^$(dpkg --print-architecture)\$"
for library in libc6 libuv1 libjansson4 libyaml-0-2 'libmsgpack'; do
  field Depends "(^|, )$library"
done
field Recommends 'neovim .*\| vim '
field Maintainer '^.+ <.+@.+>$'
[ -z "$(dpkg-deb -c "${package[0]}" | awk '$2 != "root/root" || ($1 !~ /^.rw.r-.r-/ && $1 !~ /^l/)')" ] ||
  fail 'files of others, or that others cannot read'

root=$folder/root
dpkg-deb -x "${package[0]}" "$root"
for file in bin/gongwen include/gongwen/gongwen.h share/doc/gongwen/copyright share/gongwen/doc/tags share/gongwen/doc/tags-cn; do
  [ -f "$root/usr/$file" ] || fail "no $file"
done
for pattern in '*/libgongwen.so' '*/pkgconfig/gongwen.pc' '*/cmake/gongwen/gongwen-config.cmake'; do
  [ -n "$(find "$root/usr/lib" -path "$pattern")" ] || fail "no $pattern"
done
grep -rlF "$folder" "$root" && fail 'where it was built is written into it'

# Both editors look into packages below these folders of /usr.
mkdir -p "$home/.config/nvim"
echo "set runtimepath+=$root/usr/share/nvim/site packpath+=$root/usr/share/nvim/site" >"$home/.config/nvim/init.vim"
look_all nvim "$root/usr/bin/gongwen" help
echo "set runtimepath+=$root/usr/share/vim/vimfiles packpath+=$root/usr/share/vim/vimfiles | filetype plugin on" >"$home/.vimrc"
look_all vim "$root/usr/bin/gongwen" help

new_home
mkdir "$home/.local"
command=$(grep -o '`tar -xzf [^`]*`' "$GONGWEN_SOURCE/README.md")
(cd "$folder/clone" && clean sh -ec "${command//\`/}")
look_all nvim "$home/.local/bin/gongwen" help
finish
