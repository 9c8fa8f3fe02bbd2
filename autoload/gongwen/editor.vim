" The one place that chooses between the editors. What differs between them has the same names in
" gongwen/nvim.vim and gongwen/vim.vim; everything else calls it through here.

let s:prefix = has('nvim') ? 'gongwen#nvim#' : 'gongwen#vim#'

" What has() must know, and what it is called. Nothing of +python, +lua or a GUI.
let s:needed = has('nvim') ? [['nvim-0.7.2', 'Neovim 0.7.2']]
      \ : [['patch-9.0.1378', 'Vim 9.0.1378'], ['job', '+job'], ['channel', '+channel'], ['timers', '+timers'],
      \ ['textprop', '+textprop'], ['popupwin', '+popupwin']]

" Whether this editor is served at all.
function! gongwen#editor#supported() abort
  return empty(gongwen#editor#missing())
endfunction

" What this editor lacks to be served: a list of names.
function! gongwen#editor#missing() abort
  return map(filter(copy(s:needed), '!has(v:val[0])'), 'v:val[1]') + (&encoding ==# 'utf-8' ? [] : ["'encoding' utf-8"])
endfunction

" Which editor this is: `Neovim 0.10.4`, `Vim 9.1.1230`.
function! gongwen#editor#version() abort
  if has('nvim')
    let l:version = api_info().version
    return printf('Neovim %d.%d.%d', l:version.major, l:version.minor, l:version.patch)
  endif
  let l:number = get(v:, 'versionlong', v:version * 10000)
  return printf('Vim %d.%d.%d', l:number / 1000000, l:number / 10000 % 100, l:number % 10000)
endfunction

" Calls function `name` of this editor's file with the arguments that follow.
function! gongwen#editor#call(name, ...) abort
  return call(s:prefix . a:name, a:000)
endfunction
