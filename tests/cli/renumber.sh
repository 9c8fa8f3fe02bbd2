#!/usr/bin/env bash
# `gongwen renumber`: right ordinals, and not one other byte.
. "$(dirname "$0")/lib.sh"

printf '%s\n' '工作方案' '一、目标' '文字。' '三、任务' '（一）甲。做好。' '（三）乙。做好。' '四、保障' >乱.txt
printf '%s\n' '工作方案' '一、目标' '文字。' '二、任务' '（一）甲。做好。' '（二）乙。做好。' '三、保障' >正.txt

run renumber 乱.txt
is 'to standard output' "$status:$err" '0:'
same 'to standard output' "$folder/out" 正.txt
run renumber - <乱.txt
same 'from standard input' "$folder/out" 正.txt

cp 乱.txt a.txt && chmod 640 a.txt
run renumber --in-place a.txt
is 'in place' "$status:$out:$err" '0::'
same 'in place' a.txt 正.txt
is 'the mode stays' "$(stat -c %a a.txt)" 640
is 'nothing is left over' "$(find . -name 'a.txt?*')" ''

# Nothing to do: nothing is written.
inode=$(stat -c %i:%Y a.txt)
touch -d '2020-01-01' a.txt && inode=$(stat -c %i:%Y a.txt)
run renumber --in-place a.txt
is 'already right' "$status:$out:$(stat -c %i:%Y a.txt)" "0::$inode"

# A link stays a link.
cp 乱.txt real.txt && ln -s real.txt link.txt
run renumber --in-place link.txt
is 'through a link' "$status:$(readlink link.txt)" 0:real.txt
same 'through a link' real.txt 正.txt

# round NAME COMMAND: the same file in another dress comes back in that dress.
round() {
  bash -c "$2" <乱.txt >"$1"
  bash -c "$2" <正.txt >"expected-$1"
  run renumber --in-place "$1"
  is "$1" "$status:$err" '0:'
  same "$1" "$1" "expected-$1"
}
round crlf.txt "sed 's/\$/\r/'"
round mixed.txt "sed '1~2s/\$/\r/'"
round bom.txt "printf '\xef\xbb\xbf'; cat"
round no-end.txt 'head -c -1'
round gb18030.txt 'iconv -f UTF-8 -t GB18030'
round utf16le.txt "printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE"
round utf16be.txt "printf '\xfe\xff'; sed 's/\$/\r/' | iconv -f UTF-8 -t UTF-16BE"
round blank-end.txt "cat; printf '\n\n  \n'"

# What cannot be done leaves the file alone.
run renumber 乱.txt 正.txt
is 'two files' "$status:$out:$err" $'2::gongwen: renumber takes one file\n'
run renumber --in-place -
is 'standard input in place' "$status:$out:$err" $'2::gongwen: standard input cannot be rewritten in place\n'
run renumber --in-place 没有.txt
is 'a missing file' "$status:$err" $'2:gongwen: 没有.txt: cannot open: No such file or directory\n'
if [ "$(id -u)" != 0 ]; then
  mkdir 锁 && cp 乱.txt 锁/a.txt && chmod 555 锁
  run renumber --in-place 锁/a.txt
  like 'a folder that may not be written' "$status:$err" '2:gongwen: 锁/a.txt: cannot replace: *'
  same 'a folder that may not be written' 锁/a.txt 乱.txt
  chmod 755 锁
fi

finish
