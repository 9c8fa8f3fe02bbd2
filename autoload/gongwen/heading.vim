" ]] and [[: from heading to heading, by the host's own list of them.

" Moves to the count'th heading after (1) or before (-1) the cursor; the last one there is, if there
" are fewer.
function! gongwen#heading#move(direction) abort
  let l:count = v:count1
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return
  endif
  let l:here = [line('.'), col('.')]
  let l:places = map(gongwen#headings(), '[v:val.lnum, v:val.col]')
  if empty(l:places) && gongwen#host#problem() !=# ''
    call gongwen#message#line(gongwen#host#problem())
    return
  endif
  if a:direction > 0
    call filter(l:places, 's:before(l:here, v:val)')
  else
    call reverse(filter(l:places, 's:before(v:val, l:here)'))
  endif
  if !empty(l:places)
    let l:place = l:places[min([l:count, len(l:places)]) - 1]
    call gongwen#edit#leave_mark()
    call gongwen#edit#go(l:place[0] - 1, l:place[1] - 1)
  endif
endfunction

function! s:before(one, other) abort
  return a:one[0] < a:other[0] || a:one[0] == a:other[0] && a:one[1] < a:other[1]
endfunction
