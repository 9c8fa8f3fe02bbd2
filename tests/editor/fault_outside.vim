" What the host touches outside: no network, no file but its own, no log unless one is asked for.
execute 'source' fnameescape($GONGWEN_TEST_DIR . '/faulty.vim')

let s:root = fnamemodify($GONGWEN_TEST_DIR, ':p:h:h:h')

" A day's work: everything that makes the host look for something.
function! s:work(child) abort
  call Wait(a:child, 'gongwen#ready()')
  call Ex(a:child, 'Gongwen outline')
  call Input(a:child, 'Goztyq<C-j>总<Esc>gg0]x')
  call WaitEqual([3, 4], a:child, '[line("."), col(".")]')
  call Ex(a:child, 'Gongwen insert 无空')
  call WaitUntil('the insertion', {-> match(Lines(a:child), '完毕') >= 0})
  call Ex(a:child, 'Gongwen fields')
  call WaitUntil('the form', {-> Eval(a:child, 'bufname("")') =~# '^gongwen://'})
  call Ex(a:child, 'close')
  call Ex(a:child, 'Gongwen renumber')
  call Ex(a:child, 'Gongwen info')
  call Ex(a:child, 'close')
endfunction

" A path as strace writes it.
function! s:traced(path) abort
  return luaeval("(_A:gsub('[\\128-\\255]', function(byte) return ('\\\\%o'):format(byte:byte()) end))", a:path)
endfunction

" The lines of strace, in which a path may be cut: [call, path].
function! s:paths(log) abort
  return map(filter(copy(a:log), 'v:val =~# "^\\d\\+ *[a-z0-9_]\\+(.*\""'), {_, line -> matchlist(line, '^\d\+ *\([a-z0-9_]\+\)(.\{-}"\(.\{-}\)"')[1:2]})
endfunction

function! Test_no_network_and_no_file_but_its_own() abort
  if $GONGWEN_SANITIZED !=# ''
    call Skip('a sanitizer has files of its own')
  endif
  let l:log = g:scratch . '/strace.log'
  if !executable('strace') || system('strace -f -o ' . l:log . ' true') !=# '' || v:shell_error
    call Skip('strace is not there, or may not trace')
  endif
  let l:own = g:scratch . '/config'
  call mkdir(l:own . '/gongwen/snippets', 'p')
  call writefile(['kind: 试', 'sections:', '  - {name: 自己的, trigger: zjd, body: 甲}'], l:own . '/gongwen/snippets/a.yaml')
  call writefile(['XX支部: 第一支部'], l:own . '/gongwen/values.yaml')
  let l:host = Executable(['#!/bin/sh', 'exec strace -f -s 4096 -o ' . l:log . ' -e trace=%network,%file,%process ' . shellescape($GONGWEN_HOST) . ' "$@"'])
  let l:child = StartHosted(l:host, {'env': {'XDG_CONFIG_HOME': l:own, 'HOME': g:scratch . '/home'}, 'before': ['let g:gongwen_timeout = 20000']})
  call s:work(l:child)
  let l:pid = HostPid(l:child)
  call Stop(l:child)
  call WaitUntil('the end of the host', {-> !Alive(l:pid)})
  let l:lines = readfile(l:log)
  call assert_true(len(l:lines) > 100)
  " The pipes to the editor may be socket pairs of its own; what it makes itself is no socket.
  call assert_equal([], filter(copy(l:lines), 'v:val =~# "^\\d\\+ *\\(socket\\|connect\\|bind\\|listen\\|accept4\\?\\|sendto\\|sendmsg\\)("'))
  " Nor another program.
  call assert_equal(1, len(filter(copy(l:lines), 'v:val =~# "^\\d\\+ *\\(execve\\|fork\\|vfork\\)("')))
  " It writes nothing.
  let l:opened = filter(copy(l:lines), 'v:val =~# "^\\d\\+ *\\(open\\|openat\\|creat\\)("')
  call assert_equal([], filter(copy(l:opened), 'v:val =~# "O_WRONLY\\|O_RDWR\\|O_CREAT\\|creat(" && v:val !~# "\"/dev/null\""'))
  call assert_equal([], filter(copy(l:lines), 'v:val =~# "^\\d\\+ *\\(unlink\\|rename\\|mkdir\\|rmdir\\|link\\|symlink\\|chmod\\|truncate\\)[a-z0-9]*("'))
  " What it reads is its own: templates and values; and what the system's libraries read.
  let l:system = '^\%(/lib\|/usr/lib\|/usr/share/locale\|/usr/local/lib\|/etc/ld\.so\|/etc/localtime\|/usr/share/zoneinfo\|/proc/self\|/proc/sys/vm\|/proc/stat\|/proc/cpuinfo\|/proc/meminfo\|/sys/devices/system\|/sys/fs/cgroup\|/sys/kernel/mm\|/dev/null$\|/dev/urandom$\)'
  let l:mine = '\V\^\%(' . join(map([s:root . '/snippets', $GONGWEN_TEST_DIR . '/snippets', l:own . '/gongwen', fnamemodify($GONGWEN_HOST, ':h') . '/',
        \ $GONGWEN_HOST], {_, path -> escape(s:traced(path), '\')}), '\|') . '\)'
  let l:others = filter(s:paths(l:opened), {_, p -> p[1] !~# l:system && p[1] !~# l:mine})
  call assert_equal([], uniq(sort(l:others)))
  call assert_notequal([], filter(s:paths(l:opened), {_, p -> p[1] ==# l:own . '/gongwen/values.yaml'}))
  call assert_notequal([], filter(s:paths(l:opened), {_, p -> p[1] ==# l:own . '/gongwen/snippets/a.yaml'}))
endfunction

function! Test_a_log_only_where_one_is_asked_for() abort
  let l:home = g:scratch . '/home'
  call mkdir(l:home)
  let l:env = {'HOME': l:home, 'XDG_STATE_HOME': l:home, 'XDG_CACHE_HOME': l:home, 'XDG_DATA_HOME': l:home}
  let l:child = StartHosted($GONGWEN_HOST, {'env': l:env})
  call s:work(l:child)
  call Stop(l:child)
  call assert_equal([], filter(glob(l:home . '/**', 1, 1), 'v:val =~? "gongwen"'))
  let l:log = g:scratch . '/asked.log'
  let l:child = StartHosted($GONGWEN_HOST, {'env': extend({'GONGWEN_LOG': l:log}, l:env)})
  call s:work(l:child)
  call Ex(l:child, 'Gongwen info')
  call assert_match('\V' . l:log, Eval(l:child, 'join(getline(1, "$"))'))
  call Stop(l:child)
  call assert_match('hello: version', join(readfile(l:log)))
  " Never the text.
  call assert_notmatch('工作总结', join(readfile(l:log)))
  " A log that cannot be written is no reason not to work.
  let l:child = StartHosted($GONGWEN_HOST, {'env': extend({'GONGWEN_LOG': '/nowhere/gongwen.log'}, l:env)})
  call s:work(l:child)
endfunction

" One version: of the build, of the host and of the face.
function! Test_one_version() abort
  let l:version = matchstr(join(readfile(s:root . '/CMakeLists.txt')), 'project(gongwen VERSION \zs[0-9.]*')
  call assert_match('^\d\+\.\d\+\.\d\+$', l:version)
  call assert_equal('gongwen ' . l:version, systemlist([$GONGWEN_HOST, '--version'])[0])
  let l:child = StartWith(g:text)
  call assert_equal([l:version, l:version], Eval(l:child, '[gongwen#version(), gongwen#host#about().version]'))
endfunction

" The file that bugs are to be reported with starts and works.
function! Test_the_file_to_report_bugs_with() abort
  let l:child = Start({'before': ['let g:loaded_gongwen = 1']})
  call Ex(l:child, 'unlet g:loaded_gongwen')
  call Ex(l:child, 'source ' . s:root . '/tests/terminal/minimal.vim')
  call Ex(l:child, 'runtime plugin/gongwen.vim')
  call writefile(g:text, g:scratch . '/a.gongwen')
  call Ex(l:child, 'edit ' . g:scratch . '/a.gongwen')
  call Ex(l:child, 'let g:gongwen_snippet_dirs = ["' . $GONGWEN_TEST_DIR . '/snippets"]')
  call CheckWorks(l:child)
endfunction
