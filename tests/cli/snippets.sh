#!/usr/bin/env bash
# `gongwen snippets`: the templates that ship, those of the user, and what is wrong with them.
. "$(dirname "$0")/lib.sh"

run snippets check "$GONGWEN_SOURCE/snippets"
is 'those that ship are right' "$status:$out:$err" '0::'

# The shipped ones are found from the executable: installed, and in the build folder of a checkout.
mkdir -p "$folder/prefix/bin" "$folder/prefix/share/gongwen" "$folder/checkout/build"
cp "$GONGWEN" "$folder/prefix/bin/" && cp -r "$GONGWEN_SOURCE/snippets" "$folder/prefix/share/gongwen/"
cp "$GONGWEN" "$folder/checkout/build/" && cp -r "$GONGWEN_SOURCE/snippets" "$folder/checkout/"
GONGWEN=$folder/prefix/bin/gongwen
run snippets
like 'list is the default' "$status:$out:$err" '0:*党建工作总结*:'
GONGWEN=$folder/checkout/build/gongwen
run snippets list --format=tsv
like 'beside a build folder' "$status:$out:$err" "0:*党建工作总结*$folder/checkout/*:"

run snippets list "$GONGWEN_SOURCE/snippets" --format=tsv
is 'tsv: eight fields' "$status:$(awk -F '\t' 'NF != 8 || $1 == "" || $2 == ""' <<<"${out%$'\n'}")" '0:'
run snippets list "$GONGWEN_SOURCE/snippets" --format=json
like 'json' "$status:$out" '0:\[*{"kind":"*","title":"*","triggers":\[*"document":\[*{"kind":"*","name":"*","triggers":\[*'

mkdir 我的
printf '%s\n' 'kind: 周报' 'sections:' '  - name: 本周工作' '    trigger: [bzgz, 本周]' '    level: 1' '    body: |' \
  '      完成XX项。' >我的/好.yaml
run snippets list --format=tsv 我的
is 'a template, which is a whole document as well' "$status:$out" \
  $'0:周报\t周报\t\t-\tdocument\t我的/好.yaml\t1\t-\n周报\t本周工作\tbzgz 本周\t1\t-\t我的/好.yaml\t3\t-\n'
mkdir 整篇
printf '%s\n' 'kind: 月报' 'description: 一个月' 'title: XX月工作' 'trigger: [yb, 月报]' 'sections:' \
  '  - {name: 甲, level: 1, description: 说明, body: 文}' '  - {name: 乙, level: 2, body: 文}' >整篇/月报.yaml
run snippets list 整篇
is 'for people' "$status:$out" \
  "0:月报 - 一个月"$'\n'"  (the whole document)          yb 月报"$'\n'"  甲                            "$'\n'"    乙                            "$'\n'
run snippets list --format=tsv 整篇
is 'a whole document' "$status:${out%%$'\n'*}" $'0:月报\tXX月工作\tyb 月报\t-\tdocument\t整篇/月报.yaml\t1\t一个月'
like 'a description' "$out" $'*\t甲\t*\t说明\n*'
run snippets check 我的
is 'check of a good one' "$status:$out:$err" '0::'

# The user's own beats the one that ships.
mkdir -p "$HOME/.config/gongwen/snippets"
cp 我的/好.yaml "$HOME/.config/gongwen/snippets/"
run snippets list --format=tsv
like 'the folder of the user' "$status:$out" "0:*周报"$'\t'"本周工作*$HOME/.config/gongwen/snippets/好.yaml*党建工作总结*"
mkdir -p 项目/.gongwen/snippets 项目/稿
sed 's/周报/项目周报/' 我的/好.yaml >项目/.gongwen/snippets/好.yaml
cd 项目/稿 || exit 1
run snippets list --format=tsv
like 'the folder of the project' "$status:$out" '0:项目周报*周报*党建工作总结*'
cd ../.. || exit 1

# A trigger that a stronger folder has for another section of the kind leads there; the one that loses says so.
mkdir 强 弱
printf '%s\n' 'kind: 周报' 'sections:' '  - {name: 甲, trigger: [bzgz, 甲节], level: 1, body: 文}' \
  '  - {name: 行首, trigger: bz, line: true, level: 1, body: 文}' >强/周报.yaml
printf '%s\n' 'kind: 周报' 'sections:' '  - {name: 乙, trigger: [bzgz, 本周], level: 1, body: 文}' \
  '  - {name: 丙, trigger: bz, level: 1, body: 文}' >弱/周报.yaml
printf '%s\n' 'kind: 月报' 'sections:' '  - {name: 丁, trigger: bzgz, level: 1, body: 文}' >弱/月报.yaml
run snippets list --format=tsv 强 弱
is 'states' "$status:$(cut -f 1,2,3,5 <<<"${out%$'\n'}" | grep -v document)" \
  $'0:周报\t甲\tbzgz 甲节\t-\n周报\t行首\tbz\t-\n周报\t乙\tbzgz 本周\tshadowed:bzgz\n周报\t丙\tbz\t-\n月报\t丁\tbzgz\t-'
run snippets list 强 弱
like 'and by which' "$status:$out" $'0:*乙  *bzgz (taken by 强/周报.yaml:3) 本周\n*'
run snippets list --format=json 强 弱
like 'in json' "$status:$out" $'0:*"name":"乙","triggers":\\["bzgz","本周"],"shadowed_triggers":\\["bzgz"],*'
run snippets check 强 弱
is 'which is no problem' "$status:$out:$err" '0::'

# A broken one: said with its place; the good ones are still listed.
printf '%s\n' 'kind: 坏' 'sections:' '  - name: [' >我的/坏.yaml
run snippets check 我的
like 'check of a broken one' "$status:$out:$err" '1:我的/坏.yaml:[0-9]*:[0-9]*: ?*:'
is 'each line has its place' "$(grep -vcE '^我的/坏.yaml:[0-9]+:[0-9]+: .' "$folder/out")" 0
run snippets list --format=tsv 我的
like 'list beside a broken one' "$status:$out" $'2:*\t本周工作\t*'
like 'and it is said' "$err" '我的/坏.yaml:*:*: *'

# Snippets of VSCode, beside the others.
mkdir 代码
printf '%s\n' '{ // 注释' '  "联系人": {"prefix": "lxr", "body": ["联系人：XX", "电话：XX"], },' '}' >代码/常用.code-snippets
printf '%s\n' '{' '  "甲": {"prefix": "j"}, "乙": {"body": "x" "prefix": "y"}' '}' >代码/坏.json
run snippets list --format=tsv 代码/常用.code-snippets
is 'a snippet' "$status:$out:$err" $'0:常用\t联系人\tlxr\t0\t-\t代码/常用.code-snippets\t2\t-\n:'
run snippets check 代码
is 'check of snippets' "$status:$out:$err" \
  $'1:代码/坏.json:2:47: JSON: \'}\' expected\n代码/坏.json:2:3: this section has no `body`\n:'

# A template file made of a document: it is right, and holds the document.
printf '%s\r\n' 'XX局2025年度工作总结' '' '2025年，费用$5。' '一、主要工作' '（一）抓学习。读书XX次。' '二、下一步打算' '继续。' |
  iconv -f UTF-8 -t GB18030 >去年.txt
run snippets extract 去年.txt
is 'a file' "$status:$err" '0:'
like 'its kind' "$out" $'kind: 工作总结\ntitle: XX局20XX年度工作总结\ntrigger: gzzj\ndocument: \\[导语, 主要工作, 下一步打算\\]\n*'
like 'its triggers' "$out" $'*\n  trigger: \\[zygz, 主要工作\\]\n  level: 1\n*'
like 'a point of its own' "$out" $'*\n- name: 抓学习\n*\n  level: 2\n*读书XX次。\n*'
mkdir 提取 && printf '%s' "$out" >提取/工作总结.yaml
run snippets check 提取
is 'it is right' "$status:$out" '0:'
run snippets extract --encoding=GB18030 - <去年.txt
like 'standard input' "$status:$out" '0:kind: 工作总结*'
run snippets extract 没有.txt
like 'no such file' "$status:$err" '2:gongwen: 没有.txt: *'
run snippets extract
is 'one file' "$status:$err" $'2:gongwen: snippets extract takes one file\n'
: >空.txt
run snippets extract 空.txt
is 'an empty one' "$status:$out:$err" $'2::gongwen: 空.txt: there is no text in it\n'
run snippets check 没有
is 'a missing folder' "$status:$out:$err" $'2::gongwen: 没有: cannot open: No such file or directory\n'

finish
