" Runs one test file: nvim --clean --headless -n -i NONE -u harness.vim, with its name in
" $GONGWEN_TEST. The file defines functions Test_…(); each starts the editors it needs with Start(),
" types into them as a terminal would, and waits until something is true. A test fails by v:errors.
set nocompatible
let s:here = expand('<sfile>:p:h')
let $GONGWEN_TEST_DIR = s:here
let s:children = []
let g:deadline = str2nr($GONGWEN_TEST_DEADLINE ==# '' ? '5000' : $GONGWEN_TEST_DEADLINE)

" ---- editors ----

" Starts an editor. Options: file, before (a list of commands run before the plugin is loaded), env,
" fails (1: it is to have error messages).
function! Start(...) abort
  let l:options = get(a:000, 0, {})
  let l:command = [v:progpath, '--embed', '--headless', '--clean', '-n', '-i', 'NONE', '-u', s:here . '/child.vim']
  for l:line in get(l:options, 'before', [])
    let l:command += ['--cmd', l:line]
  endfor
  let l:command += has_key(l:options, 'file') ? [l:options.file] : []
  let l:child = {'fails': get(l:options, 'fails', 0)}
  let l:child.job = jobstart(l:command, {'rpc': v:true, 'env': get(l:options, 'env', {}), 'cwd': g:scratch})
  call add(s:children, l:child)
  return l:child
endfunction

" A gongwen buffer with these lines, which the host has seen.
function! StartWith(lines, ...) abort
  let l:file = g:scratch . '/text' . len(s:children) . '.gongwen'
  call writefile(a:lines, l:file)
  let l:child = Start(extend({'file': l:file}, get(a:000, 0, {})))
  call Wait(l:child, 'gongwen#ready()')
  return l:child
endfunction

function! s:request(child, name, arguments) abort
  let l:mode = rpcrequest(a:child.job, 'nvim_get_mode')
  if l:mode.blocking
    throw 'the editor waits for a key in mode ' . l:mode.mode
  endif
  return call('rpcrequest', [a:child.job, a:name] + a:arguments)
endfunction

function! Eval(child, expression) abort
  return s:request(a:child, 'nvim_eval', [a:expression])
endfunction

function! Ex(child, command) abort
  return s:request(a:child, 'nvim_command', [a:command])
endfunction

" Types, all at once: an input method commits like this, and so does a fast typist.
function! Input(child, keys) abort
  call rpcrequest(a:child.job, 'nvim_input', a:keys)
endfunction

" Types and waits after each key until the editor has taken it.
function! Type(child, keys) abort
  for l:key in a:keys
    call Input(a:child, l:key)
    call rpcrequest(a:child.job, 'nvim_eval', '1')
    sleep 1m
  endfor
endfunction

function! Lines(child) abort
  return Eval(a:child, 'getline(1, "$")')
endfunction

" Waits until an expression of the editor is true.
function! Wait(child, expression) abort
  if !s:until({-> !empty(Eval(a:child, a:expression))})
    call assert_report('never came true: ' . a:expression)
    throw 'gave up'
  endif
endfunction

" Waits until an expression of the editor is equal to a value.
function! WaitEqual(expected, child, expression) abort
  if !s:until({-> Eval(a:child, a:expression) ==# a:expected})
    call assert_equal(a:expected, Eval(a:child, a:expression), a:expression)
    throw 'gave up'
  endif
endfunction

function! WaitLines(expected, child) abort
  call WaitEqual(a:expected, a:child, 'getline(1, "$")')
endfunction

" Waits until something here is true; 0 when the time is up.
function! s:until(Done) abort
  let l:start = reltime()
  while !a:Done()
    if reltimefloat(reltime(l:start)) * 1000 > g:deadline
      return 0
    endif
    sleep 5m
  endwhile
  return 1
endfunction

function! WaitUntil(what, Done) abort
  if !s:until(a:Done)
    call assert_report('never came true: ' . a:what)
    throw 'gave up'
  endif
endfunction

" The process of an editor has ended.
function! Ended(child) abort
  return jobwait([a:child.job], 0)[0] != -1
endfunction

" Ends an editor, which must not have complained about anything.
function! Stop(child) abort
  if !Ended(a:child)
    if !rpcrequest(a:child.job, 'nvim_get_mode').blocking && !a:child.fails
      call assert_notmatch('E\d\+:', Eval(a:child, 'execute("messages")'))
      call assert_equal([], Eval(a:child, 'gongwen#host#about().faults'))
    endif
    call jobstop(a:child.job)
    call jobwait([a:child.job], 3000)
  endif
endfunction

" What the outline of the present tab shows, a line each; [] if there is none.
function! Outline(child) abort
  return Eval(a:child, 'empty(get(t:, "gongwen_outline", {})) ? [] : getbufline(t:gongwen_outline.buffer, 1, "$")')
endfunction

" The rows of the outline of the present tab as they are on the screen, without the blanks behind them.
function! OutlineScreen(child) abort
  call Ex(a:child, 'redraw!')
  return Eval(a:child, 'map(range(line("w0", t:gongwen_outline.window), line("w$", t:gongwen_outline.window)),'
        \ . ' {_, l -> trim(join(map(range(winwidth(t:gongwen_outline.window)), {_, c -> screenstring('
        \ . ' win_screenpos(t:gongwen_outline.window)[0] + l - line("w0", t:gongwen_outline.window),'
        \ . ' win_screenpos(t:gongwen_outline.window)[1] + c)}), ""), " ", 2)})')
endfunction

function! WaitScreen(expected, child) abort
  if !s:until({-> OutlineScreen(a:child) ==# a:expected})
    call assert_equal(a:expected, OutlineScreen(a:child))
    throw 'gave up'
  endif
endfunction

" ---- running ----

function! s:run(name) abort
  let l:before = len(v:errors)
  let s:children = []
  let g:scratch = tempname()
  call mkdir(g:scratch, 'p')
  try
    call call(a:name, [])
  catch
    call add(v:errors, a:name . ': ' . v:exception . ' at ' . v:throwpoint)
  endtry
  for l:child in s:children
    try
      call Stop(l:child)
    catch
      call add(v:errors, a:name . ': at its end: ' . v:exception)
      call jobstop(l:child.job)
    endtry
  endfor
  call delete(g:scratch, 'rf')
  call Say((len(v:errors) == l:before ? 'ok      ' : 'FAILED  ') . a:name)
endfunction

function! Say(line) abort
  call luaeval('(io.stdout:write(_A, "\n") and io.stdout:flush()) and 1', a:line)
endfunction

function! s:main() abort
  let $XDG_CONFIG_HOME = tempname()
  try
    execute 'source' fnameescape(s:here . '/' . $GONGWEN_TEST . '.vim')
  catch
    call Say(v:exception . ' ' . v:throwpoint)
    cquit
  endtry
  let l:names = map(filter(split(execute('function /^Test_'), "\n"), 'v:val =~# "^function Test_"'), 'matchstr(v:val, "Test_\\w\\+")')
  if empty(l:names)
    call Say('no tests in ' . $GONGWEN_TEST)
    cquit
  endif
  for l:name in filter(sort(l:names), 'v:val =~# $GONGWEN_TEST_ONLY')
    call s:run(l:name)
  endfor
  for l:error in v:errors
    call Say(l:error)
  endfor
  if empty(v:errors)
    qall!
  endif
  cquit
endfunction

autocmd VimEnter * call s:main()
