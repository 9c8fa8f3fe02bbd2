" Text properties of lines that are about to be set or moved, which loses them: they are taken out of the buffer
" before, and put back where their text has gone. One that reaches over several lines is seen to as a whole, for
" a half of it would be a fault to Vim (E685). Places are [line, column], 0-based, in bytes.

" A property without a column stands behind its line.
let s:BEHIND = 0x7fffffff

" Takes the properties out of lines [first, last], counted from 1, and out of those that are tied to them by a
" property: a list of {start, end, type, id or text and what belongs to that}.
function! gongwen#vim#property#take(buf, first, last) abort
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
  if !empty(l:pieces)
    call prop_clear(l:first, l:last, {'bufnr': a:buf})
  endif
  return s:whole(l:pieces)
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

" Puts them back: Follow(place) is where that place is now, [] if it is gone; Follow_end the same for the end of
" a property. What has nothing left is gone.
function! gongwen#vim#property#put(buf, properties, Follow, Follow_end) abort
  for l:property in a:properties
    let l:start = a:Follow(l:property.start)
    let l:end = has_key(l:property, 'text') ? l:start : a:Follow_end(l:property.end)
    if empty(l:start) || empty(l:end) || s:is_hidden(l:property)
      continue
    elseif has_key(l:property, 'text')
      call prop_add(l:start[0] + 1, l:start[1] >= s:BEHIND / 2 ? 0 : l:start[1] + 1,
            \ extend(filter(copy(l:property), 'v:key =~# "^t"'), {'bufnr': a:buf}))
    elseif l:end[0] > l:start[0] || l:end[0] == l:start[0] && (l:end[1] > l:start[1] || l:property.start == l:property.end)
      call prop_add(l:start[0] + 1, l:start[1] + 1, {'bufnr': a:buf, 'type': l:property.type,
            \ 'id': get(l:property, 'id'), 'end_lnum': l:end[0] + 1, 'end_col': l:end[1] + 1})
    endif
  endfor
endfunction
