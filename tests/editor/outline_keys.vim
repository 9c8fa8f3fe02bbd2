" The keys of the side window.

let s:text = ['工作总结', '一、甲', '（一）子甲。内容XX。', '（二）子乙。内容。', '二、乙', '正文XX，XX。', '三、丙']
let s:rows = ['  工作总结', '  - 一、甲', '      （一）子甲', '      （二）子乙', '    二、乙', '    三、丙']

function! s:start(...) abort
  let l:child = StartWith(s:text, get(a:000, 0, {}))
  call Ex(l:child, 'Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  return l:child
endfunction

function! s:wait_rows(child, rows) abort
  try
    call WaitUntil('the rows', {-> Outline(a:child) ==# a:rows})
  catch /gave up/
    call assert_equal(a:rows, Outline(a:child))
    throw 'gave up'
  endtry
endfunction

" The number of the row the outline's cursor is in.
let s:row = 'line(".", t:gongwen_outline.window)'

function! s:enter(child) abort
  call Ex(a:child, 'let g:text = win_getid() | call win_gotoid(t:gongwen_outline.window)')
endfunction

let s:title = 'getwinvar(t:gongwen_outline.window, "&statusline")'

function! s:prompted(child) abort
  call WaitUntil('a prompt', {-> Mode(a:child).mode ==# 'c'})
endfunction

function! Test_filter() abort
  let l:child = s:start()
  let l:before = Eval(l:child, '[@/, histnr("/"), histnr(":")]')
  call s:enter(l:child)
  call Input(l:child, '2Gzcf')
  call s:prompted(l:child)
  " It narrows while it is typed, what is folded away included, and follows the text.
  call Input(l:child, '子乙')
  let l:found = ['  工作总结', '  - 一、甲', '      （二）子乙']
  call s:wait_rows(l:child, l:found)
  call Input(l:child, '<CR>')
  call WaitEqual('n', l:child, 'mode()')
  call assert_equal(l:found, Outline(l:child))
  call assert_match('子乙', Eval(l:child, s:title))
  call Ex(l:child, 'call setbufline(t:gongwen_outline.text, 5, "二、子乙也在")')
  call s:wait_rows(l:child, l:found + ['    二、子乙也在'])
  call Input(l:child, '4G<CR>')
  call WaitEqual(5, l:child, 'line(".", g:text)')
  " <Esc> in the outline shows all again, folds as they were.
  call s:enter(l:child)
  call Input(l:child, '<Esc>')
  let l:all = ['  工作总结', '  + 一、甲', '    二、子乙也在', '    三、丙']
  call s:wait_rows(l:child, l:all)
  call assert_notmatch('子乙', Eval(l:child, s:title))
  " <Esc> at the prompt leaves it at what it was; that nothing fits is said.
  call Input(l:child, 'f')
  call s:prompted(l:child)
  call Input(l:child, '没有')
  call s:wait_rows(l:child, [''])
  call Input(l:child, '<Esc>')
  call s:wait_rows(l:child, l:all)
  call assert_equal(l:before, Eval(l:child, '[@/, histnr("/"), histnr(":")]'))
endfunction

function! Test_items_on_and_off() abort
  let l:child = StartWith(['总结', '一、甲', '一是抓学习；', '二是抓落实。', '二、乙'])
  call Ex(l:child, 'Gongwen outline')
  call s:wait_rows(l:child, ['  总结', '    一、甲', '    二、乙'])
  call s:enter(l:child)
  call Input(l:child, '3Gi')
  call s:wait_rows(l:child, ['  总结', '  - 一、甲', '      一是抓学习', '      二是抓落实', '    二、乙'])
  call WaitEqual('    二、乙', l:child, 'getline(".")')
  call Input(l:child, 'i')
  call s:wait_rows(l:child, ['  总结', '    一、甲', '    二、乙'])
  call WaitEqual('    二、乙', l:child, 'getline(".")')
  let l:child = StartWith(['一、甲', '一是抓学习；'], {'before': ['let g:gongwen_outline_items = 1']})
  call Ex(l:child, 'Gongwen outline')
  call s:wait_rows(l:child, ['  - 一、甲', '      一是抓学习'])
endfunction

function! Test_characters_on_and_off() abort
  let l:child = s:start()
  call s:enter(l:child)
  call Input(l:child, 'c')
  call WaitScreen(['  工作总结                 38 3', '  - 一、甲                 22 1', '      （一）子甲           10 1',
        \ '      （二）子乙            9', '    二、乙                  9 2', '    三、丙                  3'], l:child)
  " They follow the text, which does not touch the buffer of the outline.
  let l:tick = Eval(l:child, 'b:changedtick')
  call Ex(l:child, 'call setbufline(t:gongwen_outline.text, 4, "（二）子乙。内容加长了。")')
  call WaitScreen(['  工作总结                 41 3', '  - 一、甲                 25 1', '      （一）子甲           10 1',
        \ '      （二）子乙           12', '    二、乙                  9 2', '    三、丙                  3'], l:child)
  call assert_equal(l:tick, Eval(l:child, 'b:changedtick'))
  call Input(l:child, 'c')
  call WaitEqual(0, l:child, g:rows . '[0][8]')
endfunction

function! Test_lock_and_find() abort
  let l:child = s:start()
  call s:enter(l:child)
  call Input(l:child, '5Gt')
  call WaitEqual(1, l:child, 'getwinvar(t:gongwen_outline.window, "gongwen_locked")')
  call assert_match('不跟随\|not following', Eval(l:child, s:title))
  call Ex(l:child, 'call win_gotoid(g:text) | call cursor(4, 1)')
  call WaitEqual(3, l:child, 'gongwen#editor#call("row_of_cursor", bufnr(""))')
  call assert_equal(5, Eval(l:child, s:row))
  " An edit above: it stays on its section.
  call Ex(l:child, 'call append(1, ["一、新的一节"])')
  call WaitEqual(6, l:child, s:row)
  " Once, on demand; then it stays there.
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, 's')
  call WaitEqual(5, l:child, s:row)
  call Input(l:child, 't')
  call WaitEqual(0, l:child, 'getwinvar(t:gongwen_outline.window, "gongwen_locked")')
  call Ex(l:child, 'call win_gotoid(g:text) | call cursor(1, 1)')
  call WaitEqual(1, l:child, s:row)
endfunction

function! Test_counts_of_motions() abort
  let l:child = s:start()
  call s:enter(l:child)
  call Input(l:child, 'gg3j')
  call WaitEqual(4, l:child, 'line(".")')
  call Input(l:child, '2k')
  call WaitEqual(2, l:child, 'line(".")')
  call Input(l:child, '2J')
  call s:wait_rows(l:child, ['  工作总结', '    一、乙', '    二、丙', '  - 三、甲', '      （一）子甲', '      （二）子乙'])
  call WaitEqual('  - 三、甲', l:child, 'getline(".")')
endfunction

function! Test_help_shows_the_actual_keys() abort
  let l:child = s:start({'before': ['autocmd FileType gongwen-outline nunmap <buffer> q| nnoremap <buffer> Q <Cmd>call gongwen#outline#keys#act("quit")<CR>']})
  call s:enter(l:child)
  call Input(l:child, '?')
  call Wait(l:child, g:popup)
  let l:help = Eval(l:child, g:popup)
  call assert_equal(1, len(filter(copy(l:help), 'v:val =~# "^ Q .*\\(关闭\\|close the outline\\)"')))
  call assert_equal(0, len(filter(copy(l:help), 'v:val =~# "^ q "')))
  call assert_equal(1, len(filter(copy(l:help), 'v:val =~# "^ o p "')))
endfunction

" Registers, searches, histories and jumps are the user's.
function! Test_keys_leave_no_trace() abort
  let l:child = s:start()
  call Ex(l:child, 'let [@a, @", @/] = ["寄存器", "默认", "查找"] | clearjumps | let g:text = win_getid()')
  let l:state = '[@a, @", @0, @-, @/, v:hlsearch, histnr(":"), histnr("/"), bufnr("#"), winlayout(), winrestcmd(), len(getjumplist(g:text)[0])]'
  call s:enter(l:child)
  let l:before = Eval(l:child, l:state)
  for l:key in ['2Gza', 'za', 'zM', 'zR', 'zc', 'zO', 'i', 'i', 'c', 'c', 't', 't', 's', '<Esc>']
    call Input(l:child, l:key)
    call WaitUntil('a rest after ' . l:key, {-> Mode(l:child) ==# {'mode': 'n', 'blocking': v:false}})
    call assert_equal(l:before, Eval(l:child, l:state), l:key)
  endfor
  call WaitUntil('all rows', {-> Outline(l:child) ==# s:rows})
  " Showing sections, however many, is one jump.
  call Input(l:child, '3Go')
  call WaitEqual(3, l:child, 'line(".", g:text)')
  call assert_equal(l:before[:10] + [1], Eval(l:child, l:state))
endfunction
