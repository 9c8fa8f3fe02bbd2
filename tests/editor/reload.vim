" Template files that change while the editor runs.

function! s:template(body) abort
  return ['kind: 试', 'sections:', '  - name: 甲', '    trigger: jia', '    body: ' . a:body]
endfunction

" An editor with the templates of a folder of this test's.
function! s:start() abort
  let s:dir = g:scratch . '/gongwen/snippets'
  call mkdir(s:dir, 'p')
  call writefile(s:template('一'), s:dir . '/a.yaml')
  return StartWith(['稿'], {'env': {'XDG_CONFIG_HOME': g:scratch}})
endfunction

" Expands in the last line, in a fresh line each time, until it gives this.
function! s:wait_expansion(child, expected) abort
  let s:child = a:child
  call WaitUntil('the trigger gives ' . a:expected, {-> s:expand() ==# a:expected})
endfunction

function! s:expand() abort
  call Ex(s:child, '%delete _ | call setline(1, "jia")')
  call Input(s:child, 'A<C-j><Esc>')
  call WaitEqual('n', s:child, 'mode()')
  return Eval(s:child, 'getline(1)')
endfunction

function! Test_another_process_edits_a_file() abort
  let l:child = s:start()
  call s:wait_expansion(l:child, '一')
  call writefile(s:template('二'), s:dir . '/new')
  call rename(s:dir . '/new', s:dir . '/a.yaml')
  call s:wait_expansion(l:child, '二')
  call writefile(['kind: 试', 'sections:', '  - name: 甲', '    enabled: false'], s:dir . '/a.yaml')
  " Switched off, its trigger is text: the key begins a new line.
  call s:wait_expansion(l:child, 'jia')
  call assert_equal([], Messages(l:child))
endfunction

function! Test_a_broken_file_and_its_repair() abort
  let l:child = s:start()
  call s:wait_expansion(l:child, '一')
  call writefile(s:template('二')[: 2] + ['    trigger: [jia'], s:dir . '/a.yaml')
  call Wait(l:child, 'execute("messages") =~# ":Gongwen problems"')
  call s:wait_expansion(l:child, '一')
  call Ex(l:child, 'Gongwen problems')
  call assert_equal([':Gongwen problems', 1], Eval(l:child, '[getqflist({"title": 0}).title, len(getqflist()) > 0]'))
  call assert_equal('a.yaml', Eval(l:child, 'fnamemodify(bufname(getqflist()[0].bufnr), ":t")'))
  call assert_inrange(4, 5, Eval(l:child, 'getqflist()[0].lnum'))
  call assert_equal([2, ''], Eval(l:child, '[winnr("$"), &buftype]'))
  " The list follows.
  call writefile(s:template('三'), s:dir . '/a.yaml')
  call WaitEqual([], l:child, 'getqflist()')
  call s:wait_expansion(l:child, '三')
  call Ex(l:child, 'Gongwen problems')
  call assert_match('没有问题\|all right', Eval(l:child, 'execute("1messages")'))
endfunction

function! Test_a_file_written_here_tells_its_problem() abort
  let l:child = s:start()
  call s:wait_expansion(l:child, '一')
  call Ex(l:child, 'split ' . s:dir . '/a.yaml')
  call Ex(l:child, 'call setline(5, "    body: [甲]") | write')
  call Wait(l:child, 'execute("messages") =~# "a.yaml:5:\\d\\+: "')
  call assert_false(Mode(l:child).blocking)
  " Written again with the same fault, it is said again.
  call Ex(l:child, 'messages clear | write')
  call Wait(l:child, 'execute("messages") =~# "a.yaml:5:\\d\\+: "')
  call Ex(l:child, 'call setline(5, "    body: 二") | write')
  call Ex(l:child, 'messages clear | wincmd p')
  call s:wait_expansion(l:child, '二')
  call assert_equal([], Messages(l:child))
endfunction

function! Test_a_project_is_announced_once() abort
  let l:dir = g:scratch . '/项目/.gongwen/snippets'
  call mkdir(l:dir, 'p')
  call writefile(s:template('项目'), l:dir . '/a.yaml')
  call mkdir(g:scratch . '/项目/稿')
  call writefile(['jia'], g:scratch . '/项目/稿/a.gongwen')
  let l:child = Start({'file': g:scratch . '/项目/稿/a.gongwen'})
  call Wait(l:child, 'gongwen#ready()')
  call Wait(l:child, 'execute("messages") =~# "项目/.gongwen/snippets"')
  call s:wait_expansion(l:child, '项目')
  call Ex(l:child, 'messages clear | Gongwen restart')
  call s:wait_expansion(l:child, '项目')
  call assert_notmatch('项目/.gongwen', Eval(l:child, 'execute("messages")'))
endfunction
