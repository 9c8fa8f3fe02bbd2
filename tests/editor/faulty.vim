" What the tests of faults share. They are the same for every editor.

let g:text = ['工作总结', '一、甲', '有XX名，又XX名。']

" Whether a process is there; a zombie is not.
function! Alive(pid) abort
  let l:status = '/proc/' . a:pid . '/stat'
  try
    return readfile(l:status)[0] !~# ') [ZX] '
  catch /E484:\|E684:/
    return 0
  endtry
endfunction

" The processes that a process has started and that are there.
function! Children(pid) abort
  let l:found = []
  for l:status in glob('/proc/[0-9]*/stat', 1, 1)
    try
      let l:fields = split(matchstr(readfile(l:status)[0], '.*) \zs.*'))
      if l:fields[1] == a:pid && l:fields[0] !~# '[ZX]'
        call add(l:found, str2nr(matchstr(l:status, '\d\+')))
      endif
    catch /E484:\|E684:/
      continue
    endtry
  endfor
  return l:found
endfunction

function! Signal(name, pid) abort
  call system('kill -' . a:name . ' ' . a:pid)
endfunction

function! HostPid(child) abort
  return Eval(a:child, 'gongwen#host#about().pid')
endfunction

function! SignalHost(child, name) abort
  call Signal(a:name, HostPid(a:child))
endfunction

" What the editor has said, but for empty lines.
function! Messages(child) abort
  return filter(split(Eval(a:child, 'execute("messages")'), "\n"), 'v:val !=# ""')
endfunction

" What the plugin has said is short and in one line each.
function! CheckMessages(child, most) abort
  let l:said = filter(Messages(a:child), 'v:val =~# "^gongwen"')
  call assert_true(len(l:said) <= a:most, string(l:said))
  for l:line in l:said
    call assert_true(strdisplaywidth(l:line) < 80, l:line)
  endfor
endfunction

" An executable file; without `#!` in the first line it is one that cannot be run.
function! Executable(lines) abort
  let s:count = get(s:, 'count', 0) + 1
  let l:path = g:scratch . '/program' . s:count
  call writefile(a:lines, l:path)
  call setfperm(l:path, 'rwxr-xr-x')
  return l:path
endfunction

" An editor with g:text, or the lines of options.lines, that takes `path` for the host.
function! StartHosted(path, ...) abort
  let l:options = copy(get(a:000, 0, {}))
  let l:options.file = g:scratch . '/hosted.gongwen'
  call writefile(get(l:options, 'lines', g:text), l:options.file)
  let l:options.env = extend({'GONGWEN_HOST': a:path}, get(l:options, 'env', {}))
  return Start(l:options)
endfunction

" An editor that speaks with the host through `faulty`, and is ready.
function! StartFaulty(...) abort
  let s:faults = g:scratch . '/faults' . reltimestr(reltime())
  let l:options = extend({'env': {'GONGWEN_REAL_HOST': $GONGWEN_HOST, 'GONGWEN_FAULTS': s:faults}}, get(a:000, 0, {}))
  let l:child = StartHosted($GONGWEN_FAULTY, l:options)
  let l:child.faults = s:faults
  call Wait(l:child, 'gongwen#ready()')
  return l:child
endfunction

" Tells it what to do from now on, see faulty.c; a host that is started later works faultlessly.
function! Order(child, ...) abort
  call writefile(a:000, a:child.faults)
  let l:pid = readfile(a:child.faults . '.pid')[0]
  call Signal('USR1', l:pid)
  " It has read them when the signal is no longer pending: it is blocked but for where it waits.
  call WaitUntil('the orders to be read', {-> !Alive(l:pid) || s:waits(l:pid)})
  call delete(a:child.faults)
endfunction

function! s:waits(pid) abort
  try
    let l:lines = filter(readfile('/proc/' . a:pid . '/status'), 'v:val =~# "^\\%(ShdPnd\\|SigPnd\\|State\\)"')
  catch /E484:/
    return 1 " that was its end
  endtry
  return match(l:lines, '^State:\s*S') >= 0 && match(l:lines, 'Pnd:.*[1-9a-f]') < 0
endfunction

function! Bytes(name, hex) abort
  let l:path = g:scratch . '/' . a:name
  call system("printf '" . substitute(a:hex, '\x\x', '\\x&', 'g') . "' > " . shellescape(l:path))
  return l:path
endfunction

" Every part of it works: it is asked, it expands, it jumps, it shows the outline. The text is as before
" afterwards.
function! CheckWorks(child) abort
  call Input(a:child, '<C-\><C-n>')
  call WaitEqual('n', a:child, 'mode()')
  let l:before = Lines(a:child)
  " A host that is gone is started again by the next action.
  call Input(a:child, 'Gox<Esc>dd')
  call WaitLines(l:before, a:child)
  call Wait(a:child, 'gongwen#ready()')
  let l:slots = Eval(a:child, 'map(gongwen#placeholders(), "[v:val.lnum, v:val.col]")')
  call assert_notequal([], l:slots)
  call Input(a:child, 'G$]x')
  call WaitEqual(l:slots[0], a:child, '[line("."), col(".")]')
  call Input(a:child, 'Go，qqwz<C-j><Esc>')
  call WaitEqual(l:before + ['，完毕'], a:child, 'getline(1, "$")')
  if empty(Outline(a:child))
    call Ex(a:child, 'Gongwen outline')
  endif
  call WaitUntil('the rows', {-> len(Outline(a:child)) == len(Eval(a:child, 'gongwen#headings()'))})
  call Ex(a:child, 'Gongwen outline')
  call Input(a:child, 'Gdd')
  call WaitLines(l:before, a:child)
endfunction
