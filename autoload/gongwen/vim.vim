" What is Vim's own: the process, the tracking of changes, edits and marks, and drawing. The functions and what
" they promise are those of gongwen/nvim.vim, which describes them; the work is done in gongwen/vim/.

" ---- the process ----

function! gongwen#vim#start(command, OnExit, OnStderr) abort
  return gongwen#vim#channel#start(a:command, a:OnExit, a:OnStderr)
endfunction

function! gongwen#vim#stop(job) abort
  call gongwen#vim#channel#stop(a:job)
endfunction

function! gongwen#vim#notify(job, name, params) abort
  return gongwen#vim#channel#notify(a:job, a:name, json_encode(a:params))
endfunction

" What it tells is in g:gongwen_event alone. An autocommand of ours is there meanwhile, else Vim would say that
" there is none.
function! gongwen#vim#announce(event, data) abort
  augroup gongwen_announce
    execute 'autocmd! User' a:event ':'
  augroup END
  try
    execute 'doautocmd <nomodeline> User' a:event
  finally
    autocmd! gongwen_announce
  endtry
endfunction

function! gongwen#vim#ask(job, name, params, buf, timeout) abort
  return gongwen#vim#channel#ask(a:job, a:name, a:params, a:buf, a:timeout)
endfunction

function! gongwen#vim#wait(timeout, Done) abort
  call gongwen#vim#channel#wait(a:timeout, a:Done)
endfunction

" ---- the text ----

function! gongwen#vim#track(buf) abort
  return gongwen#vim#track#attach(a:buf)
endfunction

function! gongwen#vim#send_text(job, buf, whole) abort
  return gongwen#vim#track#send(a:job, a:buf, a:whole)
endfunction

function! gongwen#vim#get_text(buf, start, end) abort
  let l:lines = getbufline(a:buf, a:start[0] + 1, a:end[0] + 1)
  if len(l:lines) <= a:end[0] - a:start[0] || strlen(l:lines[0]) < a:start[1] || strlen(l:lines[-1]) < a:end[1]
    return []
  endif
  let l:lines[-1] = strpart(l:lines[-1], 0, a:end[1])
  let l:lines[0] = strpart(l:lines[0], a:start[1])
  return l:lines
endfunction

function! gongwen#vim#in_buffer(buf, command) abort
  let l:windows = win_findbuf(a:buf)
  if a:buf == bufnr('')
    execute a:command
  elseif !empty(l:windows)
    call win_execute(l:windows[0], a:command)
  else
    let l:window = popup_create(a:buf, {'hidden': 1})
    try
      call win_execute(l:window, a:command)
    finally
      call popup_close(l:window)
    endtry
  endif
endfunction

function! gongwen#vim#apply(buf, tick, answer, register) abort
  return gongwen#vim#edit#apply(a:buf, a:tick, a:answer, a:register)
endfunction

function! gongwen#vim#follow(answer, place) abort
  return gongwen#vim#edit#follow(a:answer, a:place)
endfunction

" ---- marks that move with the text ----

function! gongwen#vim#region_mark(buf, start, end) abort
  return gongwen#vim#mark#region(a:buf, a:start, a:end)
endfunction

function! gongwen#vim#region_places(buf, mark) abort
  return gongwen#vim#mark#places(a:buf, a:mark)
endfunction

function! gongwen#vim#region_unmark(buf, mark) abort
  call gongwen#vim#mark#forget(a:buf, a:mark)
endfunction

function! gongwen#vim#set_marks(buf, first, end, marks, group) abort
  call gongwen#vim#mark#set(a:buf, a:first, a:end, a:marks, a:group)
endfunction

function! gongwen#vim#set_lines(buf, first, end, lines) abort
  call gongwen#vim#edit#set_lines(a:buf, a:first, a:end, a:lines)
endfunction

function! gongwen#vim#set_hints(buf, hints, group) abort
  call gongwen#vim#mark#hint(a:buf, a:hints, a:group)
endfunction

" ---- keys ----

function! gongwen#vim#usual(plug) abort
  return gongwen#vim#keys#usual(a:plug)
endfunction

function! gongwen#vim#buffer_maps() abort
  return filter(maplist(), {_, map -> map.buffer && map.mode =~# '[n ]'})
endfunction

function! gongwen#vim#is_default_map(map) abort
  return 0
endfunction

function! gongwen#vim#feed(key, mapped) abort
  call feedkeys(a:key, a:mapped ? 'im' : 'in')
endfunction

function! gongwen#vim#watch_keys() abort
  call gongwen#vim#keys#watch()
endfunction

function! gongwen#vim#last_key() abort
  return gongwen#vim#keys#last()
endfunction

" ---- drawing ----

function! gongwen#vim#open_rows(text) abort
  call gongwen#vim#outline#open(a:text)
endfunction

function! gongwen#vim#close_rows(text) abort
  call gongwen#vim#outline#close(a:text)
endfunction

function! gongwen#vim#show_rows(buf, text, empty) abort
  call gongwen#vim#outline#show(a:buf, a:text, a:empty)
endfunction

function! gongwen#vim#has_rows(text) abort
  return gongwen#vim#outline#has_come(a:text)
endfunction

function! gongwen#vim#cells_of_rows(buf) abort
  return gongwen#vim#rows#cells(a:buf)
endfunction

function! gongwen#vim#say_empty(buf, empty) abort
  call gongwen#vim#rows#say_empty(a:buf, a:empty)
endfunction

function! gongwen#vim#forget_rows(buf) abort
  call gongwen#vim#outline#forget(a:buf)
endfunction

function! gongwen#vim#row_of_cursor(text) abort
  return gongwen#vim#outline#row(a:text)
endfunction

function! gongwen#vim#node(text, row) abort
  return gongwen#vim#outline#node(a:text, a:row)
endfunction

function! gongwen#vim#parent(text, row) abort
  return gongwen#vim#outline#parent(a:text, a:row)
endfunction

function! gongwen#vim#mark_row(window, row) abort
  call gongwen#vim#outline#mark(a:window, a:row)
endfunction

" Vim has no interface for lists of others, so there is no select() here.
function! gongwen#vim#has_own_select() abort
  return 0
endfunction

function! gongwen#vim#open_list(prompt, count, keys, inserting) abort
  return gongwen#vim#list#open(a:prompt, a:count, a:keys)
endfunction

function! gongwen#vim#typed_in_list(list) abort
  return a:list.typed
endfunction

function! gongwen#vim#mark_in_list(list, at) abort
  call gongwen#vim#list#mark(a:list, a:at)
endfunction

function! gongwen#vim#show_list(list, lines) abort
  call gongwen#vim#list#show(a:list, a:lines)
endfunction

function! gongwen#vim#close_list(list) abort
  call gongwen#vim#list#close(a:list)
endfunction

function! gongwen#vim#popup(lines) abort
  call gongwen#vim#popup#show(a:lines)
endfunction
