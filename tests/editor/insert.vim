" :Gongwen insert without a name: the list, and where what is chosen goes.

let s:text = ['工作总结', '一、基本情况', '已有党员XX名。', '', '二、存在问题', '问题XX个。']

function! s:start(...) abort
  let l:child = StartWith(s:text, get(a:000, 0, {}))
  call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave,InsertEnter * let g:left += 1')
  return l:child
endfunction

function! s:rows(child) abort
  return Eval(a:child, g:list)
endfunction

function! s:open(child, keys) abort
  call Input(a:child, a:keys)
  call WaitUntil('the list', {-> len(s:rows(a:child)) > 10})
endfunction

function! Test_by_name_pinyin_and_trigger() abort
  for [l:typed, l:first, l:line] in [['魑魅短', '试打/魑魅短语', '共XX次'], ['qqwz', '试打/魍魉文字', '完毕'], ['魍魉', '试打/魍魉文字', '完毕'], ['QQWZ', '试打/魍魉文字', '完毕'],
        \ ['另打 短语', '另打/魑魅短语', '另一种'], ['写在行内', '试打/魑魅短语', '共XX次'], [';q', '试打/魑魅短语', '共XX次']]
    let l:child = s:start()
    call s:open(l:child, '4G:Gongwen insert<CR>')
    call Input(l:child, l:typed)
    call WaitUntil('the narrowed list', {-> len(s:rows(l:child)) < 5 && stridx(get(s:rows(l:child), 0, ''), l:first . '  ') == 0})
    call Input(l:child, '<CR>')
    call WaitEqual(l:line, l:child, 'getline(4)')
    call WaitEqual(['n', 1, 0], l:child, '[mode(), winnr("$"), exists("#gongwen_picker#WinLeave")]')
    call Input(l:child, 'u')
    call WaitLines(s:text, l:child)
    call Stop(l:child)
  endfor
endfunction

" From Insert mode: it is never left, what was typed before is a step of its own, and typing goes on.
function! Test_from_insert_mode() abort
  let l:child = s:start()
  call Ex(l:child, 'imap <buffer> <F5> <Plug>(gongwen-insert)')
  call Input(l:child, '4GA前文')
  call WaitEqual('i', l:child, 'mode()')
  call Ex(l:child, 'let g:left = 0')
  call s:open(l:child, '<F5>')
  call assert_equal('i', Eval(l:child, 'mode()'))
  call Input(l:child, '短语x<BS><C-w>魑魅短<C-n><C-p><CR>')
  call WaitEqual('前文共XX次', l:child, 'getline(4)')
  call assert_equal(['i', 0, 1], Eval(l:child, '[mode(), g:left, gongwen#placeholder#pending()]'))
  call Input(l:child, '三')
  call WaitEqual('前文共三次', l:child, 'getline(4)')
  for l:line in ['前文共XX次', '前文', '']
    call Input(l:child, '<Esc>u')
    call WaitEqual(l:line, l:child, 'getline(4)')
  endfor
  call WaitLines(s:text, l:child)
endfunction

" What is pasted, or comes from a register, goes into the line as if it was typed.
function! Test_pasting_into_the_list() abort
  for l:Put in [{child -> Paste(child, '魑魅短')}, {child -> Input(child, '<C-r>a')}]
    let l:child = s:start()
    call Ex(l:child, 'let @a = "魑魅短"')
    call s:open(l:child, '4G:Gongwen insert<CR>')
    call Input(l:child, '短语<C-u>')
    call l:Put(l:child)
    call WaitUntil('the narrowed list', {-> len(s:rows(l:child)) == 2})
    call WaitEqual('魑魅短', l:child, g:list_typed)
    call Input(l:child, '<BS>语<C-w>魑魅短<CR>')
    call WaitEqual('共XX次', l:child, 'getline(4)')
    call Stop(l:child)
  endfor
endfunction

" What is typed and not taken yet is Vim's to throw away, or to put into the text, when a <C-c> comes.
function! s:narrow(child) abort
  let l:count = len(s:rows(a:child))
  call Input(a:child, '短')
  call WaitUntil('fewer rows', {-> len(s:rows(a:child)) < l:count})
endfunction

function! Test_cancelling() abort
  for l:key in ['<Esc>', '<C-c>']
    let l:child = s:start()
    call Ex(l:child, 'imap <buffer> <F5> <Plug>(gongwen-insert)')
    call Input(l:child, '4GA前文')
    call WaitEqual('i', l:child, 'mode()')
    call Ex(l:child, 'let g:left = 0')
    call s:open(l:child, '<F5>')
    call s:narrow(l:child)
    call Type(l:child, [l:key, '后文'])
    call WaitEqual('前文后文', l:child, 'getline(4)')
    call assert_equal(['i', 0, 1], Eval(l:child, '[mode(), g:left, winnr("$")]'))
    call Input(l:child, '<Esc>u')
    call WaitEqual('前文', l:child, 'getline(4)')
    call s:open(l:child, ':Gongwen insert<CR>')
    call s:narrow(l:child)
    call Input(l:child, l:key)
    call WaitEqual(['n', 1, [4, 7]], l:child, '[mode(), winnr("$"), [line("."), col(".") + 3]]')
    call assert_equal('前文', Eval(l:child, 'getline(4)'))
    call Stop(l:child)
  endfor
  " Going to another window closes it as well.
  let l:child = s:start()
  call s:open(l:child, ':Gongwen insert<CR>')
  call Ex(l:child, 'wincmd w')
  call WaitEqual(['n', 1], l:child, '[mode(), winnr("$")]')
  call WaitLines(s:text, l:child)
endfunction

function! s:slow_select(child) abort
  if Is('vim')
    call Skip('Vim has no interface for lists of others')
  endif
  call Ex(a:child, 'lua vim.ui.select = function(items, o, done) vim.g.kind = o.kind; vim.g.labels = vim.tbl_map(o.format_item, items); '
        \ . 'choose = function(text) for i, item in ipairs(items) do if text and o.format_item(item):find(text, 1, true) then return done(item) end end done(nil) end end')
endfunction

" The user's own vim.ui.select() is taken, whenever it answers and wherever the focus is by then.
function! Test_the_users_own_select() abort
  let l:child = s:start()
  call s:slow_select(l:child)
  call Ex(l:child, 'call cursor(3, 4) | Gongwen insert')
  call assert_equal('gongwen', Eval(l:child, 'g:kind'))
  call assert_match('^试打/魍魉文字  qqwz  魍魉  没有占位符$', filter(Eval(l:child, 'g:labels'), 'v:val =~# "魍魉文"')[0])
  call Ex(l:child, 'vnew | call setline(1, "别的")')
  call Ex(l:child, 'lua choose("试打/魍魉文字")')
  call WaitEqual('已完毕有党员XX名。', l:child, 'getbufline(1, 3)[0]')
  call assert_equal([1, [3, 10]], Eval(l:child, '[bufnr(""), [line("."), col(".")]]'))
  " The text has changed meanwhile, or is not shown any more: nothing goes in.
  for l:change in ['call setline(6, "改了")', 'enew!', 'only | enew']
    let l:before = Eval(l:child, 'getbufline(1, 1, "$")')
    call Ex(l:child, 'buffer 1 | only | Gongwen insert')
    call Ex(l:child, l:change)
    call Ex(l:child, 'lua choose("试打/魍魉文字")')
    call assert_equal(0, Eval(l:child, 'len(filter(getbufline(1, 1, "$"), "v:val =~# \"完毕完毕\""))'))
    call assert_match('已有改动\|has changed', split(Eval(l:child, 'execute("messages")'), "\n")[-1], l:change)
  endfor
endfunction

" It has left Insert mode: that is come back to, at the placeholder or behind the text.
function! Test_a_select_that_leaves_insert_mode() abort
  for [l:choice, l:line, l:keys, l:after] in [['试打/魑魅短语', '前文共XX次', '三', '前文共三次'], ['试打/魍魉文字', '前文完毕', '后', '前文完毕后'], ['', '前文', '后', '前文后']]
    let l:child = s:start()
    call s:slow_select(l:child)
    call Ex(l:child, 'imap <buffer> <F5> <Plug>(gongwen-insert)')
    call Input(l:child, '4GA前文<F5>')
    call Wait(l:child, 'exists("g:labels")')
    call Input(l:child, '<C-\><C-n>gg')
    call WaitEqual(['n', 1], l:child, '[mode(), line(".")]')
    call Ex(l:child, 'lua choose(' . (l:choice ==# '' ? 'nil' : '"' . l:choice . '"') . ')')
    call WaitEqual([l:line, 'i'], l:child, '[getline(4), mode()]')
    call Input(l:child, l:keys)
    call WaitEqual(l:after, l:child, 'getline(4)')
    call Stop(l:child)
  endfor
endfunction

function! Test_command_completion() abort
  let l:child = s:start()
  call assert_equal(['headings', 'health'], Eval(l:child, 'getcompletion("Gongwen he", "cmdline")'))
  for [l:lead, l:names] in [['魍魉文', ['魍魉文字']], ['qqwz', ['试打/魍魉文字']], ['魑魅短', ['试打/魑魅短语', '另打/魑魅短语']], ['试打/特', ['试打/特殊字符']], ['殊字', ['试打/特殊字符']],
        \ ['魍字', ['试打/魍魉文字']], ['没有的字', []]]
    call assert_equal(l:names, Eval(l:child, 'getcompletion("Gongwen insert ' . l:lead . '", "cmdline")'), l:lead)
  endfor
  for l:name in ['试打/魑魅短语', 'qqdy']
    call Ex(l:child, 'call cursor(4, 1) | Gongwen insert ' . l:name)
    call WaitEqual('共XX次', l:child, 'getline(4)')
    call Ex(l:child, 'undo')
  endfor
  " The kind of the document comes first in the list.
  call Ex(l:child, 'call setline(1, "关于试打事项的另一种")')
  call s:open(l:child, ':Gongwen insert<CR>')
  call assert_match('^另打/魑魅短语', s:rows(l:child)[0])
endfunction

function! Test_by_name() abort
  let l:child = s:start()
  call Ex(l:child, 'call cursor(3, 4)')
  call Ex(l:child, 'Gongwen insert 总体要求')
  call WaitEqual('二、总体要求', l:child, 'getline(4)')
  call assert_equal('已有党员XX名。', Eval(l:child, 'getline(3)'))
  call WaitEqual('三、存在问题', l:child, 'getline(7)')
  call assert_equal([5, 1, 'n'], Eval(l:child, '[line("."), col("."), mode()]'))
  call Input(l:child, 'i2026<Esc>')
  call WaitEqual('2026年，', l:child, 'strcharpart(getline(5), 0, 6)')
  call Input(l:child, 'uu')
  call WaitLines(s:text, l:child)
  call Ex(l:child, 'Gongwen insert 没有这个')
  call assert_match('没有', Eval(l:child, 'execute("1messages")'))
  " In Insert mode it is a step of its own.
  call Ex(l:child, 'inoremap <buffer> <F6> <Cmd>Gongwen insert 魑魅短语<CR>')
  call Input(l:child, '4GA前文<F6>三<Esc>')
  call WaitEqual('前文共三次', l:child, 'getline(4)')
  call Input(l:child, 'uu')
  call WaitEqual('前文', l:child, 'getline(4)')
endfunction

function! Test_places_that_are_no_text() abort
  let l:child = s:start()
  call Ex(l:child, 'setlocal nomodifiable | Gongwen insert')
  call assert_match('不可修改\|not modifiable', Eval(l:child, 'execute("messages")'))
  call Input(l:child, 'q:')
  call WaitEqual(':', l:child, 'getcmdwintype()')
  call Ex(l:child, 'Gongwen insert')
  call assert_match('命令行窗口\|command-line', Eval(l:child, 'execute("messages")'))
  call Input(l:child, '<C-c><C-c>')
  call WaitEqual(1, l:child, 'winnr("$")')
  call WaitLines(s:text, l:child)
endfunction

" The columns stand one below the other in cells, whatever their bytes.
function! Test_the_columns_are_aligned() abort
  let l:child = s:start()
  call s:open(l:child, ':Gongwen insert<CR>')
  call Input(l:child, '试打/')
  call WaitUntil('the narrowed list', {-> stridx(get(s:rows(l:child), 0, ''), '试打/') == 0})
  let l:starts = map(s:rows(l:child), {_, row -> strdisplaywidth(matchstr(row, '^\S\+\s\+'))})
  call assert_true(len(l:starts) > 5)
  call assert_equal(repeat([l:starts[0]], len(l:starts)), l:starts)
  call assert_true(l:starts[0] > strdisplaywidth('试打/魑魅短语'))
endfunction
