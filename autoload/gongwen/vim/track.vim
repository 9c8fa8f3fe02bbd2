" What has changed in a buffer since the host was last told. What Vim's listeners report may be of another text
" than the one that is there by then, and some changes they do not see (:noautocmd edit!), the unbuffered ones
" neither. So they only tell when to look: what was sent is kept, in pieces, and compared, which cannot be wrong and
" takes half a millisecond for a text of 100 KB. Lines that were touched and are what they were are sent too: their
" placeholders may have lost their marks.

let s:PIECE = 256
" Looking at a large text waits so many times as long as it takes, for one may be typing.
let s:REST = 10
let s:ALL = [v:numbermax, v:numbermax]

" buffer -> {tick, count: as the host was told them, count being -1 when it knows nothing; pieces: the text as it
" was told it, a list of lists of lines; listener; untouched: how many lines at the head and at the tail; timer: that
" which will tell what has changed, 0 for none; cost: milliseconds that comparing took the last time}
let s:states = {}

" ---- what is tracked ----

" Tracks a loaded buffer, if it is not tracked yet. 0 if that cannot be done.
function! gongwen#vim#track#attach(buf) abort
  if has_key(s:states, a:buf)
    return 1
  elseif !bufloaded(a:buf)
    return 0
  endif
  let s:states[a:buf] = {'tick': -1, 'count': -1, 'pieces': [], 'untouched': s:ALL, 'timer': 0, 'cost': 0,
        \ 'listener': listener_add({buf, start, end, added, _ -> s:touched(buf, start, end + max([0, added]))}, a:buf)}
  augroup gongwen_track
    execute printf('autocmd! * <buffer=%d>', a:buf)
    " A reload by :checktime tells no listener; a :write changes the tick alone.
    execute printf('autocmd BufReadPost,FileChangedShellPost <buffer=%d> call s:reread(%d)', a:buf, a:buf)
    execute printf('autocmd BufWritePost <buffer=%d> call s:schedule(%d)', a:buf, a:buf)
    execute printf('autocmd BufUnload <buffer=%d> call s:detach(%d)', a:buf, a:buf)
  augroup END
  return 1
endfunction

function! s:reread(buf) abort
  if has_key(s:states, a:buf)
    let s:states[a:buf].count = -1
    call s:schedule(a:buf)
  endif
endfunction

" Unloaded; if it is to be read again, as by :edit, that is known afterwards.
function! s:detach(buf) abort
  if has_key(s:states, a:buf)
    let l:state = remove(s:states, a:buf)
    call listener_remove(l:state.listener)
    call timer_stop(l:state.timer)
    call gongwen#vim#mark#unloaded(a:buf)
    execute printf('autocmd! gongwen_track * <buffer=%d>', a:buf)
    call timer_start(0, {-> has_key(s:states, a:buf) ? 0 : gongwen#buffer#untracked(a:buf)})
  endif
endfunction

" Lines [first, end), counted from 1, are not what they were, or were not for a while.
function! s:touched(buf, first, end) abort
  let l:state = get(s:states, a:buf, {})
  if !empty(l:state)
    let l:below = gongwen#vim#edit#count(a:buf) - a:end + 1
    let l:state.untouched = [min([l:state.untouched[0], a:first - 1]), max([0, min([l:state.untouched[1], l:below])])]
  endif
  call s:schedule(a:buf)
endfunction

" Tells it when Vim next waits; what is typed, pasted or played quicker than that goes together.
function! s:schedule(buf) abort
  let l:state = get(s:states, a:buf, {'timer': 1})
  if !l:state.timer
    let l:state.timer = timer_start(l:state.cost < 2 ? 0 : float2nr(l:state.cost * s:REST), {-> s:due(a:buf, l:state)})
  endif
endfunction

function! s:due(buf, state) abort
  let a:state.timer = 0
  if get(s:states, a:buf, {}) is a:state
    call gongwen#buffer#changed(a:buf)
  endif
endfunction

" ---- what is sent ----

" See gongwen#nvim#send_text().
function! gongwen#vim#track#send(job, buf, whole) abort
  if !gongwen#vim#track#attach(a:buf)
    return -1
  endif
  let l:state = s:states[a:buf]
  let l:tick = getbufvar(a:buf, 'changedtick')
  if !a:whole && l:state.count >= 0 && l:state.tick == l:tick
    return 2
  endif
  let l:count = a:buf == bufnr('') ? line('$') : getbufinfo(a:buf)[0].linecount
  if a:whole || l:state.count < 0
    let l:lines = getbufline(a:buf, 1, '$')
    let l:state.pieces = s:cut(l:lines)
    let l:sent = s:tell(a:job, 'open', {'buf': a:buf, 'tick': l:tick, 'lines': l:lines})
  else
    let l:start = reltime()
    call listener_flush(a:buf)
    let [l:head, l:tail] = map(s:compare(a:buf, l:state, l:count), {end, same -> min([same, l:state.untouched[end]])})
    let l:state.cost = reltimefloat(reltime(l:start)) * 1000
    let l:sent = s:tell(a:job, 'change', {'buf': a:buf, 'tick': l:tick, 'count': l:state.count, 'first': l:head,
          \ 'old_end': l:state.count - l:tail, 'lines': getbufline(a:buf, l:head + 1, l:count - l:tail)})
  endif
  call extend(l:state, {'tick': l:tick, 'count': l:sent ? l:count : -1, 'untouched': s:ALL})
  if !gongwen#vim#mark#kept(a:buf)
    call gongwen#mark#opened(a:buf)
  endif
  return l:sent
endfunction

function! s:tell(job, name, params) abort
  let l:json = json_encode(a:params)
  " What Vim writes for a byte that is not UTF-8; the columns behind it would be others.
  if stridx(l:json, "\ufffd") >= 0
    let l:json = json_encode(extend({'lines': map(copy(a:params.lines), {_, line -> s:clean(line)})}, a:params, 'keep'))
  endif
  return gongwen#vim#channel#notify(a:job, a:name, l:json)
endfunction

" A line with one '?' for each byte that is not UTF-8.
function! s:clean(line) abort
  return stridx(json_encode(a:line), "\ufffd") < 0 ? a:line
        \ : join(map(split(a:line, '\zs'), {_, c -> stridx(c, nr2char(char2nr(c))) == 0 || c ==# "\n" ? c : '?' . c[1 :]}), '')
endfunction

" The lines that are the same at the head and at the tail of what was sent and what is there now, [head, tail]. The
" pieces become those of the present text.
function! s:compare(buf, state, count) abort
  let l:pieces = a:state.pieces
  let [l:first, l:above] = [0, 0]
  while l:first < len(l:pieces) && getbufline(a:buf, l:above + 1, l:above + len(l:pieces[l:first])) ==# l:pieces[l:first]
    let l:above += len(l:pieces[l:first])
    let l:first += 1
  endwhile
  let l:head = l:above
  if l:first < len(l:pieces)
    let l:lines = getbufline(a:buf, l:above + 1, l:above + len(l:pieces[l:first]))
    let l:head += s:equal(l:pieces[l:first], l:lines, min([len(l:pieces[l:first]), len(l:lines)]))
  endif

  let [l:last, l:below, l:most] = [len(l:pieces), 0, min([a:state.count, a:count]) - l:head]
  while l:last > 0 && l:below + len(l:pieces[l:last - 1]) <= l:most
        \ && getbufline(a:buf, a:count - l:below - len(l:pieces[l:last - 1]) + 1, a:count - l:below) ==# l:pieces[l:last - 1]
    let l:below += len(l:pieces[l:last - 1])
    let l:last -= 1
  endwhile
  let l:tail = l:below
  if l:last > 0 && l:below < l:most
    let l:piece = reverse(copy(l:pieces[l:last - 1]))
    let l:lines = reverse(getbufline(a:buf, max([1, a:count - l:below - len(l:piece) + 1]), a:count - l:below))
    let l:tail += s:equal(l:piece, l:lines, min([len(l:piece), l:most - l:below]))
  endif
  let a:state.pieces = slice(l:pieces, 0, l:first) + s:cut(getbufline(a:buf, l:above + 1, a:count - l:below))
        \ + slice(l:pieces, l:last)
  return [l:head, l:tail]
endfunction

" How many of at most `most` items are the same at the head of two lists.
function! s:equal(one, other, most) abort
  let [l:same, l:most] = [0, a:most]
  while l:same < l:most
    let l:part = (l:most - l:same + 1) / 2
    if slice(a:one, l:same, l:same + l:part) ==# slice(a:other, l:same, l:same + l:part)
      let l:same += l:part
    else
      let l:most = l:same + l:part - 1
    endif
  endwhile
  return l:same
endfunction

" Pieces of a size that comparing them costs little more than one large one. What is edited becomes one piece
" again, unless it has grown to two: else they would become ever smaller.
function! s:cut(lines) abort
  return empty(a:lines) ? [] : len(a:lines) < 2 * s:PIECE ? [a:lines]
        \ : map(range(0, len(a:lines) - 1, s:PIECE), {_, at -> a:lines[at : at + s:PIECE - 1]})
endfunction
