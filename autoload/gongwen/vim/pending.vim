" The placeholder that waits to be filled, in Vim: see gongwen/placeholder.vim. lua/gongwen/pending.lua is
" the same for Neovim.

" {buf, tick, place, size, text, field}, tick and place those when it began to be; {} when nothing is
" pending.
let s:pending = {}
" Where a jump of Normal mode has led: inserting right there makes it pending. {buf, tick, place, text}
let s:landed = {}
" The line, [buffer, number], where one was filled or taken away since Insert mode began; [] for none.
let s:done = []

" What the keys that take text away do meanwhile: a list of [key, map].
let s:erasers = map(['<BS>', '<C-h>', '<C-w>', '<C-u>', '<Del>'], {_, key ->
      \ [key, printf('<Cmd>call gongwen#vim#pending#erase("%s")<CR>', substitute(key, '<', '<lt>', ''))]})

" How many bytes at the cursor wait to be filled.
function! gongwen#vim#pending#size() abort
  return get(s:pending, 'size', 0)
endfunction

" Makes the `size` bytes at the cursor pending, in Insert mode.
function! gongwen#vim#pending#pend(line, column, size, field) abort
  let l:buf = bufnr('')
  if a:size == 0
    return s:drop()
  elseif get(s:pending, 'buf', l:buf) != l:buf
    call s:drop()
  endif
  let s:pending = {'buf': l:buf, 'tick': b:changedtick, 'place': [a:line, a:column], 'size': a:size,
        \ 'text': strpart(getline(a:line + 1), a:column, a:size), 'field': a:field}
  call gongwen#vim#slot#mark(l:buf, s:pending.place, a:size, 'GongwenPending')
  call gongwen#vim#keys#borrow(s:erasers)
  if !exists('#gongwen_pending#InsertLeave#<buffer>')
    call s:watch()
  endif
endfunction

" From now on; one costs more to define than it does while nothing is pending.
function! s:watch() abort
  augroup gongwen_pending
    autocmd TextChangedI,TextChangedP,CursorMovedI <buffer> call gongwen#vim#pending#settle()
    " What was typed ahead is settled only now.
    autocmd InsertLeave <buffer> call s:left_insert()
    autocmd BufLeave,WinLeave <buffer> call s:left_window()
  augroup END
endfunction

function! s:left_insert() abort
  if !empty(s:pending)
    call gongwen#vim#pending#settle()
    call gongwen#fill#left()
  endif
  call gongwen#vim#keys#give_back(bufnr(''))
  let s:done = []
endfunction

function! s:left_window() abort
  call gongwen#vim#pending#settle()
  call s:drop()
  call gongwen#vim#keys#give_back(bufnr(''))
endfunction

" Decides what becomes of the pending placeholder, from what has happened since.
function! gongwen#vim#pending#settle() abort
  if !empty(s:pending)
    call s:decide()
  endif
endfunction

function! s:decide() abort
  let l:pending = s:pending
  let l:here = bufnr('') == l:pending.buf && mode() ==# 'i' ? [line('.') - 1, col('.') - 1] : []
  if l:here == l:pending.place && b:changedtick == l:pending.tick
    return
  endif
  let l:found = gongwen#vim#slot#read(l:pending.size)
  if empty(l:found) || l:found[2] !=# l:pending.text
    call s:drop()
    return
  endif
  let [l:start, l:slot; l:_] = l:found
  if l:start != l:slot
    call s:drop()
    call gongwen#vim#edit#set_text(l:pending.buf, l:slot, [l:slot[0], l:slot[1] + l:pending.size], [''])
    call s:note_done(l:slot[0])
    call gongwen#fill#began(l:pending.buf, l:pending.field, l:start, l:slot)
  elseif l:here != l:slot
    call s:drop()
  endif
endfunction

" <BS> and its like: right after the jump they take the placeholder away, and nothing more. Else, something was
" typed or moved before, each of them is the key that it was.
function! gongwen#vim#pending#erase(key) abort
  call gongwen#vim#pending#settle()
  let l:pending = s:pending
  if !empty(l:pending)
    let l:slot = gongwen#vim#slot#read(l:pending.size)[1]
    call s:drop()
    call gongwen#vim#edit#set_text(l:pending.buf, l:slot, [l:slot[0], l:slot[1] + l:pending.size], [''])
    call s:note_done(l:slot[0])
  endif
  call gongwen#vim#keys#give_back(bufnr(''))
  if empty(l:pending)
    call gongwen#vim#feed(gongwen#vim#keys#code(a:key), 1)
  endif
endfunction

function! s:note_done(line) abort
  if mode() ==# 'i'
    let s:done = [bufnr(''), a:line + 1]
  endif
endfunction

" Whether the writer has just filled one in this line: a key for the next one then means that and nothing
" else. Once: pressed again, it is the key that it was.
function! gongwen#vim#pending#just_done() abort
  let l:done = s:done
  let s:done = []
  return l:done == [bufnr(''), line('.')]
endfunction

function! s:drop() abort
  let s:pending = {}
  call gongwen#vim#slot#unmark()
endfunction

" ---- from Normal mode ----

" The cursor has been put on a placeholder in Normal mode.
function! gongwen#vim#pending#land(line, column, size, field) abort
  let s:landed = {'buf': bufnr(''), 'tick': b:changedtick, 'place': [a:line, a:column], 'size': a:size,
        \ 'field': a:field}
  augroup gongwen_landed
    autocmd!
    autocmd CursorMoved <buffer> call s:watch_landed()
    autocmd InsertEnter <buffer> call s:enter_landed()
    " Inserting in a block of lines is not filling one.
    autocmd ModeChanged *:[vV\x16]* autocmd! gongwen_landed
  augroup END
endfunction

function! s:still_landed() abort
  return bufnr('') == s:landed.buf && b:changedtick == s:landed.tick
        \ && [line('.') - 1, col('.') - 1] == s:landed.place
endfunction

function! s:watch_landed() abort
  if !s:still_landed()
    autocmd! gongwen_landed
  endif
endfunction

function! s:enter_landed() abort
  autocmd! gongwen_landed
  if v:insertmode ==# 'i' && s:still_landed()
    call gongwen#vim#pending#pend(s:landed.place[0], s:landed.place[1], s:landed.size, s:landed.field)
  endif
endfunction
