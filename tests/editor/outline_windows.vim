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
  call Tell(l:child, 'quit')
  call WaitUntil('the end', {-> Ended(l:child)})
  " Not written: it stays, with its outline.
  let l:child = s:start()
  call Ex(l:child, 'call setline(1, "改了")')
  call Ex(l:child, 'silent! quit')
  call WaitEqual(2, l:child, 'winnr("$")')
  call Tell(l:child, 'quit!')
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
  " The tab that is left has none, if it had none.
  call Ex(l:child, 'Gongwen outline')
  call Ex(l:child, 'tabnew ' . g:scratch . '/text0.gongwen | Gongwen outline')
  call Ex(l:child, 'quit')
  call WaitEqual([1, 1, 'gongwen'], l:child, '[tabpagenr("$"), winnr("$"), &filetype]')
  call Ex(l:child, 'call timer_start(0, {-> execute("let g:later = 1")})')
  call Wait(l:child, 'exists("g:later")')
  call assert_equal(1, Eval(l:child, 'winnr("$")'))
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

" What an only window shows after `:bdelete`, that of the text shows beside an outline too.
function! Test_deleting_shows_what_vim_would_show() abort
  let l:texts = map(['a', 'b', 'c'], {_, name -> g:scratch . '/' . name . '.gongwen'})
  for l:text in l:texts
    call writefile(['总结', '一、' . fnamemodify(l:text, ':t:r')], l:text)
  endfor
  call writefile(['随手记'], g:scratch . '/plain.txt')
  let l:nameless = 'enew | call setline(1, "还没有写") | buffer '
  for l:command in ['bdelete', 'bwipeout', 'close']
    for l:steps in [
          \ ['edit b.gongwen', 'edit c.gongwen', 'edit b.gongwen'],
          \ ['edit b.gongwen', 'edit c.gongwen', 'edit b.gongwen', 'clearjumps'],
          \ ['edit b.gongwen', l:nameless . 'a.gongwen', 'buffer b.gongwen', 'buffer a.gongwen'],
          \ [l:nameless . 'a.gongwen', 'edit b.gongwen', 'buffer a.gongwen', 'clearjumps'],
          \ ['edit plain.txt', 'edit b.gongwen', 'edit plain.txt'],
          \ ['badd c.gongwen', 'edit b.gongwen'],
          \ ['badd c.gongwen', 'edit b.gongwen', 'clearjumps'],
          \ ['badd b.gongwen', 'badd c.gongwen'],
          \ ['edit b.gongwen', 'edit c.gongwen', 'bdelete', 'edit plain.txt', 'edit a.gongwen'],
          \ ['edit b.gongwen', 'edit c.gongwen', 'normal! 2G', 'execute "normal! \<C-o>\<C-o>"'],
          \ ['edit b.gongwen', 'edit c.gongwen', 'execute "normal! \<C-o>\<C-o>\<C-o>"'],
          \ ]
      let l:shown = []
      for l:outline in [0, 1]
        let l:child = Start({'file': l:texts[0]})
        call Wait(l:child, 'gongwen#ready()')
        if l:outline
          call Ex(l:child, 'Gongwen outline')
        endif
        " An only window is not closed.
        for l:step in l:steps + [(l:outline ? '' : 'silent! ') . l:command . '!']
          call Ex(l:child, l:step)
          call WaitEqual(1, l:child, '&filetype !=# "gongwen-outline"')
        endfor
        call add(l:shown, Eval(l:child, '[expand("%:t"), getline(1, "$")]'))
        call Stop(l:child)
      endfor
      call assert_equal(l:shown[0], l:shown[1], string(l:steps) . ' and ' . l:command)
    endfor
  endfor
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
  " On demand for any text, a nameless one too.
  call Ex(l:child, 'only | enew | call setline(1, ["讲话", "一、无名", "二、也有"]) | Gongwen outline')
  call s:wait_rows(l:child, ['  讲话', '    一、无名', '    二、也有'])
  call assert_equal('', Eval(l:child, 'maparg("]x", "n")'))
endfunction

" Whatever is opened from the outline's window comes into that of the text, and the outline stays.
function! Test_what_is_opened_in_it_goes_to_the_text() abort
  let l:child = s:start()
  let l:Rows = {-> s:wait_rows(l:child, s:rows)}
  call Ex(l:child, 'let g:text = win_getid() | let g:window = t:gongwen_outline.window | let g:buffer = bufnr("")')
  let l:state = '[winnr("$"), win_getid() == g:text, winbufnr(g:window) == t:gongwen_outline.buffer, winwidth(g:window)]'
  call writefile(map(range(1, 60), '"行" . v:val'), g:scratch . '/plain.txt')
  call Ex(l:child, 'call setwinvar(g:window, "gongwen_locked", 1)')
  for l:command in ['edit +50 ' . g:scratch . '/plain.txt', 'enew', 'buffer plain.txt', 'bnext', Is('vim') ? 'terminal ++curwin' : 'terminal']
    call Ex(l:child, 'call win_gotoid(g:window)')
    call Ex(l:child, l:command)
    call WaitEqual([2, 1, 1, 32], l:child, l:state)
    call l:Rows()
    if l:command =~# '^edit'
      call assert_equal(['plain.txt', 50, 1, 0, '', 1], Eval(l:child,
            \ '[expand("%:t"), line("."), &wrap, &winfixwidth, &l:statusline, &buflisted]'))
      call assert_equal(1, Eval(l:child, 'bufnr("#") == g:buffer'))
    endif
    call assert_equal([0, 1, 1, 'nofile'], Eval(l:child, 'map(["&wrap", "&winfixwidth", "gongwen_locked", "&buftype"],'
          \ . ' "getwinvar(g:window, v:val)")'))
    call Ex(l:child, 'execute "buffer!" g:buffer')
  endfor
  " A picker puts a buffer, and a cursor, into the window that was the current one; even that of the text.
  call Ex(l:child, Is('vim') ? 'call win_execute(g:window, "buffer plain.txt")' : 'call nvim_win_set_buf(g:window, bufnr("plain.txt"))')
  call WaitEqual([2, 1, 1, 32], l:child, l:state)
  call WaitEqual('plain.txt', l:child, 'bufname(winbufnr(g:text))->fnamemodify(":t")')
  call Ex(l:child, 'execute "buffer" g:buffer | call cursor(2, 1) | clearjumps | call win_gotoid(g:window)')
  call Ex(l:child, 'execute "buffer" g:buffer | call cursor(6, 4)')
  call WaitEqual([2, 1, 1, 32], l:child, l:state)
  call assert_equal([[6, 4], 2], Eval(l:child, '[[line("."), col(".")], getjumplist()[0][-1].lnum]'))
  " A text that may not be left stays beside it.
  call Ex(l:child, 'set nohidden | call setline(1, "改了") | call win_gotoid(g:window) | edit ' . g:scratch . '/plain.txt')
  call WaitEqual([3, 'plain.txt'], l:child, '[winnr("$"), expand("%:t")]')
  call assert_equal([1, 1], Eval(l:child, '[winbufnr(g:text) == g:buffer, winbufnr(g:window) == t:gongwen_outline.buffer]'))
  call Ex(l:child, 'close | set hidden')
  " :edit without a name, and in an outline that is alone.
  call Ex(l:child, 'call setline(1, "工作总结") | call win_gotoid(g:window) | edit')
  call l:Rows()
  call Ex(l:child, 'edit!')
  call l:Rows()
  call assert_equal([0, 'gongwen-outline', 1], Eval(l:child, '[&modifiable, &filetype, maparg("q", "n") !=# ""]'))
endfunction

function! Test_a_window_that_keeps_its_buffer() abort
  let l:child = StartWith(s:text)
  if !Eval(l:child, 'exists("+winfixbuf")')
    return
  endif
  call Ex(l:child, 'set winfixbuf | Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  call assert_equal(1, Eval(l:child, '&winfixbuf'))
  call writefile(['别的'], g:scratch . '/plain.txt')
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window) | edit ' . g:scratch . '/plain.txt')
  call WaitEqual([3, 'plain.txt'], l:child, '[winnr("$"), expand("%:t")]')
  call s:wait_rows(l:child, s:rows)
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
  call writefile(['一、另外'], g:scratch . '/other.gongwen')
  call Ex(l:child, 'tabnew ' . g:scratch . '/other.gongwen')
  call Ex(l:child, 'Gongwen outline')
  call WaitEqual(2, l:child, 'winnr("$")')
  call Ex(l:child, 'tabnew | mksession ' . g:scratch . '/Session.vim')
  call Stop(l:child)
  " Nothing that must be confirmed is said of it, as much as the editor says of files.
  let l:child = Start({'before': ['set columns=80']})
  call Ex(l:child, 'set shortmess-=F')
  call Ex(l:child, 'source ' . g:scratch . '/Session.vim')
  call WaitEqual([2, 2, 1], l:child, 'map(gettabinfo(), "len(v:val.windows)")')
  call WaitEqual(['  工作总结', '    一、另外'], l:child, 'map([1, 2], {_, t -> getbufline(gettabvar(t, "gongwen_outline", {"buffer": -1}).buffer, 1)->get(0, "")})')
  call assert_equal(3, Eval(l:child, 'tabpagenr()'))
  call assert_equal(0, Eval(l:child, '&shortmess =~# "F"'))
  for [l:tab, l:rows] in [[1, s:rows], [2, ['    一、另外']]]
    call Ex(l:child, 'tabnext ' . l:tab)
    call WaitEqual(2, l:child, 'winnr("$")')
    call assert_equal('gongwen', Eval(l:child, '&filetype'))
    call s:wait_rows(l:child, l:rows)
    call assert_equal(32, Eval(l:child, 'winwidth(t:gongwen_outline.window)'))
  endfor
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

function! Test_a_width_for_the_rows() abort
  let l:width = 'winwidth(t:gongwen_outline.window)'
  let l:text = ['总结', '一、' . repeat('甲', 18), '二、乙']
  let l:child = StartWith(l:text, {'before': ['let g:gongwen_outline_width = 20 | let g:gongwen_outline_width_max = 48']})
  call Ex(l:child, 'set columns=100 | Gongwen outline')
  " Cells, not characters: indentation, the fold's sign, twenty characters, room for a count.
  call assert_equal(2 + 2 + 40 + 4, Eval(l:child, l:width))
  call WaitEqual(3, l:child, 'line("$", t:gongwen_outline.window)')
  " It follows the rows, but not while one types.
  call Input(l:child, '2G$xxxx')
  call WaitEqual(40, l:child, l:width)
  call Input(l:child, 'A丁戊')
  call WaitUntil('the row', {-> Outline(l:child)[1] =~# '丁戊$'})
  call assert_equal([40, 'i'], Eval(l:child, '[' . l:width . ', mode()]'))
  call Input(l:child, '<Esc>')
  call WaitEqual(44, l:child, l:width)
  " Between the limits, with other widths of characters, and half of the screen at most.
  call Ex(l:child, 'call setline(2, "一、" . repeat("甲", 60))')
  call WaitEqual(48, l:child, l:width)
  call Ex(l:child, 'call setline(2, "一、甲")')
  call WaitEqual(20, l:child, l:width)
  call Ex(l:child, 'set ambiwidth=double | call setline(2, "一、" . repeat("“", 10))')
  call WaitEqual(2 + 2 + 4 + 20 + 4, l:child, l:width)
  call Ex(l:child, 'set ambiwidth=single | call setline(2, "一、" . repeat("“", 20))')
  call WaitEqual(2 + 2 + 4 + 20 + 4, l:child, l:width)
  call Ex(l:child, 'Gongwen outline')
  call Ex(l:child, 'set columns=60 | call setline(2, "一、" . repeat("甲", 60)) | Gongwen outline')
  call assert_equal(30, Eval(l:child, l:width))
  " Who makes it wider or narrower has his way.
  call Ex(l:child, 'call win_execute(t:gongwen_outline.window, "vertical resize 26")')
  call Ex(l:child, 'call setline(2, "一、甲乙")')
  call WaitUntil('the row', {-> Outline(l:child)[1] =~# '甲乙$'})
  call assert_equal(26, Eval(l:child, l:width))
endfunction

function! Test_a_narrow_screen() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'set columns=40 | Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  call assert_equal([20, 19], Eval(l:child, '[winwidth(0), winwidth(t:gongwen_outline.window)]'))
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
  if !Is('vim')
    call Ex(l:child, 'call nvim_open_win(nvim_create_buf(v:false, v:true), v:true, {"relative": "editor", "row": 1, "col": 1, "width": 9, "height": 2})')
    call assert_equal(s:rows, Outline(l:child))
    call Ex(l:child, 'close')
  endif
  call assert_equal(l:tick, Eval(l:child, 'getbufvar(t:gongwen_outline.buffer, "changedtick")'))
endfunction

function! Test_two_texts_change_at_once() abort
  let l:child = s:start()
  call writefile(['报告', '一、天', '二、地'], g:scratch . '/b.gongwen')
  call Ex(l:child, 'let g:a = bufnr("") | tabnew ' . g:scratch . '/b.gongwen')
  call Wait(l:child, 'gongwen#ready()')
  call Ex(l:child, 'Gongwen outline')
  call s:wait_rows(l:child, ['  报告', '    一、天', '    二、地'])
  " Each of them, though the other one changes before it was seen.
  call Ex(l:child, 'for i in range(20) | call setbufline(g:a, 5, "二、乙" . i) | call setline(3, "二、地" . i) | endfor')
  call s:wait_rows(l:child, ['  报告', '    一、天', '    二、地19'])
  call Ex(l:child, 'tabfirst')
  call s:wait_rows(l:child, s:rows[0:3] + ['    二、乙19', '    三、丙'])
endfunction

function! Test_in_a_diff() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'diffthis | vnew | call setline(1, ["一、甲"]) | diffthis | wincmd p')
  let l:state = '[&diff, &scrollbind, &cursorbind, &foldmethod, &wrap, winlayout(), winrestcmd()]'
  let l:before = Eval(l:child, l:state)
  call Ex(l:child, 'Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  call assert_equal([0, 0, 0], Eval(l:child, 'map(["&diff", "&scrollbind", "&cursorbind"], "getwinvar(t:gongwen_outline.window, v:val)")'))
  call assert_equal(l:before[0:4], Eval(l:child, l:state)[0:4])
  call Ex(l:child, 'Gongwen outline')
  call assert_equal(l:before, Eval(l:child, l:state))
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
