" Runs one test file: nvim --clean --headless -n -i NONE -u harness.vim, with its name in $GONGWEN_TEST and the
" editor to be tested, a Neovim or a Vim, in $GONGWEN_TEST_EDITOR. The file defines functions Test_…(); each
" starts the editors it needs with Start(), types into them as a terminal would, and waits until something is
" true. A test fails by v:errors.
set nocompatible
let s:here = expand('<sfile>:p:h')
let $GONGWEN_TEST_DIR = s:here
let s:children = []
let s:failed = 0
let s:skipped = 0
let g:deadline = str2nr($GONGWEN_TEST_DEADLINE ==# '' ? '5000' : $GONGWEN_TEST_DEADLINE)
let g:editor = $GONGWEN_TEST_EDITOR ==# '' ? v:progpath : $GONGWEN_TEST_EDITOR
" The editor under test has its own.
let s:clean = ['env', '-u', 'VIM', '-u', 'VIMRUNTIME', '-u', 'MYVIMRC']
let s:about = system(s:clean + [g:editor, '--version'])
let s:face = s:about =~# '^NVIM' ? 'Nvim' : 'Vim'
execute 'source' s:here . '/harness_' . tolower(s:face) . '.vim'

" ---- editors ----

" Whether the editor under test is such a one: 'vim', 'nvim', or of at least such a version: 'nvim-0.10', 'vim-9.1',
" 'vim-9.1.1782' (with that patch).
function! Is(editor) abort
  let [l:name, l:wanted] = matchlist(a:editor, '^\(n\?vim\)-\?\(.*\)$')[1:2]
  let l:have = map(split(matchstr(s:about, '\d\+\.[0-9.]\+'), '\.'), 'str2nr(v:val)')
        \ + [str2nr(matchstr(s:about, 'patches: \%([0-9, -]*-\)\?\zs\d\+'))]
  let l:wanted = map(split(l:wanted, '\.'), 'str2nr(v:val)')
  for l:i in range(len(l:wanted))
    if get(l:have, l:i) != l:wanted[l:i]
      return l:name ==# tolower(s:face) && get(l:have, l:i) > l:wanted[l:i]
    endif
  endfor
  return l:name ==# tolower(s:face)
endfunction

" Ends a test that this editor cannot run, or that has nothing to be tested in it; or, outside of the tests of a
" file, all of them. The reason is shown.
function! Skip(reason) abort
  throw 'skipped: ' . a:reason
endfunction

" The command line of the editor under test, with nothing of the user's, and with what it is to load.
function! Command(arguments) abort
  return s:clean + [g:editor, '--clean', '-N', '-n', '-i', 'NONE', '-u', s:here . '/child.vim'] + a:arguments
endfunction

" Starts an editor. Options: file, before (a list of commands run before the plugin is loaded), env,
" fails (1: it is to have error messages).
function! Start(...) abort
  let l:options = get(a:000, 0, {})
  let l:arguments = []
  for l:line in get(l:options, 'before', [])
    let l:arguments += ['--cmd', l:line]
  endfor
  let l:arguments += has_key(l:options, 'file') ? [l:options.file] : []
  let l:child = {s:face}Start(l:arguments, {'env': get(l:options, 'env', {}), 'cwd': g:scratch})
  let l:child.fails = get(l:options, 'fails', 0)
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

" The value of an expression in the editor. Throws if it fails, and while the editor asks for a key.
function! Eval(child, expression) abort
  return {s:face}Eval(a:child, a:expression)
endfunction

function! Ex(child, command) abort
  call {s:face}Ex(a:child, a:command)
endfunction

" The same, not waiting for its end: it may be that of the editor.
function! Tell(child, command) abort
  call {s:face}Tell(a:child, a:command)
endfunction

" {mode, blocking}: as mode(1) tells it, and whether the editor asks for a key.
function! Mode(child) abort
  return {s:face}Mode(a:child)
endfunction

" Types, all at once: an input method commits like this, and so does a fast typist.
function! Input(child, keys) abort
  call {s:face}Input(a:child, a:keys)
endfunction

" Types and waits after each key until the editor has taken it.
function! Type(child, keys) abort
  for l:key in a:keys
    call Input(a:child, l:key)
    call {s:face}Await(a:child)
    sleep 1m
  endfor
endfunction

" Pastes as a terminal does.
function! Paste(child, text) abort
  call {s:face}Paste(a:child, a:text)
endfunction

function! Lines(child) abort
  return Eval(a:child, 'getline(1, "$")')
endfunction

" What has been said, but for what Vim says of a file that is read or written.
function! Messages(child) abort
  return filter(split(Eval(a:child, 'execute("messages")'), "\n"), 'v:val !~# "^\"" && v:val !~# "^\\s*$"')
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
    if !Mode(a:child).blocking && !a:child.fails
      call assert_notmatch('E\d\+:', Eval(a:child, 'execute("messages")'))
      call assert_equal([], Eval(a:child, 'exists("*gongwen#host#about") ? gongwen#host#about().faults : []'))
    endif
    call s:end(a:child)
  endif
endfunction

function! s:end(child) abort
  call jobstop(a:child.job)
  call jobwait([a:child.job], 3000)
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

" Waits until the list to choose from is open.
function! WaitList(child) abort
  call Wait(a:child, g:list)
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
  let l:skipped = ''
  let s:children = []
  let g:scratch = tempname()
  call mkdir(g:scratch, 'p')
  try
    call call(a:name, [])
  catch /^skipped: /
    let l:skipped = substitute(v:exception, '^skipped', '', '')
    let s:skipped += 1
  catch
    call add(v:errors, a:name . ': ' . v:exception . ' at ' . v:throwpoint)
  endtry
  for l:child in s:children
    try
      call Stop(l:child)
    catch
      call add(v:errors, a:name . ': at its end: ' . v:exception)
    endtry
    call s:end(l:child)
    call {s:face}End(l:child)
  endfor
  call delete(g:scratch, 'rf')
  let s:failed += len(v:errors) > l:before
  call Say((len(v:errors) > l:before ? 'FAILED  ' : l:skipped ==# '' ? 'ok      ' : 'skipped ') . a:name . l:skipped)
endfunction

function! Say(line) abort
  call luaeval('(io.stdout:write(_A, "\n") and io.stdout:flush()) and 1', a:line)
endfunction

function! s:main() abort
  let $XDG_CONFIG_HOME = tempname()
  try
    execute 'source' fnameescape(s:here . '/' . $GONGWEN_TEST . '.vim')
  catch /^skipped: /
    call Say('skipped all of ' . $GONGWEN_TEST . substitute(v:exception, '^skipped', '', ''))
    cquit 77
  catch
    call Say(v:exception . ' ' . v:throwpoint)
    cquit
  endtry
  let l:names = map(filter(split(execute('function /^Test_'), "\n"), 'v:val =~# "^function Test_"'), 'matchstr(v:val, "Test_\\w\\+")')
  if empty(l:names)
    call Say('no tests in ' . $GONGWEN_TEST)
    cquit
  endif
  call filter(sort(l:names), 'v:val =~# $GONGWEN_TEST_ONLY')
  for l:name in l:names
    call s:run(l:name)
  endfor
  for l:error in v:errors
    call Say(l:error)
  endfor
  call Say(printf('%d tests, %d failed, %d skipped', len(l:names), s:failed, s:skipped))
  if s:failed
    cquit
  elseif s:skipped == len(l:names)
    cquit 77
  endif
  qall!
endfunction

autocmd VimEnter * call s:main()
