" The outlines as the host sends them: the rows of a buffer, and which of them holds its cursor. The
" host knows the folds; the windows (gongwen/outline/window.vim) only show what is here.

" buffer -> {rows, row: that of the cursor, -1 for none, shown: the host was told to send rows, items,
" characters, filter: what it was told to send}
let s:models = {}

" A row as in src/host/PROTOCOL.md.
let s:ROW = {'id': 0, 'text': 1, 'indent': 2, 'ordinal': 3, 'level': 4, 'kind': 5, 'left': 6, 'fold': 7, 'characters': 8}

function! s:model(buf) abort
  if !has_key(s:models, a:buf)
    let s:models[a:buf] = {'rows': [], 'row': -1, 'shown': 0, 'items': gongwen#config#get('outline_items'),
          \ 'characters': gongwen#config#get('outline_characters'), 'filter': ''}
  endif
  return s:models[a:buf]
endfunction

" From now on rows of the buffer are wanted.
function! gongwen#outline#show(buf) abort
  let l:model = s:model(a:buf)
  if !l:model.shown
    let l:model.shown = 1
    let l:model.rows = []
    call s:tell(a:buf, l:model)
  endif
endfunction

function! s:tell(buf, model) abort
  call gongwen#host#notify('outline_open', {'buf': a:buf, 'filter': a:model.filter,
        \ 'items': a:model.items ? v:true : v:false, 'characters': a:model.characters ? v:true : v:false})
endfunction

" Whether rows have `items`, or `characters`, is the other way from now on.
function! gongwen#outline#switch(buf, what) abort
  let l:model = s:model(a:buf)
  let l:model[a:what] = !l:model[a:what]
  call s:tell(a:buf, l:model)
endfunction

" Shows only rows with these words, and those around them; all for ''.
function! gongwen#outline#filter(buf, words) abort
  let l:model = s:model(a:buf)
  if l:model.filter !=# a:words
    let l:model.filter = a:words
    call gongwen#host#notify('outline_filter', {'buf': a:buf, 'filter': a:words})
  endif
endfunction

function! gongwen#outline#filtered(buf) abort
  return s:model(a:buf).filter
endfunction

function! gongwen#outline#hide(buf) abort
  if has_key(s:models, a:buf) && s:models[a:buf].shown
    let s:models[a:buf].shown = 0
    let s:models[a:buf].rows = []
    let s:models[a:buf].filter = ''
    call gongwen#host#notify('outline_close', {'buf': a:buf})
  endif
endfunction

" The host has the buffer's text, perhaps a new host: it is told again what is shown.
function! gongwen#outline#opened(buf) abort
  if has_key(s:models, a:buf) && s:models[a:buf].shown
    call s:tell(a:buf, s:models[a:buf])
    call gongwen#outline#window#retitle()
  endif
endfunction

" The buffer is gone.
function! gongwen#outline#gone(buf) abort
  if has_key(s:models, a:buf)
    call remove(s:models, a:buf)
    call gongwen#outline#window#gone(a:buf)
  endif
endfunction

" ---- what the host says ----

" The rows from `first` to `old_end` (-1: all that follow) are these now.
function! gongwen#outline#rows(params) abort
  let l:buf = a:params.buf
  if !has_key(s:models, l:buf) || !s:models[l:buf].shown
    return
  endif
  let l:model = s:models[l:buf]
  let l:before = len(l:model.rows)
  let l:kept = gongwen#outline#window#places(l:buf)
  let l:first = min([a:params.first, l:before])
  let l:end = a:params.old_end < 0 ? l:before : min([a:params.old_end, l:before])
  if l:end > l:first
    call remove(l:model.rows, l:first, l:end - 1)
  endif
  call extend(l:model.rows, a:params.rows, l:first)
  if len(l:model.rows) != a:params.total
    " Out of step: the first rows after this replace everything.
    call s:tell(l:buf, l:model)
    return
  endif
  call gongwen#outline#window#rows(l:buf, l:first, l:before == 0 ? -1 : l:end, a:params.rows, l:kept)
  call gongwen#host#announce('GongwenOutline')
endfunction

function! gongwen#outline#where(params) abort
  let l:model = s:model(a:params.buf)
  let l:model.row = a:params.row
  if l:model.shown
    call gongwen#outline#window#where(a:params.buf, a:params.row)
  endif
endfunction

" ---- for the windows ----

" All rows, as the host has sent them.
function! gongwen#outline#all(buf) abort
  return s:model(a:buf).rows
endfunction

" The row that holds the text's cursor, -1 for none.
function! gongwen#outline#row(buf) abort
  return s:model(a:buf).row
endfunction

" The node in a row: {id, level, fold}, {} if there is no such row.
function! gongwen#outline#node(buf, row) abort
  let l:row = get(s:model(a:buf).rows, a:row, [])
  return empty(l:row) ? {} : {'id': l:row[s:ROW.id], 'level': l:row[s:ROW.level], 'fold': l:row[s:ROW.fold]}
endfunction

" The row of a node's parent, -1 if it has none.
function! gongwen#outline#parent(buf, row) abort
  let l:rows = s:model(a:buf).rows
  let l:up = a:row - 1
  while l:up >= 0 && l:rows[l:up][s:ROW.level] >= l:rows[a:row][s:ROW.level]
    let l:up -= 1
  endwhile
  return l:up
endfunction

" The row of a node, -1 if it is not shown.
function! gongwen#outline#find(buf, id) abort
  let l:i = 0
  for l:row in s:model(a:buf).rows
    if l:row[s:ROW.id] == a:id
      return l:i
    endif
    let l:i += 1
  endfor
  return -1
endfunction

function! gongwen#outline#fold(buf, id, action) abort
  call gongwen#host#notify('fold', {'buf': a:buf, 'node': a:id, 'action': a:action})
endfunction
