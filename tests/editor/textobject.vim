" Motions from heading to heading, text objects, folds, the list of headings.

let s:text = ['工作总结', '导语一句。导语两句！', '', '一、甲情况', '甲的“一句。不算完。”正文。后一句？',
      \ '（一）抓学习。正文一。', '（二）抓服务。正文二。', '又一行。', '', '二、乙情况', '做到：一是想到；二是说到；三是做到。再说。',
      \ '1.摸底；', '2.建档。', '', '三、丙情况', '丙的正文。', '', '特此报告。']
let s:at = '[line("."), col(".")]'

" What an operator takes: yanked from a place, and the type.
function! s:yanked(child, line, column, keys) abort
  call Ex(a:child, 'call setreg("z", "空") | call cursor(' . a:line . ', ' . a:column . ')')
  call Input(a:child, '"zy' . a:keys)
  call Wait(a:child, 'mode(1) ==# "n"')
  return Eval(a:child, '[getregtype("z"), getreg("z", 1, 1)]')
endfunction

function! Test_motions() abort
  let l:child = StartWith(s:text)
  for [l:from, l:keys, l:to] in [['1G', ']]', [4, 1]], ['1G', '3]]', [7, 1]], ['1G', '99]]', [15, 1]],
        \ ['16G', '[[', [15, 1]], ['16G', '2[[', [10, 1]], ['16G', '99[[', [1, 1]],
        \ ['5G', '][', [10, 1]], ['6G', '][', [7, 1]], ['8G', '][', [8, 1]], ['5G', '2][', [15, 1]], ['5G', '9][', [15, 1]],
        \ ['16G', '[]', [10, 1]], ['15G', '2[]', [4, 1]], ['7G', '[]', [6, 1]], ['6G', '[]', [6, 1]],
        \ ['8G', '[u', [4, 1]], ['8G', '2[u', [1, 1]], ['12G', '][', [15, 1]]]
    call Input(l:child, l:from . '0' . l:keys)
    call WaitEqual(l:to, l:child, s:at)
  endfor
  " Onto the ordinal, one entry in the jumplist.
  call Ex(l:child, '10s/^/　　/ | call cursor(5, 1) | clearjumps')
  call Input(l:child, '][')
  call WaitEqual([10, 7], l:child, s:at)
  call assert_equal(1, Eval(l:child, 'len(getjumplist()[0])'))
  call Ex(l:child, 'undo')
  " In Visual mode and behind an operator.
  call Input(l:child, '4G0V]]')
  call WaitEqual(['V', 4, 6], l:child, '[mode(), line("v"), line(".")]')
  call Input(l:child, '<Esc>4G0d][')
  call WaitEqual(['工作总结', '二、乙情况'], l:child, '[getline(1), getline(4)]')
  call Input(l:child, 'u4G0d[u')
  call WaitEqual('一、甲情况', l:child, 'getline(1)')
  call Input(l:child, 'u6G0d[]')
  call WaitLines(s:text, l:child)
endfunction

function! Test_sections() abort
  let l:child = StartWith(s:text)
  call assert_equal(['V', s:text[3:8]], s:yanked(l:child, 5, 4, 'ah'))
  call assert_equal(['V', s:text[4:7]], s:yanked(l:child, 4, 1, 'ih'))
  call assert_equal(['V', s:text[5:5]], s:yanked(l:child, 6, 1, 'ah'))
  " The body of a run-in heading starts in its line.
  call assert_equal(['v', ['正文一。']], s:yanked(l:child, 6, 1, 'ih'))
  call assert_equal(['v', ['正文二。', '又一行。']], s:yanked(l:child, 8, 1, 'ih'))
  " The last one: with its last line, without the end of the document.
  call assert_equal(['V', s:text[14:16]], s:yanked(l:child, 16, 1, 'ah'))
  call assert_equal(['V', s:text[15:15]], s:yanked(l:child, 15, 1, 'ih'))
  " Counts go outwards; the title's is everything.
  call assert_equal(['V', s:text[3:8]], s:yanked(l:child, 7, 1, '2ah'))
  call assert_equal(['V', s:text], s:yanked(l:child, 7, 1, '3ah'))
  call assert_equal(['V', s:text[1:17]], s:yanked(l:child, 2, 1, 'ih'))
  " Nothing there: the operator is called off, and nothing happens.
  call Input(l:child, '7G0d9ah')
  call Wait(l:child, 'mode(1) ==# "n"')
  call assert_equal(s:text, Lines(l:child))
  call assert_match('没有可选\|Nothing to select', Eval(l:child, 'execute("messages")'))
  call Ex(l:child, 'let g:inserts = 0 | autocmd InsertEnter * let g:inserts += 1')
  for l:keys in ['c9ah', 'gU9ah', '>9ah', 'g?9ah', '=9ah']
    call Input(l:child, l:keys)
    call Wait(l:child, 'mode(1) ==# "n"')
  endfor
  call assert_equal(0, Eval(l:child, 'g:inserts'))
  call assert_equal(s:text, Lines(l:child))
  " In Visual mode: again is one further out.
  call Input(l:child, '7GVah')
  call WaitEqual(['V', 7, 9], l:child, '[mode(), line("v"), line(".")]')
  call Input(l:child, 'ah')
  call WaitEqual([4, 9], l:child, '[line("v"), line(".")]')
  call Input(l:child, 'ah')
  call WaitEqual([1, 18], l:child, '[line("v"), line(".")]')
  call Input(l:child, '<Esc>')
  " Deleted, and by `.` the next one.
  call Input(l:child, '4Gdah')
  call WaitEqual('二、乙情况', l:child, 'getline(4)')
  call Input(l:child, '.')
  call WaitEqual('三、丙情况', l:child, 'getline(4)')
endfunction

function! Test_items() abort
  let l:child = StartWith(s:text)
  let l:column = stridx(s:text[10], '说到') + 1
  call assert_equal(['v', ['二是说到；']], s:yanked(l:child, 11, l:column, 'ai'))
  call assert_equal(['v', ['说到']], s:yanked(l:child, 11, l:column, 'ii'))
  call assert_equal(['v', ['一是想到；二是说到；']], s:yanked(l:child, 11, stridx(s:text[10], '想到') + 1, '2ai'))
  call assert_equal(['V', ['1.摸底；']], s:yanked(l:child, 12, 1, 'ai'))
  call assert_equal(['v', ['建档']], s:yanked(l:child, 13, 1, 'ii'))
  call assert_equal(['V', ['1.摸底；', '2.建档。']], s:yanked(l:child, 12, 4, '5ai'))
  call s:yanked(l:child, 11, 1, 'ai')
  call WaitEqual('空', l:child, '@z')
endfunction

function! Test_sentences() abort
  let l:child = StartWith(s:text)
  call assert_equal(['v', ['导语两句！']], s:yanked(l:child, 2, 20, 'is'))
  call assert_equal(['v', ['导语一句。导语两句！']], s:yanked(l:child, 2, 1, '2is'))
  " A 。 within quotation marks ends nothing.
  call assert_equal(['v', ['甲的“一句。不算完。”正文。']], s:yanked(l:child, 5, 10, 'as'))
  call assert_equal(['v', ['后一句？']], s:yanked(l:child, 5, 46, 'is'))
  " The ordinal is no part of it.
  call assert_equal(['v', ['抓学习。']], s:yanked(l:child, 6, 1, 'is'))
  call assert_equal(['v', ['正文一。']], s:yanked(l:child, 6, 22, 'as'))
  call s:yanked(l:child, 3, 1, 'as')
  call WaitEqual('空', l:child, '@z')
  " Again in Visual mode is one more.
  call Input(l:child, '2G0vis')
  call WaitEqual([2, 13], l:child, s:at)
  call Input(l:child, 'is')
  call WaitEqual([2, 28], l:child, s:at)
  call Input(l:child, '<Esc>2G0cis换过的。<Esc>')
  call WaitEqual('换过的。导语两句！', l:child, 'getline(2)')
  call Ex(l:child, 'set selection=exclusive')
  call assert_equal(['v', ['导语两句！']], s:yanked(l:child, 2, 16, 'is'))
endfunction

function! Test_folds() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'let g:gongwen_host = "' . $GONGWEN_HOST . '" | setlocal foldmethod=expr foldexpr=gongwen#fold#expr() foldlevel=9')
  call assert_equal([0, 0, 0, 1, 1, 2, 2, 2, 2, 1, 1, 1], Eval(l:child, 'map(range(1, 12), {_, l -> foldlevel(l)})'))
endfunction

function! Test_the_list_of_headings() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'call cursor(5, 4) | Gongwen headings')
  call assert_equal([[1, '工作总结'], [4, '一、甲情况'], [6, '  （一）抓学习。正文一。']],
        \ Eval(l:child, 'map(getloclist(0)[0:2], {_, i -> [i.lnum, i.text]})'))
  call assert_equal([2, [5, 4], 'gongwen'], Eval(l:child, '[winnr("$"), ' . s:at . ', &filetype]'))
endfunction
