" The next item of an enumeration: 二是 behind 一是, 2. below 1.

" For gongwen#key: what there is to go on with at the cursor. {Do}, {} when there is nothing, or {error}.
function! gongwen#item#next() abort
  let [l:buf, l:tick] = [bufnr(''), b:changedtick]
  if !&modifiable
    return {}
  endif
  " A placeholder that waits to be filled is the text of the present item.
  let l:answer = gongwen#host#ask('next_item', l:buf,
        \ {'line': line('.') - 1, 'column': col('.') - 1 + gongwen#placeholder#pending_size()})
  if has_key(l:answer, 'error')
    return l:answer
  endif
  return l:answer.found ? {'Do': {-> s:put(l:buf, l:tick, l:answer)}} : {}
endfunction

function! s:put(buf, tick, answer) abort
  if a:buf != bufnr('') || !gongwen#edit#apply(a:buf, a:tick, a:answer.edits)
    call gongwen#message#show('stale')
  else
    call gongwen#edit#go(a:answer.line, a:answer.column)
  endif
endfunction
