" A light dress for the text. What is a heading is for the host to say (see the outline); these few
" patterns only colour what begins a line.
if exists('b:current_syntax')
  finish
endif

syntax case match
syntax match gongwenPlaceholder /X\{2,}\|×\{2,}\|Ｘ\{2,}\|【[^】]\{1,30}】/
syntax match gongwenHeading1 /^[[:blank:]　]*[一二三四五六七八九十百]\+、[^。]*。\?/ contains=gongwenPlaceholder
syntax match gongwenHeading1 /^[[:blank:]　]*第[一二三四五六七八九十百]\+[编章部节][^。]*。\?/ contains=gongwenPlaceholder
syntax match gongwenHeading2 /^[[:blank:]　]*[（(][一二三四五六七八九十百]\+[）)][^。]*。\?/ contains=gongwenPlaceholder
syntax match gongwenOrdinal /^[[:blank:]　]*\d\{1,2}[.．、]\d\@!/
syntax match gongwenOrdinal /^[[:blank:]　]*[（(]\d\{1,2}[）)]/
syntax sync minlines=1 maxlines=1

highlight default link gongwenPlaceholder Todo
highlight default link gongwenHeading1 Title
highlight default link gongwenHeading2 Function
highlight default link gongwenOrdinal Number

let b:current_syntax = 'gongwen'
