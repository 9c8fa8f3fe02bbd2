" Text properties of lines that are set or moved, which loses them: they are read before, and put where their text
" has gone. One that reaches over several lines is seen to as a whole, for a half of it is a fault to Vim (E685).
" Nothing is taken away before: undo brings lines back with what they had when they were changed. Places are
" [line, column], 0-based, in bytes.

" A property without a column stands behind its line.
let s:BEHIND = 0x7fffffff

" Those of lines [first, last], counted from 1, and of those that are tied to them by a property: {properties: a
" list of {start, end, type, id or text and what belongs to that}; tied: the numbers of those other lines}.
function! gongwen#vim#property#read(buf, first, last) abort
  let [l:first, l:last] = [a:first, a:last]
  let l:pieces = s:pieces(a:buf, l:first, l:last)
  while !empty(l:pieces)
    let l:above = l:first > 1 && !empty(filter(copy(l:pieces), 'v:val.lnum == l:first && !v:val.start'))
    let l:below = !empty(filter(copy(l:pieces), 'v:val.lnum == l:last && !v:val.end'))
    if !l:above && !l:below
      break
    endif
    let [l:first, l:last] = [l:first - l:above, l:last + l:below]
    let l:pieces = s:pieces(a:buf, l:first, l:last)
  endwhile
  return {'properties': s:whole(l:pieces), 'tied': range(l:first, a:first - 1) + range(a:last + 1, l:last)}
endfunction

function! s:pieces(buf, first, last) abort
  return prop_list(a:first, {'bufnr': a:buf, 'end_lnum': a:last})
endfunction

" Pieces of lines as the properties that they are.
function! s:whole(pieces) abort
  let [l:properties, l:open] = [[], {}]
  for l:piece in a:pieces
    let l:key = l:piece.type . ' ' . get(l:piece, 'id')
    let l:end = [l:piece.lnum - 1, l:piece.col - 1 + get(l:piece, 'length')]
    if l:piece.start || !has_key(l:open, l:key)
      let l:property = filter(copy(l:piece),
            \ 'index(["type", "id", "text", "text_align", "text_wrap", "text_padding_left"], v:key) >= 0')
      let l:start = [l:piece.lnum - 1, l:piece.col > 0 ? l:piece.col - 1 : s:BEHIND]
      call add(l:properties, extend(l:property, {'start': l:start, 'end': l:end}))
    else
      let l:property = remove(l:open, l:key)
      let l:property.end = l:end
    endif
    if !l:piece.end
      let l:open[l:key] = l:property
    endif
  endfor
  return l:properties
endfunction

" Whether there is virtual text in a line, counted from 1, of which this version does not tell what it says: it
" cannot be put back.
function! gongwen#vim#property#has_hidden(buf, lnum) abort
  return !empty(filter(prop_list(a:lnum, {'bufnr': a:buf}), 's:is_hidden(v:val)'))
endfunction

function! s:is_hidden(property) abort
  return get(a:property, 'id') < 0 && !has_key(a:property, 'text')
endfunction

" Puts what was read where it belongs now: Follow(place) is where that place is, [] if it is gone; Follow_end the
" same for the end of a property. What has nothing left is gone.
function! gongwen#vim#property#put(buf, read, Follow, Follow_end) abort
  for l:lnum in map(copy(a:read.tied), {_, lnum -> a:Follow([lnum - 1, 0])[0] + 1})
    call prop_clear(l:lnum, l:lnum, {'bufnr': a:buf})
  endfor
  for l:property in a:read.properties
    let l:start = a:Follow(l:property.start)
    let l:end = has_key(l:property, 'text') ? l:start : a:Follow_end(l:property.end)
    if !empty(l:start) && !empty(l:end) && !s:is_hidden(l:property)
      call s:add(a:buf, l:property, l:start, l:end)
    endif
  endfor
endfunction

function! s:add(buf, property, start, end) abort
  if has_key(a:property, 'text')
    call prop_add(a:start[0] + 1, a:start[1] >= s:BEHIND / 2 ? 0 : a:start[1] + 1,
          \ extend(filter(copy(a:property), 'v:key =~# "^t"'), {'bufnr': a:buf}))
  elseif a:end[0] > a:start[0] || a:end[0] == a:start[0] && (a:end[1] > a:start[1] || a:property.start == a:property.end)
    call prop_add(a:start[0] + 1, a:start[1] + 1, {'bufnr': a:buf, 'type': a:property.type,
          \ 'id': get(a:property, 'id'), 'end_lnum': a:end[0] + 1, 'end_col': a:end[1] + 1})
  endif
endfunction
