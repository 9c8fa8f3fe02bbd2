#!/usr/bin/env bash
# `gongwen fill`: values into placeholders, and not one other byte.
. "$(dirname "$0")/lib.sh"

printf '%s\n' 'XX党支部20XX年工作总结' '' '20XX年，XX党支部有党员XX名，在【单位名称】指导下工作。' \
  '他说：“XX党支部办得好。”' >文.txt
printf '%s\n' '# 常用的' 'XX党支部: 总务处第一党支部' '20XX: 2026' '单位名称: 某县财政局' '没有的: 无' >值.yaml
printf '%s\n' '总务处第一党支部2026年工作总结' '' \
  '2026年，总务处第一党支部有党员XX名，在某县财政局指导下工作。' '他说：“XX党支部办得好。”' >好.txt

run fill --values=值.yaml 文.txt
is 'to standard output' "$status:$err" '0:'
same 'to standard output' "$folder/out" 好.txt
run fill --values 值.yaml - <文.txt
same 'from standard input' "$folder/out" 好.txt
iconv -f UTF-8 -t GB18030 文.txt | sed 's/$/\r/' >gb.txt
iconv -f UTF-8 -t GB18030 好.txt | sed 's/$/\r/' >gb-好.txt
run fill --values=值.yaml --in-place gb.txt
is 'in place' "$status:$out:$err" '0::'
same 'in place, GB18030 with CRLF' gb.txt gb-好.txt
run fill --values=值.yaml --in-place 好.txt
is 'nothing to fill' "$status:$out:$err" '0::'

# What is wrong with the values is said with its place, and nothing is filled.
cp 文.txt 旧.txt
printf '%s\n' '20XX: 2026' 'XX党支部: [一, 二]' '20XX: 2027' >错.yaml
run fill --values=错.yaml --in-place 文.txt
is 'bad values' "$status:$out:$err" $'2::错.yaml:2:14: `XX党支部` must be text
错.yaml:3:1: `20XX` is here twice; the first one counts\n'
same 'bad values' 文.txt 旧.txt
printf '%s\n' '- 一' >错.yaml
run fill --values=错.yaml 文.txt
is 'no mapping' "$status:$out:$err" $'2::错.yaml:1:1: a file of values is `name: value`, one a line\n'
printf '\xb5\xa5: 1\n' >错.yaml
run fill --values=错.yaml 文.txt
like 'not UTF-8' "$status:$out:$err" '2::错.yaml:1:1: this file is not UTF-8*'
printf '20XX: &a 1\nXX: *a\n' >错.yaml
run fill --values=错.yaml 文.txt
like 'an alias' "$status:$out:$err" '2::错.yaml:1:7: anchors and aliases*'
run fill --values=无.yaml 文.txt
is 'missing values' "$status:$out:$err" $'2::无.yaml:1:1: cannot be read: No such file or directory\n'
: >空.yaml
run fill --values=空.yaml 文.txt
is 'empty values' "$status:$err" '0:'
same 'empty values' "$folder/out" 文.txt
run fill 文.txt
is 'no values' "$status:$out:$err" $'2::gongwen: fill needs --values=FILE\n'
run fill --values=值.yaml 文.txt 旧.txt
is 'two files' "$status:$out:$err" $'2::gongwen: fill takes one file\n'

finish
