" gongwen: Chinese official prose (公文). Here are the command, the <Plug> maps and two hooks; all
" else is loaded when it is used.
if exists('g:loaded_gongwen')
  finish
endif
let g:loaded_gongwen = 1

let s:cpo = &cpo
set cpo&vim

if !exists(':Gongwen')
  command -nargs=* -complete=customlist,gongwen#command#complete Gongwen
        \ call gongwen#command#run(<q-args>)
endif

" In Insert mode a key asks first, then either acts between two <C-g>u (an undo step of its own) or
" does what it would do without this plugin. No map here leaves Insert mode: input methods watch that.
imap <silent> <Plug>(gongwen-expand) <Cmd>call gongwen#key#ask('expand')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-expand-or-next) <Cmd>call gongwen#key#ask('expand-or-next')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-next) <Cmd>call gongwen#key#ask('next')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-prev) <Cmd>call gongwen#key#ask('prev')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-chosen) <Cmd>call gongwen#key#ask('chosen')<CR><Plug>(gongwen-then)
inoremap <silent><expr> <Plug>(gongwen-then) gongwen#key#then()

noremap <silent> <Plug>(gongwen-next) <Cmd>call gongwen#placeholder#move(1)<CR>
noremap <silent> <Plug>(gongwen-prev) <Cmd>call gongwen#placeholder#move(-1)<CR>
noremap <silent> <Plug>(gongwen-next-heading) <Cmd>call gongwen#heading#move(1)<CR>
noremap <silent> <Plug>(gongwen-prev-heading) <Cmd>call gongwen#heading#move(-1)<CR>
nnoremap <silent> <Plug>(gongwen-outline) <Cmd>call gongwen#outline#window#toggle()<CR>
inoremap <silent> <Plug>(gongwen-outline) <Cmd>call gongwen#outline#window#toggle()<CR>
nnoremap <silent> <Plug>(gongwen-renumber) <Cmd>call gongwen#template#renumber()<CR>

function! s:filetype(names) abort
  let l:ours = get(g:, 'gongwen_filetypes', ['gongwen'])
  if type(l:ours) != v:t_list
    let l:ours = ['gongwen']
  endif
  if !empty(filter(split(a:names, '\.'), 'index(l:ours, v:val) >= 0'))
    call gongwen#buffer#filetype()
  endif
endfunction

augroup gongwen
  autocmd!
  autocmd FileType * call s:filetype(expand('<amatch>'))
  " A session restores the outline as an empty window of that name.
  autocmd SessionLoadPost * if bufexists('gongwen://outline/1') || bufnr('^gongwen://outline/') > 0
        \ | call gongwen#outline#window#session() | endif
augroup END

let &cpo = s:cpo
unlet s:cpo
