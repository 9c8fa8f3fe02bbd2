" The one place that chooses between the editors. What differs between them has the same names in
" gongwen/nvim.vim and gongwen/vim.vim; everything else calls it through here.

let s:prefix = has('nvim') ? 'gongwen#nvim#' : 'gongwen#vim#'

" Whether this editor is served at all.
function! gongwen#editor#supported() abort
  return has('nvim') ? has('nvim-0.7') : !empty(globpath(&runtimepath, 'autoload/gongwen/vim.vim'))
endfunction

" Calls function `name` of this editor's file with the arguments that follow.
function! gongwen#editor#call(name, ...) abort
  return call(s:prefix . a:name, a:000)
endfunction
