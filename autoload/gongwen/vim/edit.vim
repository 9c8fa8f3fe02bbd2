" Puts what the host has answered into the text: its edits, the lines that go, those that move. All of it, or
" nothing where the text is another one by now. What stood in lines that stay follows them: marks, signs, text
" properties, and the cursors of all windows. Places are [line, column], 0-based; an answer is as in
" src/host/PROTOCOL.md.

" ---- places ----

" See gongwen#edit#follow().
function! gongwen#vim#edit#follow(answer, place) abort
  let [l:line, l:column] = a:place
  let l:removed = get(a:answer, 'removed', [])
  if !empty(l:removed) && l:removed[0] <= l:line && l:line < l:removed[1]
    return []
  endif
  for [l:first, l:start, l:last, l:stop, l:_, l:new] in reverse(copy(a:answer.edits))
    if l:line > l:last || l:line == l:last && l:column >= l:stop
      if l:line == l:last
        let l:column += strlen(l:new[-1]) - l:stop + (len(l:new) == 1 ? l:start : 0)
      endif
      let l:line += len(l:new) - 1 - (l:last - l:first)
    elseif l:line > l:first || l:line == l:first && l:column >= l:start
      let [l:line, l:column] = [l:first, l:start]
    endif
  endfor
  if !empty(l:removed) && l:line >= l:removed[1]
    let l:line -= l:removed[1] - l:removed[0]
  endif
  for [l:first, l:stop, l:to] in get(a:answer, 'moves', [])
    if l:first <= l:line && l:line < l:stop
      let l:line += l:to <= l:first ? l:to - l:first : l:to - l:stop
    elseif l:to <= l:line && l:line < l:first
      let l:line += l:stop - l:first
    elseif l:stop <= l:line && l:line < l:to
      let l:line -= l:stop - l:first
    endif
  endfor
  return [l:line, l:column]
endfunction

" The cursors of a buffer's windows: a list of [window, place now, place after the answer].
function! s:cursors(buf, answer) abort
  let l:found = []
  for l:window in win_findbuf(a:buf)
    let l:place = map(getcurpos(l:window)[1 : 2], 'v:val - 1')
    call add(l:found, [l:window, gongwen#vim#edit#follow(a:answer, l:place)])
  endfor
  return l:found
endfunction

function! s:put_cursors(cursors) abort
  for [l:window, l:place] in a:cursors
    if !empty(l:place) && map(getcurpos(l:window)[1 : 2], 'v:val - 1') != l:place
      call win_execute(l:window, printf('call cursor(%d, %d)', l:place[0] + 1, l:place[1] + 1))
    endif
  endfor
endfunction

" The lower-case marks in lines that are edited, with their new places: within a line nothing moves them.
function! s:marks_near(buf, answer) abort
  let l:marks = filter(getmarklist(a:buf), 'v:val.mark =~# "^''\\l$"')
  if empty(l:marks)
    return []
  endif
  let l:lines = {}
  for l:edit in a:answer.edits
    for l:line in range(l:edit[0], l:edit[2])
      let l:lines[l:line] = 1
    endfor
  endfor
  return map(filter(l:marks, 'has_key(l:lines, v:val.pos[1] - 1)'),
        \ {_, mark -> [mark.mark, gongwen#vim#edit#follow(a:answer, [mark.pos[1] - 1, mark.pos[2] - 1])]})
endfunction

" ---- all or nothing ----

" Whether the text is still that of `tick`, holds what every edit replaces, and may be changed.
function! s:fits(buf, tick, edits) abort
  if !bufloaded(a:buf) || getbufvar(a:buf, 'changedtick') != a:tick || !getbufvar(a:buf, '&modifiable')
    return 0
  endif
  for l:edit in a:edits
    if gongwen#vim#get_text(a:buf, l:edit[0:1], l:edit[2:3]) !=# l:edit[4]
      return 0
    endif
  endfor
  return 1
endfunction

" The lines that go into the register, if any do. 1 when it was done.
function! gongwen#vim#edit#apply(buf, tick, answer, register) abort
  if !s:fits(a:buf, a:tick, a:answer.edits)
    return 0
  endif
  let [l:cursors, l:marks] = [s:cursors(a:buf, a:answer), s:marks_near(a:buf, a:answer)]
  for l:edit in reverse(copy(a:answer.edits))
    call s:replace(a:buf, l:edit[0:1], l:edit[2:3], l:edit[5])
  endfor
  let l:removed = get(a:answer, 'removed', [])
  if !empty(l:removed)
    call gongwen#edit#lines(a:buf, printf('%d,%ddelete %s', l:removed[0] + 1, l:removed[1], a:register))
  endif
  for l:move in get(a:answer, 'moves', [])
    call s:move(a:buf, l:move)
  endfor
  for [l:name, l:place] in l:marks
    if !empty(l:place)
      call setpos(l:name, [a:buf, l:place[0] + 1, l:place[1] + 1, 0])
    endif
  endfor
  call s:put_cursors(l:cursors)
  return 1
endfunction

" Replaces the text from `start` to `end` by lines, whatever is there.
function! gongwen#vim#edit#set_text(buf, start, end, lines) abort
  let l:answer = {'edits': [a:start + a:end + [[], a:lines]]}
  let l:cursors = s:cursors(a:buf, l:answer)
  call s:replace(a:buf, a:start, a:end, a:lines)
  call s:put_cursors(l:cursors)
endfunction

" Lines [first, end) come to stand before line `to`, with their properties.
function! s:move(buf, move) abort
  let [l:first, l:end, l:to] = a:move
  let l:read = gongwen#vim#property#read(a:buf, l:first + 1, l:end)
  call gongwen#edit#lines(a:buf, printf('%d,%dmove %d', l:first + 1, l:end, l:to))
  let l:Follow = function('gongwen#vim#edit#follow', [{'edits': [], 'moves': [a:move]}])
  call gongwen#vim#property#put(a:buf, l:read, l:Follow, l:Follow)
endfunction

" ---- one edit ----

" Replaces the text from `start` to `end` by lines. Lines that stay are changed, not deleted and put again: what
" is attached to them stays.
function! s:replace(buf, start, end, lines) abort
  let [l:first, l:last] = [a:start[0] + 1, a:end[0] + 1]
  let l:line = getbufline(a:buf, l:first)[0]
  if a:start == a:end && len(a:lines) > 1 && a:lines[0] ==# '' && a:start[1] == strlen(l:line)
    return appendbufline(a:buf, l:first, a:lines[1 :])
  elseif a:start == a:end && len(a:lines) > 1 && a:lines[-1] ==# '' && a:start[1] == 0
    return appendbufline(a:buf, l:first - 1, a:lines[: -2])
  elseif l:first == l:last && len(a:lines) == 1 && a:lines[0] !~# "[\r\n]" && gongwen#vim#property#has_hidden(a:buf, l:first)
    return s:substitute(a:buf, l:first, a:start[1], a:end[1], a:lines[0])
  endif
  let l:lines = copy(a:lines)
  let l:lines[-1] .= strpart(getbufline(a:buf, l:last)[0], a:end[1])
  let l:lines[0] = strpart(l:line, 0, a:start[1]) . l:lines[0]
  let l:read = gongwen#vim#property#read(a:buf, l:first, l:last)
  call s:set_lines(a:buf, l:first, l:last, l:lines)
  let l:answer = {'edits': [a:start + a:end + [[], a:lines]]}
  call gongwen#vim#property#put(a:buf, l:read, function('gongwen#vim#edit#follow', [l:answer]),
        \ {place -> place == a:start ? place : gongwen#vim#edit#follow(l:answer, place)})
endfunction

" Makes these lines of lines [first, last], counted from 1: the first and the last ones stay the same lines.
function! s:set_lines(buf, first, last, lines) abort
  let [l:old, l:new] = [a:last - a:first + 1, len(a:lines)]
  if l:new > l:old
    call appendbufline(a:buf, max([a:first, a:last - 1]), repeat([''], l:new - l:old))
  elseif l:new == 1 && l:old > 1
    call deletebufline(a:buf, a:first + 1, a:last)
  elseif l:new < l:old
    call deletebufline(a:buf, a:first + l:new - 1, a:last - 1)
  endif
  call setbufline(a:buf, a:first, a:lines)
endfunction

" Puts `text` in place of bytes [start, stop) of a line. This command leaves all properties in the line; but it
" breaks the line at each CR and NUL.
function! s:substitute(buf, lnum, start, stop, text) abort
  let s:text = a:text
  call gongwen#vim#in_buffer(a:buf, printf('call gongwen#vim#edit#substitute(%d, %d, %d)', a:lnum, a:start + 1, a:stop + 1))
endfunction

function! gongwen#vim#edit#substitute(lnum, start, stop) abort
  let [l:from, l:to] = [getpos("'["), getpos("']")]
  call gongwen#edit#unfolded(printf('keeppatterns %ds/\m\%%%dc.*\%%%dc/\=gongwen#vim#edit#text()/e', a:lnum, a:start, a:stop))
  call setpos("'[", l:from)
  call setpos("']", l:to)
endfunction

function! gongwen#vim#edit#text() abort
  return s:text
endfunction

" ---- lines ----

" How many lines a loaded buffer has.
function! gongwen#vim#edit#count(buf) abort
  return a:buf == bufnr('') ? line('$') : getbufinfo(a:buf)[0].linecount
endfunction

" See gongwen#nvim#set_lines().
function! gongwen#vim#edit#set_lines(buf, first, end, lines) abort
  let l:count = gongwen#vim#edit#count(a:buf)
  let l:old = (a:end < 0 ? l:count : a:end) - a:first
  let l:new = len(a:lines)
  if l:new > l:old
    call appendbufline(a:buf, a:first + l:old, a:lines[l:old :])
  endif
  if l:new && l:old
    call setbufline(a:buf, a:first + 1, a:lines[: min([l:new, l:old]) - 1])
  endif
  if l:new < l:old
    call deletebufline(a:buf, a:first + l:new + 1, a:first + l:old)
  endif
endfunction
