" The placeholder that waits to be filled, in Neovim: see gongwen/placeholder.vim.

function! gongwen#nvim#pending#size() abort
  return v:lua.require'gongwen.pending'.size()
endfunction

function! gongwen#nvim#pending#pend(line, column, size, field) abort
  call v:lua.require'gongwen.pending'.pend(a:line, a:column, a:size, a:field)
endfunction

function! gongwen#nvim#pending#land(line, column, size, field) abort
  call v:lua.require'gongwen.pending'.land(a:line, a:column, a:size, a:field)
endfunction

function! gongwen#nvim#pending#settle() abort
  call v:lua.require'gongwen.pending'.settle()
endfunction

function! gongwen#nvim#pending#just_done() abort
  return v:lua.require'gongwen.pending'.just_done()
endfunction
