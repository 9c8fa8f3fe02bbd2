" Folds by headings: setlocal foldmethod=expr foldexpr=gongwen#fold#expr()
" The module answers in this process; without it there are no folds, and no error.

let s:module = v:null

" The fold of line v:lnum.
function! gongwen#fold#expr() abort
  let l:module = s:find()
  if l:module ==# ''
    return 0
  endif
  let l:level = libcallnr(l:module, 'gongwen_line_level', getline(v:lnum))
  return l:level > 0 ? '>' . l:level : '='
endfunction

" The module, '' if there is none: beside the host, or in the library folder of the same prefix.
function! s:find() abort
  if s:module is v:null
    let s:module = ''
    let l:host = gongwen#host#find()
    let l:folder = l:host.problem ==# '' ? fnamemodify(resolve(l:host.path), ':h') : gongwen#root() . '/build'
    let l:found = globpath(join([l:folder, l:folder . '/../lib', l:folder . '/../lib/*'], ','), 'libgongwen.so', 1, 1)
    if has('libcall') && !empty(l:found)
      let s:module = l:found[0]
    endif
  endif
  return s:module
endfunction
