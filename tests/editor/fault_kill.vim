" The host is killed or stopped at any moment; the text is what was typed, and the next action finds a host.
execute 'source' fnameescape($GONGWEN_TEST_DIR . '/faulty.vim')

" While a key waits for its answer. It is asked once more, of the next host.
function! Test_killed_in_the_middle_of_a_request() abort
  " A sanitizer takes its time for a report of the last one.
  for l:signal in ['KILL', 'TERM'] + ($GONGWEN_SANITIZED ==# '' ? ['SEGV'] : [])
    let l:child = StartHosted($GONGWEN_HOST)
    call Wait(l:child, 'gongwen#ready()')
    let l:pid = HostPid(l:child)
    " The signal comes in the middle: nothing is answered before.
    call Signal('STOP', l:pid)
    call Input(l:child, 'Goqqwz<C-j>总')
    " What it was asked lies there, as far as anyone can tell from outside.
    sleep 100m
    call Signal(l:signal, l:pid)
    call Signal('CONT', l:pid)
    call WaitEqual('完毕总', l:child, 'getline("$")')
    call assert_notequal(l:pid, HostPid(l:child))
    call CheckWorks(l:child)
    call Stop(l:child)
  endfor
endfunction

" Callbacks of what is asked without waiting are told.
function! Test_those_who_do_not_wait_are_told() abort
  let l:child = StartWith(g:text)
  let l:pid = HostPid(l:child)
  call Signal('STOP', l:pid)
  call Ex(l:child, 'let g:answers = []')
  call Ex(l:child, 'call gongwen#host#later("headings", bufnr(""), {"items": v:false}, {a -> add(g:answers, get(a, "error", ""))})')
  call Signal('KILL', l:pid)
  call WaitEqual(1, l:child, 'len(g:answers)')
  call assert_notequal('', Eval(l:child, 'g:answers[0]'))
  call CheckWorks(l:child)
endfunction

" While its answer is on its way: at any byte of it. The edit is done whole, by this host or the next, or the
" key was itself.
function! Test_killed_in_the_middle_of_an_edit() abort
  for l:size in [60, 150, 220, 300, 400, 600, 900]
    let l:child = StartFaulty({'fails': 1})
    call Order(l:child, 'cut ' . l:size)
    call Input(l:child, 'Goztyq<C-j>五')
    call WaitUntil('the key', {-> index([['二、总体要求', '20XX年，XX支部党员XX名，“总结”——通知、需要一〇※。'], ['ztyq', '五']],
          \ map(Eval(l:child, 'getline(4, "$")'), 'substitute(v:val, "^五年", "20XX年", "")')) >= 0})
    call Input(l:child, '<Esc>')
    call WaitEqual('n', l:child, 'mode()')
    for l:i in range(3)
      call Input(l:child, 'u')
    endfor
    call WaitLines(g:text, l:child)
    call CheckWorks(l:child)
    call Stop(l:child)
  endfor
endfunction

" Something is done that needs a host.
function! s:wakes(child) abort
  call Input(a:child, 'Go<Esc>dd')
  let s:hosts = Children(Eval(a:child, 'getpid()'))
  return !empty(s:hosts)
endfunction

function! Test_killed_in_the_middle_of_a_large_text() abort
  if Is('vim')
    " It waits for good (channel_wait() in channel.c, up to 9.2.995) when a program dies with a part of a message
    " unread, and something else is read from: here the channel of the tests.
    call Skip('a fault of Vim with two channels, that of the tests being one of them')
  endif
  let l:lines = ['工作总结', '一、甲XX'] + repeat([repeat('很长的一行，', 50)], 40000)
  let l:child = StartHosted($GONGWEN_HOST, {'lines': l:lines, 'before': ['let g:gongwen_timeout = 10000']})
  for l:signal in ['KILL', 'STOP', 'KILL']
    call WaitUntil('a host', {-> s:wakes(l:child)})
    call Signal(l:signal, s:hosts[0])
    call Input(l:child, 'Go写字')
    call WaitEqual('写字', l:child, 'getline("$")')
    call Input(l:child, '<Esc>Gdd')
    call WaitEqual(len(l:lines), l:child, 'line("$")')
    if l:signal ==# 'STOP'
      call Signal('CONT', s:hosts[0])
    endif
  endfor
  call Input(l:child, 'gg0]x')
  call WaitEqual([2, 10], l:child, '[line("."), col(".")]')
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal(['甲XX'], Eval(l:child, 'map(gongwen#headings()[1:], "v:val.title")'))
  call assert_equal(l:lines, Lines(l:child))
endfunction

" Stopped: what is typed arrives at once, and the keys do what they did before the plugin.
function! Test_stopped_while_one_types() abort
  let l:child = StartWith(g:text, {'before': ['let g:gongwen_timeout = 200', 'inoremap <C-k> <C-v>u2605']})
  call Ex(l:child, 'imap <buffer> <F5> <Plug>(gongwen-expand)')
  call Ex(l:child, 'imap <buffer> <F6> <Plug>(gongwen-next)')
  call SignalHost(l:child, 'STOP')
  let l:start = reltime()
  call Type(l:child, ['G', 'o'] + repeat(['字'], 49))
  call Input(l:child, '总')
  call WaitEqual(repeat('字', 49) . '总', l:child, 'getline("$")')
  call assert_true(reltimefloat(reltime(l:start)) < 3, 'typing waits')
  " Each of them waits for its time, and no longer.
  let l:start = reltime()
  call Input(l:child, '<CR>qqwz<C-j>一<Esc>gg0')
  call WaitEqual(['qqwz', '一'], l:child, 'getline(5, "$")')
  call WaitEqual([1, 1, 'n'], l:child, '[line("."), col("."), mode()]')
  call assert_true(reltimefloat(reltime(l:start)) < 1.5, 'expand: ' . reltimestr(reltime(l:start)))
  let l:start = reltime()
  call Input(l:child, ']x')
  call WaitUntil('a message', {-> match(Messages(l:child), '^gongwen') >= 0})
  call assert_true(reltimefloat(reltime(l:start)) < 1.5, 'jump: ' . reltimestr(reltime(l:start)))
  call assert_equal([1, 1], Eval(l:child, '[line("."), col(".")]'))
  call SignalHost(l:child, 'CONT')
  call assert_equal(g:text + [repeat('字', 49) . '总', 'qqwz', '一'], Lines(l:child))
  call Ex(l:child, 'let g:gongwen_timeout = 4000')
  call CheckWorks(l:child)
endfunction

" Again and again. In the end it says that it has given up and how to go on.
function! Test_killed_again_and_again() abort
  let l:child = StartWith(g:text, {'before': ['let g:gongwen_timeout = 200']})
  call Ex(l:child, 'Gongwen outline')
  let l:editor = Eval(l:child, 'getpid()')
  let l:typed = ''
  call Input(l:child, 'Go')
  for l:i in range(40)
    for l:pid in Children(l:editor)
      call Signal('KILL', l:pid)
    endfor
    call Input(l:child, '总、一' . l:i % 10)
    let l:typed .= '总、一' . l:i % 10
    call WaitEqual(l:typed, l:child, 'getline("$")')
  endfor
  call WaitEqual('failed', l:child, 'gongwen#host#state()')
  call assert_match(':Gongwen restart', join(Messages(l:child)))
  call CheckMessages(l:child, 4)
  call assert_equal([], Children(l:editor))
  call Input(l:child, '<Esc>')
  call WaitLines(g:text + [l:typed], l:child)
  call Ex(l:child, 'silent Gongwen restart')
  call Ex(l:child, 'let g:gongwen_timeout = 4000')
  call CheckWorks(l:child)
  call WaitUntil('the outline', {-> len(Outline(l:child)) != 1})
endfunction
