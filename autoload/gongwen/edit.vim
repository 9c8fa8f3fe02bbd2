" Puts the edits of an answer into the text: all of them, as one undo step, or none. Nothing goes
" through keys or searches; marks, folds and the jumplist stay.

" 1 if they were applied, 0 if they do not fit any more: the text is not that of `tick`, does not hold
" what they replace, or may not be changed. Edits are as in src/host/PROTOCOL.md.
function! gongwen#edit#apply(buf, tick, edits) abort
  return gongwen#editor#call('apply', a:buf, a:tick, {'edits': a:edits}, '')
endfunction

" The same for the answer to `restructure`: its edits, then the lines `removed` go into a register, then
" its `moves`. What stood in lines that stay follows them: marks, the cursors of all windows.
function! gongwen#edit#rearrange(buf, tick, answer, register) abort
  return gongwen#editor#call('apply', a:buf, a:tick, a:answer, a:register)
endfunction

" Where a place is after an answer was applied; [] if its line was removed. What is replaced itself
" comes to the start of what is put there.
function! gongwen#edit#follow(answer, place) abort
  return gongwen#editor#call('follow', a:answer, a:place)
endfunction

" Runs an Ex command on lines of a buffer, which closed folds do not widen.
function! gongwen#edit#lines(buf, command) abort
  call gongwen#editor#call('in_buffer', a:buf, 'call gongwen#edit#unfolded(' . string(a:command) . ')')
endfunction

function! gongwen#edit#unfolded(command) abort
  let l:enabled = &l:foldenable
  setlocal nofoldenable
  try
    execute 'silent keepjumps' a:command
  finally
    let &l:foldenable = l:enabled
  endtry
endfunction

" Puts the cursor of the current window at a 0-based line and byte column, and opens the folds there.
function! gongwen#edit#go(line, column) abort
  call cursor(a:line + 1, a:column + 1)
  while foldclosed('.') > 0
    foldopen
  endwhile
endfunction

" Remembers the present place in the jumplist, as a jump does. The command, which does no more in Insert mode,
" forgets the column.
function! gongwen#edit#leave_mark() abort
  if mode() ==# 'n'
    normal! m'
  else
    mark '
  endif
endfunction
