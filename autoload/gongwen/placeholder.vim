" Jumping between placeholders, and filling them without leaving Insert mode.
"
" After a jump in Insert mode the cursor stands before the placeholder, which is pending: marked and
" highlighted, not touched. When text has come in right before it, typed, pasted or put by an input
" method, the placeholder is taken away, in the same undo step; when the cursor has gone elsewhere,
" it stays. settle() decides, after each change and before each action.

" {buf, tick, place, size, text, field, mark}, tick and place those when it began to be; {} when nothing is
" pending.
let s:pending = {}
" Where a jump of Normal mode has led: inserting right there makes it pending. {buf, tick, place, text}
let s:landed = {}
" The line, [buffer, number], where one was filled or taken away since Insert mode began; [] for none.
let s:done = []

" What the keys that take text away do meanwhile: a list of [key, map].
let s:erasers = map(['<BS>', '<C-h>', '<C-w>', '<C-u>', '<Del>'], {_, key ->
      \ [key, printf('<Cmd>call gongwen#placeholder#erase("%s")<CR>', substitute(key, '<', '<lt>', ''))]})

" ---- jumping ----

" Moves to the count'th placeholder from the cursor, onwards (1) or back (-1), in any mode but Insert.
function! gongwen#placeholder#move(direction) abort
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return
  endif
  let l:answer = gongwen#host#ask('jump', bufnr(''), {'line': line('.') - 1, 'column': col('.') - 1,
        \ 'direction': a:direction, 'count': v:count1})
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
    call s:fail()
  elseif !l:answer.found
    call gongwen#message#show('none-left')
    call s:fail()
  else
    call gongwen#edit#leave_mark()
    call gongwen#edit#go(l:answer.line, l:answer.column)
    if mode() ==# 'n'
      call gongwen#placeholder#land(l:answer.line, l:answer.column, l:answer.size, l:answer.field)
    endif
    if l:answer.wrapped
      call gongwen#message#show(a:direction > 0 ? 'wrapped' : 'wrapped-back')
    endif
  endif
endfunction

" Fails as a search does: with one beep, and a macro goes no further. There is no such register, so that is
" all that these keys do.
function! s:fail() abort
  if mode() ==# 'n'
    call gongwen#editor#call('feed', '"!', 0)
  endif
endfunction

" For gongwen#key: what the next (or previous) placeholder asks to be done. {Do}, {} when there is
" none, or {error}.
function! gongwen#placeholder#filling(direction) abort
  let [l:buf, l:tick] = [bufnr(''), b:changedtick]
  " The cursor is between characters: a placeholder that begins right behind it is the next one, unless
  " that is the one that waits.
  let l:answer = gongwen#host#ask('jump', l:buf, {'line': line('.') - 1, 'column': col('.') - 1,
        \ 'direction': a:direction, 'count': 1, 'here': empty(s:pending)})
  if get(l:answer, 'found', 0)
    return {'Do': {-> s:fill(l:buf, l:tick, l:answer, a:direction)}}
  endif
  return has_key(l:answer, 'error') ? l:answer : {}
endfunction

function! s:fill(buf, tick, answer, direction) abort
  if a:buf != bufnr('') || a:tick != b:changedtick
    return gongwen#message#show('stale')
  endif
  call gongwen#edit#leave_mark()
  call gongwen#edit#go(a:answer.line, a:answer.column)
  call gongwen#placeholder#pend(a:answer.line, a:answer.column, a:answer.size, a:answer.field)
  if a:answer.wrapped
    call gongwen#message#show(a:direction > 0 ? 'wrapped' : 'wrapped-back')
  endif
endfunction

" ---- pending ----

function! gongwen#placeholder#pending() abort
  return !empty(s:pending)
endfunction

" How many bytes at the cursor wait to be filled.
function! gongwen#placeholder#pending_size() abort
  return get(s:pending, 'size', 0)
endfunction

" Makes the `size` bytes at the cursor pending, in Insert mode.
function! gongwen#placeholder#pend(line, column, size, field) abort
  let l:buf = bufnr('')
  if a:size == 0
    return s:drop()
  elseif get(s:pending, 'buf', l:buf) != l:buf
    call s:drop()
  endif
  let l:place = [a:line, a:column]
  let s:pending = {'buf': l:buf, 'tick': b:changedtick, 'place': l:place, 'size': a:size,
        \ 'text': strpart(getline(a:line + 1), a:column, a:size), 'field': a:field,
        \ 'mark': gongwen#editor#call('slot_mark', l:buf, get(s:pending, 'mark', []), l:place, a:size, 'GongwenPending',
        \ s:erasers)}
  if !exists('#gongwen_pending#InsertLeave#<buffer>')
    call s:watch()
  endif
endfunction

" From now on; one costs more to define than it does while nothing is pending.
function! s:watch() abort
  augroup gongwen_pending
    autocmd TextChangedI,TextChangedP,CursorMovedI <buffer> call gongwen#placeholder#settle()
    " What was typed ahead is settled only now.
    autocmd InsertLeave <buffer> call s:left_insert()
    autocmd BufLeave,WinLeave <buffer> call gongwen#placeholder#settle() | call s:drop()
  augroup END
endfunction

function! s:left_insert() abort
  if !empty(s:pending)
    call gongwen#placeholder#settle()
    call gongwen#fill#left()
  endif
endfunction

" Decides what becomes of the pending placeholder, from what has happened since. Returns 1.
function! gongwen#placeholder#settle() abort
  if !empty(s:pending)
    call s:decide()
  endif
  return 1
endfunction

function! s:decide() abort
  let l:pending = s:pending
  let l:here = bufnr('') == l:pending.buf && mode() ==# 'i' ? [line('.') - 1, col('.') - 1] : []
  if l:here == l:pending.place && b:changedtick == l:pending.tick
    return
  endif
  let l:found = gongwen#editor#call('slot_read', l:pending.buf, l:pending.mark, l:pending.size)
  if empty(l:found) || l:found[2] !=# l:pending.text
    call s:drop()
    return
  endif
  let [l:start, l:slot; l:_] = l:found
  if l:start != l:slot
    call s:drop()
    call gongwen#editor#call('set_text', l:pending.buf, l:slot, [l:slot[0], l:slot[1] + l:pending.size], [''])
    call s:note_done(l:slot[0])
    call gongwen#fill#began(l:pending.buf, l:pending.field, l:start, l:slot)
  elseif l:here != l:slot
    call s:drop()
  endif
endfunction

" <BS> and its like: right after the jump they take the placeholder away, and nothing more.
function! gongwen#placeholder#erase(key) abort
  call gongwen#placeholder#settle()
  if empty(s:pending)
    " Something was typed or moved before the key: it is the key that it was.
    call gongwen#editor#call('feed', eval('"\' . a:key . '"'), 1)
    return
  endif
  let l:pending = s:pending
  let l:slot = gongwen#editor#call('slot_read', l:pending.buf, l:pending.mark, l:pending.size)[1]
  call s:drop()
  call gongwen#editor#call('set_text', l:pending.buf, l:slot, [l:slot[0], l:slot[1] + l:pending.size], [''])
  call s:note_done(l:slot[0])
endfunction

function! s:note_done(line) abort
  if mode() !=# 'i'
    return
  endif
  let s:done = [bufnr(''), a:line + 1]
  augroup gongwen_done
    autocmd!
    autocmd InsertLeave * ++once let s:done = []
  augroup END
endfunction

" Whether the writer has just filled one in this line: a key for the next one then means that and nothing
" else. Once: pressed again, it is the key that it was.
function! gongwen#placeholder#just_done() abort
  let l:done = s:done
  let s:done = []
  return l:done == [bufnr(''), line('.')]
endfunction

function! s:drop() abort
  if !empty(s:pending)
    let l:pending = s:pending
    let s:pending = {}
    call gongwen#editor#call('slot_unmark', l:pending.buf, l:pending.mark)
  endif
endfunction

" ---- from Normal mode ----

" The cursor has been put on a placeholder in Normal mode.
function! gongwen#placeholder#land(line, column, size, field) abort
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
    call gongwen#placeholder#pend(s:landed.place[0], s:landed.place[1], s:landed.size, s:landed.field)
  endif
endfunction

" ---- the list ----

" Fills the location list with what is left in the current buffer, each with the sections it stands in
" and the words around it, and opens it.
function! gongwen#placeholder#list() abort
  let l:buf = bufnr('')
  let l:slots = gongwen#placeholders(l:buf)
  if empty(l:slots)
    let l:problem = gongwen#host#problem()
    call gongwen#message#line(l:problem !=# '' ? l:problem : gongwen#message#text('none-left'))
    return
  endif
  let l:headings = gongwen#headings(l:buf)
  let [l:at, l:path] = [0, []]
  let l:items = []
  for l:slot in l:slots
    while l:at < len(l:headings) && l:headings[l:at].lnum <= l:slot.lnum
      let l:heading = l:headings[l:at]
      call filter(l:path, 'v:val[0] < l:heading.level')
      if l:heading.level > 0
        call add(l:path, [l:heading.level, l:heading.title])
      endif
      let l:at += 1
    endwhile
    call add(l:items, {'bufnr': l:buf, 'lnum': l:slot.lnum, 'col': l:slot.col,
          \ 'text': s:around(getbufline(l:buf, l:slot.lnum)[0], l:slot) . s:sections(l:path)})
  endfor
  call gongwen#list#show('placeholders', l:items)
  call gongwen#message#show('left', len(l:items))
endfunction

" The placeholder with up to eight characters on either side.
function! s:around(line, slot) abort
  let l:before = strpart(a:line, 0, a:slot.col - 1)
  let l:behind = strpart(a:line, a:slot.col - 1 + strlen(a:slot.text))
  return strcharpart(l:before, max([0, strchars(l:before) - 8])) . a:slot.text . strcharpart(l:behind, 0, 8)
endfunction

function! s:sections(path) abort
  return empty(a:path) ? '' : '  （' . join(map(copy(a:path), 'v:val[1]'), ' > ') . '）'
endfunction

" Whether the text can be handed in: says so, or lists what is left.
function! gongwen#placeholder#done() abort
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
  else
    call gongwen#placeholder#list()
  endif
endfunction

" After a :write, with g:gongwen_check_on_write: one line if something is left.
function! gongwen#placeholder#written() abort
  if gongwen#config#get('check_on_write') && gongwen#buffer#served(bufnr(''))
    let [l:_, l:left] = get(gongwen#host#ask('count', bufnr(''), {'first': 0, 'end': 0}), 'whole', [0, 0])
    if l:left
      call gongwen#message#show('left', l:left)
    endif
  endif
endfunction
