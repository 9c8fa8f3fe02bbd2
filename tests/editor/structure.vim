" Work on the structure: sections moved, promoted, demoted, deleted, copied and begun; renumbering.

let s:text = ['工作总结', '一、甲情况', '甲的正文。', '（一）抓学习。正文一。', '（二）抓服务。正文二XX。',
      \ '二、乙情况', '乙的正文。', '三、丙情况', '丙的正文。']
let s:moved = ['工作总结', '一、乙情况', '乙的正文。', '二、甲情况', '甲的正文。', '（一）抓学习。正文一。',
      \ '（二）抓服务。正文二XX。', '三、丙情况', '丙的正文。']
let s:at = '[line("."), col(".")]'

function! s:said(child, pattern) abort
  call WaitUntil('a message: ' . a:pattern, {-> Eval(a:child, 'execute("messages")') =~# a:pattern})
  call Ex(a:child, 'messages clear')
endfunction

" Nothing was changed, not even for a moment.
function! s:refused(child, keys, pattern) abort
  let l:before = Eval(a:child, '[getline(1, "$"), b:changedtick, &modified]')
  call Input(a:child, a:keys)
  call s:said(a:child, a:pattern)
  call assert_equal(l:before, Eval(a:child, '[getline(1, "$"), b:changedtick, &modified]'), a:keys)
endfunction

function! Test_moving() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'call cursor(3, 4)')
  call Input(l:child, ']e')
  call WaitLines(s:moved, l:child)
  call assert_equal([5, 4], Eval(l:child, s:at))
  call Input(l:child, '.')
  call WaitEqual('三、甲情况', l:child, 'getline(6)')
  call assert_equal([7, 4], Eval(l:child, s:at))
  " Each is one undo step, and undo is exact.
  call Input(l:child, 'u')
  call WaitLines(s:moved, l:child)
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Input(l:child, '<C-r>')
  call WaitLines(s:moved, l:child)
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  " With a count; what is too much of it is as far as it goes; and back.
  call Input(l:child, '3G9]e')
  call WaitEqual('三、甲情况', l:child, 'getline(6)')
  call Input(l:child, '2[e')
  call WaitLines(s:text, l:child)
  " A count given to `.` is the new one.
  call Input(l:child, '3G]e')
  call WaitLines(s:moved, l:child)
  call Input(l:child, '9G[e')
  call WaitEqual(['二、丙情况', 4], l:child, '[getline(4), line("$") - line(".")]')
  call Input(l:child, 'uu')
  call WaitLines(s:text, l:child)
  " Within the parent only.
  call Input(l:child, '4G]e')
  call WaitEqual('（一）抓服务。正文二XX。', l:child, 'getline(4)')
  call s:refused(l:child, '.', '后面没有同级\|of this level behind')
endfunction

function! Test_refusals() abort
  let l:child = StartWith(s:text)
  for [l:locale, l:last, l:first, l:top] in [['', 'of this level behind', 'of this level before', 'top level'],
        \ ['zh_CN.UTF-8', '后面没有同级', '前面没有同级', '已是最高一级']]
    let l:child = StartWith(s:text, {'env': {'LC_ALL': '', 'LANG': l:locale ==# '' ? 'C.UTF-8' : l:locale}})
    call s:refused(l:child, '9G]e', l:last)
    call s:refused(l:child, '2G[e', l:first)
    call s:refused(l:child, '2G<lt>s', l:top)
    call s:refused(l:child, '2G>s', l:first)
    call s:refused(l:child, '1G]e', '.')
    call Stop(l:child)
  endfor
  let l:deep = StartWith(['总结', '一、甲', '（一）乙', '1.第一类', '（1）读书。读原著。', '（2）讨论。每月一次。'])
  call s:refused(l:deep, '6G>s', 'no level below\|没有更低')
  let l:none = StartWith(['没有标题的一段话。'])
  call s:refused(l:none, 'gg]e', 'no section\|不在任何一节')
endfunction

function! Test_levels() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'call cursor(6, 10)')
  call Input(l:child, '>s')
  let l:demoted = s:text[0:4] + ['（三）乙情况。乙的正文。', '二、丙情况', '丙的正文。']
  call WaitLines(l:demoted, l:child)
  " The cursor is on the same character, though the ordinal is longer.
  call assert_equal('情', Eval(l:child, 'matchstr(getline("."), ".", col(".") - 1)'))
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Input(l:child, '8G>s')
  call WaitEqual('（一）丙情况。丙的正文。', l:child, 'getline(8)')
  call Input(l:child, '<lt>s')
  call WaitLines(s:text, l:child)
  " A body that runs in is left in a line of its own, where its new siblings stand alone.
  call Input(l:child, '4G<lt>s')
  call WaitLines(['工作总结', '一、甲情况', '甲的正文。', '二、抓学习', '正文一。', '（一）抓服务。正文二XX。',
        \ '三、乙情况', '乙的正文。', '四、丙情况', '丙的正文。'], l:child)
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  " Alone: what stood below comes behind.
  call Input(l:child, '6G>s')
  call WaitLines(l:demoted, l:child)
  call Input(l:child, 'u2G')
  call WaitLines(s:text, l:child)
  call Ex(l:child, 'call append(1, ["一、先"]) | %s/一、甲/二、甲/ | %s/二、乙/三、乙/ | %s/三、丙/四、丙/')
  call Input(l:child, '3G>S')
  call WaitEqual(['一、先', '（一）甲情况。甲的正文。', '（二）抓学习。正文一。', '（三）抓服务。正文二XX。', '二、乙情况'],
        \ l:child, 'getline(2, 6)')
endfunction

function! Test_a_count_is_levels() abort
  let l:text = ['总结', '一、甲', '（一）子', '1.第一类', '正文。', '2.第二类', '正文。', '二、丁', '正文。']
  let l:child = StartWith(l:text)
  call Input(l:child, '6G2<lt>s')
  call WaitEqual(['二、第二类', '正文。', '三、丁'], l:child, 'getline(6, 8)')
  call Input(l:child, 'u')
  call WaitLines(l:text, l:child)
  call Input(l:child, '<C-r>')
  call WaitEqual('三、丁', l:child, 'getline(8)')
  " As many as there are.
  call Input(l:child, '8G9>s')
  call WaitUntil('it went down', {-> Eval(l:child, 'getline(8)') !~# '^三、'})
  call Input(l:child, 'u')
  call WaitEqual('三、丁', l:child, 'getline(8)')
endfunction

function! Test_a_selection() abort
  let l:text = ['总结', '一、甲', '甲文。', '二、乙', '乙文。', '三、丙', '丙文。', '四、丁', '丁文。']
  let l:child = StartWith(l:text)
  call Input(l:child, '4GV7G>s')
  call WaitLines(['总结', '一、甲', '甲文。', '（一）乙', '乙文。', '（二）丙', '丙文。', '二、丁', '丁文。'], l:child)
  call assert_equal('n', Eval(l:child, 'mode()'))
  call Input(l:child, 'u')
  call WaitLines(l:text, l:child)
  call Input(l:child, '<C-r>4GV7G<lt>s')
  call WaitLines(l:text, l:child)
  call Ex(l:child, '4,7Gongwen demote')
  call WaitEqual('（二）丙', l:child, 'getline(6)')
  call Ex(l:child, 'undo')
  call WaitLines(l:text, l:child)
  call Ex(l:child, '3Gongwen move-down 2')
  call WaitEqual(['一、乙', '三、甲'], l:child, '[getline(2), getline(6)]')
  call Ex(l:child, 'Gongwen move-up 上')
  call s:said(l:child, '上')
endfunction

function! Test_what_is_tied_to_the_text_goes_along() abort
  let l:child = StartWith(s:text + ['四、丁情况', '五、戊情况', '六、己情况', '七、庚情况', '八、辛情况', '九、壬情况', '十、癸情况', '十一、子情况'])
  call Ex(l:child, 'split | wincmd w')
  " A mark in the heading, one in the body, one in the neighbour; extmarks and signs alike; another window.
  call Ex(l:child, 'call setpos("''a", [0, 2, 7, 0]) | call setpos("''b", [0, 5, 10, 0]) | call setpos("''c", [0, 6, 1, 0]) | call setpos("''d", [0, 8, 4, 0])')
  call PlaceMarks(l:child, [[1, 6], [4, 27], [5, 6], [7, 3]])
  call Ex(l:child, 'sign define Mine text=!!')
  call Ex(l:child, 'execute "sign place 7 line=2 name=Mine buffer=" . bufnr("")')
  call Ex(l:child, 'let @a = "寄存器" | let @" = "默认" | let @/ = "查找" | clearjumps')
  call Ex(l:child, 'call win_execute(win_getid(winnr("#")), "call cursor(7, 4)") | call cursor(2, 7)')
  let l:state = '[map(["a", "b", "c", "d"], {_, m -> getpos("''" . m)[1:2]}), ' . g:marked_places . ', sign_getplaced("")[0].signs[0].lnum, getcurpos(win_getid(winnr("#")))[1:2]]'
  let l:rest = '[@a, @", @/, @0, getjumplist()[0], winlayout(), win_getid()]'
  let l:before = Eval(l:child, l:state)
  let l:kept = Eval(l:child, l:rest)
  call Input(l:child, ']e')
  call WaitEqual(s:moved, l:child, 'getline(1, 9)')
  call assert_equal([[[4, 7], [7, 10], [2, 1], [8, 4]], [[3, 6], [6, 27], [1, 6], [7, 3]], 4, [3, 4]], Eval(l:child, l:state))
  call assert_equal(l:kept, Eval(l:child, l:rest))
  call assert_equal([4, 7], Eval(l:child, s:at))
  call Input(l:child, 'u')
  call WaitEqual(s:text, l:child, 'getline(1, 9)')
  call assert_equal(l:before[0:1], Eval(l:child, l:state)[0:1])
  " Where numbers become longer: 九 is 十, 十 is 十一.
  call Ex(l:child, 'call setpos("''a", [0, 15, 7, 0]) | call setpos("''b", [0, 15, 4, 0]) | call setpos("''c", [0, 16, 7, 0]) | call cursor(16, 7) | call win_execute(win_getid(winnr("#")), "call cursor(15, 10)")')
  call Ex(l:child, 'call setline(17, "附记") | call append(1, "一、新的") | Gongwen renumber')
  call WaitEqual(['九、辛情况', '十、壬情况', '十一、癸情况'], l:child, 'getline(15, 17)')
  call assert_equal([[16, 7], [16, 4], [17, 10]], Eval(l:child, 'map(["a", "b", "c"], {_, m -> getpos("''" . m)[1:2]})'))
  call assert_equal([17, 10], Eval(l:child, s:at))
  call assert_equal('癸', Eval(l:child, 'matchstr(getline("."), ".", col(".") - 1)'))
  call assert_equal([16, 10], Eval(l:child, 'getcurpos(win_getid(winnr("#")))[1:2]'))
endfunction

function! Test_folds() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'setlocal foldmethod=manual foldenable | 2,5fold | 6,7fold | 8,9fold | call cursor(8, 1) | foldopen | call cursor(6, 1)')
  let l:folds = 'map(range(1, line("$")), {_, l -> foldclosed(l)})'
  call assert_equal([-1, 2, 2, 2, 2, 6, 6, -1, -1], Eval(l:child, l:folds))
  call Input(l:child, '[e')
  call WaitLines(s:moved, l:child)
  call assert_equal([-1, 2, 2, 4, 4, 4, 4, -1, -1], Eval(l:child, l:folds))
  call Input(l:child, ']e')
  call WaitLines(s:text, l:child)
  call assert_equal([-1, 2, 2, 2, 2, 6, 6, -1, -1], Eval(l:child, l:folds))
  call Input(l:child, ']e')
  call WaitEqual('三、乙情况', l:child, 'getline(8)')
  call assert_equal([-1, 2, 2, 2, 2, -1, -1, 8, 8], Eval(l:child, l:folds))
  " A closed fold around more than the section does not widen it.
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Ex(l:child, 'normal! zE')
  call Ex(l:child, '5,7fold')
  call Ex(l:child, 'call gongwen#structure#do("delete", 7, 1)')
  call WaitLines(s:text[0:4] + ['二、丙情况', '丙的正文。'], l:child)
  call assert_equal(1, Eval(l:child, '&foldenable'))
endfunction

function! Test_the_last_section() abort
  let l:file = g:scratch . '/a.gongwen'
  call writefile(['总结', '', '一、甲', '甲文。', '', '二、乙', '乙文。'], l:file, 'b')
  let l:child = Start({'file': l:file, 'before': ['set nofixendofline']})
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal(0, Eval(l:child, '&endofline'))
  call Input(l:child, 'G[e')
  call WaitLines(['总结', '', '一、乙', '乙文。', '', '二、甲', '甲文。'], l:child)
  call Ex(l:child, 'write')
  call assert_equal(['总结', '', '一、乙', '乙文。', '', '二、甲', '甲文。'], readfile(l:file, 'b'))
endfunction

function! Test_line_ends_and_blanks_stay() abort
  let l:file = g:scratch . '/a.gongwen'
  let l:lines = ["总结\r", "一、甲　　\r", "　　甲文。\r", "三、乙\r", "\t乙文。 \r", '']
  call writefile(l:lines, l:file, 'b')
  " As a file of DOS, and with the CRs in the text.
  for l:before in [[], ['set fileformats=unix']]
    call writefile(l:lines, l:file, 'b')
    let l:child = Start({'file': l:file, 'before': l:before})
    call Wait(l:child, 'gongwen#ready()')
    call Ex(l:child, 'Gongwen renumber')
    call Ex(l:child, 'write')
    call assert_equal(["总结\r", "一、甲　　\r", "　　甲文。\r", "二、乙\r", "\t乙文。 \r", ''], readfile(l:file, 'b'))
    call Input(l:child, '2G]e')
    call WaitUntil('moved', {-> Eval(l:child, 'getline(2)') =~# '乙'})
    call Ex(l:child, 'write')
    call assert_equal(["总结\r", "一、乙\r", "\t乙文。 \r", "二、甲　　\r", "　　甲文。\r", ''], readfile(l:file, 'b'))
    call Stop(l:child)
  endfor
  " A byte order mark stays at the beginning of the file, whatever moves there.
  call writefile(["\uFEFF一、甲\r", "甲文。\r", "三、乙\r", ''], l:file, 'b')
  let l:child = Start({'file': l:file})
  call Wait(l:child, 'gongwen#ready()')
  call Ex(l:child, 'Gongwen renumber')
  call Ex(l:child, 'write')
  call assert_equal(["\uFEFF一、甲\r", "甲文。\r", "二、乙\r", ''], readfile(l:file, 'b'))
  call Input(l:child, 'gg]e')
  call WaitUntil('moved', {-> Eval(l:child, 'getline(1)') =~# '乙'})
  call Ex(l:child, 'write')
  call assert_equal(["\uFEFF一、乙\r", "二、甲\r", "甲文。\r", ''], readfile(l:file, 'b'))
  call Ex(l:child, 'Gongwen outline')
  call WaitEqual(['    一、乙', '    二、甲'], l:child, 'getbufline(t:gongwen_outline.buffer, 1, "$")')
  call Stop(l:child)
  let l:gb = systemlist('printf "总结\n一、甲\n三、乙\n" | iconv -f UTF-8 -t GB18030 >' . l:file)
  let l:child = Start({'file': l:file, 'before': ['set fileencodings=ucs-bom,utf-8,gb18030']})
  call Wait(l:child, 'gongwen#ready()')
  call Ex(l:child, 'Gongwen renumber')
  call Ex(l:child, 'write')
  call assert_equal(['总结', '一、甲', '二、乙'], systemlist('iconv -f GB18030 -t UTF-8 <' . l:file))
endfunction

function! Test_deleting_and_yanking() abort
  let l:child = StartWith(s:text)
  call Input(l:child, '3G\d')
  call WaitLines(['工作总结', '一、乙情况', '乙的正文。', '二、丙情况', '丙的正文。'], l:child)
  call s:said(l:child, '删除 3 节，4 行\|sections deleted: 3, lines: 4')
  call assert_equal([s:text[1:4], 'V', s:text[1:4]], Eval(l:child, '[getreg("\"", 1, 1), getregtype("\""), getreg("1", 1, 1)]'))
  call assert_equal([2, 'n'], Eval(l:child, '[line("."), mode()]'))
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  " Into a register; nothing else is touched.
  call Ex(l:child, 'let @" = "默认"')
  call Input(l:child, '4G"x\y')
  call s:said(l:child, '已复制 1 节，1 行\|sections yanked: 1, lines: 1')
  call assert_equal([[s:text[3]], 'V'], Eval(l:child, '[getreg("x", 1, 1), getregtype("x")]'))
  call assert_equal(s:text, Lines(l:child))
  call Ex(l:child, '7Gongwen yank')
  call assert_equal([s:text[5:6], 'V', [4, 1]], Eval(l:child, '[getreg("\"", 1, 1), getregtype("\""), ' . s:at . ']'))
  call Input(l:child, '9G"x\d')
  call WaitLines(s:text[0:6], l:child)
  call assert_equal(s:text[7:8], Eval(l:child, 'getreg("x", 1, 1)'))
  call Input(l:child, '2G\d')
  call WaitLines(['工作总结', '一、乙情况', '乙的正文。'], l:child)
  call Input(l:child, '.')
  call WaitUntil('gone', {-> len(Lines(l:child)) == 1})
endfunction

function! Test_copying_and_beginning() abort
  let l:child = StartWith(s:text)
  call Input(l:child, '7G\p')
  call WaitLines(s:text[0:6] + ['三、乙情况', '乙的正文。', '四、丙情况', '丙的正文。'], l:child)
  call assert_equal([8, 7], Eval(l:child, s:at))
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  " A new heading waits for its title.
  call Input(l:child, '3G\o')
  call WaitEqual(['二、XXX', 'i', 1], l:child, '[getline(6), mode(), gongwen#placeholder#pending()]')
  call Input(l:child, '新的一节')
  call WaitEqual(['二、新的一节', '三、乙情况'], l:child, 'getline(6, 7)')
  call Input(l:child, '<Esc>u')
  call WaitUntil('undone', {-> Lines(l:child) ==# s:text || Eval(l:child, 'getline(6)') ==# '二、XXX'})
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Input(l:child, '3G\O')
  call WaitEqual(['（三）XXX。', 'i', [6, 10]], l:child, '[getline(6), mode(), ' . s:at . ']')
  call Input(l:child, '<Esc>u')
  call WaitLines(s:text, l:child)
endfunction

function! Test_from_insert_mode() abort
  let l:child = StartWith(s:text, {'before': ['imap <C-g>n <Plug>(gongwen-new-sibling)', 'imap <C-g>c <Plug>(gongwen-new-child)',
        \ 'imap <C-g>d <Plug>(gongwen-demote)', 'let g:left = 0', 'autocmd InsertLeave * let g:left += 1']})
  call Input(l:child, '3GA又写。<C-g>n总则<CR>其正文')
  call WaitEqual(['甲的正文。又写。', '二、总则', '其正文', '三、乙情况'], l:child, '[getline(3)] + getline(6, 8)')
  call assert_equal([0, 'i'], Eval(l:child, '[g:left, mode()]'))
  call Input(l:child, '<C-g>c开端')
  call WaitEqual('（一）开端。', l:child, 'getline(8)')
  call assert_equal([0, 'i'], Eval(l:child, '[g:left, mode()]'))
  call Input(l:child, '<Esc>')
  call WaitEqual(1, l:child, 'g:left')
  " A level from Insert mode; refused, the key does nothing else.
  call Input(l:child, 'uuuuuu')
  call WaitLines(s:text, l:child)
  call Input(l:child, '6GA<C-g>d')
  call WaitEqual('（三）乙情况。乙的正文。', l:child, 'getline(6)')
  call assert_equal('i', Eval(l:child, 'mode()'))
  call Input(l:child, '<Esc>u')
  call WaitLines(s:text, l:child)
  call Input(l:child, '2GA<C-g>d')
  call s:said(l:child, 'of this level before\|前面没有')
  call assert_equal([s:text, 'i'], Eval(l:child, '[getline(1, "$"), mode()]'))
endfunction

function! Test_from_the_outline() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'Gongwen outline')
  call WaitUntil('the rows', {-> len(Outline(l:child)) == 6})
  call Ex(l:child, 'call cursor(5, 4) | let g:text = win_getid() | call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '2GJ')
  call WaitUntil('the text', {-> Eval(l:child, 'getbufline(t:gongwen_outline.text, 1, "$")') ==# s:moved})
  call WaitUntil('the rows', {-> get(Outline(l:child), 2, '') =~# '二、甲情况'})
  call WaitEqual(3, l:child, 'line(".")')
  call assert_equal([7, 4], Eval(l:child, 'getcurpos(g:text)[1:2]'))
  call Input(l:child, 'K')
  call WaitUntil('the text', {-> Eval(l:child, 'getbufline(t:gongwen_outline.text, 1, "$")') ==# s:text})
  call WaitUntil('the rows', {-> get(Outline(l:child), 4, '') =~# '二、乙情况'})
  call Input(l:child, '5G>')
  call WaitUntil('the text', {-> Eval(l:child, 'getbufline(t:gongwen_outline.text, 6, 6)') ==# ['（三）乙情况。乙的正文。']})
  call WaitUntil('the rows', {-> get(Outline(l:child), 4, '') =~# '（三）乙情况'})
  call Input(l:child, '<lt>')
  call WaitUntil('the text', {-> Eval(l:child, 'getbufline(t:gongwen_outline.text, 1, "$")') ==# s:text})
  call WaitUntil('the rows', {-> get(Outline(l:child), 4, '') =~# '二、乙情况'})
  call WaitEqual(5, l:child, 'line(".")')
  call Input(l:child, 'yydd')
  call WaitUntil('the text', {-> Eval(l:child, 'getbufline(t:gongwen_outline.text, 1, "$")') ==# s:text[0:4] + ['二、丙情况', '丙的正文。']})
  call assert_equal([s:text[5:6], s:text[5:6]], Eval(l:child, '[getreg("0", 1, 1), getreg("1", 1, 1)]'))
  call assert_equal(1, Eval(l:child, 'win_getid() == t:gongwen_outline.window'))
  call Ex(l:child, 'call win_gotoid(g:text)')
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
endfunction

function! Test_placeholders_in_waiting() abort
  let l:child = StartWith(s:text)
  call Input(l:child, 'gg]xi')
  call WaitEqual([1, 'i'], l:child, '[gongwen#placeholder#pending(), mode()]')
  call Ex(l:child, 'call gongwen#structure#do("move_down", 2, 1)')
  call WaitLines(s:moved, l:child)
  call assert_equal([7, 31], Eval(l:child, s:at))
  call Input(l:child, '十人')
  call WaitEqual('（二）抓服务。正文二十人。', l:child, 'getline(7)')
endfunction

function! Test_texts_that_must_not_change() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, '8s/三/四/')
  for [l:set, l:unset, l:pattern] in [['setlocal nomodifiable', 'setlocal modifiable', '不可修改\|not modifiable'],
        \ ['setlocal readonly', 'setlocal noreadonly', '只读\|read-only']]
    call Ex(l:child, l:set)
    for l:keys in ['2G]e', '2G\d', '2G\o', '2G\p', '6G>s']
      call s:refused(l:child, l:keys, l:pattern)
    endfor
    call s:refused(l:child, ':Gongwen renumber<CR>', l:pattern)
    call Ex(l:child, l:unset)
  endfor
  call Ex(l:child, 'Gongwen renumber')
  call WaitLines(s:text, l:child)
  " Other sorts of buffers.
  for l:open in ['copen', 'terminal', 'help']
    call Ex(l:child, l:open)
    for l:command in ['move-down', 'renumber', 'delete', 'yank', 'headings']
      call Ex(l:child, 'Gongwen ' . l:command)
      call s:said(l:child, '不是文稿\|Not a text')
    endfor
    call Ex(l:child, 'bwipeout!')
  endfor
  " Where texts are compared, lines that move would tear the comparison.
  call Ex(l:child, 'diffthis | vnew | call setline(1, ["别的"]) | diffthis | wincmd p')
  for l:keys in ['3G]e', '2G\d', ':Gongwen renumber<CR>', '2G\p']
    call s:refused(l:child, l:keys, '比对\|compared')
  endfor
  call Ex(l:child, 'diffoff!')
  call Input(l:child, '3G]e')
  call WaitLines(s:moved, l:child)
endfunction

function! Test_a_text_that_has_changed_meanwhile() abort
  let l:child = StartWith(s:text)
  " The answer comes when the text is another one already.
  call Ex(l:child, 'call timer_start(0, {-> setline(9, "别的文字")})')
  call Ex(l:child, 'let g:tick = b:changedtick | let g:answer = gongwen#host#ask("restructure", bufnr(""), {"line": 1, "action": "move_down"})')
  call Wait(l:child, 'has_key(g:answer, "moves")')
  call Ex(l:child, 'call setline(9, "又改了")')
  call assert_equal(0, Eval(l:child, 'gongwen#edit#rearrange(bufnr(""), g:tick, g:answer, "")'))
  call assert_equal(s:text[0:7] + ['又改了'], Lines(l:child))
endfunction

function! Test_references() abort
  let l:text = ['总结', '一、甲情况', '（一）抓学习。见第三部分。', '二、乙情况', '乙的正文，见第一部分（一）。', '三、丙情况', '丙的正文，如前第（一）项，按照《办法》第二条。']
  let l:list = 'map(getloclist(0), {_, i -> [i.lnum, i.col, i.text]})'
  let l:child = StartWith(l:text)
  call Input(l:child, '4G]e')
  call WaitEqual('二、丙情况', l:child, 'getline(4)')
  call s:said(l:child, '1 处引用的序号已变\|references to look at: 1')
  " Listed, not changed; the window of the list is not opened.
  call assert_equal([[3, stridx(l:text[2], '第三') + 1, '第三部分 → 二、丙情况']], Eval(l:child, l:list))
  call assert_equal([l:text[2], l:text[4], 1], Eval(l:child, '[getline(3), getline(7), winnr("$")]'))
  call Input(l:child, 'u')
  call WaitLines(l:text, l:child)
  " A heading that goes, a selection of several.
  call Input(l:child, '3G\d')
  call WaitEqual('乙的正文，见第一部分（一）。', l:child, 'getline(4)')
  call assert_equal([4, 19], Eval(l:child, l:list)[0][0:1])
  call assert_match('^第一部分（一） → \(这一节已经不在了\|This section is gone\)$', Eval(l:child, l:list)[0][2])
  call Input(l:child, 'u')
  call WaitLines(l:text, l:child)
  call Ex(l:child, '4,6Gongwen demote')
  call WaitEqual('（三）丙情况。丙的正文，如前第（一）项，按照《办法》第二条。', l:child, 'getline(5)')
  call assert_equal([[3, '第三部分 → （三）丙情况。丙的正文，如前第（一）项，']], map(Eval(l:child, l:list), {_, i -> [i[0], i[2]]}))
  " By renumbering; nothing where none is touched.
  let l:child = StartWith(['总结', '一、甲情况', '三、乙情况', '见第三部分。'])
  call Ex(l:child, 'Gongwen renumber')
  call assert_equal([[4, '第三部分 → 二、乙情况']], map(Eval(l:child, l:list), {_, i -> [i[0], i[2]]}))
  call Ex(l:child, 'call setloclist(0, []) | messages clear')
  call Input(l:child, '3G\p')
  call WaitEqual('三、乙情况', l:child, 'getline(5)')
  call assert_equal([[], []], [Eval(l:child, l:list), Messages(l:child)])
endfunction

function! Test_renumbering_a_right_text() abort
  let l:child = StartWith(s:text)
  let l:state = '[b:changedtick, &modified, undotree().seq_cur]'
  let l:before = Eval(l:child, l:state)
  call Ex(l:child, 'Gongwen renumber')
  call s:said(l:child, '编号无误\|are right')
  call assert_equal(l:before, Eval(l:child, l:state))
endfunction

function! Test_renumbering_writes_what_is_wrong() abort
  let l:child = StartWith(['总结', '一、甲XX', '甲文。', '三、乙', '(一)子。文。', '(三)子。文。', '四、丙XX', '丙文。'])
  call PlaceMarks(l:child, [[6, 9]])
  call NoteChanges(l:child)
  call Ex(l:child, 'call cursor(7, 4) | Gongwen renumber')
  call WaitLines(['总结', '一、甲XX', '甲文。', '二、乙', '(一)子。文。', '(二)子。文。', '三、丙XX', '丙文。'], l:child)
  call assert_equal([[3, 4], [5, 6], [6, 7]], Eval(l:child, g:changes))
  call assert_equal([[6, 9]], Eval(l:child, g:marked_places))
  call assert_equal([7, 4], Eval(l:child, s:at))
  call Input(l:child, 'u')
  call WaitEqual('四、丙XX', l:child, 'getline(7)')
  " A shorter number: the cursor stays on its character.
  call Ex(l:child, 'call setline(1, ["总结"] + map(split("一二三四五六七八九", "\\zs") + ["十一"], "v:val . ''、某节''")) | call cursor(11, 13)')
  call WaitEqual('节', l:child, 'matchstr(getline("."), "\\%" . col(".") . "c.")')
  call Ex(l:child, 'Gongwen renumber')
  call WaitEqual('十、某节', l:child, 'getline(11)')
  call assert_equal([11, 10], Eval(l:child, s:at))
  call Ex(l:child, 'undo 0')
  " What is typed, undone and redone is not renumbered by itself.
  call Input(l:child, '2Gdd')
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal('三、乙', Eval(l:child, 'getline(3)'))
  call Input(l:child, 'u<C-r>')
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal('三、乙', Eval(l:child, 'getline(3)'))
endfunction

function! Test_renumbering_some_lines() abort
  let l:text = ['总结', '一、甲', '三、乙', '甲文。', '七、丙', '（二）子。文。', '（四）子。文。', '九、丁', '十、戊']
  let l:child = StartWith(l:text)
  " They count on from what is written before them; the others stay.
  call Ex(l:child, '5,7Gongwen renumber')
  call WaitLines(['总结', '一、甲', '三、乙', '甲文。', '四、丙', '（一）子。文。', '（二）子。文。', '九、丁', '十、戊'], l:child)
  call Ex(l:child, 'undo | call cursor(8, 4)')
  call WaitLines(l:text, l:child)
  call Input(l:child, 'Vj\r')
  call WaitLines(l:text[0:6] + ['八、丁', '九、戊'], l:child)
  call assert_equal(['n', [9, 4]], Eval(l:child, '[mode(), ' . s:at . ']'))
  call Input(l:child, 'u')
  call WaitLines(l:text, l:child)
  let l:tick = Eval(l:child, 'b:changedtick')
  call Ex(l:child, '9Gongwen renumber')
  call s:said(l:child, '编号无误\|are right')
  call assert_equal(l:tick, Eval(l:child, 'b:changedtick'))
  call Ex(l:child, 'Gongwen renumber')
  call WaitLines(['总结', '一、甲', '二、乙', '甲文。', '三、丙', '（一）子。文。', '（二）子。文。', '四、丁', '五、戊'], l:child)
endfunction

" The property: any action anywhere is one undo step, and undo is exact.
function! Test_any_action_is_undone_by_one_u() abort
  let l:seed = str2nr($GONGWEN_SEED) ? str2nr($GONGWEN_SEED) : localtime()
  call Say('GONGWEN_SEED=' . l:seed)
  let l:child = StartWith(readfile($GONGWEN_TEST_DIR . '/../fixtures/dangjian.txt'))
  call Ex(l:child, 'source ' . $GONGWEN_TEST_DIR . '/structure_random.vim')
  call Ex(l:child, 'call Random(' . l:seed . ', 150)')
  call assert_equal([], Eval(l:child, 'g:problems'))
  call assert_true(Eval(l:child, 'g:done') > 30, 'done: ' . Eval(l:child, 'g:done'))
endfunction
