#!/usr/bin/env bash
# `gongwen placeholders`: the formats.
. "$(dirname "$0")/lib.sh"

printf '%s\n' 'XX局20XX年工作总结' '' '一、基本情况' '现有党员XX名，开展活动____次。' >总结.txt
run placeholders --format=tsv 总结.txt
is 'tsv: line, column and text' "$status:$(cut -f 1-3 <<<"${out%$'\n'}")" $'0:1\t1\tXX\n1\t6\t20XX\n4\t13\tXX\n4\t33\t____'
is 'tsv: four fields' "$(awk -F '\t' 'NF != 4 || $4 == ""' <<<"${out%$'\n'}")" ''
run placeholders 总结.txt
like 'text' "$status:$out" '0:*1:1 *XX *XX局20XX年工作总结*4:13 *XX *现有党员XX名，*…*'
run placeholders --format=json 总结.txt
like 'json' "$status:$out" '0:*{"file":"总结.txt","placeholders":[*{"line":4,"column":13,"text":"XX","field":*'
run placeholders --format=tsv 总结.txt 总结.txt
is 'several files' "$status:$(grep -c '^# 总结.txt$' <<<"$out")" '0:2'
printf '一、总体要求\n' >满.txt
run placeholders 满.txt
is 'nothing left' "$status:$out" '0:'

finish
