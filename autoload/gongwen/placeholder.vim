" Jumping between placeholders, and filling them without leaving Insert mode.
"
" After a jump in Insert mode the cursor stands before the placeholder, which is pending: marked and
" highlighted, not touched. When text has come in right before it, typed, pasted or put by an input
" method, the placeholder is taken away, in the same undo step; when the cursor has gone elsewhere,
" it stays. settle() decides, after each change and before each action. Each editor has its own way to
" see to that: lua/gongwen/pending.lua and gongwen/vim/pending.vim.

" ---- jumping ----

" Moves to the count'th placeholder from the cursor, onwards (1) or back (-1), in any mode but Insert.
function! gongwen#placeholder#move(direction) abort
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return
  endif
  call gongwen#placeholder#go(a:direction, gongwen#host#ask('jump', bufnr(''), {'line': line('.') - 1,
        \ 'column': col('.') - 1, 'direction': a:direction, 'count': v:count1}))
endfunction

" Does what the host has answered.
function! gongwen#placeholder#go(direction, answer) abort
  if has_key(a:answer, 'error')
    call gongwen#message#line(a:answer.error)
    call s:fail()
  elseif !a:answer.found
    call gongwen#message#show('none-left')
    call s:fail()
  else
    call gongwen#edit#leave_mark()
    call gongwen#edit#go(a:answer.line, a:answer.column)
    if mode() ==# 'n'
      call gongwen#placeholder#land(a:answer.line, a:answer.column, a:answer.size, a:answer.field)
    endif
    if a:answer.wrapped
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
        \ 'direction': a:direction, 'count': 1, 'here': !gongwen#placeholder#pending()})
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
  return gongwen#editor#call('pending#size') > 0
endfunction

" How many bytes at the cursor wait to be filled.
function! gongwen#placeholder#pending_size() abort
  return gongwen#editor#call('pending#size')
endfunction

" Makes the `size` bytes at the cursor, which is at that place, pending, in Insert mode. 0: nothing is
" pending any more.
function! gongwen#placeholder#pend(line, column, size, field) abort
  call gongwen#editor#call('pending#pend', a:line, a:column, a:size, a:field)
endfunction

" The cursor has been put on a placeholder in Normal mode: inserting right there makes it pending.
function! gongwen#placeholder#land(line, column, size, field) abort
  call gongwen#editor#call('pending#land', a:line, a:column, a:size, a:field)
endfunction

" Decides what becomes of the pending placeholder, from what has happened since. Returns 1.
function! gongwen#placeholder#settle() abort
  call gongwen#editor#call('pending#settle')
  return 1
endfunction

" Whether the writer has just filled one in this line: a key for the next one then means that and nothing
" else. Once: pressed again, it is the key that it was.
function! gongwen#placeholder#just_done() abort
  return gongwen#editor#call('pending#just_done')
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
