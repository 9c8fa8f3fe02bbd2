" Whole documents.

let s:whole = ['20XX年测试总结', '', '共XX次', '一、总体要求', '20XX年，XX支部党员XX名，“总结”——通知、需要一〇※。']

function! Test_new_fills_an_empty_buffer() abort
  let l:child = StartWith([''])
  let l:buf = Eval(l:child, 'bufnr("")')
  call Ex(l:child, 'Gongwen new 测试')
  call assert_equal(s:whole, Lines(l:child))
  call assert_equal([l:buf, 1, 1, 'n'], Eval(l:child, '[bufnr(""), line("."), col("."), mode()]'))
  call Input(l:child, 'i2026<Esc>')
  call WaitEqual('2026年测试总结', l:child, 'getline(1)')
  call Input(l:child, 'uu')
  call WaitLines([''], l:child)
  call assert_equal(0, Eval(l:child, '&modified'))
  call Input(l:child, '<C-r>')
  call WaitLines(s:whole, l:child)
endfunction

function! Test_new_opens_a_buffer_of_its_own() abort
  let l:child = StartWith(['旧稿', '正文。'])
  let l:buf = Eval(l:child, 'bufnr("")')
  call Ex(l:child, 'call setline(2, "改过。")')
  call Ex(l:child, 'Gongwen new ccqw')
  call assert_equal(s:whole, Lines(l:child))
  call assert_equal(['gongwen', '', 1, 1], Eval(l:child, '[&filetype, bufname(""), winnr("$"), gongwen#placeholder#pending() + 1]'))
  call assert_equal(['旧稿', '改过。'], Eval(l:child, 'getbufline(' . l:buf . ', 1, "$")'))
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal('20XX年测试总结', Eval(l:child, 'gongwen#headings()[0].title'))
  " Where a changed buffer may not be hidden, it stays in its window.
  call Ex(l:child, 'set nohidden')
  call Ex(l:child, 'Gongwen new 测试全文')
  call assert_equal([s:whole, 2], [Lines(l:child), Eval(l:child, 'winnr("$")')])
endfunction

function! Test_new_from_the_outline() abort
  let l:child = StartWith(['旧稿', '一、正文'])
  call Ex(l:child, 'Gongwen outline')
  call WaitUntil('rows', {-> len(Outline(l:child)) == 2})
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call Ex(l:child, 'Gongwen new 测试')
  call assert_equal(['gongwen', s:whole], [Eval(l:child, '&filetype'), Lines(l:child)])
  call WaitUntil('its outline', {-> Outline(l:child) ==# ['  20XX年测试总结', '    一、总体要求']})
  call assert_equal(2, Eval(l:child, 'winnr("$")'))
endfunction

function! Test_new_by_choosing_and_completing() abort
  let l:child = StartWith([''])
  call assert_equal(['测试'], Eval(l:child, 'getcompletion("Gongwen new cc", "cmdline")'))
  call assert_equal(1, Eval(l:child, 'index(getcompletion("Gongwen new 总结", "cmdline"), "工作总结") >= 0'))
  call Input(l:child, ':Gongwen new<CR>')
  call WaitList(l:child)
  call assert_match('^测试 \+ccqw  测试全文 \+一份全文$', Eval(l:child, g:list)[0])
  call Input(l:child, '<CR>')
  call WaitLines(s:whole, l:child)
  let l:buffers = Eval(l:child, 'len(getbufinfo())')
  call Ex(l:child, 'Gongwen new 没有这种')
  call assert_match('没有', Eval(l:child, 'execute("1messages")'))
  call assert_equal(l:buffers, Eval(l:child, 'len(getbufinfo())'))
endfunction

function! Test_a_trigger_in_an_empty_document() abort
  let l:child = StartWith(['', ''])
  call Ex(l:child, 'let g:left = 0')
  call Input(l:child, 'i')
  call WaitEqual('i', l:child, 'mode()')
  call Ex(l:child, 'autocmd InsertLeave,InsertEnter * let g:left += 1')
  call Input(l:child, '　　ccqw')
  call WaitEqual('　　ccqw', l:child, 'getline(1)')
  call Input(l:child, '<C-j>')
  call WaitLines(s:whole + [''], l:child)
  call assert_equal([0, 'i', 1], Eval(l:child, '[g:left, mode(), gongwen#placeholder#pending()]'))
  call Input(l:child, '2026<C-j>九')
  call WaitEqual(['2026年测试总结', '', '共九次'], l:child, 'getline(1, 3)')
  call Input(l:child, '<Esc>uuu')
  call WaitLines(['　　ccqw', ''], l:child)
endfunction

function! Test_the_name_of_a_kind_in_a_text_is_a_word() abort
  let l:child = StartWith(['旧稿', '写一份'])
  call Input(l:child, 'GA测试全文<C-j>。')
  call WaitLines(['旧稿', '写一份测试全文', '。'], l:child)
endfunction

function! Test_insert_takes_a_kind_too() abort
  let l:child = StartWith(['旧稿', '正文。', '末行'])
  call Ex(l:child, 'call cursor(2, 1)')
  call Ex(l:child, 'Gongwen insert 测试')
  call assert_equal(['旧稿', '正文。'] + s:whole + ['末行'], Lines(l:child))
endfunction
