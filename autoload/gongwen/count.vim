" How long a text is: characters as Word counts them (字数).

" Says how many characters the current buffer and the section of the cursor have; of lines [first, last],
" counted from 1, if a range was given.
function! gongwen#count#show(lines, ranged) abort
  let l:buf = bufnr('')
  if !gongwen#buffer#attach(l:buf)
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return
  endif
  let l:answer = gongwen#host#ask('count', l:buf, {'first': a:lines[0] - 1, 'end': a:lines[1]})
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
    return
  endif
  let l:text = a:ranged
        \ ? gongwen#message#text('counted-range', a:lines[1] - a:lines[0] + 1, l:answer.range[0], l:answer.whole[0])
        \ : gongwen#message#text('counted', l:answer.whole[0])
        \ . (l:answer.section[0] ? gongwen#message#text('counted-section', l:answer.section[0]) : '')
  let l:left = a:ranged ? l:answer.range[1] : l:answer.whole[1]
  call gongwen#message#line(l:text . (l:left ? gongwen#message#text('counted-left', l:left) : ''))
endfunction
