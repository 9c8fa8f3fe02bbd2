" The editor ends, in any way and at any moment: at once, and nothing of ours is left behind.
execute 'source' fnameescape($GONGWEN_TEST_DIR . '/faulty.vim')

" Waits for something for so many seconds.
function! s:within(seconds, what, Done) abort
  let l:usual = g:deadline
  let g:deadline = a:seconds * 1000
  try
    call WaitUntil(a:what, a:Done)
  finally
    let g:deadline = l:usual
  endtry
endfunction

function! Test_the_editor_is_killed() abort
  for [l:signal, l:stopped] in [['KILL', 0], ['TERM', 0], ['HUP', 0], ['KILL', 1]]
    let l:child = StartWith(g:text)
    call Ex(l:child, 'Gongwen outline')
    let [l:editor, l:host] = [Eval(l:child, 'getpid()'), HostPid(l:child)]
    if l:stopped
      call Signal('STOP', l:host)
      call Input(l:child, 'Goqqwz<C-j>')
    endif
    call Signal(l:signal, l:editor)
    call s:within(5, 'the end of the editor', {-> !Alive(l:editor)})
    if l:stopped
      call Signal('CONT', l:host)
    endif
    call s:within(1, 'the end of the host', {-> !Alive(l:host)})
  endfor
endfunction

" Keys that may be the last ones: there may be nobody to say that they have come.
function! s:input(child, keys) abort
  try
    call Input(a:child, a:keys)
  catch
    return
  endtry
endfunction

" Milliseconds from :qall! to the end.
function! s:leave(child) abort
  let l:start = reltime()
  call Tell(a:child, 'qall!')
  call s:within(5, 'the end of the editor', {-> Ended(a:child)})
  return float2nr(reltimefloat(reltime(l:start)) * 1000)
endfunction

" Not 200 ms later than without the plugin.
function! Test_leaving_takes_no_time() abort
  let l:times = [[], []]
  for l:turn in range(3)
    for l:plugin in [0, 1]
      let l:file = g:scratch . '/leave.gongwen'
      call writefile(repeat(g:text, 1000), l:file)
      let l:child = Start({'file': l:file, 'before': l:plugin ? [] : ['let g:loaded_gongwen = 1']})
      if l:plugin
        call Wait(l:child, 'gongwen#ready()')
        call Ex(l:child, 'Gongwen outline')
        let l:host = HostPid(l:child)
      endif
      call Input(l:child, 'Go写字<Esc>')
      call WaitEqual('n', l:child, 'mode()')
      call add(l:times[l:plugin], s:leave(l:child))
      if l:plugin
        call s:within(1, 'the end of the host', {-> !Alive(l:host)})
      endif
    endfor
  endfor
  call assert_true(min(l:times[1]) < min(l:times[0]) + 200, 'without and with: ' . string(l:times))
endfunction

" While the first thing is asked, while the host is being started, and where it does not start at all.
function! Test_leaving_while_it_starts() abort
  let l:file = g:scratch . '/leave.gongwen'
  call writefile(g:text, l:file)
  for l:host in [$GONGWEN_HOST, g:scratch . '/nothing', Executable(['#!/bin/sh', 'exit 1']), Executable(['#!/bin/sh', 'exec sleep 1000'])]
    for l:command in ['autocmd VimEnter * qall!', 'autocmd VimEnter * call gongwen#headings() | qall!', 'autocmd FileType gongwen call timer_start(1, {-> execute("qall!")})']
      let l:child = Start({'file': l:file, 'fails': 1, 'env': {'GONGWEN_HOST': l:host}, 'before': ['let g:gongwen_timeout = 100', l:command]})
      call s:within(10, 'the end of the editor', {-> Ended(l:child)})
    endfor
  endfor
  call WaitUntil('the end of the programs', {-> empty(s:running(g:scratch))})
endfunction

" Processes whose command begins with a program of this test's.
function! s:running(folder) abort
  return filter(glob('/proc/[0-9]*/cmdline', 1, 1), {_, f -> filereadable(f) && stridx(join(readfile(f)), a:folder . '/program') == 0})
endfunction

" A key waits for a host that says nothing: it waits no longer than it may, then the editor ends.
function! Test_leaving_during_a_request() abort
  let l:child = StartWith(g:text, {'before': ['let g:gongwen_timeout = 1000']})
  let l:host = HostPid(l:child)
  call Signal('STOP', l:host)
  call Input(l:child, 'Goqqwz<C-j>')
  call s:input(l:child, '<C-\><C-n>:qall!<CR>')
  " Neovim waits two seconds for a process that SIGTERM does not end.
  call s:within(5, 'the end of the editor', {-> Ended(l:child)})
  call Signal('CONT', l:host)
  call s:within(1, 'the end of the host', {-> !Alive(l:host)})
endfunction

" A buffer goes, and so does the last one; nothing is restarted for it.
function! Test_leaving_with_a_host_that_has_died() abort
  let l:child = StartWith(g:text)
  let l:editor = Eval(l:child, 'getpid()')
  call SignalHost(l:child, 'KILL')
  call assert_true(s:leave(l:child) < 3000)
  call assert_equal([], Children(l:editor))
endfunction

" Two editors, with the same file even, know nothing of each other.
function! Test_two_editors() abort
  let l:one = StartWith(g:text)
  let l:two = StartHosted($GONGWEN_HOST)
  call Wait(l:two, 'gongwen#ready()')
  call assert_notequal(HostPid(l:one), HostPid(l:two))
  call Input(l:one, 'Go二、第一个<Esc>')
  call Input(l:two, 'Go三、第二个XX<Esc>')
  call WaitEqual('第一个', l:one, 'gongwen#headings()[-1].title')
  call WaitEqual('第二个XX', l:two, 'gongwen#headings()[-1].title')
  call assert_equal([2, 3], [Eval(l:one, 'len(gongwen#placeholders())'), Eval(l:two, 'len(gongwen#placeholders())')])
  " The end of one host, and of one editor, is nothing to the other.
  let l:pid = HostPid(l:two)
  call SignalHost(l:one, 'KILL')
  call CheckWorks(l:two)
  call CheckWorks(l:one)
  call Stop(l:one)
  call CheckWorks(l:two)
  call assert_equal(l:pid, HostPid(l:two))
endfunction
