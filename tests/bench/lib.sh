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
