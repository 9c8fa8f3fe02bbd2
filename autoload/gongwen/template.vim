" Putting sections into the text.

" For gongwen#key: what the trigger before the cursor asks to be done. {Do}, {} when there is none, or
" {error}.
function! gongwen#template#expansion() abort
  return gongwen#library#may_end_trigger() ? s:plan('expand', {}) : {}
endfunction

" The same for a section whose name is known; see `insert` in src/host/PROTOCOL.md.
function! gongwen#template#insertion(params) abort
  return s:plan('insert', a:params)
endfunction

function! s:plan(method, params) abort
  let [l:buf, l:tick] = [bufnr(''), b:changedtick]
  let l:answer = !&modifiable ? {} : gongwen#host#ask(a:method, l:buf,
        \ extend({'line': line('.') - 1, 'column': col('.') - 1, 'path': expand('%:t')}, a:params))
  if get(l:answer, 'found', 0)
    return {'Do': {-> gongwen#template#put(l:buf, l:tick, l:answer)}}
  endif
  return has_key(l:answer, 'error') ? l:answer : {}
endfunction

" A list in an answer of the host, its rows as dictionaries with these keys; [] when there is none.
function! gongwen#template#named(answer, list, keys) abort
  let l:rows = []
  for l:row in get(a:answer, a:list, [])
    let l:named = {}
    for l:i in range(len(a:keys))
      let l:named[a:keys[l:i]] = l:row[l:i]
    endfor
    call add(l:rows, l:named)
  endfor
  return l:rows
endfunction

" Applies an insertion, and stands on its first placeholder: 1, or 0 if it does not fit any more.
function! gongwen#template#put(buf, tick, answer) abort
  if a:buf != bufnr('') || !s:apply(a:buf, a:tick, a:answer.edits)
    return 0
  endif
  call gongwen#edit#go(a:answer.line, a:answer.column)
  if mode() ==# 'i'
    call gongwen#placeholder#pend(a:answer.line, a:answer.column, a:answer.size, a:answer.field)
  elseif a:answer.size
    call gongwen#placeholder#land(a:answer.line, a:answer.column, a:answer.size, a:answer.field)
  endif
  call gongwen#host#announce('GongwenExpanded')
  return 1
endfunction

function! s:apply(buf, tick, edits) abort
  if gongwen#edit#apply(a:buf, a:tick, a:edits)
    return 1
  endif
  call gongwen#message#show(getbufvar(a:buf, '&modifiable') ? 'stale' : 'modifiable')
  return 0
endfunction
