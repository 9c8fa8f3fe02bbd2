" The placeholders of the text, highlighted: the host tells those of the lines that changed; the
" others move with their text. What it tells of a text that has gone on since is not drawn: then all
" are asked for, once the two are in step again.

" The host has a buffer, from the start.
function! gongwen#mark#opened(buf) abort
  let l:entry = gongwen#buffer#get(a:buf)
  let l:entry.unmarked = 0
  if gongwen#config#get('highlight')
    call gongwen#host#notify('marks_open', {'buf': a:buf})
  endif
endfunction

" The host has told marks.
function! gongwen#mark#told(params) abort
  let l:entry = gongwen#buffer#get(a:params.buf)
  if empty(l:entry) || !bufloaded(a:params.buf)
    return
  elseif a:params.tick != getbufvar(a:params.buf, 'changedtick')
    let l:entry.unmarked = 1
  else
    call gongwen#editor#call('set_marks', a:params.buf, a:params.first, a:params.end, a:params.marks,
          \ 'GongwenPlaceholder')
  endif
endfunction

" The host has seen the text of this tick.
function! gongwen#mark#seen(buf, tick) abort
  let l:entry = gongwen#buffer#get(a:buf)
  if get(l:entry, 'unmarked', 0) && a:tick == getbufvar(a:buf, 'changedtick')
    call gongwen#mark#opened(a:buf)
  endif
endfunction
