" :checkhealth gongwen and :Gongwen health: the same lines, and the truth.

" The report as [kind, text] without the `start`.
function! s:report(child) abort
  return Eval(a:child, 'filter(gongwen#health#report(), {_, line -> line[0] !=# "start"})')
endfunction

" The texts of one kind, joined.
function! s:told(child, kind) abort
  return join(map(filter(s:report(a:child), {_, line -> line[0] ==# a:kind}), 'v:val[1]'), "\n")
endfunction

" A copy of the face elsewhere, so that nothing lies beside it: its folder.
function! s:face_in(folder) abort
  let l:here = fnamemodify($GONGWEN_TEST_DIR, ':h:h')
  call mkdir(a:folder . '/autoload', 'p')
  call writefile(readfile(l:here . '/autoload/gongwen.vim'), a:folder . '/autoload/gongwen.vim')
  return a:folder
endfunction

function! s:copy(from, to) abort
  call mkdir(fnamemodify(a:to, ':h'), 'p')
  call writefile(readfile(a:from, 'b'), a:to, 'b')
  call setfperm(a:to, 'rwxr-xr-x')
endfunction

function! s:module() abort
  return fnamemodify($GONGWEN_HOST, ':h') . '/libgongwen.so'
endfunction

function! Test_both_say_the_same() abort
  let l:child = StartWith(['一、甲'], {'before': ['inoremap <C-k> 乙', 'let g:gongwen_outlin = 1']})
  let l:report = s:report(l:child)
  call Ex(l:child, 'Gongwen health')
  call assert_equal(map(copy(l:report), {_, line -> printf('  %-6s %s', toupper(line[0]), line[1])}),
        \ Eval(l:child, 'getline(2, "$")'))
  call assert_match('^gongwen \d\+\.\d\+\.\d\+$', Eval(l:child, 'getline(1)'))
  call Ex(l:child, 'close')
  if Eval(l:child, 'exists(":checkhealth")') == 2
    call Ex(l:child, 'silent checkhealth gongwen')
    let l:lines = Eval(l:child, 'filter(getline(1, "$"), {_, line -> line =~# "^ *- "})')
    " Neovim dresses them: `  - OK: text`, `- ✅ OK text`, and an information is bare in later versions.
    call assert_equal(len(l:report), len(l:lines), string(l:lines))
    for l:i in range(len(l:report))
      call assert_match('^ *- .*\V' . escape(l:report[l:i][1], '\') . '\$', l:lines[l:i])
      call assert_match(l:report[l:i][0] ==# 'info' ? '' : toupper(l:report[l:i][0]), l:lines[l:i])
    endfor
    call assert_notmatch('eprecat', Eval(l:child, 'join(getline(1, "$"), "\n")'))
  endif
endfunction

function! Test_all_is_well() abort
  let l:child = StartWith(['一、甲'])
  let l:report = s:report(l:child)
  call assert_equal([], filter(copy(l:report), {_, line -> line[0] ==# 'warn' || line[0] ==# 'error'}))
  let l:told = s:told(l:child, 'ok')
  call assert_match('editor: \(Neovim\|Vim\) ' . escape(matchstr(Eval(l:child, 'gongwen#editor#version()'), '\d.*'), '.'), l:told)
  call assert_match('executable: \V' . $GONGWEN_HOST . ' (g:gongwen_host)', l:told)
  call assert_match('host ' . Eval(l:child, 'gongwen#version()') . ', process ' . Eval(l:child, 'gongwen#host#about().pid')
        \ . ', 1 buffers open', l:told)
  call assert_match('module: \V' . s:module() . ' (' . Eval(l:child, 'gongwen#version()') . ')', l:told)
  call assert_match('[1-9]\d* sections to insert', l:told)
endfunction

function! Test_the_host_that_would_be_started() abort
  let l:face = s:face_in(g:scratch . '/share/gongwen')
  let l:child = Start({'env': {'GONGWEN_TEST_FACE': l:face, 'PATH': '/usr/bin:/bin', 'GONGWEN_HOST': ''}})
  call assert_match('No gongwen executable', s:told(l:child, 'error'))
  " The last of the places first: each beats those before it.
  for [l:path, l:source] in [[g:scratch . '/path/gongwen', '$PATH'], [g:scratch . '/bin/gongwen', 'installed'],
        \ [l:face . '/build/gongwen', 'build'], [g:scratch . '/named/gongwen', 'g:gongwen_host']]
    call s:copy($GONGWEN_HOST, l:path)
    call Ex(l:child, 'let $PATH = "' . g:scratch . '/path:" . $PATH')
    if l:source ==# 'g:gongwen_host'
      call Ex(l:child, 'let g:gongwen_host = "' . l:path . '"')
    endif
    call assert_match('executable: \V' . l:path . ' (' . l:source . ')', s:told(l:child, 'ok'))
    if l:source !=# '$PATH'
      call assert_match('what runs is .*; :Gongwen restart', s:told(l:child, 'warn'))
    endif
    call Ex(l:child, 'silent Gongwen restart')
    call assert_notmatch('what runs', s:told(l:child, 'warn'))
    call assert_equal(l:path, Eval(l:child, 'gongwen#host#about().path'))
    call assert_equal(l:path, resolve('/proc/' . Eval(l:child, 'gongwen#host#about().pid') . '/exe'))
  endfor
  call Ex(l:child, 'let g:gongwen_host = "' . g:scratch . '/nothing"')
  call assert_match('g:gongwen_host is not executable: .*/nothing', s:told(l:child, 'error'))
endfunction

function! Test_the_host_is_of_another_version() abort
  let l:face = s:face_in(g:scratch . '/face')
  let l:file = l:face . '/autoload/gongwen.vim'
  call writefile(map(readfile(l:file), {_, line -> substitute(line, "return '\\zs[0-9.]\\+\\ze'", '9.9.9', '')}), l:file)
  let l:child = Start({'env': {'GONGWEN_TEST_FACE': l:face}})
  let l:told = s:told(l:child, 'error')
  call assert_match('9\.9\.9', l:told)
  call assert_match('run build', l:told)
  call assert_match('module: .* (\d', s:told(l:child, 'warn'))
endfunction

function! Test_why_the_host_does_not_run() abort
  let l:host = g:scratch . '/host'
  call writefile(['#!/bin/sh', 'echo "libuv.so.1: cannot open shared object file" >&2', 'exit 127'], l:host)
  call setfperm(l:host, 'rwxr-xr-x')
  let l:child = Start({'env': {'GONGWEN_HOST': l:host}, 'fails': 1})
  call assert_match('does not start: libuv\.so\.1: cannot open', s:told(l:child, 'error'))
  for l:i in range(4)
    call s:told(l:child, 'error')
  endfor
  call assert_match('keeps dying and is off.*libuv\.so\.1', s:told(l:child, 'error'))
endfunction

function! Test_an_editor_that_is_not_served() abort
  if !Is('vim')
    call Skip("Neovim's 'encoding' is always utf-8")
  endif
  let l:child = Start()
  call Ex(l:child, 'set encoding=latin1')
  call assert_match("it lacks 'encoding' utf-8$", s:told(l:child, 'error'))
  call assert_equal(1, len(s:report(l:child)))
endfunction

function! Test_where_the_module_is() abort
  let l:face = s:face_in(g:scratch . '/face')
  let l:host = g:scratch . '/a [b], c/bin/gongwen'
  call s:copy($GONGWEN_HOST, l:host)
  let l:child = Start({'env': {'GONGWEN_TEST_FACE': l:face, 'GONGWEN_HOST': l:host}})
  call assert_match('libgongwen\.so is not found: no folds', s:told(l:child, 'warn'))
  call assert_equal(0, Eval(l:child, 'gongwen#fold#expr()'))
  for l:folder in ['/lib/x86_64-linux-gnu', '/lib', '/bin']
    let l:module = g:scratch . '/a [b], c' . l:folder . '/libgongwen.so'
    call s:copy(s:module(), l:module)
    call assert_match('module: \V' . l:module . ' (', s:told(l:child, 'ok'))
  endfor
  " What was found missing is looked for again after a restart.
  call Ex(l:child, 'call setline(1, "一、甲") | silent Gongwen restart')
  call assert_equal('>1', Eval(l:child, 'map([1], {_, l -> [execute("let v:lnum = 1"), gongwen#fold#expr()][1]})[0]'))
  call writefile(['no library'], g:scratch . '/a [b], c/bin/libgongwen.so')
  let l:child = Start({'env': {'GONGWEN_HOST': l:host}})
  call assert_match('libgongwen\.so cannot be loaded', s:told(l:child, 'warn'))
  call assert_equal(0, Eval(l:child, 'gongwen#fold#expr()'))
endfunction

function! Test_templates_and_their_errors() abort
  call mkdir(g:scratch . '/mine', 'p')
  call writefile(['kind: 周报', 'sections:', '  - nam: 甲'], g:scratch . '/mine/zb.yaml')
  let l:child = StartWith(['一、甲'])
  call Ex(l:child, 'let g:gongwen_snippet_dirs = ["' . g:scratch . '/mine", "' . g:scratch . '/none"]')
  call Ex(l:child, 'silent Gongwen restart')
  call assert_match('/mine/zb\.yaml:3:\d\+: ', s:told(l:child, 'warn'))
  call assert_match('templates: ' . g:scratch . '/mine\n', s:told(l:child, 'info'))
  call assert_match('templates: ' . g:scratch . '/none (none)', s:told(l:child, 'info'))
endfunction

function! Test_what_is_in_the_way() abort
  let l:child = StartWith(['一、甲'], {'before': ['inoremap <C-k> 乙', 'nnoremap ]x <Nop>']})
  call assert_match('left alone: i <C-k>, n \]x$', s:told(l:child, 'info'))
  call Ex(l:child, 'set paste ambiwidth=double')
  call assert_match("'paste' is set", s:told(l:child, 'warn'))
  call assert_match("'ambiwidth' is double", s:told(l:child, 'info'))
  call Ex(l:child, 'set nopaste ambiwidth&')
  call assert_equal('', s:told(l:child, 'warn'))
  let l:second = s:face_in(g:scratch . '/pack/other/start/second')
  call Ex(l:child, 'set packpath+=' . g:scratch)
  call assert_match('more than one: .*' . l:second . '.*; used is ', s:told(l:child, 'warn'))
  call Ex(l:child, 'unlet g:did_load_filetypes')
  call assert_match('filetype plugin on', s:told(l:child, 'warn'))
endfunction
