" The form of fields: name：value.
if exists('b:current_syntax')
  finish
endif

syntax match gongwenFieldName /^[^：]*：/
highlight default link gongwenFieldName Identifier

let b:current_syntax = 'gongwen-fields'
