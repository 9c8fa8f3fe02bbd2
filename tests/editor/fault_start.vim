" What is started for the host is missing, is another program, or ends at once; and which one is taken.
execute 'source' fnameescape($GONGWEN_TEST_DIR . '/faulty.vim')

function! Test_nothing_is_started_or_said_where_it_is_not_used() abort
  for l:name in ['a.txt', 'a.md', 'a.c', 'a.vim']
    let l:file = g:scratch . '/' . l:name
    call writefile(['一、甲XX'], l:file)
    let l:child = Start({'file': l:file, 'env': {'GONGWEN_HOST': g:scratch . '/nothing'}})
    call Input(l:child, 'Go字<Esc>')
    call WaitEqual('字', l:child, 'getline(2)')
    call assert_equal([[], []], [filter(Messages(l:child), 'v:val =~# "gongwen\|E\d\+:"'), Children(Eval(l:child, 'getpid()'))])
    call Stop(l:child)
  endfor
  " Where it is used there is one.
  let l:child = StartWith(g:text)
  call assert_equal([HostPid(l:child)], Children(Eval(l:child, 'getpid()')))
endfunction

" Programs that are not the host: name -> lines of the file; [] is no file.
let s:others = {
      \ 'missing': [],
      \ 'neither a script nor a binary': ['this is no program'],
      \ 'a binary of another machine': ["\x7fELF\x02\x01\x01"],
      \ 'no interpreter': ['#!/nowhere/sh', 'exit'],
      \ 'true': ['#!/bin/sh', 'exit 0'],
      \ 'a library is missing': ['#!/bin/sh', 'echo "libuv.so.1: cannot open shared object file" >&2', 'exit 127'],
      \ 'crashes': ['#!/bin/sh', 'kill -SEGV $$'],
      \ 'cat': ['#!/bin/sh', 'exec cat'],
      \ 'yes': ['#!/bin/sh', 'exec yes'],
      \ 'yes to the errors': ['#!/bin/sh', 'exec yes >&2'],
      \ 'sleep': ['#!/bin/sh', 'exec sleep 1000'],
      \ 'prints something': ['#!/bin/sh', 'echo usage: host', 'exec cat >/dev/null'],
      \ 'closes its output': ['#!/bin/sh', 'exec cat >/dev/null 1>&-'],
      \ 'ends late': ['#!/bin/sh', 'read line', 'exit 3'],
      \ }

function! s:with_another(name) abort
  let l:path = empty(s:others[a:name]) ? g:scratch . '/nothing' : Executable(s:others[a:name])
  let l:child = StartHosted(l:path, {'fails': 1, 'before': ['let g:gongwen_timeout = 200']})
  call WaitEqual('gongwen', l:child, '&filetype')
  " Everything that is typed arrives, and a key is what it is without the plugin.
  call Input(l:child, 'Go' . repeat('写字', 20) . '<C-j>总、一<C-j>')
  call WaitEqual([repeat('写字', 20), '总、一', ''], l:child, 'getline(4, 6)')
  call Input(l:child, '“通”<Esc>gg0]x')
  call WaitEqual([1, 1], l:child, '[line("."), col(".")]')
  call WaitEqual('n', l:child, 'mode()')
  call Ex(l:child, 'silent! Gongwen outline')
  call Ex(l:child, 'only')
  call WaitLines(g:text + [repeat('写字', 20), '总、一', '“通”'], l:child)
  " It says so once, and perhaps once more that it has given up.
  call WaitUntil('a message', {-> match(Messages(l:child), '^gongwen') >= 0})
  call CheckMessages(l:child, 4)
  call Ex(l:child, 'messages clear')
  " The right one is there.
  call Ex(l:child, 'let g:gongwen_timeout = 4000 | let g:gongwen_host = "' . $GONGWEN_HOST . '"')
  call Ex(l:child, 'silent! Gongwen restart')
  call CheckWorks(l:child)
  call WaitUntil('the end of the other program', {-> Children(Eval(l:child, 'getpid()')) ==# [HostPid(l:child)]})
  call Stop(l:child)
endfunction

for s:name in keys(s:others)
  execute printf("function! Test_another_program_%s() abort\n  call s:with_another(%s)\nendfunction",
        \ substitute(s:name, ' ', '_', 'g'), string(s:name))
endfor

" A program that never greets is ended after a while, without anything being typed, and says so once.
function! Test_a_program_that_does_not_greet() abort
  let l:child = StartHosted(Executable(s:others['sleep']))
  let l:deadline = g:deadline
  let g:deadline = 4 * l:deadline
  try
    call WaitEqual('failed', l:child, 'gongwen#host#state()')
  finally
    let g:deadline = l:deadline
  endtry
  call assert_match('does not answer and is off; try :Gongwen restart', Messages(l:child)[-1])
  call CheckMessages(l:child, 1)
  call WaitUntil('its end', {-> empty(Children(Eval(l:child, 'getpid()')))})
  call Ex(l:child, 'let g:gongwen_host = "' . $GONGWEN_HOST . '" | silent Gongwen restart')
  call CheckWorks(l:child)
endfunction

function! Test_a_folder_is_no_program() abort
  let l:child = StartHosted(g:scratch)
  call WaitUntil('a message', {-> match(Messages(l:child), '^gongwen.*executable') >= 0})
  call Input(l:child, 'Go字<C-j>字')
  call WaitEqual(['字', '字'], l:child, 'getline(4, 5)')
endfunction

function! Test_a_file_that_may_not_be_run() abort
  let l:path = Executable(['#!/bin/sh', 'exit'])
  call setfperm(l:path, 'rw-r--r--')
  let l:child = StartHosted(l:path)
  call WaitUntil('a message', {-> match(Messages(l:child), '^gongwen.*executable') >= 0})
  call Input(l:child, 'Go字<C-j>字<Esc>')
  call WaitEqual(['字', '字'], l:child, 'getline(4, 5)')
  " It may now: the next action finds out by itself.
  call system('cp ' . shellescape($GONGWEN_HOST) . ' ' . shellescape(l:path))
  call setfperm(l:path, 'rwxr-xr-x')
  call Input(l:child, 'gg0]x')
  call WaitEqual([3, 4], l:child, '[line("."), col(".")]')
  call CheckWorks(l:child)
endfunction

" The state of the host when a key was pressed that wants one.
function! s:typed_on(child) abort
  call Input(a:child, 'Ax<C-j><Esc>')
  call WaitEqual('n', a:child, 'mode()')
  return Eval(a:child, 'gongwen#host#state()')
endfunction

" At most three in ten seconds, however much is typed; then it is off until :Gongwen restart.
function! Test_at_most_three_starts() abort
  let l:starts = g:scratch . '/starts'
  let l:child = StartHosted(Executable(['#!/bin/sh', 'echo >>' . l:starts, 'echo "libuv.so.1: not found" >&2', 'exit 127']))
  call WaitUntil('it to be off', {-> s:typed_on(l:child) ==# 'failed'})
  for l:i in range(20)
    call assert_equal('failed', s:typed_on(l:child))
  endfor
  call assert_equal(3, len(readfile(l:starts)))
  call CheckMessages(l:child, 4)
  call assert_match('libuv', join(Messages(l:child)))
  call assert_match(':Gongwen restart', Messages(l:child)[-1])
  " So it stays when the ten seconds are over.
  call Ex(l:child, 'Gongwen restart')
  call WaitUntil('one more', {-> len(readfile(l:starts)) == 4})
  call Ex(l:child, 'let g:gongwen_host = "' . $GONGWEN_HOST . '" | silent Gongwen restart')
  call CheckWorks(l:child)
  call assert_equal(4, len(readfile(l:starts)))
endfunction

" A copy of the plugin of which only the folders are its own.
function! s:plugin() abort
  let l:root = g:scratch . '/plugin'
  call mkdir(l:root . '/build', 'p')
  for l:part in ['autoload', 'plugin', 'lua', 'ftplugin', 'ftdetect', 'syntax', 'snippets']
    call system(['cp', '-R', fnamemodify($GONGWEN_TEST_DIR, ':p:h:h:h') . '/' . l:part, l:root])
    call assert_equal(0, v:shell_error)
  endfor
  return l:root
endfunction

" The option, else the build folder beside the plugin, else $PATH; and the report tells which one it was.
function! Test_which_program_is_taken() abort
  let l:root = s:plugin()
  let l:bin = g:scratch . '/bin'
  call mkdir(l:bin)
  for l:path in [l:root . '/build/gongwen', l:bin . '/gongwen', g:scratch . '/mine']
    call writefile(['#!/bin/sh', 'exec ' . shellescape($GONGWEN_HOST) . ' "$@"'], l:path)
    call setfperm(l:path, 'rwxr-xr-x')
  endfor
  let l:env = {'GONGWEN_TEST_FACE': l:root, 'PATH': l:bin . ':' . $PATH}
  for [l:option, l:path] in [[g:scratch . '/mine', g:scratch . '/mine'], ['', l:root . '/build/gongwen'], ['', l:bin . '/gongwen']]
    let l:child = StartHosted(l:option, {'env': l:env})
    call Wait(l:child, 'gongwen#ready()')
    call assert_equal(l:path, Eval(l:child, 'gongwen#host#about().path'))
    for l:report in ['info', 'health']
      call Ex(l:child, 'Gongwen ' . l:report)
      call assert_match('\V' . l:path, Eval(l:child, 'join(getline(1, "$"))'))
      call Ex(l:child, 'close')
    endfor
    call Stop(l:child)
    call delete(l:path)
  endfor
  " And when there is none, it tells all the places.
  let l:child = StartHosted('', {'env': extend({'PATH': '/usr/bin:/bin'}, l:env, 'keep')})
  call WaitUntil('a message', {-> match(Messages(l:child), '^gongwen') >= 0})
  call CheckMessages(l:child, 1)
  call Ex(l:child, 'Gongwen health')
  call assert_match('ERROR', Eval(l:child, 'join(getline(1, "$"))'))
endfunction
