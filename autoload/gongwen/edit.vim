" Puts the edits of an answer into the text: all of them, as one undo step, or none. Nothing goes
" through keys or searches; marks, folds and the jumplist stay.

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
  return gongwen#edit#rearrange(a:buf, a:tick, {'edits': a:edits}, '')
endfunction

" The same for the answer to `restructure`: its edits, then the lines `removed` go into a register, then
" its `moves`. What stood in lines that stay follows them: marks, the cursors of all windows.
function! gongwen#edit#rearrange(buf, tick, answer, register) abort
  if !gongwen#edit#fits(a:buf, a:tick, a:answer.edits)
    return 0
  endif
  let l:cursors = map(win_findbuf(a:buf), {_, window -> [window, gongwen#edit#follow(a:answer, s:cursor_of(window))]})
  let l:marks = map(s:marks_near(a:buf, a:answer.edits), {_, mark -> [mark[0], gongwen#edit#follow(a:answer, mark[1])]})
  for [l:line, l:column, l:end_line, l:end_column, l:old, l:new] in reverse(copy(a:answer.edits))
    call gongwen#editor#call('set_text', a:buf, [l:line, l:column], [l:end_line, l:end_column], l:new)
  endfor
  let l:removed = get(a:answer, 'removed', [])
  if !empty(l:removed)
    call gongwen#edit#lines(a:buf, printf('%d,%ddelete %s', l:removed[0] + 1, l:removed[1], a:register))
  endif
  for [l:first, l:end, l:to] in get(a:answer, 'moves', [])
    call gongwen#edit#lines(a:buf, printf('%d,%dmove %d', l:first + 1, l:end, l:to))
  endfor
  for [l:mark, l:place] in l:marks
    if !empty(l:place)
      call setpos(l:mark, [a:buf, l:place[0] + 1, l:place[1] + 1, 0])
    endif
  endfor
  for [l:window, l:place] in l:cursors
    if !empty(l:place) && s:cursor_of(l:window) != l:place
      call gongwen#editor#call('set_cursor', l:window, l:place)
    endif
  endfor
  return 1
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

function! s:cursor_of(window) abort
  let [l:_, l:line, l:column; l:rest] = getcurpos(a:window)
  return [l:line - 1, l:column - 1]
endfunction

" The lower-case marks in lines that are edited: some versions of Neovim forget them, and none of them
" moves them along within the line.
function! s:marks_near(buf, edits) abort
  let l:lines = {}
  for l:edit in a:edits
    for l:line in range(l:edit[0], l:edit[2])
      let l:lines[l:line] = 1
    endfor
  endfor
  let l:near = []
  for l:mark in getmarklist(a:buf)
    if l:mark.mark =~# "^'[a-z]$" && has_key(l:lines, l:mark.pos[1] - 1)
      call add(l:near, [l:mark.mark, [l:mark.pos[1] - 1, l:mark.pos[2] - 1]])
    endif
  endfor
  return l:near
endfunction

" Where a place is after an answer was applied; [] if its line was removed. What is replaced itself
" comes to the start of what is put there.
function! gongwen#edit#follow(answer, place) abort
  let [l:line, l:column] = a:place
  let l:removed = get(a:answer, 'removed', [])
  if !empty(l:removed) && l:removed[0] <= l:line && l:line < l:removed[1]
    return []
  endif
  for [l:first, l:start, l:last, l:end, l:old, l:new] in reverse(copy(a:answer.edits))
    if l:line > l:last || l:line == l:last && l:column >= l:end
      let l:column += l:line == l:last ? strlen(l:new[-1]) - l:end + (len(l:new) == 1 ? l:start : 0) : 0
      let l:line += len(l:new) - 1 - (l:last - l:first)
    elseif l:line > l:first || l:line == l:first && l:column >= l:start
      let [l:line, l:column] = [l:first, l:start]
    endif
  endfor
  if !empty(l:removed) && l:line >= l:removed[1]
    let l:line -= l:removed[1] - l:removed[0]
  endif
  for [l:first, l:end, l:to] in get(a:answer, 'moves', [])
    if l:first <= l:line && l:line < l:end
      let l:line += l:to <= l:first ? l:to - l:first : l:to - l:end
    elseif l:to <= l:line && l:line < l:first
      let l:line += l:end - l:first
    elseif l:end <= l:line && l:line < l:to
      let l:line -= l:end - l:first
    endif
  endfor
  return [l:line, l:column]
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
