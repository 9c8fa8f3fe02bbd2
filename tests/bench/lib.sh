# shellcheck shell=bash
# lib.sh - what the measurements share. Every result is a ratio to something measured in the same run.
set -euo pipefail
export LC_NUMERIC=C
: "${GONGWEN:?the executable}" "${GONGWEN_BENCH:?the folder of the bench programs}" "${GONGWEN_OUT:?where to write}"

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
  zh*) chinese=1 ;;
  *) chinese= ;;
esac

# say ENGLISH CHINESE
say() { if [ -n "$chinese" ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi; }

# median: of the numbers on standard input, one a line.
median() { sort -g | awk '{ v[NR] = $1 } END { printf "%.2f\n", v[int((NR + 1) / 2)] }'; }

# verdict VALUE LIMIT: whether the value is at most the limit, as a word.
verdict() {
  if awk -v value="$1" -v limit="$2" 'BEGIN { exit !(value <= limit) }'; then
    say "met" "达到"
  else
    say "NOT MET" "未达到"
  fi
}

# find_editor ENGLISH CHINESE [newest]: `program` becomes the Neovim to measure, $GONGWEN_EDITOR, by default nvim
# (with `newest`: the newest one in ./editors), and `version` its name. Ends where there is none; the two texts
# name what is not measured then.
find_editor() {
  local newest root=${BASH_SOURCE[0]%/*}/../..
  program=${GONGWEN_EDITOR:-nvim}
  for newest in "$root"/editors/nvim-*/bin/nvim; do
    if [ "${3-}" = newest ] && [ -z "${GONGWEN_EDITOR:-}" ] && [ -x "$newest" ]; then program=$(readlink -f -- "$newest"); fi
  done
  if ! command -v "$program" >/dev/null; then
    say "$1: Neovim is not there, not measured" "$2：没有 Neovim，未测"
    exit 0
  fi
  program=$(command -v -- "$program")
  # From here: what is measured runs in folders of its own.
  case $program in */*) program=$(cd -- "${program%/*}" && pwd)/${program##*/} ;; esac
  version=$("$program" --version | awk 'NR == 1 { print $1, $2 }')
}

# make_folder NAME: `folder` becomes a new one, which is gone at the end.
make_folder() {
  folder=$(mktemp -d "$GONGWEN_OUT/$1.XXXXXX")
  trap 'rm -rf -- "$folder"' EXIT
}

# play FILE: runs a file of Lua in $program; see frame.lua.
play() {
  GONGWEN_HOST=$GONGWEN GONGWEN_EDITOR=$program GONGWEN_BENCH_FOLDER=$folder \
    "$program" --headless -u NONE -i NONE -n -c "luafile ${BASH_SOURCE[0]%/*}/$1"
}

# section: ten lines with twenty placeholders.
section() {
  local n
  for n in 1 2 3 4 5 6 7 8 9 10; do
    printf '今年以来，第%s项工作共开展活动XX次，参加人员XX人，“总结”——通知、需要、开展。\n' "$n"
  done
}
