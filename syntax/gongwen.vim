" A light dress for the text. What is a heading or a placeholder is for the host to say (see the
" outline and gongwen/mark.vim); these few patterns only colour what begins a line.
if exists('b:current_syntax')
  finish
endif

syntax case match
syntax match gongwenHeading1 /^[[:blank:]　]*[一二三四五六七八九十百]\+、[^。]*。\?/
syntax match gongwenHeading1 /^[[:blank:]　]*第[一二三四五六七八九十百]\+[编章部节][^。]*。\?/
syntax match gongwenHeading2 /^[[:blank:]　]*[（(][一二三四五六七八九十百]\+[）)][^。]*。\?/
syntax match gongwenOrdinal /^[[:blank:]　]*\d\{1,2}[.．、]\d\@!/
syntax match gongwenOrdinal /^[[:blank:]　]*[（(]\d\{1,2}[）)]/
syntax sync minlines=1 maxlines=1

highlight default link gongwenHeading1 Title
highlight default link gongwenHeading2 Function
highlight default link gongwenOrdinal Number

let b:current_syntax = 'gongwen'
