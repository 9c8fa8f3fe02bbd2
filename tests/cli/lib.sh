# shellcheck shell=bash disable=SC2034 # out, err and status are read by those who source this
# lib.sh - what the tests of the command line share. Each runs in an empty folder of its own, with its
# path holding a blank and Chinese, in the C.UTF-8 locale.
set -uo pipefail
unset LC_MESSAGES LANG XDG_CONFIG_HOME
export LC_ALL=C.UTF-8
: "${GONGWEN:?the executable}" "${GONGWEN_SOURCE:?the folder of the checkout}"
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT
mkdir "$folder/文 件" && cd "$folder/文 件" || exit 1
export HOME=$folder
failures=0

# run ARGUMENT...: the executable; leaves $out, $err and $status. The locale is set for it alone: bash
# would complain of one that is not installed.
locale=(LC_ALL=C.UTF-8)
run() {
  env "${locale[@]}" "$GONGWEN" "$@" >"$folder/out" 2>"$folder/err"
  status=$?
  out=$(cat "$folder/out"; echo .) out=${out%.}
  err=$(cat "$folder/err"; echo .) err=${err%.}
}

# is WHAT ACTUAL EXPECTED
is() {
  [ "$2" = "$3" ] && return
  failures=$((failures + 1))
  printf 'not ok: %s\n  got      %q\n  expected %q\n' "$1" "$2" "$3"
}

# like WHAT ACTUAL PATTERN: a shell pattern.
like() {
  # shellcheck disable=SC2053 # a pattern is meant
  [[ $2 == $3 ]] && return
  failures=$((failures + 1))
  printf 'not ok: %s\n  got      %q\n  expected %q\n' "$1" "$2" "$3"
}

# same WHAT FILE FILE: byte for byte.
same() {
  cmp -s "$2" "$3" && return
  failures=$((failures + 1))
  printf 'not ok: %s: %s and %s differ\n' "$1" "$2" "$3"
}

finish() {
  [ "$failures" = 0 ] && echo ok
  exit $((failures > 0))
}
