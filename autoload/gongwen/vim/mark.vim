" Marks in the text: text properties. They move with what is typed, put and undone around them; setline() and
" :move do not see to them (gongwen/vim/edit.vim does), and they are gone when the buffer is unloaded.
" Places are [line, column], 0-based, in bytes.

let s:last_id = 0

" ---- of any kind ----

" Makes sure that a type of properties is there: {highlight, priority, start_incl, end_incl}.
function! gongwen#vim#mark#define(type, options) abort
  if empty(prop_type_get(a:type))
    call prop_type_add(a:type, a:options)
  endif
endfunction

" The options of a type that grows with what is inserted at either end of it.
function! gongwen#vim#mark#growing() abort
  return {'start_incl': 1, 'end_incl': 1}
endfunction

function! gongwen#vim#mark#new_id() abort
  let s:last_id += 1
  return s:last_id
endfunction

" The pieces, one a line, of the property with this id; [] if it is gone. It is likely in line `near`, counted
" from 1.
function! gongwen#vim#mark#find(buf, type, id, near) abort
  let l:which = {'bufnr': a:buf, 'types': [a:type], 'ids': [a:id]}
  let l:pieces = a:near <= gongwen#vim#edit#count(a:buf) ? prop_list(a:near, l:which) : []
  if len(l:pieces) != 1 || !l:pieces[0].start || !l:pieces[0].end
    return prop_list(1, extend(l:which, {'end_lnum': -1}))
  endif
  return [extend(l:pieces[0], {'lnum': a:near})]
endfunction

function! gongwen#vim#mark#remove(buf, type, id, near) abort
  let l:which = {'bufnr': a:buf, 'type': a:type, 'id': a:id, 'both': 1, 'all': 1}
  let l:pieces = gongwen#vim#mark#find(a:buf, a:type, a:id, a:near)
  if !empty(l:pieces)
    call prop_remove(l:which, l:pieces[0].lnum, l:pieces[-1].lnum)
  endif
endfunction

" ---- a region ----

" A region's line when it was looked at last: id -> number counted from 1.
let s:near = {}

" See gongwen#nvim#region_mark(). A mark is the id.
function! gongwen#vim#mark#region(buf, start, end) abort
  call gongwen#vim#mark#define('gongwen_region', gongwen#vim#mark#growing())
  let l:id = gongwen#vim#mark#new_id()
  let s:near[l:id] = a:start[0] + 1
  call prop_add(a:start[0] + 1, a:start[1] + 1, {'bufnr': a:buf, 'type': 'gongwen_region', 'id': l:id,
        \ 'end_lnum': a:end[0] + 1, 'end_col': a:end[1] + 1})
  return l:id
endfunction

" Where it begins and ends now; [] if it is gone.
function! gongwen#vim#mark#places(buf, id) abort
  let l:pieces = gongwen#vim#mark#find(a:buf, 'gongwen_region', a:id, s:near[a:id])
  if empty(l:pieces)
    return []
  endif
  let [l:first, l:last] = [l:pieces[0], l:pieces[-1]]
  let s:near[a:id] = l:first.lnum
  return [[l:first.lnum - 1, l:first.col - 1], [l:last.lnum - 1, l:last.col - 1 + l:last.length]]
endfunction

function! gongwen#vim#mark#forget(buf, id) abort
  call gongwen#vim#mark#remove(a:buf, 'gongwen_region', a:id, remove(s:near, a:id))
endfunction

" ---- the placeholders ----

" Where the first line has been marked it has a property without an extent, too.
let s:GUARD = 'gongwen_guard'
let s:guarded = {}

" Whether the marks are still there. Reading the text again takes all away, and :noautocmd edit! is no event.
function! gongwen#vim#mark#kept(buf) abort
  return !has_key(s:guarded, a:buf) || !empty(prop_list(1, {'bufnr': a:buf, 'types': [s:GUARD]}))
endfunction

" The buffer has been unloaded.
function! gongwen#vim#mark#unloaded(buf) abort
  call filter(s:guarded, 'v:key != a:buf')
endfunction

function! s:guard(buf) abort
  call gongwen#vim#mark#define(s:GUARD, {})
  let s:guarded[a:buf] = 1
  if !gongwen#vim#mark#kept(a:buf)
    call prop_add(1, 1, {'bufnr': a:buf, 'type': s:GUARD})
  endif
endfunction

" See gongwen#nvim#set_marks().
function! gongwen#vim#mark#set(buf, first, end, marks, group) abort
  " Above syntax, below what is pending.
  call gongwen#vim#mark#define('gongwen_placeholder', {'highlight': a:group, 'priority': 110})
  let l:last = min([a:end, gongwen#vim#edit#count(a:buf)])
  if a:first < l:last
    call prop_remove({'bufnr': a:buf, 'type': 'gongwen_placeholder', 'all': 1}, a:first + 1, l:last)
  endif
  if !empty(a:marks)
    call prop_add_list({'bufnr': a:buf, 'type': 'gongwen_placeholder'},
          \ map(copy(a:marks), {_, mark -> [mark[0] + 1, mark[1] + 1, mark[0] + 1, mark[1] + mark[2] + 1]}))
  endif
  if a:first == 0
    call s:guard(a:buf)
  endif
endfunction

" ---- hints ----

" A text behind each line, which is not part of it.
function! gongwen#vim#mark#hint(buf, hints, group) abort
  call gongwen#vim#mark#define('gongwen_hint', {'highlight': a:group})
  call prop_remove({'bufnr': a:buf, 'type': 'gongwen_hint', 'all': 1})
  for l:i in range(len(a:hints))
    call prop_add(l:i + 1, 0, {'bufnr': a:buf, 'type': 'gongwen_hint', 'text': '    ' . a:hints[l:i]})
  endfor
endfunction
