" gongwen: Chinese official prose (公文). Here are the command, the <Plug> maps and two hooks; all
" else is loaded when it is used.
if exists('g:loaded_gongwen') || &compatible
  finish
endif
let g:loaded_gongwen = 1

let s:cpo = &cpo
set cpo&vim

if !exists(':Gongwen')
  command -nargs=* -range -complete=customlist,gongwen#command#complete Gongwen
        \ call gongwen#command#run(<q-args>, <range>, <line1>, <line2>)
endif

" In Insert mode a key asks first, then either acts between two <C-g>u (an undo step of its own) or
" does what it would do without this plugin. No map here leaves Insert mode: input methods watch that.
imap <silent> <Plug>(gongwen-expand) <Cmd>call gongwen#key#ask('expand')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-expand-or-next) <Cmd>call gongwen#key#ask('expand-or-next')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-next) <Cmd>call gongwen#key#ask('next')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-prev) <Cmd>call gongwen#key#ask('prev')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-next-item) <Cmd>call gongwen#key#ask('next-item')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-chosen) <Cmd>call gongwen#key#ask('chosen')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-today) <Cmd>call gongwen#key#ask('today')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-fill-same) <Cmd>call gongwen#key#ask('fill-same')<CR><Plug>(gongwen-then)
inoremap <silent><expr> <Plug>(gongwen-then) gongwen#key#then()

xnoremap <silent> <Plug>(gongwen-expand) <Cmd>call gongwen#insert#visual()<CR>
nnoremap <silent> <Plug>(gongwen-insert) <Cmd>call gongwen#insert#here('')<CR>
inoremap <silent> <Plug>(gongwen-insert) <Cmd>call gongwen#insert#here('')<CR>
noremap <silent> <Plug>(gongwen-next) <Cmd>call gongwen#placeholder#move(1)<CR>
noremap <silent> <Plug>(gongwen-prev) <Cmd>call gongwen#placeholder#move(-1)<CR>
if has('nvim')
  " The keys that are pressed all day go a shorter way.
  lua local function map(modes, name, press)
        \   local options = { noremap = true, callback = function() press(require('gongwen.key')) end }
        \   vim.api.nvim_set_keymap(modes, ('<Plug>(gongwen-%s)'):format(name), '', options)
        \ end
        \ for _, name in ipairs({ 'expand', 'expand-or-next', 'next', 'prev' }) do
        \   map('i', name, function(key) key.press(name) end)
        \ end
        \ map('n', 'next', function(key) key.move(1) end)
        \ map('n', 'prev', function(key) key.move(-1) end)
endif
noremap <silent> <Plug>(gongwen-next-heading) <Cmd>call gongwen#heading#move('next')<CR>
noremap <silent> <Plug>(gongwen-prev-heading) <Cmd>call gongwen#heading#move('previous')<CR>
noremap <silent> <Plug>(gongwen-next-sibling) <Cmd>call gongwen#heading#move('next_sibling')<CR>
noremap <silent> <Plug>(gongwen-prev-sibling) <Cmd>call gongwen#heading#move('previous_sibling')<CR>
noremap <silent> <Plug>(gongwen-parent) <Cmd>call gongwen#heading#move('parent')<CR>
nnoremap <silent> <Plug>(gongwen-outline) <Cmd>call gongwen#outline#window#toggle()<CR>
inoremap <silent> <Plug>(gongwen-outline) <Cmd>call gongwen#outline#window#toggle()<CR>
nnoremap <silent> <Plug>(gongwen-today) <Cmd>call gongwen#fill#today()<CR>
nnoremap <silent> <Plug>(gongwen-fill-same) <Cmd>call gongwen#fill#same()<CR>
nnoremap <silent> <Plug>(gongwen-renumber) <Cmd>call gongwen#structure#renumber([])<CR>
xnoremap <silent> <Plug>(gongwen-renumber) <Cmd>call gongwen#structure#selected('renumber')<CR>

" The sections: in Normal mode the one of the cursor, in Visual mode those that begin in the selection.
nnoremap <silent> <Plug>(gongwen-promote) <Cmd>call gongwen#structure#operator('promote')<CR>g@l
nnoremap <silent> <Plug>(gongwen-demote) <Cmd>call gongwen#structure#operator('demote')<CR>g@l
nnoremap <silent> <Plug>(gongwen-promote-alone) <Cmd>call gongwen#structure#operator('promote_alone')<CR>g@l
nnoremap <silent> <Plug>(gongwen-demote-alone) <Cmd>call gongwen#structure#operator('demote_alone')<CR>g@l
xnoremap <silent> <Plug>(gongwen-promote) <Cmd>call gongwen#structure#selected('promote')<CR>
xnoremap <silent> <Plug>(gongwen-demote) <Cmd>call gongwen#structure#selected('demote')<CR>
xnoremap <silent> <Plug>(gongwen-promote-alone) <Cmd>call gongwen#structure#selected('promote_alone')<CR>
xnoremap <silent> <Plug>(gongwen-demote-alone) <Cmd>call gongwen#structure#selected('demote_alone')<CR>
nnoremap <silent> <Plug>(gongwen-move-up) <Cmd>call gongwen#structure#operator('move_up')<CR>g@l
nnoremap <silent> <Plug>(gongwen-move-down) <Cmd>call gongwen#structure#operator('move_down')<CR>g@l
nnoremap <silent> <Plug>(gongwen-delete-section) <Cmd>call gongwen#structure#operator('delete')<CR>g@l
nnoremap <silent> <Plug>(gongwen-yank-section) <Cmd>call gongwen#structure#key('yank')<CR>
nnoremap <silent> <Plug>(gongwen-duplicate-section) <Cmd>call gongwen#structure#operator('duplicate')<CR>g@l
nnoremap <silent> <Plug>(gongwen-new-sibling) <Cmd>call gongwen#structure#key('new_sibling')<CR>
nnoremap <silent> <Plug>(gongwen-new-child) <Cmd>call gongwen#structure#key('new_child')<CR>
imap <silent> <Plug>(gongwen-promote) <Cmd>call gongwen#key#ask('promote')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-demote) <Cmd>call gongwen#key#ask('demote')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-new-sibling) <Cmd>call gongwen#key#ask('new-sibling')<CR><Plug>(gongwen-then)
imap <silent> <Plug>(gongwen-new-child) <Cmd>call gongwen#key#ask('new-child')<CR><Plug>(gongwen-then)

for s:mode in ['x', 'o']
  for s:unit in ['section', 'item', 'sentence']
    for s:around in [1, 0]
      execute printf("%snoremap <silent> <Plug>(gongwen-select-%s-%s) <Cmd>call gongwen#textobject#select('%s', %d)<CR>",
            \ s:mode, s:unit, s:around ? 'a' : 'i', s:unit, s:around)
    endfor
  endfor
  execute s:mode . "noremap <silent> <Plug>(gongwen-select-section) <Cmd>call gongwen#textobject#select('section', 1)<CR>"
endfor
unlet s:mode s:unit s:around

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
  " A session restores the outline as an empty window of that name. Vim would tell of each; the session sets
  " 'shortmess' back at its end.
  autocmd BufFilePost gongwen://outline/* if exists('g:SessionLoad') | set shortmess+=F | endif
  autocmd SessionLoadPost * if bufexists('gongwen://outline/1') || bufnr('^gongwen://outline/') > 0
        \ | call gongwen#outline#window#session() | endif
augroup END

let &cpo = s:cpo
unlet s:cpo
