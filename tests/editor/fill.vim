" Filling once, everywhere: the equals of a placeholder.

let s:text = ['XX党支部20XX年总结', '20XX年，XX党支部有党员XX名。', '有人说：“XX党支部好。”', 'XX党支部']

function! s:start(...) abort
  let l:child = StartWith(s:text, get(a:000, 0, {}))
  call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave,InsertEnter * let g:left += 1')
  return l:child
endfunction

function! Test_a_key_fills_the_equals() abort
  let l:child = s:start()
  call Input(l:child, 'ggi')
  call WaitEqual('i', l:child, 'mode()')
  call Ex(l:child, 'let g:left = 0')
  call Input(l:child, '<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '总务处第一')
  call WaitEqual('总务处第一党支部20XX年总结', l:child, 'getline(1)')
  call Input(l:child, '<C-s>')
  let l:after = ['总务处第一党支部20XX年总结', '20XX年，总务处第一党支部有党员XX名。',
        \ '有人说：“XX党支部好。”', '总务处第一党支部']
  call WaitLines(l:after, l:child)
  " Still typing, at the same place.
  call assert_equal([0, 'i', 1, 16], Eval(l:child, '[g:left, mode(), line("."), col(".")]'))
  call Input(l:child, '<C-j>2026')
  call WaitEqual('总务处第一党支部2026年总结', l:child, 'getline(1)')
  call Input(l:child, '<C-s>')
  call WaitEqual('2026年，总务处第一党支部有党员XX名。', l:child, 'getline(2)')
  " Each is an undo step of its own.
  call Input(l:child, '<Esc>u')
  call WaitEqual('20XX年，总务处第一党支部有党员XX名。', l:child, 'getline(2)')
  call assert_equal('总务处第一党支部2026年总结', Eval(l:child, 'getline(1)'))
  call Input(l:child, 'u')
  call WaitLines(l:after, l:child)
  call Input(l:child, 'u')
  call WaitEqual('20XX年，XX党支部有党员XX名。', l:child, 'getline(2)')
  call assert_equal('总务处第一党支部20XX年总结', Eval(l:child, 'getline(1)'))
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Input(l:child, '<C-r><C-r><C-r><C-r>')
  call WaitEqual('2026年，总务处第一党支部有党员XX名。', l:child, 'getline(2)')
endfunction

function! Test_other_sections_are_asked_about() abort
  let l:text = ['XX党支部总结', 'XX党支部：', '一、情况', 'XX党支部，“XX党支部”', '（一）学习。XX党支部']
  let l:child = StartWith(l:text)
  call Input(l:child, 'ggi<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '总务处<C-s>')
  call WaitEqual(1, l:child, 'execute("1messages") =~# "3 alike, 2 of them in other sections"')
  call assert_equal(['总务处党支部总结', 'i'] + l:text[1:], Eval(l:child, '[getline(1), mode()] + getline(2, "$")'))
  call Input(l:child, '<C-s>')
  let l:after = ['总务处党支部总结', '总务处党支部：', '一、情况', '总务处党支部，“XX党支部”', '（一）学习。总务处党支部']
  call WaitLines(l:after, l:child)
  call assert_match('3 placeholders filled', Eval(l:child, 'execute("1messages")'))
  call Input(l:child, '<Esc>u')
  call WaitEqual(l:text[1:], l:child, 'getline(2, "$")')
  call Input(l:child, 'u')
  call WaitLines(l:text, l:child)
  " What was said holds for the text as it was then. Within one section nothing is asked.
  call Input(l:child, '5G]xi第二<Esc>gs')
  call WaitEqual(1, l:child, 'execute("1messages") =~# "3 alike, 3 of them"')
  call Ex(l:child, 'call setline(3, "一、XX党支部情况")')
  call Input(l:child, 'gs')
  call WaitEqual(1, l:child, 'execute("1messages") =~# "4 alike, 4 of them"')
  call assert_equal('XX党支部总结', Eval(l:child, 'getline(1)'))
  call Input(l:child, 'gs')
  call WaitEqual('第二党支部总结', l:child, 'getline(1)')
  call Ex(l:child, 'silent earlier 9999 | 3,$delete')
  call Input(l:child, 'gg0i<C-j>第三<C-s>')
  call WaitLines(['第三党支部总结', '第三党支部：'], l:child)
endfunction

function! Test_afterwards_from_normal_mode() abort
  let l:child = s:start()
  call Input(l:child, 'gg]xi2026年<Esc>')
  call WaitEqual('XX党支部2026年年总结', l:child, 'getline(1)')
  call Input(l:child, 'ugg0]xi2026<Esc>')
  call WaitEqual('XX党支部2026年总结', l:child, 'getline(1)')
  call Input(l:child, 'gg0gs')
  call WaitEqual('2026年，XX党支部有党员XX名。', l:child, 'getline(2)')
  call assert_equal([1, 1], Eval(l:child, '[line("."), col(".")]'))
  " There is nothing more to fill with it.
  call Input(l:child, 'gs')
  call WaitEqual(1, l:child, 'execute("messages") =~# "Nothing was filled"')
endfunction

" Behind the last one the key does not break the line that was just filled.
function! Test_the_last_one() abort
  let l:child = StartWith(['党员XX名，其中XX名。', '完'])
  call Input(l:child, 'ggi<C-j>十<C-j>三<C-j>')
  call WaitEqual(1, l:child, 'execute("1messages") =~# "No placeholders left"')
  call assert_equal(['党员十名，其中三名。', '完', 'i'], Eval(l:child, 'getline(1, "$") + [mode()]'))
  call Input(l:child, '<C-j>')
  call WaitLines(['党员十名，其中三', '名。', '完'], l:child)
  " Nor where it was taken away; elsewhere and later it is the key itself.
  for [l:keys, l:after] in [['<BS><C-j>', ['党员名', '完']], ['十<Down><C-j>', ['党员十名', '完', '']], ['十<Esc>A<C-j>', ['党员十名', '', '完']]]
    let l:child = StartWith(['党员XX名', '完'])
    call Input(l:child, 'ggi<C-j>')
    call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
    call Input(l:child, l:keys . '<Esc>')
    call WaitEqual('n', l:child, 'mode()')
    call assert_equal(l:after, Lines(l:child), l:keys)
    call Stop(l:child)
  endfor
endfunction

function! Test_counts_and_unnamed_ones_have_no_equals() abort
  let l:child = StartWith(['有党员XX名、XX名。', '“XXX”'])
  call Input(l:child, 'ggI<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '十二<C-s>')
  call WaitEqual(1, l:child, 'execute("messages") =~# "Nothing was filled"')
  call WaitLines(['有党员十二名、XX名。', '“XXX”'], l:child)
endfunction

function! Test_by_itself() abort
  let l:child = s:start({'before': ['let g:gongwen_fill_same = 1']})
  call Input(l:child, 'ggi<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '第一<C-j>')
  call WaitEqual('第一党支部', l:child, 'getline(4)')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call assert_equal([1, 16], Eval(l:child, '[line("."), col(".")]'))
  call Input(l:child, '2026<Esc>')
  call WaitEqual('2026年，第一党支部有党员XX名。', l:child, 'getline(2)')
  call Input(l:child, 'u')
  call WaitEqual('20XX年，第一党支部有党员XX名。', l:child, 'getline(2)')
  call assert_equal('第一党支部2026年总结', Eval(l:child, 'getline(1)'))
endfunction

function! Test_today() abort
  let l:child = StartWith(['工作总结', '财政局', '20XX年X月XX日', '有XX人'])
  call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave,InsertEnter * let g:left += 1')
  let l:today = substitute(strftime('%Y年%m月%d日'), '\(年\|月\)0', '\1', 'g')
  call Input(l:child, '3G]x')
  call Ex(l:child, '3 | normal! 0')
  call Ex(l:child, 'Gongwen today')
  call WaitEqual(l:today, l:child, 'getline(3)')
  call Input(l:child, 'u')
  call WaitEqual('20XX年X月XX日', l:child, 'getline(3)')
  call Ex(l:child, 'imap <buffer> <C-t> <Plug>(gongwen-today)')
  call Input(l:child, '3GI')
  call WaitEqual('i', l:child, 'mode()')
  call Ex(l:child, 'let g:left = 0')
  call Input(l:child, '<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '<C-t>')
  call WaitEqual(l:today, l:child, 'getline(3)')
  call Input(l:child, '于')
  call WaitEqual(l:today . '于', l:child, 'getline(3)')
  call assert_equal(0, Eval(l:child, 'g:left'))
  call Input(l:child, '<Esc>uu')
  call WaitEqual('20XX年X月XX日', l:child, 'getline(3)')
  call Ex(l:child, '4 | Gongwen today')
  call assert_match('no open date', Eval(l:child, 'execute("1messages")'))
endfunction

function! Test_first_placeholder_of_a_section() abort
  let l:child = StartWith(['工作总结', '20XX年'])
  call Input(l:child, 'Goztyq<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '2026<C-s><C-s>')
  call WaitEqual('2026年', l:child, 'getline(2)')
endfunction
