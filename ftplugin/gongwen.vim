" Settings of a gongwen buffer. How lines wrap is the user's business: neither 'linebreak' nor
" 'textwidth' is touched.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

let s:cpo = &cpo
set cpo&vim

let b:undo_ftplugin = 'setlocal matchpairs<'
if &encoding ==# 'utf-8'
  setlocal matchpairs+=（:）,《:》,【:】,〔:〕
endif

" Joining and formatting without blanks between Chinese characters, for those who ask.
if get(g:, 'gongwen_recommended_style', 0)
  setlocal formatoptions+=mM
  let b:undo_ftplugin .= ' formatoptions<'
endif

let &cpo = s:cpo
unlet s:cpo
