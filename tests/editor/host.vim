" The host missing, dying, hanging and lying; and what the plugin does before and after.

function! s:alive(pid) abort
  let l:status = '/proc/' . a:pid . '/stat'
  return filereadable(l:status) && readfile(l:status)[0] !~# ') Z '
endfunction

" An executable that is a shell script.
function! s:script(lines) abort
  let l:path = g:scratch . '/host' . localtime() . len(a:lines)
  call writefile(['#!/bin/sh'] + a:lines, l:path)
  call setfperm(l:path, 'rwxr-xr-x')
  return l:path
endfunction

function! s:with_host(path, ...) abort
  let l:file = g:scratch . '/a.gongwen'
  call writefile(['一、甲', '有XX名。'], l:file)
  return Start(extend({'file': l:file, 'env': {'GONGWEN_HOST': a:path}}, get(a:000, 0, {})))
endfunction

function! Test_nothing_happens_before_it_is_needed() abort
  let l:child = Start()
  call assert_equal([], Messages(l:child))
  call assert_equal(0, Eval(l:child, 'match(execute("scriptnames"), "autoload/gongwen") >= 0'))
  call Ex(l:child, 'edit ' . g:scratch . '/a.md')
  call assert_equal('markdown', Eval(l:child, '&filetype'))
  call assert_equal(0, Eval(l:child, g:processes))
  call assert_equal('', Eval(l:child, 'maparg("]x", "n")'))
  call assert_equal('', Eval(l:child, 'gongwen#statusline() . gongwen#breadcrumb()'))
endfunction

function! Test_missing() abort
  let l:child = s:with_host(g:scratch . '/nothing')
  call WaitEqual('gongwen', l:child, '&filetype')
  call WaitUntil('one message', {-> len(Messages(l:child)) == 1})
  call Input(l:child, 'Go总结、一<C-j>需要')
  call WaitEqual(['总结、一', '需要'], l:child, 'getline(3, 4)')
  call Input(l:child, '<Esc>')
  call WaitEqual('n', l:child, 'mode()')
  call assert_equal(1, len(Messages(l:child)), string(Messages(l:child)))
  call assert_true(strdisplaywidth(Messages(l:child)[0]) < 80)
  " It is built, and the next action finds it.
  call Ex(l:child, 'let g:gongwen_host = "' . $GONGWEN_HOST . '"')
  call Input(l:child, 'gg]x')
  call WaitEqual([2, 4], l:child, '[line("."), col(".")]')
endfunction

function! Test_dies_at_once() abort
  let l:child = s:with_host(s:script(['echo "libuv.so.1: cannot open shared object file" >&2', 'exit 127']))
  call WaitUntil('why it dies', {-> match(Messages(l:child), 'libuv') >= 0})
  for l:i in range(6)
    call Input(l:child, 'Ax<Esc>')
    call WaitEqual('x', l:child, 'getline(1)[-1:]')
    call WaitEqual(0, l:child, 'gongwen#host#job()')
  endfor
  call WaitEqual('failed', l:child, 'gongwen#host#state()')
  let l:count = len(Messages(l:child))
  call assert_true(l:count <= 3, string(Messages(l:child)))
  call assert_match('restart', Messages(l:child)[-1])
  call Ex(l:child, 'let g:gongwen_host = "' . $GONGWEN_HOST . '"')
  call Ex(l:child, 'Gongwen restart')
  call WaitEqual('ready', l:child, 'gongwen#host#state()')
  call Wait(l:child, 'gongwen#ready()')
endfunction

function! Test_another_version() abort
  let l:file = g:scratch . '/a.gongwen'
  call writefile(['一、甲'], l:file)
  let l:face = join(readfile(Eval(Start(), 'fnamemodify(globpath(&runtimepath, "plugin/gongwen.vim"), ":h:h")') . '/autoload/gongwen.vim'), "\n")
  call mkdir(g:scratch . '/face/autoload', 'p')
  call writefile(split(substitute(l:face, "return '\\zs[0-9.]*", '9.9.9', ''), "\n"), g:scratch . '/face/autoload/gongwen.vim')
  let l:child = Start({'file': l:file, 'env': {'GONGWEN_TEST_FACE': g:scratch . '/face'}})
  call WaitEqual('failed', l:child, 'gongwen#host#state()')
  call assert_equal(1, len(Messages(l:child)), string(Messages(l:child)))
  call assert_match('9\.9\.9.*run build.*:Gongwen restart$', Messages(l:child)[0])
  call Input(l:child, 'Go字<C-j>字')
  call WaitEqual(['字', '字'], l:child, 'getline(2, 3)')
  " It fits, whole, in Chinese too.
  let l:child = Start({'file': l:file, 'env': {'GONGWEN_TEST_FACE': g:scratch . '/face', 'LC_ALL': 'zh_CN.UTF-8', 'LANG': 'zh_CN.UTF-8'}})
  call WaitEqual('failed', l:child, 'gongwen#host#state()')
  call assert_match('后台.*9\.9\.9.*:Gongwen restart$', Messages(l:child)[0])
endfunction

function! Test_speaks_nonsense() abort
  let l:child = s:with_host(s:script(['echo this is not msgpack', 'cat >/dev/null']), {'fails': 1, 'before': ['let g:gongwen_timeout = 200']})
  call WaitEqual('gongwen', l:child, '&filetype')
  call Input(l:child, 'Go写字<C-j>不停')
  call WaitEqual(['写字', '不停'], l:child, 'getline(3, 4)')
endfunction

function! Test_killed_while_typing() abort
  let l:child = StartWith(['工作总结', '一、甲', '有XX名，又XX名。'])
  call Ex(l:child, 'let g:exits = 0 | autocmd User GongwenHostExit let g:exits += 1')
  call Ex(l:child, 'Gongwen outline')
  let l:first = Eval(l:child, 'gongwen#host#about().pid')
  call Input(l:child, 'Go二、乙')
  call Wait(l:child, 'gongwen#ready()')
  call system('kill -9 ' . l:first)
  call Input(l:child, '丙丁')
  call WaitEqual(1, l:child, 'g:exits')
  call Input(l:child, '戊<C-j>')
  call WaitEqual('二、乙丙丁戊', l:child, 'getline(4)')
  call WaitEqual('ready', l:child, 'gongwen#host#state()')
  call assert_notequal(l:first, Eval(l:child, 'gongwen#host#about().pid'))
  call WaitUntil('the outline', {-> Outline(l:child) ==# ['  工作总结', '    一、甲', '    二、乙丙丁戊']})
  call WaitUntil('the jump', {-> Messages(l:child) ==# ['gongwen: Past the end, continuing at the top']})
  call WaitEqual([3, 4, 4], l:child, '[line("."), col("."), line("$")]')
endfunction

function! Test_killed_before_a_key() abort
  let l:child = StartWith(['工作总结', '一、甲', '有XX名，又XX名。'])
  call system('kill -9 ' . Eval(l:child, 'gongwen#host#about().pid'))
  call Input(l:child, 'gg]x')
  call WaitEqual([3, 4], l:child, '[line("."), col(".")]')
endfunction

function! Test_stopped() abort
  let l:child = StartWith(['工作总结', '一、甲', '有XX名，又XX名。'], {'before': ['let g:gongwen_timeout = 200']})
  let l:pid = Eval(l:child, 'gongwen#host#about().pid')
  call system('kill -STOP ' . l:pid)
  call Input(l:child, 'Go' . repeat('字', 50))
  call WaitEqual(repeat('字', 50), l:child, 'getline(4)')
  let l:start = reltime()
  call Input(l:child, '<C-j>后')
  call WaitEqual(['后'], l:child, 'getline(5, "$")')
  let l:took = reltimefloat(reltime(l:start))
  call assert_true(l:took < 1.0, 'the key took ' . string(l:took) . ' s')
  call assert_equal(1, len(Messages(l:child)), string(Messages(l:child)))
  " It wakes up: what it says now is dropped, and it is of use again.
  call system('kill -CONT ' . l:pid)
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal([repeat('字', 50), '后'], Eval(l:child, 'getline(4, "$")'))
  call Input(l:child, '<Esc>gg]x')
  call WaitEqual([3, 4], l:child, '[line("."), col(".")]')
  call assert_equal(l:pid, Eval(l:child, 'gongwen#host#about().pid'))
endfunction

function! Test_a_stopped_host_is_not_flooded() abort
  let l:child = StartWith(['工作总结', '一、甲', '有XX名，又XX名。'], {'before': ['let g:gongwen_timeout = 200']})
  let l:pid = Eval(l:child, 'gongwen#host#about().pid')
  call system('kill -STOP ' . l:pid)
  for l:i in range(60)
    call Ex(l:child, 'call append("$", "二、第' . l:i . '个，XX" . repeat("长", 1000))')
  endfor
  call WaitEqual(63, l:child, 'line("$")')
  call assert_equal(16, Eval(l:child, 'gongwen#buffer#get(1).unseen'))
  " Nor does a key send anything, and it does not wait longer than it may.
  call Input(l:child, 'gg]x')
  call WaitUntil('a message', {-> len(Messages(l:child)) == 1})
  call assert_equal(16, Eval(l:child, 'gongwen#buffer#get(1).unseen'))
  call system('kill -CONT ' . l:pid)
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal([l:pid, 0, 62, 63], [Eval(l:child, 'gongwen#host#about().pid')]
        \ + Eval(l:child, '[gongwen#buffer#get(1).unseen, len(gongwen#placeholders()), gongwen#placeholders()[-1].lnum]'))
endfunction

function! s:jumps(child) abort
  call Input(a:child, 'gg]x')
  sleep 300m
  return Eval(a:child, '[line("."), col(".")]') ==# [3, 4]
endfunction

function! Test_stopped_for_good() abort
  let l:child = StartWith(['工作总结', '一、甲', '有XX名，又XX名。'], {'before': ['let g:gongwen_timeout = 200', 'let g:gongwen_highlight = 0']})
  let l:pid = Eval(l:child, 'gongwen#host#about().pid')
  call system('kill -STOP ' . l:pid)
  call Input(l:child, 'gg]x')
  call WaitUntil('a message', {-> len(Messages(l:child)) == 1})
  let l:start = reltime()
  call WaitUntil('patience to end', {-> reltimefloat(reltime(l:start)) > 2.1})
  " The first answer of the next one may be late as well.
  call WaitUntil('a jump', {-> s:jumps(l:child)})
  call assert_notequal(l:pid, Eval(l:child, 'gongwen#host#about().pid'))
  call WaitUntil('its end', {-> !s:alive(l:pid)})
endfunction

function! Test_stale_answers_are_dropped() abort
  let l:child = StartWith(['工作总结', '一、甲', '有XX名。'])
  let l:edits = '[[2, 3, 2, 5, ["XX"], ["五"]]]'
  let l:tick = Eval(l:child, 'b:changedtick')
  call assert_equal(0, Eval(l:child, printf('gongwen#edit#apply(1, %d, %s)', l:tick - 1, l:edits)))
  call Ex(l:child, '3s/XX/YY/')
  call assert_equal(0, Eval(l:child, printf('gongwen#edit#apply(1, b:changedtick, %s)', l:edits)))
  call assert_equal(0, Eval(l:child, 'gongwen#edit#apply(1, b:changedtick, [[9, 0, 9, 1, ["X"], [""]]])'))
  call assert_equal(['工作总结', '一、甲', '有YY名。'], Lines(l:child))
  call Ex(l:child, 'undo')
  call assert_equal(1, Eval(l:child, printf('gongwen#edit#apply(1, b:changedtick, %s)', l:edits)))
  call assert_equal('有五名。', Eval(l:child, 'getline(3)'))
  " An answer that nobody waits for, and one for a buffer that is not there.
  call Ex(l:child, 'call gongwen#host#receive("answer", {"id": 999, "edits": []})')
  call Ex(l:child, 'call gongwen#host#receive("rows", {"buf": 99, "tick": 1, "first": 0, "old_end": -1, "rows": [], "total": 0})')
  call Ex(l:child, 'call gongwen#host#receive("seen", {"buf": 99, "tick": 1, "left": 0})')
  call Ex(l:child, 'call gongwen#host#receive("later_invention", {})')
endfunction

function! Test_leaving_is_quick_and_leaves_nothing() abort
  let l:child = StartWith(['工作总结', '一、甲'])
  let l:pid = Eval(l:child, 'gongwen#host#about().pid')
  let l:start = reltime()
  call Tell(l:child, 'qall!')
  call WaitUntil('the end', {-> Ended(l:child)})
  call assert_true(reltimefloat(reltime(l:start)) < 1.0, string(reltimefloat(reltime(l:start))))
  call WaitUntil('the end of the host', {-> !s:alive(l:pid)})
  " The editor is killed.
  let l:child = StartWith(['工作总结', '一、甲'])
  let l:pid = Eval(l:child, 'gongwen#host#about().pid')
  call system('kill -9 ' . jobpid(l:child.job))
  call WaitUntil('the end of the host', {-> !s:alive(l:pid)})
  " Leaving while it is being started.
  call writefile(['一、甲'], g:scratch . '/b.gongwen')
  let l:child = Start({'file': g:scratch . '/b.gongwen', 'before': ['autocmd VimEnter * qall!']})
  call WaitUntil('the end', {-> Ended(l:child)})
endfunction

" What :Gongwen health or info shows, in a window that q closes.
function! s:report(child, name) abort
  let l:before = Eval(a:child, '[winlayout(), win_getid()]')
  call Ex(a:child, 'Gongwen ' . a:name)
  let l:lines = join(Eval(a:child, 'getline(1, "$")'), ' ')
  call assert_equal(['nofile', 0, 0], Eval(a:child, '[&buftype, &buflisted, &modifiable]'))
  call Input(a:child, 'q')
  call WaitEqual(l:before, a:child, '[winlayout(), win_getid()]')
  return l:lines
endfunction

function! Test_restart_and_reports() abort
  let l:child = StartWith(['工作总结', '一、甲'])
  let l:pid = Eval(l:child, 'gongwen#host#about().pid')
  call Ex(l:child, 'silent Gongwen restart')
  call WaitEqual('ready', l:child, 'gongwen#host#state()')
  call WaitUntil('the end of the old one', {-> !s:alive(l:pid)})
  call Wait(l:child, 'gongwen#ready()')
  let l:report = s:report(l:child, 'health')
  call assert_match('\V' . $GONGWEN_HOST, l:report)
  call assert_notmatch('ERROR\|WARN', l:report)
  call assert_match('\V' . $GONGWEN_HOST, s:report(l:child, 'info'))
  call Ex(l:child, 'let g:gongwen_outlin_width = 3 | let g:gongwen_timeout = "x"')
  let l:report = s:report(l:child, 'health')
  call assert_match('gongwen_outlin_width', l:report)
  call assert_match('gongwen_timeout', l:report)
  if Is('nvim')
    call Ex(l:child, 'silent checkhealth gongwen')
    call assert_match('\V' . $GONGWEN_HOST, Eval(l:child, 'join(getline(1, "$"), "\n")'))
    call assert_notmatch('ERROR\|eprecat', Eval(l:child, 'join(getline(1, "$"), "\n")'))
  endif
  " The truth: a wrong path is told as it is.
  call Ex(l:child, 'let g:gongwen_host = "/nowhere/gongwen"')
  call assert_match('ERROR.*/nowhere/gongwen', s:report(l:child, 'health'))
endfunction
