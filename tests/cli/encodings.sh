#!/usr/bin/env bash
# Files in every encoding and with every line end that an office has.
. "$(dirname "$0")/lib.sh"

printf '%s\n' '关于做好防汛工作的通知' '' '一、总体要求' '（一）压实责任。XX单位要到岗到位。' '二、工作安排' >utf8.txt
run outline --format=tsv utf8.txt
rows=$out
is 'UTF-8' "$status:$err:$(wc -l <<<"$rows")" '0::5'
run placeholders --format=tsv utf8.txt
slots=$out

# check NAME [OPTION...]: the same rows as the UTF-8 file, columns included.
check() {
  local name=$1; shift
  run outline --format=tsv "$@" "$name"
  is "$name" "$status:$out:$err" "0:$rows:"
  run placeholders --format=tsv "$@" "$name"
  is "$name: placeholders" "$status:$out:$err" "0:$slots:"
}

sed 's/$/\r/' utf8.txt >crlf.txt
check crlf.txt
sed '1~2s/$/\r/' utf8.txt >mixed.txt
check mixed.txt
head -c -1 utf8.txt >no-end.txt
check no-end.txt
{ printf '\xef\xbb\xbf'; cat utf8.txt; } >bom.txt
check bom.txt
{ printf '\xef\xbb\xbf'; cat crlf.txt; } >bom-crlf.txt
check bom-crlf.txt
iconv -f UTF-8 -t GB18030 utf8.txt >gb18030.txt
check gb18030.txt
check gb18030.txt --encoding=gb18030
check gb18030.txt --encoding=GBK
iconv -f UTF-8 -t GB18030 crlf.txt >gb18030-crlf.txt
check gb18030-crlf.txt
{ printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE utf8.txt; } >utf16le.txt
check utf16le.txt
check utf16le.txt --encoding=utf-16
check utf16le.txt --encoding=utf-16le
{ printf '\xfe\xff'; iconv -f UTF-8 -t UTF-16BE crlf.txt; } >utf16be.txt
check utf16be.txt
iconv -f UTF-8 -t UTF-16LE utf8.txt >utf16-unmarked.txt
check utf16-unmarked.txt --encoding=utf-16le
check utf16-unmarked.txt
iconv -f UTF-8 -t UTF-16BE crlf.txt >utf16be-unmarked.txt
check utf16be-unmarked.txt
{ printf '\204\061\225\063'; iconv -f UTF-8 -t GB18030 utf8.txt; } >gb18030-marked.txt
check gb18030-marked.txt
check gb18030-marked.txt --encoding=gb18030
iconv -f UTF-8 -t BIG5 <<<'一、工作重點' >big5.txt
run outline --format=tsv --encoding=big5 big5.txt
is 'Big5, told' "$status:$out" $'0:1\t1\theading\t1\t1\t工作重點\n'

run outline --encoding=klingon utf8.txt
is 'an unknown encoding' "$status:$out:$err" $'2::gongwen: utf8.txt: unknown encoding: klingon\n'
printf '一、总体要求\n二、\xff\xff\n' >neither.txt
run outline --format=tsv neither.txt
is 'neither UTF-8 nor GB18030' "$status:$out" $'0:1\t1\theading\t1\t1\t总体要求\n2\t1\theading\t1\t2\t\xff\xff\n'
like 'and that is said' "$err" 'neither.txt:2:7: *'
run outline --encoding=gb18030 neither.txt
like 'told what it is not' "$status:$out:$err" '2::neither.txt:*:*: this byte does not fit gb18030'$'\n'

# A character cut by the end of the file.
printf '一、总体\xe8' >cut.txt
run outline --encoding=utf-8 --format=tsv cut.txt
is 'a cut character' "$status:$out" $'0:1\t1\theading\t1\t1\t总体\xe8\n'

finish
