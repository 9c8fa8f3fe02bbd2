#!/usr/bin/env bash
# What it costs from the key to the cursor on the next placeholder: by an empty question to the host, by the jumps
# of other engines, and in a text of 10 MB with 10,000 placeholders by a small one; and what the host sends to
# highlight the placeholders after a key. $GONGWEN_EDITOR: the Neovim; by default the newest one in ./editors, else
# nvim. $GONGWEN_LUASNIP: a checkout of LuaSnip, to measure against it as well.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
find_editor "Jump" "跳转" newest
make_folder jump
section >"$folder/body"

# text BYTES: a document of about so many, with a placeholder in each KiB of it and nowhere else.
text() {
  "$GONGWEN_BENCH/bench-generate" $(($1 + $1 / 4)) | LC_ALL=C awk -v size="$1" '
    { gsub(/X+|×+|【|】/, "") }
    /^　　./ && bytes >= 1000 * slots { sub(/^　　/, "　　参加人员XX人，"); slots++ }
    bytes < size { print; bytes += length($0) + 1 }'
}
text $((10 << 20)) >"$folder/large.gongwen"
text $((100 << 10)) >"$folder/small.gongwen"
slots() { "$GONGWEN" placeholders --format=tsv "$folder/$1.gongwen" | wc -l; }
say "Jump ($version), $(slots large) placeholders in 10 MB, $(slots small) in the small text; medians" \
  "跳转（$version），10 MB 文稿里 $(slots large) 处占位符，小文稿里 $(slots small) 处；中位数"
play jump.lua
