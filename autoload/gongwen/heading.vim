" From heading to heading, and the list of them.

" Moves to the count'th heading that way: 'next', 'previous', 'next_sibling', 'previous_sibling' or
" 'parent'; to the last one there is, if there are fewer.
function! gongwen#heading#move(way) abort
  let l:count = v:count1
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return
  endif
  let l:answer = gongwen#host#ask('go', bufnr(''), {'line': line('.') - 1, 'column': col('.') - 1,
        \ 'way': a:way, 'count': l:count})
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
  elseif l:answer.found
    call gongwen#edit#leave_mark()
    call gongwen#edit#go(l:answer.line, l:answer.column)
  endif
endfunction

" Fills the location list with the headings of the current buffer, and opens it.
function! gongwen#heading#list() abort
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show('not-text')
    return
  endif
  let l:buf = bufnr('')
  let l:headings = gongwen#headings(l:buf)
  if empty(l:headings)
    let l:problem = gongwen#host#problem()
    call gongwen#message#line(l:problem !=# '' ? l:problem : gongwen#message#text('no-headings'))
    return
  endif
  call gongwen#list#show('headings', map(l:headings, {_, heading -> {'bufnr': l:buf, 'lnum': heading.lnum,
        \ 'col': heading.col, 'text': repeat('  ', max([heading.level - 1, 0]))
        \ . matchstr(getbufline(l:buf, heading.lnum)[0], '\%' . heading.col . 'c.\{,40}')}}))
  call gongwen#message#show('headings', len(l:headings))
endfunction

" The headings of a buffer for pickers: a list of {buf, lnum, col, level, text: as the outline shows it, left}.
function! gongwen#heading#items(buf) abort
  let l:items = []
  for l:heading in gongwen#headings(a:buf)
    let l:line = strpart(get(getbufline(a:buf, l:heading.lnum), 0, ''), l:heading.col - 1)
    let l:ordinal = l:heading.kind ==# 'title' ? 0 : max([0, stridx(l:line, strcharpart(l:heading.title, 0, 1))])
    call add(l:items, {'buf': a:buf, 'lnum': l:heading.lnum, 'col': l:heading.col, 'level': l:heading.level,
          \ 'text': strpart(l:line, 0, l:ordinal) . l:heading.title, 'left': l:heading.placeholders})
  endfor
  return l:items
endfunction

" Lets the user choose a heading of the current buffer, and goes there: with vim.ui.select() where the user
" has his own, else with a list that is narrowed by typing.
function! gongwen#heading#pick() abort
  let l:headings = gongwen#heading#items(bufnr(''))
  if empty(l:headings)
    let l:problem = gongwen#host#problem()
    call gongwen#message#line(l:problem !=# '' ? l:problem : gongwen#message#text('no-headings'))
    return
  endif
  call gongwen#picker#one(l:headings, gongwen#message#text('which-heading'),
        \ {heading -> [repeat('  ', max([heading.level - 1, 0])) . heading.text] + (heading.left ? [string(heading.left)] : [])},
        \ {heading -> s:go(heading)}, {-> 0})
endfunction

function! s:go(heading) abort
  call gongwen#edit#leave_mark()
  call gongwen#edit#go(a:heading.lnum - 1, a:heading.col - 1)
endfunction
