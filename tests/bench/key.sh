#!/usr/bin/env bash
# From the key to the changed row of the outline on the screen, by bare round trips to the host.
# $GONGWEN_EDITOR: the Neovim; by default the newest one in ./editors, else nvim. $GONGWEN_AERIAL,
# $GONGWEN_TAGBAR: checkouts of aerial.nvim and tagbar, to measure them as well.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
find_editor "Outline" "提纲" newest
make_folder key

# text BYTES HEADINGS: a document of so many bytes with about so many headings. Of the usual text so many
# paragraphs are left out that there are.
text() {
  "$GONGWEN_BENCH/bench-generate" $(($1 * 3)) | LC_ALL=C awk -v size="$1" -v each=$(($1 * 8 / $2 / 10)) '
    bytes < size {
      if (/^(　　)?(（[一二三四五六七八九十]|[0-9]+[.．]|（[0-9]|一、|二、|三、|四、|五、|六、|七、|八、|九、|十)/) headings++
      else if (bytes + length($0) > each * headings) next
      print
      bytes += length($0) + 1
    }'
}

mkdir -p "$folder/autoload/gongwen"
# An editor without the plugin that asks the host: all that is done with the answer.
printf '%s\n' 'function! gongwen#host#receive(name, params) abort' '  let g:answered = get(a:params, "id", 0)' 'endfunction' \
  >"$folder/autoload/gongwen/host.vim"
for size in "$((670 << 10)) 1200" "$((20 << 20)) 60000"; do
  read -r bytes headings <<<"$size"
  text "$bytes" "$headings" >"$folder/text.gongwen"
  "$GONGWEN" outline --format=tsv "$folder/text.gongwen" >"$folder/rows.tsv"
  cp "$folder/text.gongwen" "$folder/text.txt"
  # The same for those that read Markdown.
  awk -F '\t' 'NR == FNR { if ($3 == "heading") level[$1] = $4; next }
    FNR in level { printf "%s ", substr("######", 1, level[FNR]) } { print }' "$folder/rows.tsv" "$folder/text.txt" >"$folder/text.peer"
  say "Outline ($version), $(wc -l <"$folder/rows.tsv") headings, $(wc -c <"$folder/text.txt" | awk '{ printf "%.2f", $1 / 1048576 }') MB; medians" \
    "提纲（$version），$(wc -l <"$folder/rows.tsv") 个标题，$(wc -c <"$folder/text.txt" | awk '{ printf "%.2f", $1 / 1048576 }') MB；中位数"
  GONGWEN_BENCH_HEADINGS=$headings play key.lua
done
