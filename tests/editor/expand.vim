" Sections put in while typing.

let s:text = ['工作总结', '一、基本情况', '已有党员XX名。', '', '二、存在问题', '问题XX个。']

function! s:start() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave,InsertEnter * let g:left += 1')
  call Ex(l:child, 'let g:expanded = 0 | autocmd User GongwenExpanded let g:expanded += 1')
  return l:child
endfunction

function! Test_a_section_and_its_undo() abort
  let l:child = s:start()
  call Ex(l:child, 'let [@a, @", @/] = ["寄存器", "默认", "查找"] | call setpos("''a", [0, 6, 1, 0])')
  call Input(l:child, '4GA')
  call WaitEqual('i', l:child, 'mode()')
  call Ex(l:child, 'let g:left = 0')
  call Input(l:child, 'ztyq')
  call WaitEqual('ztyq', l:child, 'getline(4)')
  call Input(l:child, '<C-j>')
  call WaitEqual(1, l:child, 'g:expanded')
  let l:after = ['工作总结', '一、基本情况', '已有党员XX名。', '二、总体要求',
        \ '20XX年，XX支部党员XX名，“总结”——通知、需要一〇※。', '三、存在问题', '问题XX个。']
  call WaitLines(l:after, l:child)
  call assert_equal([0, 'i'], Eval(l:child, '[g:left, mode()]'))
  call assert_equal(1, Eval(l:child, 'gongwen#placeholder#pending()'))
  call assert_equal([5, 1], Eval(l:child, '[line("."), col(".")]'))
  call assert_equal(['寄存器', '默认', '查找', 7], Eval(l:child, '[@a, @", @/, line("''a")]'))
  call Input(l:child, '2026')
  call WaitEqual('2026年，XX支部党员XX名，“总结”——通知、需要一〇※。', l:child, 'getline(5)')
  call Input(l:child, '<Esc>u')
  call WaitLines(l:after, l:child)
  call Input(l:child, 'u')
  call WaitLines(['工作总结', '一、基本情况', '已有党员XX名。', 'ztyq', '二、存在问题', '问题XX个。'], l:child)
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call assert_equal(0, Eval(l:child, '&modified'))
  call Input(l:child, '<C-r><C-r>')
  call WaitLines(l:after, l:child)
endfunction

function! Test_behind_chinese_text_in_one_burst() abort
  let l:child = s:start()
  call Input(l:child, 'Go根据，总共dy<C-j>三<C-j>')
  call WaitEqual('根据，总共共三次', l:child, 'getline(7)')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
endfunction

function! Test_no_trigger_is_the_key_itself() abort
  let l:child = s:start()
  call Ex(l:child, '%s/XX/8/g')
  call Input(l:child, 'Go')
  call WaitEqual('i', l:child, 'mode()')
  call Input(l:child, '没有<C-j>了')
  call WaitEqual(['没有', '了'], l:child, 'getline(7, 8)')
  call Ex(l:child, 'imap <buffer> <Tab> <Plug>(gongwen-expand)')
  call Ex(l:child, 'setlocal expandtab shiftwidth=4 softtabstop=4')
  call Input(l:child, '<CR>字<Tab>x')
  call WaitEqual('字  x', l:child, 'getline(9)')
  call assert_equal(0, Eval(l:child, 'g:expanded'))
  " A key with nothing to do is no undo step of its own.
  call Input(l:child, '<Esc>u')
  call WaitEqual(6, l:child, 'line("$")')
endfunction

function! Test_expand_or_next_goes_on() abort
  let l:child = s:start()
  call Input(l:child, 'ggIwk<C-j>')
  call WaitEqual('完毕工作总结', l:child, 'getline(1)')
  call assert_equal([0, 7], Eval(l:child, '[gongwen#placeholder#pending(), col(".")]'))
  call Input(l:child, '<C-j>')
  call WaitEqual([3, 13], l:child, '[line("."), col(".")]')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
endfunction

function! Test_variables_tell_of_the_buffer() abort
  let l:child = s:start()
  call Ex(l:child, 'silent file /没有的/总通\ 开一.终稿.gw')
  call Input(l:child, 'Gowjm<C-j>')
  call WaitEqual('总通 开一.终稿' . strftime('%Y') . '年', l:child, 'getline("$")')
  call Ex(l:child, 'enew! | setfiletype gongwen')
  call Input(l:child, '<Esc>iwjm<C-j>')
  call WaitEqual('无名' . strftime('%Y') . '年', l:child, 'getline("$")')
endfunction

function! Test_a_waiting_placeholder_is_not_expanded_upon() abort
  let l:child = StartWith(['总体要求XX次，又XX次'])
  call Input(l:child, 'gg0i<C-j>')
  call WaitEqual([1, 13], l:child, '[line("."), col(".")]')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '<C-j>')
  call WaitEqual(24, l:child, 'col(".")')
  call WaitLines(['总体要求XX次，又XX次'], l:child)
endfunction

function! Test_a_text_that_must_not_change() abort
  let l:child = s:start()
  call Ex(l:child, 'setlocal nomodifiable')
  call Ex(l:child, 'Gongwen insert 总体要求')
  call WaitLines(s:text, l:child)
  call assert_match('不可修改\|not modifiable', Eval(l:child, 'execute("messages")'))
endfunction

function! Test_a_macro_replays() abort
  let l:child = s:start()
  call Input(l:child, 'qqodyx<BS><C-j>七<Esc>q')
  call WaitEqual('共七次', l:child, 'getline(2)')
  call Input(l:child, 'G@q')
  call WaitEqual('共七次', l:child, 'getline("$")')
endfunction

function! Test_renumber() abort
  let l:child = StartWith(['工作总结', '一、甲', '三、乙', '四、丙'])
  call Ex(l:child, 'call cursor(4, 7)')
  call Ex(l:child, 'Gongwen renumber')
  call WaitLines(['工作总结', '一、甲', '二、乙', '三、丙'], l:child)
  call assert_equal([4, 7], Eval(l:child, '[line("."), col(".")]'))
  call Input(l:child, 'u')
  call WaitLines(['工作总结', '一、甲', '三、乙', '四、丙'], l:child)
  call Input(l:child, '<C-r>')
  call WaitEqual('三、丙', l:child, 'getline(4)')
  call Ex(l:child, 'let g:tick = b:changedtick')
  call Ex(l:child, 'Gongwen renumber')
  call assert_equal(1, Eval(l:child, 'g:tick == b:changedtick'))
endfunction
