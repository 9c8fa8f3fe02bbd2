# shellcheck shell=bash disable=SC2034 # editor is read by those who source this
# lib.sh - what the tests of installing share. Each has a clean home of its own, where the lines of the
# README are followed to the letter: https://github.com/OWNER/gongwen is a clone of this checkout, made
# by prepare.sh, and nothing else is reached.
set -euo pipefail
: "${GONGWEN_SOURCE:?the folder of the checkout}" "${GONGWEN_INSTALL:?what prepare.sh has made}"
: "${GONGWEN_EDITORS?the Neovims and Vims to look with, each behind a colon}"
[ -d "$GONGWEN_INSTALL/origin" ] || { echo 'skipped: nothing was prepared'; exit 77; }
here=$GONGWEN_SOURCE/tests/install
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
home=$folder/home
failures=0

# In the home, with nothing of the user's. What another clone has compiled already is not compiled again.
clean() {
  env -i HOME="$home" PATH="$folder/bin:$PATH" LANG=C.UTF-8 TERM=dumb SHELL=/bin/sh \
    GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 \
    CMAKE_C_COMPILER_LAUNCHER="$here/cached" GONGWEN_CACHE="$GONGWEN_INSTALL/cache" "$@" </dev/null
}

# A home whose git finds the origin.
new_home() {
  rm -rf "$home"
  mkdir -p "$home" "$folder/bin"
  clean git config --global url."$GONGWEN_INSTALL/origin/".insteadOf https://github.com/OWNER/
  clean git config --global --add url."$GONGWEN_INSTALL/origin/".insteadOf https://git::@github.com/OWNER/
}

# lines WORDS: the code below the line of the README that begins with them.
lines() {
  awk -v words="$1" 'index($0, words) == 1 { found = 1 } found && /^```/ { if (++fence == 2) exit; next } fence' \
    "$GONGWEN_SOURCE/README.md"
}

fail() {
  echo "not ok: $*"
  failures=$((failures + 1))
}

# editors KIND VERSION: those from a version on, a line each. No Vim that is too old or too small.
editors() {
  local candidate about version
  local -a candidates
  IFS=: read -ra candidates <<<"$GONGWEN_EDITORS"
  for candidate in "${candidates[@]}"; do
    if [ "${candidate##*/}" = "$1" ]; then
      about=$("$candidate" --version)
      version=$(sed -n '1s/^[^0-9]*\([0-9.]*[0-9]\).*/\1/p' <<<"$about")
      [ "$1" = nvim ] || [[ $version == 9* && $about == *+channel* && $about == *+textprop* ]] || continue
      [ "$(printf '%s\n' "$2" "$version" | sort -V | head -n 1)" != "$2" ] || echo "$candidate"
    fi
  done
}

has() { [ -n "$(editors "$1" "${2:-0}")" ]; }

# one KIND [VERSION]: the first of those, in $editor; without any the test is skipped, and says so.
one() {
  read -r editor < <(editors "$1" "${2:-0}") || { echo "skipped: there is no $1${2:+ from version $2 on}"; exit 77; }
}

# manager PATH STAND-IN: the file or folder of a plugin manager, below $GONGWEN_MANAGERS if that names a
# folder with checkouts of the real ones, else what stands in for it.
manager() {
  if [ -n "${GONGWEN_MANAGERS-}" ]; then echo "$GONGWEN_MANAGERS/$1"; else echo "$here/managers/$2"; fi
}

# use_manager NAME STAND-IN PLACE: puts it into the home, the real one or what stands in for its file PLACE.
use_manager() {
  local from place=$home/$3
  from=$(manager "$1" "$2")
  mkdir -p "$home/.config/nvim" "$(dirname "$place")"
  if [ -d "$from" ]; then cp -R "$from/." "${place%/lua/*}/"; else cp "$from" "$place"; fi
}

# run_editor EDITOR ARGUMENT...: without a screen, with the home's own configuration.
run_editor() {
  local program=$1; shift
  case ${program##*/} in
    nvim) clean timeout 120 "$program" --headless "$@" ;;
    # Not -es, which skips the vimrc and the plugins.
    vim) clean timeout 120 "$program" -T dumb --not-a-term "$@" >/dev/null ;;
  esac
}

# look EDITOR HOST [HELP]: opens a text and looks whether everything is there: this host is used; with
# HELP, also that help is found.
look() {
  mkdir -p "$folder/texts"
  printf '工作总结\n一、甲\n有XX名。\n' >"$folder/texts/a.gongwen"
  rm -f "$folder/result"
  (cd "$folder/texts" &&
    run_editor "$1" -n -i NONE --cmd "let g:look = ['$2', '${3-}', '$folder/result']" a.gongwen -S "$here/look.vim") \
    >"$folder/said" 2>&1 || true
  if [ "$(cat "$folder/result" 2>/dev/null)" = ok ]; then
    echo "with $("$1" --version | head -n 1)"
  else
    fail "$("$1" --version | head -n 1): $(cat "$folder/result" "$folder/said" 2>/dev/null)"
  fi
}

# look_all KIND HOST [HELP]: with each editor of that kind; look_all_from VERSION HOST [HELP]: with the
# Neovims from a version on.
look_all() { each "$1" 0 "${@:2}"; }
look_all_from() { each nvim "$@"; }
each() {
  local candidate
  while read -r candidate; do
    look "$candidate" "${@:3}"
  done < <(editors "$1" "$2")
}

finish() {
  [ "$failures" = 0 ] && echo ok
  exit $((failures > 0))
}
