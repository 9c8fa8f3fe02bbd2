" Puts the edits of an answer into the text: all of them, as one undo step, or none. Nothing goes
" through keys, registers or searches; marks, folds and the jumplist stay.

" Whether the text of the buffer is still that of `tick`, holds what every edit replaces, and may be
" changed. Edits are as in src/host/PROTOCOL.md.
function! gongwen#edit#fits(buf, tick, edits) abort
  if getbufvar(a:buf, 'changedtick', -1) != a:tick || !getbufvar(a:buf, '&modifiable')
    return 0
  endif
  for [l:line, l:column, l:end_line, l:end_column, l:old, l:new] in a:edits
    if gongwen#editor#call('get_text', a:buf, [l:line, l:column], [l:end_line, l:end_column]) !=# l:old
      return 0
    endif
  endfor
  return 1
endfunction

" 1 if they were applied, 0 if they do not fit any more.
function! gongwen#edit#apply(buf, tick, edits) abort
  if !gongwen#edit#fits(a:buf, a:tick, a:edits)
    return 0
  endif
  for [l:line, l:column, l:end_line, l:end_column, l:old, l:new] in reverse(copy(a:edits))
    call gongwen#editor#call('set_text', a:buf, [l:line, l:column], [l:end_line, l:end_column], l:new)
  endfor
  return 1
endfunction

" Puts the cursor of the current window at a 0-based line and byte column, and opens the folds there.
function! gongwen#edit#go(line, column) abort
  call cursor(a:line + 1, a:column + 1)
  while foldclosed('.') > 0
    foldopen
  endwhile
endfunction

" Remembers the present place in the jumplist, as a jump does.
function! gongwen#edit#leave_mark() abort
  mark '
endfunction
