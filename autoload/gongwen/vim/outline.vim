" The outlines as the host sends them: of each text that is shown in one its rows, and which of them holds the
" text's cursor. The host knows the folds; gongwen/vim/rows.vim draws what is here, gongwen/outline/window.vim
" sees to the windows. Rows and lines are counted from 0 here but for where the editor counts from 1.

" A row, as in src/host/PROTOCOL.md.
let [s:ID, s:LEVEL, s:FOLD] = [0, 4, 7]

" text buffer -> {rows; row: that of the text's cursor, -1 for none; come: the host has sent them}
let s:models = {}
" outline buffer -> the text buffer it shows
let s:shown = {}

" ---- for the windows ----

" See gongwen#nvim#open_rows() and what follows it there.
function! gongwen#vim#outline#open(text) abort
  let s:models[a:text] = {'rows': [], 'row': -1, 'come': 0}
endfunction

function! gongwen#vim#outline#close(text) abort
  call remove(s:models, a:text)
endfunction

function! gongwen#vim#outline#show(buf, text, empty) abort
  let s:shown[a:buf] = a:text
  call gongwen#vim#rows#show(a:buf, s:models[a:text].rows, a:empty)
endfunction

function! gongwen#vim#outline#forget(buf) abort
  call filter(s:shown, 'v:key != a:buf')
  call gongwen#vim#rows#forget(a:buf)
endfunction

function! gongwen#vim#outline#has_come(text) abort
  return has_key(s:models, a:text) && s:models[a:text].come
endfunction

" The row that holds the text's cursor, -1 for none.
function! gongwen#vim#outline#row(text) abort
  return get(get(s:models, a:text, {}), 'row', -1)
endfunction

function! s:all(text) abort
  return get(get(s:models, a:text, {}), 'rows', [])
endfunction

" The node in a row: {id, level, fold}, {} if there is no such row.
function! gongwen#vim#outline#node(text, at) abort
  let l:rows = s:all(a:text)
  if a:at < 0 || a:at >= len(l:rows)
    return {}
  endif
  return {'id': l:rows[a:at][s:ID], 'level': l:rows[a:at][s:LEVEL], 'fold': l:rows[a:at][s:FOLD]}
endfunction

" The row of a node's parent, -1 if it has none.
function! gongwen#vim#outline#parent(text, at) abort
  let l:rows = s:all(a:text)
  let l:up = a:at - 1
  while l:up >= 0 && l:rows[l:up][s:LEVEL] >= l:rows[a:at][s:LEVEL]
    let l:up -= 1
  endwhile
  return l:up
endfunction

" Puts the cursor of an outline's window on a row; -1 marks none.
function! gongwen#vim#outline#mark(window, at) abort
  let l:tab = win_id2tabwin(a:window)[0]
  if !l:tab
    return
  endif
  if gettabwinvar(l:tab, a:window, '&cursorline') != (a:at >= 0)
    call settabwinvar(l:tab, a:window, '&cursorline', a:at >= 0)
  endif
  if a:at >= 0 && line('.', a:window) != a:at + 1 && a:at < line('$', a:window)
    call gongwen#vim#rows#set_line(a:window, a:at + 1)
  endif
  call gongwen#vim#rows#paint(a:window)
endfunction

" ---- what the host says ----

" The windows of a text's outlines: a list of {window, stays: its cursor does not follow the text's}.
function! s:windows_of(text) abort
  let l:found = []
  for l:buf in keys(filter(copy(s:shown), 'v:val == a:text'))
    for l:window in win_findbuf(str2nr(l:buf))
      call add(l:found, {'window': l:window, 'stays': l:window == win_getid()
            \ || gettabwinvar(win_id2tabwin(l:window)[0], l:window, 'gongwen_locked', 0)})
    endfor
  endfor
  return l:found
endfunction

" The row of a node, -1 if it is not shown. It is likely in row `near`.
function! s:find(rows, id, near) abort
  return get(get(a:rows, a:near, []), s:ID, -1) == a:id ? a:near
        \ : indexof(a:rows, {_, row -> row[s:ID] == a:id})
endfunction

" The rows from `first` to `old_end` are these now.
function! gongwen#vim#outline#rows(params) abort
  if !has_key(s:models, a:params.buf)
    return
  endif
  let l:model = s:models[a:params.buf]
  let l:rows = l:model.rows
  let l:model.come = 1
  let l:windows = s:windows_of(a:params.buf)
  for l:it in l:windows
    " The node that its cursor stands on, to find it again.
    let l:it.row = line('.', l:it.window) - 1
    let l:it.id = get(get(l:rows, l:it.row, []), s:ID, -1)
  endfor
  let l:before = len(l:rows)
  let l:first = min([a:params.first, l:before])
  let l:last = a:params.old_end < 0 ? l:before : min([a:params.old_end, l:before])
  if l:last > l:first
    call remove(l:rows, l:first, l:last - 1)
  endif
  call extend(l:rows, a:params.rows, l:first)
  if len(l:rows) != a:params.total
    " Out of step: the first rows after this replace everything.
    call gongwen#outline#again(a:params.buf)
    return
  endif
  for l:buf in map(keys(filter(copy(s:shown), 'v:val == a:params.buf')), 'str2nr(v:val)')
    if bufloaded(l:buf)
      call gongwen#vim#rows#set(l:buf, l:first, l:before == 0 ? -1 : l:last, len(a:params.rows))
    endif
  endfor
  for l:it in l:windows
    call gongwen#vim#outline#mark(l:it.window, l:it.stays ? s:find(l:rows, l:it.id, l:it.row) : l:model.row)
  endfor
  if !a:params.more && (get(g:, 'gongwen_outline_width_max', 0) isnot 0 || exists('#User'))
    call gongwen#outline#updated(a:params.buf)
  endif
endfunction

" The text's cursor is in `row`; -1: above all.
function! gongwen#vim#outline#where(params) abort
  if !has_key(s:models, a:params.buf)
    return
  endif
  let s:models[a:params.buf].row = a:params.row
  for l:it in filter(s:windows_of(a:params.buf), '!v:val.stays')
    call gongwen#vim#outline#mark(l:it.window, a:params.row)
  endfor
endfunction
