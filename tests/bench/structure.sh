#!/usr/bin/env bash
# What it costs to move a section of 1,000 lines in a text of 20 MB, by Neovim's :move of the same lines.
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$here/lib.sh"
find_editor "Structure" "结构"
make_folder structure
# Sections of 1,000 lines: a heading, and the paragraphs of the usual text.
"$GONGWEN_BENCH/bench-generate" $((30 << 20)) | LC_ALL=C awk -v size=1000 '
  function han(n, s) {
    split("一 二 三 四 五 六 七 八 九", digit, " ")
    s = n >= 100 ? digit[int(n / 100)] "百" (n % 100 && n % 100 < 10 ? "零" : "") : ""
    if (n % 100 >= 10) s = s (n >= 20 ? digit[int(n % 100 / 10)] : "") "十"
    return s (n % 10 ? digit[n % 10] : "")
  }
  BEGIN { print "一年来的工作总结" }
  /^　　/ && bytes < 20 * 1024 * 1024 {
    if (lines++ % (size - 1) == 0) print han(++sections) "、第几方面的工作"
    print
    bytes += length($0) + 1
  }' >"$folder/text.gongwen"
say "Structure ($version), $(wc -c <"$folder/text.gongwen" | awk '{ printf "%.1f", $1 / 1048576 }') MB, a section of 1000 lines moved / :move of the same lines: in the editor, and the whole action; edits and moves in all" \
  "结构（$version），$(wc -c <"$folder/text.gongwen" | awk '{ printf "%.1f", $1 / 1048576 }') MB，移动 1000 行的一节 / 用 :move 移动同样的行：编辑器里的时间、整个操作的时间；一共几处改动"
GONGWEN_BENCH_LINES=1000 play structure.lua | sed 's/^/  /'
