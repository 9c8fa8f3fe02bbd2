" The side window.

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

function! Test_it_opens_beside_the_text_and_leaves_no_trace() abort
  let l:child = StartWith(s:text, {'before': ['set number list spell wrap cursorcolumn colorcolumn=80 foldcolumn=2 foldmethod=indent foldenable']})
  call Ex(l:child, 'edit ' . g:scratch . '/other.txt | edit # | vsplit | wincmd p | call cursor(3, 7)')
  call Ex(l:child, 'let [@a, @", @/] = ["寄存器", "默认", "查找"] | clearjumps | wincmd p | wincmd p')
  let l:state = '[winlayout(), winrestcmd(), win_getid(), winnr("#"), bufnr("#"), getpos("."), @a, @", @0, @-, @/, getjumplist()[0], &number, &list, &foldmethod, &colorcolumn, map(getbufinfo({"buflisted": 1}), "v:val.bufnr"), histnr("/")]'
  let l:before = Eval(l:child, l:state)
  call Ex(l:child, 'Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  let l:open = Eval(l:child, l:state)
  call assert_equal(l:before[2:], l:open[2:])
  call assert_equal([32, 'gongwen-outline', 'nofile', 0, 0, 1, 0, 0, '', 0, 'manual'], Eval(l:child,
        \ 'map(["winwidth", "&ft", "&buftype", "&buflisted", "&modifiable", "&winfixwidth", "&number", "&list", "&colorcolumn", "&foldenable", "&foldmethod"], {_, o -> o ==# "winwidth" ? winwidth(t:gongwen_outline.window) : getwinvar(t:gongwen_outline.window, o)})'))
  call assert_match('^gongwen://outline/\d\+$', Eval(l:child, 'bufname(t:gongwen_outline.buffer)'))
  call Ex(l:child, 'Gongwen outline')
  call assert_equal(l:before, Eval(l:child, l:state))
  call assert_equal(0, Eval(l:child, 'bufexists(t:gongwen_outline.buffer)'))
endfunction

function! Test_it_follows_typing_and_the_cursor() abort
  let l:child = s:start()
  call assert_equal(1, Eval(l:child, s:row))
  call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave,WinLeave * let g:left += 1')
  call Input(l:child, 'Go四、新的一节')
  call s:wait_rows(l:child, s:rows + ['    四、新的一节'])
  call WaitEqual(7, l:child, s:row)
  call assert_equal([0, 'i'], Eval(l:child, '[g:left, mode()]'))
  call Input(l:child, '<Up><Up><Up><Up>')
  call WaitEqual(4, l:child, s:row)
  call Input(l:child, '<Esc>gg')
  call WaitEqual(1, l:child, s:row)
  call Input(l:child, ':6<CR>')
  call WaitEqual(5, l:child, s:row)
endfunction

function! Test_edits_of_the_body_leave_it_alone() abort
  let l:child = s:start()
  call Ex(l:child, 'let g:tick = getbufvar(t:gongwen_outline.buffer, "changedtick")')
  call Input(l:child, '6GA再写几句<Esc>')
  call WaitEqual('正文XX，XX。再写几句', l:child, 'getline(6)')
  call Input(l:child, '2Go又一行正文<Esc>')
  call WaitEqual(8, l:child, 'line("$")')
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal(8, Eval(l:child, 'gongwen#headings()[-1].lnum'))
  call assert_equal(s:rows, Outline(l:child))
  call assert_equal(1, Eval(l:child, 'g:tick == getbufvar(t:gongwen_outline.buffer, "changedtick")'))
endfunction

function! Test_counts_go_down() abort
  let l:child = s:start()
  let l:counts = 'map(range(1, line("$", t:gongwen_outline.window)), {_, l -> join(map(filter(nvim_buf_get_extmarks(t:gongwen_outline.buffer, nvim_get_namespaces().gongwen_outline, [l - 1, 0], [l - 1, -1], {"details": v:true}), {_, m -> has_key(m[3], "virt_text")}), {_, m -> m[3].virt_text[0][0]}))})'
  call assert_equal([' 3 ', ' 1 ', ' 1 ', '', ' 2 ', ''], Eval(l:child, l:counts))
  call Input(l:child, 'gg]xc2l5<Esc>')
  call WaitEqual([' 2 ', '', '', '', ' 2 ', ''], l:child, l:counts)
  call Input(l:child, 'u')
  call WaitEqual([' 3 ', ' 1 ', ' 1 ', '', ' 2 ', ''], l:child, l:counts)
endfunction

function! Test_folds() abort
  let l:child = s:start()
  call Ex(l:child, 'call cursor(4, 1)')
  call WaitEqual(4, l:child, s:row)
  call Ex(l:child, 'let g:text = win_getid() | call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '2Gza')
  let l:closed = ['  工作总结', '  + 一、甲', '    二、乙', '    三、丙']
  call s:wait_rows(l:child, l:closed)
  call assert_equal(2, Eval(l:child, 'line(".")'))
  " The text's cursor is in it: its closed ancestor is shown.
  call Ex(l:child, 'call win_gotoid(g:text)')
  call WaitEqual(2, l:child, s:row)
  " A heading put in above keeps it closed.
  call Ex(l:child, 'call append(1, ["一、新", ""])')
  call s:wait_rows(l:child, ['  工作总结', '    一、新', '  + 一、甲', '    二、乙', '    三、丙'])
  call Ex(l:child, 'undo')
  call s:wait_rows(l:child, l:closed)
  " So does another name, and reading the file again.
  call Ex(l:child, '2s/甲/改名/')
  call s:wait_rows(l:child, ['  工作总结', '  + 一、改名', '    二、乙', '    三、丙'])
  call Ex(l:child, 'edit!')
  call s:wait_rows(l:child, l:closed)
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, 'zR')
  call s:wait_rows(l:child, s:rows)
  call Input(l:child, '3Gzc')
  call s:wait_rows(l:child, l:closed)
  call WaitEqual(2, l:child, 'line(".")')
  call Input(l:child, 'zo')
  call s:wait_rows(l:child, s:rows)
endfunction

function! Test_jumping_from_it() abort
  let l:child = s:start()
  call Ex(l:child, 'let g:text = win_getid() | 3,4fold | call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '4Go')
  call WaitEqual(4, l:child, 'line(".", g:text)')
  call assert_equal(1, Eval(l:child, 'win_getid() == t:gongwen_outline.window'))
  call Input(l:child, '3G<CR>')
  call WaitEqual(1, l:child, 'win_getid() == g:text')
  call assert_equal([3, 1, -1], Eval(l:child, '[line("."), col("."), foldclosed(3)]'))
  call Input(l:child, '<C-o>')
  call WaitEqual(4, l:child, 'line(".")')
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '?')
  call WaitEqual(3, l:child, 'len(gettabinfo(1)[0].windows)')
  call Input(l:child, 'j')
  call WaitEqual(2, l:child, 'len(gettabinfo(1)[0].windows)')
  call Input(l:child, 'q')
  call WaitEqual(1, l:child, 'winnr("$")')
  call assert_equal(1, Eval(l:child, 'win_getid() == g:text'))
endfunction

function! Test_edits_while_in_it_keep_its_place() abort
  let l:child = s:start()
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '5G')
  call WaitEqual(5, l:child, 'line(".")')
  call Ex(l:child, 'call appendbufline(t:gongwen_outline.text, 1, ["一、插入的"])')
  call WaitEqual(7, l:child, 'line("$")')
  call WaitEqual('    二、乙', l:child, 'getline(".")')
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

function! Test_colours_survive_a_scheme() abort
  let l:child = s:start()
  call Ex(l:child, 'colorscheme desert')
  call assert_match('links to', Eval(l:child, 'execute("highlight GongwenOutlineOrdinal")'))
  call assert_match('links to', Eval(l:child, 'execute("highlight GongwenPending")'))
endfunction
