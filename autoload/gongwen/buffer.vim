" The buffers that are served: which they are, and that the host has their text. Each change goes to
" the host by itself; nothing here waits.

" buffer -> {open: the host has it, seen: the tick it has seen, left: placeholders, line: where the
" cursor was last said to be, path: titles around it, here: placeholders in its section, status: for
" 'statusline', cache: answers about the whole buffer, greeted: GongwenReady was fired, unseen: how often
" text was sent and not seen yet}
let s:buffers = {}
" A host that has so many of them before it is sent no more: what changes meanwhile goes at once when
" it has caught up. A hanging host must not make the editor grow.
let s:WINDOW = 16
let s:watched = 0

" What is known of a buffer; {} if it is not served.
function! gongwen#buffer#get(buf) abort
  return get(s:buffers, a:buf, {})
endfunction

function! gongwen#buffer#served(buf) abort
  return has_key(s:buffers, a:buf)
endfunction

" Serves a buffer from now on: 1, or 0 if it holds no text that can be served.
function! gongwen#buffer#attach(buf) abort
  if has_key(s:buffers, a:buf)
    return 1
  endif
  if !gongwen#editor#supported() || !bufloaded(a:buf) || getbufvar(a:buf, '&filetype') ==# 'gongwen-outline'
        \ || index(['', 'acwrite', 'nofile'], getbufvar(a:buf, '&buftype')) < 0
        \ || !gongwen#editor#call('track', a:buf)
    return 0
  endif
  let s:buffers[a:buf] = {'open': 0, 'seen': -1, 'left': 0, 'line': -1, 'path': [], 'here': 0, 'status': '',
        \ 'cache': {}, 'greeted': 0, 'unseen': 0}
  execute 'augroup gongwen_buffer_' . a:buf
    autocmd!
    execute 'autocmd BufReadPost,BufEnter <buffer=' . a:buf . '> call gongwen#buffer#refresh(' . a:buf . ')'
    execute 'autocmd BufWritePost <buffer=' . a:buf . '> call gongwen#placeholder#written()'
    execute 'autocmd CursorMoved,CursorMovedI <buffer=' . a:buf . '> call gongwen#buffer#cursor()'
  augroup END
  call gongwen#highlight#define()
  call gongwen#key#watch()
  if gongwen#host#wake()
    call gongwen#buffer#sync(a:buf)
  endif
  return 1
endfunction

" A buffer of one of g:gongwen_filetypes has come.
function! gongwen#buffer#filetype() abort
  if gongwen#editor#supported()
    call gongwen#buffer#attach(bufnr(''))
    call gongwen#maps#define()
    call gongwen#complete#define()
  endif
endfunction

" The host has the text, but for what has changed just now, and has kept up with it.
function! gongwen#buffer#in_step(buf) abort
  let l:entry = get(s:buffers, a:buf, {})
  return !empty(l:entry) && l:entry.open && l:entry.unseen < s:WINDOW
endfunction

" The host has enough before it; see s:WINDOW.
function! gongwen#buffer#held(buf) abort
  return get(gongwen#buffer#get(a:buf), 'unseen', 0) >= s:WINDOW
endfunction

" Makes sure that the host has the present text, or is being told it: 1, or 0 if there is no host or
" it is too far behind.
function! gongwen#buffer#sync(buf) abort
  let l:entry = gongwen#buffer#get(a:buf)
  if empty(l:entry) || !gongwen#host#job() || gongwen#buffer#held(a:buf)
    return 0
  endif
  let l:whole = !l:entry.open
  let l:sent = gongwen#editor#call('send_text', gongwen#host#job(), a:buf, l:whole ? v:true : v:false)
  if l:sent == 0
    call gongwen#host#gone()
  elseif l:sent == 1
    call gongwen#buffer#sent(a:buf)
  endif
  if l:sent < 1 || !l:whole
    return l:sent > 0
  endif
  let l:entry.open = 1
  let l:entry.line = -1
  call gongwen#mark#opened(a:buf)
  call gongwen#outline#opened(a:buf)
  if a:buf == bufnr('')
    call gongwen#buffer#cursor()
  endif
  return 1
endfunction

" Text has gone to the host, which will say that it has seen it.
function! gongwen#buffer#sent(buf) abort
  let s:buffers[a:buf].unseen += 1
endfunction

" The editor has seen a change (called when it is idle): passes it on.
function! gongwen#buffer#changed(buf) abort
  if has_key(s:buffers, a:buf) && gongwen#host#wake()
    call gongwen#buffer#sync(a:buf)
  endif
endfunction

" The buffer was read again, or entered: after a reload it has to be tracked anew.
function! gongwen#buffer#refresh(buf) abort
  if bufloaded(a:buf) && gongwen#editor#call('track', a:buf)
    call gongwen#buffer#changed(a:buf)
    call gongwen#buffer#cursor()
  endif
endfunction

" The editor tracks the buffer no more. A reload has tracked it again by now; else it is unloaded.
function! gongwen#buffer#untracked(buf) abort
  if !has_key(s:buffers, a:buf)
    return
  endif
  if bufloaded(a:buf)
    let s:buffers[a:buf].open = 0
    call gongwen#buffer#refresh(a:buf)
    return
  endif
  call gongwen#host#notify('close', {'buf': a:buf})
  call remove(s:buffers, a:buf)
  execute 'augroup gongwen_buffer_' . a:buf
    autocmd!
  augroup END
  execute 'augroup! gongwen_buffer_' . a:buf
  call gongwen#outline#gone(a:buf)
endfunction

" The text's cursor has come to another line.
function! gongwen#buffer#cursor() abort
  let l:entry = gongwen#buffer#get(bufnr(''))
  let l:line = line('.') - 1
  if empty(l:entry) || l:entry.line == l:line || !l:entry.open
    return
  endif
  " The text first: the line may be one that the host has not heard of yet.
  if gongwen#buffer#sync(bufnr('')) && gongwen#host#notify('cursor', {'buf': bufnr(''), 'line': l:line})
    let l:entry.line = l:line
  endif
endfunction

" ---- what the host says ----

function! gongwen#buffer#seen(params) abort
  let l:entry = gongwen#buffer#get(a:params.buf)
  if empty(l:entry)
    return
  endif
  let l:held = gongwen#buffer#held(a:params.buf)
  let l:entry.unseen = max([0, l:entry.unseen - 1])
  let l:entry.seen = a:params.tick
  let l:entry.left = a:params.left
  call s:restatus(l:entry)
  call gongwen#mark#seen(a:params.buf, a:params.tick)
  call gongwen#form#seen(a:params.buf, a:params.tick)
  if !l:entry.greeted
    let l:entry.greeted = 1
    call gongwen#host#announce('GongwenReady')
  endif
  if l:held
    call gongwen#buffer#sync(a:params.buf)
    call gongwen#buffer#cursor()
  endif
endfunction

function! gongwen#buffer#resync(params) abort
  let l:entry = gongwen#buffer#get(a:params.buf)
  if !empty(l:entry)
    let l:entry.open = 0
    let l:entry.unseen = 0
    call gongwen#buffer#sync(a:params.buf)
  endif
endfunction

function! gongwen#buffer#where(params) abort
  let l:entry = gongwen#buffer#get(a:params.buf)
  if !empty(l:entry)
    let l:entry.path = a:params.path
    let l:entry.here = a:params.left
    call s:restatus(l:entry)
  endif
endfunction

" The host is gone, and a new one knows nothing.
function! gongwen#buffer#lost() abort
  for l:entry in values(s:buffers)
    let l:entry.open = 0
    let l:entry.seen = -1
    let l:entry.unseen = 0
  endfor
  call gongwen#outline#window#retitle()
endfunction

" A new host is there.
function! gongwen#buffer#reopen() abort
  for l:buf in keys(s:buffers)
    call gongwen#buffer#sync(str2nr(l:buf))
  endfor
endfunction

" ---- the statusline ----

" Somebody shows the breadcrumb: redraw it when it changes.
function! gongwen#buffer#watched() abort
  let s:watched = 1
endfunction

function! s:restatus(entry) abort
  let l:parts = a:entry.path + (a:entry.here ? [gongwen#message#text('status-here', a:entry.here, a:entry.left)]
        \ : a:entry.left ? [gongwen#message#text('status-left', a:entry.left)] : [])
  let l:status = substitute(join(l:parts, ' > '), '%', '%%', 'g')
  if l:status !=# a:entry.status
    let a:entry.status = l:status
    if s:watched
      redrawstatus
    endif
  endif
endfunction
