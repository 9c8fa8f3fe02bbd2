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

" What it tells is in g:gongwen_event alone.
function! gongwen#vim#announce(event, data) abort
  if exists('#User#' . a:event)
    execute 'doautocmd <nomodeline> User' a:event
  endif
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
