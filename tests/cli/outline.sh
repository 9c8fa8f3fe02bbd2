#!/usr/bin/env bash
# `gongwen outline`: the formats, several files, files that cannot be read.
. "$(dirname "$0")/lib.sh"

printf '%s\n' '关于做好防汛工作的通知' '' '一、总体要求' '坚持预防为主。' '（一）压实责任。各单位要到岗到位。' \
  '二、工作安排' '一是备足物资；二是加强值守。' >通知.txt
rows=$'1\t1\ttitle\t0\t-\t关于做好防汛工作的通知
3\t1\theading\t1\t1\t总体要求
5\t1\theading\t2\t1\t压实责任
6\t1\theading\t1\t2\t工作安排
'
run outline --format=tsv 通知.txt
is 'tsv' "$status:$out:$err" "0:$rows:"
run outline --format=tsv --items 通知.txt
is 'tsv with items' "$status:$out" "0:$rows"$'7\t1\titem\t2\t1\t备足物资\n7\t22\titem\t2\t2\t加强值守\n'
run outline --format=tsv - <通知.txt
is 'standard input' "$status:$out" "0:$rows"
run outline --format=tsv - < <(cat 通知.txt)
is 'standard input that is a pipe' "$status:$out" "0:$rows"

run outline 通知.txt
is 'text' "$status:$out" '0:     1  关于做好防汛工作的通知
     3  一、总体要求
     5    （一）压实责任
     6  二、工作安排
'
printf '1.总体\n1.1 目标\n' >数字.txt
run outline 数字.txt
is 'text, numbers' "$out" '     1  1. 总体
     2    1.1 目标
'

run outline --format=json 通知.txt
is 'json' "$status:$out" '0:[
  {"file":"通知.txt","nodes":[
    {"line":1,"column":1,"kind":"title","level":0,"ordinal":"-","title":"关于做好防汛工作的通知"},
    {"line":3,"column":1,"kind":"heading","level":1,"ordinal":"1","title":"总体要求"},
    {"line":5,"column":1,"kind":"heading","level":2,"ordinal":"1","title":"压实责任"},
    {"line":6,"column":1,"kind":"heading","level":1,"ordinal":"2","title":"工作安排"}
  ]}
]
'

# Nothing to list.
: >空.txt
run outline 空.txt
is 'an empty file' "$status:$out:$err" '0::'
run outline --format=json 空.txt
is 'an empty file as json' "$status:$out" $'0:[\n  {"file":"空.txt","nodes":[]}\n]\n'

# Several files: each is named, one that fails does not keep the others from being done.
run outline --format=tsv 通知.txt 没有.txt 空.txt
is 'several files' "$status:$out" "2:# 通知.txt"$'\n'"$rows# 空.txt"$'\n'
is 'what failed' "$err" $'gongwen: 没有.txt: cannot open: No such file or directory\n'
run outline --format=json 没有.txt
is 'json of nothing' "$status:$out" $'2:[]\n'
mkdir 夹
run outline 夹
is 'a directory' "$status:$out:$err" $'2::gongwen: 夹: is a directory\n'
truncate -s 1200M 巨.txt
run outline 巨.txt
is 'a huge file' "$status:$out:$err" $'2::gongwen: 巨.txt: larger than 1024 MB, which no document is\n'
if [ "$(id -u)" != 0 ]; then
  cp 通知.txt 密.txt && chmod 0 密.txt
  run outline 密.txt
  is 'a file that may not be read' "$status:$err" $'2:gongwen: 密.txt: cannot open: Permission denied\n'
fi

# A row is a row, whatever the title holds; nothing talks to the terminal.
printf '一、总体\t要求\033[31m\n' >表.txt
run outline --format=tsv 表.txt
is 'control characters, tsv' "$out" $'1\t1\theading\t1\t1\t总体 要求 [31m\n'
run outline 表.txt
is 'control characters, text' "$out" $'     1  一、总体 要求 [31m\n'

# Bytes that are no text are let through; in JSON they become U+FFFD.
printf '一、总\xff体要求\n' >坏.txt
run outline --encoding=utf-8 --format=tsv 坏.txt
is 'invalid bytes' "$status:$out" $'0:1\t1\theading\t1\t1\t总\xff体要求\n'
run outline --encoding=utf-8 --format=json 坏.txt
like 'invalid bytes as json' "$status:$out" $'0:*"title":"总\xef\xbf\xbd体要求"*'

# A large file is mapped, standard input is read: the same rows, whatever the file begins and ends with,
# also where it ends with a page of memory and without an LF.
{
  printf '\xef\xbb\xbf关于做好安全生产工作的通知\r\n'
  for ((i = 0; i < 40; i++)); do printf '一、第%d部分\n（一）总体要求。%01000d\r\n正文XX。\n' "$i" 0; done
} >段.txt
for ((i = 0; i < 64; i++)); do cat 段.txt; done >大.txt
for size in $(($(stat -c %s 大.txt))) 2097152 2097153; do
  head -c "$size" 大.txt >长.txt
  run outline --format=tsv --items 长.txt
  mapped=$status:$out:$err
  run outline --format=tsv --items - <长.txt
  [ "$mapped" = "$status:$out:$err" ] || is "a mapped file of $size bytes" differs 'as read'
  is 'the rows of a large file' "$(head -n 2 <<<"$out")" $'1\t1\ttitle\t0\t-\t关于做好安全生产工作的通知\n2\t1\theading\t1\t1\t第0部分'
done

finish
