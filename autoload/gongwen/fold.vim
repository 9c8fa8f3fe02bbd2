" Folds by headings: setlocal foldmethod=expr foldexpr=gongwen#fold#expr()
" The module answers in this process; without it there are no folds, and no error.

" The fold of line v:lnum.
function! gongwen#fold#expr() abort
  let l:module = gongwen#module#path()
  if l:module ==# ''
    return 0
  endif
  let l:level = libcallnr(l:module, 'gongwen_line_level', getline(v:lnum))
  return l:level > 0 ? '>' . l:level : '='
endfunction
