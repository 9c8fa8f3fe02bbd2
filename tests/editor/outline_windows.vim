" The side window among the other windows.

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

function! Test_quitting() abort
  let l:child = s:start()
  call rpcnotify(l:child.job, 'nvim_command', 'quit')
  call WaitUntil('the end', {-> Ended(l:child)})
  " Not written: it stays, with its outline.
  let l:child = s:start()
  call Ex(l:child, 'call setline(1, "改了")')
  call Ex(l:child, 'silent! quit')
  call WaitEqual(2, l:child, 'winnr("$")')
  call rpcnotify(l:child.job, 'nvim_command', 'quit!')
  call WaitUntil('the end', {-> Ended(l:child)})
  " With other windows of text it is an ordinary close.
  let l:child = s:start()
  call Ex(l:child, 'split')
  call Ex(l:child, 'quit')
  call WaitEqual(2, l:child, 'winnr("$")')
  " From the outline itself only it goes.
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window) | quit')
  call WaitEqual(1, l:child, 'winnr("$")')
  call assert_equal('gongwen', Eval(l:child, '&filetype'))
  " Further arguments: E173, as without it.
  let l:child = s:start({'fails': 1})
  call Ex(l:child, 'args % a b')
  call s:wait_rows(l:child, s:rows)
  call Ex(l:child, 'silent! quit')
  call WaitEqual(2, l:child, 'winnr("$")')
endfunction

function! Test_quitting_a_tab() abort
  let l:child = s:start()
  call Ex(l:child, 'tabnew ' . g:scratch . '/text0.gongwen')
  call Ex(l:child, 'Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  call assert_equal([2, 2], Eval(l:child, '[tabpagewinnr(1, "$"), tabpagewinnr(2, "$")]'))
  call Ex(l:child, 'quit')
  call WaitEqual([1, 2], l:child, '[tabpagenr("$"), winnr("$")]')
  " Closing the last window of text in a tab closes the tab.
  call Ex(l:child, 'tabnew ' . g:scratch . '/text0.gongwen | Gongwen outline')
  call Ex(l:child, 'close')
  call WaitEqual([1, 2], l:child, '[tabpagenr("$"), winnr("$")]')
  call s:wait_rows(l:child, s:rows)
endfunction

function! Test_deleting_the_text_does_not_quit() abort
  for l:command in ['bdelete', 'bwipeout']
    let l:child = s:start()
    call Ex(l:child, l:command)
    call WaitEqual([1, '', ''], l:child, '[winnr("$"), bufname(""), &buftype]')
    call assert_equal([0, 1, 1, 'manual'], Eval(l:child, '[&winfixwidth, &modifiable, &wrap, &foldmethod]'))
    call assert_equal(0, Eval(l:child, 'bufexists("gongwen://outline/1")'))
    call Stop(l:child)
  endfor
  " With another text, that one comes, and the outline follows.
  let l:child = s:start()
  call writefile(['总结', '一、别的'], g:scratch . '/b.gongwen')
  call Ex(l:child, 'edit ' . g:scratch . '/b.gongwen')
  call s:wait_rows(l:child, ['  总结', '    一、别的'])
  call Ex(l:child, 'bdelete')
  call s:wait_rows(l:child, s:rows)
  call assert_equal([2, 32], Eval(l:child, '[winnr("$"), winwidth(t:gongwen_outline.window)]'))
  " :close on the last window of text is refused in effect.
  call Ex(l:child, 'close')
  call WaitEqual([2, 'gongwen'], l:child, '[winnr("$"), &filetype]')
  call s:wait_rows(l:child, s:rows)
endfunction

function! Test_other_buffers() abort
  let l:child = s:start()
  call Ex(l:child, 'help | wincmd p')
  call Ex(l:child, 'wincmd p')
  call assert_equal('help', Eval(l:child, '&filetype'))
  call assert_equal(s:rows, Outline(l:child))
  call Ex(l:child, 'Gongwen outline')
  call assert_equal(0, Eval(l:child, 'bufexists("gongwen://outline/1")'))
  call Ex(l:child, 'Gongwen outline')
  call assert_match('不是文稿\|Not a text', Eval(l:child, 'execute("messages")'))
  call Ex(l:child, 'helpclose | Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  " A buffer that comes into its window goes to the text's; not with 'winfixbuf', which keeps it out.
  if !Eval(l:child, 'exists("+winfixbuf")')
    call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window) | edit ' . g:scratch . '/plain.txt')
    call WaitEqual([2, 'plain.txt', 0], l:child, '[winnr("$"), expand("%:t"), &winfixwidth]')
    call s:wait_rows(l:child, s:rows)
  endif
  " On demand for any text, a nameless one too.
  call Ex(l:child, 'only | enew | call setline(1, ["讲话", "一、无名", "二、也有"]) | Gongwen outline')
  call s:wait_rows(l:child, ['  讲话', '    一、无名', '    二、也有'])
  call assert_equal('', Eval(l:child, 'maparg("]x", "n")'))
endfunction

function! Test_the_command_line_window() abort
  let l:child = s:start()
  call Input(l:child, 'q:')
  call WaitEqual(':', l:child, 'getcmdwintype()')
  call Input(l:child, 'iGongwen outline<CR>')
  call WaitEqual('', l:child, 'getcmdwintype()')
  call WaitEqual(1, l:child, 'winnr("$")')
  call Input(l:child, 'q:')
  call WaitEqual(':', l:child, 'getcmdwintype()')
  call Ex(l:child, 'call gongwen#outline#window#toggle()')
  call assert_match('命令行窗口\|command-line window', Eval(l:child, 'execute("messages")'))
endfunction

function! Test_sessions() abort
  let l:child = s:start()
  call Ex(l:child, 'mksession ' . g:scratch . '/Session.vim')
  call Stop(l:child)
  let l:child = Start()
  call Ex(l:child, 'source ' . g:scratch . '/Session.vim')
  call WaitEqual(2, l:child, 'winnr("$")')
  call assert_equal('gongwen', Eval(l:child, '&filetype'))
  call s:wait_rows(l:child, s:rows)
  call assert_equal(32, Eval(l:child, 'winwidth(t:gongwen_outline.window)'))
endfunction

function! Test_widths() abort
  let l:child = s:start()
  let l:width = 'winwidth(t:gongwen_outline.window)'
  call Ex(l:child, 'vsplit | wincmd = | close')
  call assert_equal(32, Eval(l:child, l:width))
  call Ex(l:child, 'only | Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  call assert_equal(32, Eval(l:child, l:width))
  " Who has made it wider keeps that, whatever is updated.
  call Ex(l:child, 'call win_execute(t:gongwen_outline.window, "vertical resize 40")')
  call Ex(l:child, 'call append(1, ["一、新", ""]) | split | wincmd = | close')
  call WaitEqual('    一、新', l:child, 'getbufline(t:gongwen_outline.buffer, 2)[0]')
  call assert_equal(40, Eval(l:child, l:width))
endfunction

function! Test_it_goes_with_the_window_used_last() abort
  let l:child = s:start()
  call Ex(l:child, 'let g:first = win_getid() | split | let g:second = win_getid() | call cursor(4, 1)')
  call WaitEqual(4, l:child, 'line(".", t:gongwen_outline.window)')
  call Ex(l:child, 'call win_gotoid(g:first) | call cursor(6, 1)')
  call WaitEqual(5, l:child, 'line(".", t:gongwen_outline.window)')
  call assert_equal(3, Eval(l:child, 'winnr("$")'))
  call Ex(l:child, 'call win_gotoid(g:second) | call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '2G<CR>')
  call WaitEqual(1, l:child, 'win_getid() == g:second')
  call assert_equal([2, 6], Eval(l:child, '[line("."), line(".", g:first)]'))
endfunction

function! Test_other_windows_leave_it_as_it_is() abort
  let l:child = s:start()
  let l:tick = Eval(l:child, 'getbufvar(t:gongwen_outline.buffer, "changedtick")')
  for l:command in ['help', 'copen', 'split | terminal', 'new']
    call Ex(l:child, l:command)
    call assert_equal(s:rows, Outline(l:child), l:command)
    call Ex(l:child, 'Gongwen outline')
    call assert_equal(0, Eval(l:child, 'bufexists("gongwen://outline/1")'), l:command)
    call Ex(l:child, 'close! | Gongwen outline')
    call s:wait_rows(l:child, s:rows)
  endfor
  let l:tick = Eval(l:child, 'getbufvar(t:gongwen_outline.buffer, "changedtick")')
  call Ex(l:child, 'help | wincmd p | wincmd p | close | new | close')
  call assert_equal(l:tick, Eval(l:child, 'getbufvar(t:gongwen_outline.buffer, "changedtick")'))
endfunction

function! Test_a_dead_host_shows() abort
  let l:child = s:start()
  let l:title = 'getwinvar(t:gongwen_outline.window, "&statusline")'
  call assert_notmatch('后台\|host is gone', Eval(l:child, l:title))
  call Ex(l:child, 'call system("kill -9 " . gongwen#host#about().pid)')
  call WaitUntil('the mark', {-> Eval(l:child, l:title) =~# '后台\|host is gone'})
  call assert_equal(s:rows, Outline(l:child))
  call Input(l:child, 'Go四、新的<Esc>')
  call s:wait_rows(l:child, s:rows + ['    四、新的'])
  call assert_notmatch('后台\|host is gone', Eval(l:child, l:title))
endfunction

function! Test_it_does_not_scroll_by_itself() abort
  let l:child = StartWith(['总结'] + map(range(1, 60), '"第" . v:val . "章 标题"'))
  call Ex(l:child, 'Gongwen outline')
  call WaitEqual(61, l:child, 'len(getbufline(t:gongwen_outline.buffer, 1, "$"))')
  call Ex(l:child, 'call cursor(40, 1)')
  call WaitEqual(40, l:child, 'line(".", t:gongwen_outline.window)')
  let l:top = Eval(l:child, 'line("w0", t:gongwen_outline.window)')
  call Ex(l:child, 'call setline(38, "第37章 另一个") | call setline(50, "第49章 改了")')
  call WaitEqual('    第37章 另一个', l:child, 'getbufline(t:gongwen_outline.buffer, 38)[0]')
  call assert_equal(l:top, Eval(l:child, 'line("w0", t:gongwen_outline.window)'))
  call Ex(l:child, 'call cursor(41, 1)')
  call WaitEqual(41, l:child, 'line(".", t:gongwen_outline.window)')
  call assert_equal(l:top, Eval(l:child, 'line("w0", t:gongwen_outline.window)'))
endfunction
