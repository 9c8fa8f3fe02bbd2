" The outline outside of its window: counts, the status line, pickers.

let s:text = ['工作总结', '一、甲', 'XX党支部有3人。', '（一）子甲。内容XX。', '（二）子乙。内容。', '二、乙', '正文。']

function! s:said(child, pattern) abort
  call WaitUntil('a message: ' . a:pattern, {-> Eval(a:child, 'execute("messages")') =~# a:pattern})
  call Ex(a:child, 'messages clear')
endfunction

function! Test_counting() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, '4 | Gongwen count')
  call s:said(l:child, '40.*10.*2')
  call Ex(l:child, '2,3Gongwen count')
  call s:said(l:child, '2.*11.*40.*1')
  call Ex(l:child, '1 | Gongwen count')
  call s:said(l:child, 'characters; to fill: 2\|字，待填 2')
  call Ex(l:child, '1put =''再添五个字''')
  call Ex(l:child, 'Gongwen count')
  call s:said(l:child, '45')
  call Ex(l:child, 'help | Gongwen count')
  call s:said(l:child, '不是文稿\|Not a text')
endfunction
