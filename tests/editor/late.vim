" Answers that come when nobody wants them any more: the text is what was typed, and nobody complains.

let s:text = ['工作总结', '一、基本情况', '已有党员XX名。', '', '二、存在问题', '问题XX个。']

function! s:start(timeout) abort
  return StartWith(s:text, {'before': ['let g:gongwen_timeout = ' . a:timeout]})
endfunction

" The same where each key asks the host: nothing is highlighted, and the file has another name than the host was told.
function! s:start_asking(timeout) abort
  let l:child = StartWith(s:text, {'before': ['let g:gongwen_timeout = ' . a:timeout, 'let g:gongwen_highlight = 0']})
  call Ex(l:child, 'silent keepalt file ' . g:scratch . '/renamed.gongwen')
  return l:child
endfunction

function! s:signal(child, name) abort
  call system('kill -' . a:name . ' ' . Eval(a:child, 'gongwen#host#about().pid'))
endfunction

" The buffer goes away, by any door, while a request about it waits.
function! Test_the_buffer_is_gone() abort
  for l:command in ['bdelete!', 'bwipeout!', 'bunload!', 'enew!', 'edit!', 'tabnew', 'split | quit']
    let l:child = s:start(200)
    call Ex(l:child, 'edit ' . g:scratch . '/other.gongwen | call setline(1, "别的") | buffer 1 | set hidden')
    call s:signal(l:child, 'STOP')
    call Ex(l:child, 'let g:told = 0 | call gongwen#host#later("complete", 1, {"line": 3, "column": 0}, {_ -> execute("let g:told += 1")})')
    call Ex(l:child, 'call gongwen#host#later("headings", 1, {}, {_ -> execute("let g:told += 1")})')
    call Ex(l:child, 'silent! ' . l:command)
    call s:signal(l:child, 'CONT')
    call WaitEqual(2, l:child, 'g:told')
    call assert_equal([], Messages(l:child), l:command)
    " All works on.
    call Ex(l:child, 'silent! only | buffer other.gongwen')
    call Wait(l:child, 'gongwen#ready()')
    call Input(l:child, 'Goqqwz<C-j><Esc>')
    call WaitEqual(['别的', '完毕'], l:child, 'getline(1, "$")')
    call Stop(l:child)
  endfor
endfunction

" The key waits for a host that says nothing; the editor is told to end.
function! Test_leaving_while_a_key_waits() abort
  let l:child = s:start(4000)
  call s:signal(l:child, 'STOP')
  let l:pid = Eval(l:child, 'gongwen#host#about().pid')
  call Input(l:child, '4GAqqwz<C-j>')
  let l:start = reltime()
  call Tell(l:child, 'qall!')
  call WaitUntil('the end', {-> Ended(l:child)})
  " Neovim waits two seconds for a process that a signal does not end.
  call assert_true(reltimefloat(reltime(l:start)) < 4.0 + 3.0)
  call WaitUntil('the end of the host', {-> !isdirectory('/proc/' . l:pid) || readfile('/proc/' . l:pid . '/stat')[0] =~# ') Z '})
endfunction

" The key has waited as long as it may and was itself; what comes afterwards is dropped.
function! Test_an_answer_behind_its_time() abort
  let l:child = s:start(200)
  call s:signal(l:child, 'STOP')
  call Input(l:child, '4GAqqwz<C-j>总，')
  call WaitEqual(['qqwz', '总，'], l:child, 'getline(4, 5)')
  call s:signal(l:child, 'CONT')
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, '通')
  call WaitEqual(['qqwz', '总，通'], l:child, 'getline(4, 5)')
  call Input(l:child, '，qqwz<C-j>')
  call WaitEqual(['qqwz', '总，通，完毕'], l:child, 'getline(4, 5)')
endfunction

" The same where the host knew the text: a key that need not tell it anything, for a section or a placeholder.
function! Test_a_host_that_is_silent_to_a_key() abort
  for l:keys in ['4GAqqwz', '4GA']
    let l:child = s:start_asking(200)
    call Input(l:child, l:keys)
    call WaitEqual('i', l:child, 'mode()')
    call Wait(l:child, 'gongwen#ready()')
    call s:signal(l:child, 'STOP')
    let l:start = reltime()
    call Input(l:child, '<C-j>后')
    call WaitEqual([l:keys[3:], '后'], l:child, 'getline(4, 5)')
    call assert_true(reltimefloat(reltime(l:start)) < 1.0)
    call assert_match('没有及时应答\|did not answer', Eval(l:child, 'execute("messages")'))
    call s:signal(l:child, 'CONT')
    call Wait(l:child, 'gongwen#ready()')
    call Input(l:child, '<C-j>')
    call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
    call assert_equal([l:keys[3:], '后'], Eval(l:child, 'getline(4, 5)'))
    call Stop(l:child)
  endfor
endfunction

" The host has told Neovim of a trigger when it was there. That holds for this text, this place, this name and these
" templates.
function! Test_a_trigger_is_known_before_its_key() abort
  if Is('vim')
    call Skip('Vim asks the host')
  endif
  let l:child = s:start(200)
  call Wait(l:child, '!empty(gongwen#library#ends())')
  let l:ready = 'maparg("<BS>", "i") !=# ""'
  " Not wanted after all.
  call Input(l:child, '4GAqqwz')
  call WaitEqual(1, l:child, l:ready)
  call Input(l:child, '<Esc>')
  call WaitEqual('n', l:child, 'mode()')
  call assert_equal(0, Eval(l:child, l:ready))
  call Input(l:child, 'u')
  call WaitEqual('', l:child, 'getline(4)')
  call Wait(l:child, 'gongwen#ready()')
  call Ex(l:child, 'messages clear')
  call Input(l:child, '4GAqqwz')
  call WaitEqual(1, l:child, l:ready)
  call s:signal(l:child, 'STOP')
  call Input(l:child, '<C-j>后')
  call WaitEqual(['完毕后', '二、存在问题'], l:child, 'getline(4, 5)')
  call assert_equal([], Messages(l:child))
  call s:signal(l:child, 'CONT')
  " What was made ready for it is given back, and <BS> is <BS>.
  for [l:key, l:left] in [['<BS>', '，qqw'], ['<C-h>', '，qqw'], ['<C-w>', '，'], ['<C-u>', '']]
    call Input(l:child, '<Esc>')
    call WaitEqual('n', l:child, 'mode()')
    call Ex(l:child, 'call setline(4, "") | call cursor(4, 1)')
    call Input(l:child, 'A，qqwz')
    call WaitEqual(1, l:child, l:ready)
    call Input(l:child, l:key)
    call WaitEqual(l:left, l:child, 'getline(4)')
    call assert_equal(0, Eval(l:child, l:ready))
  endfor
  " The cursor is elsewhere, the file has another name, the templates are others: the host is asked.
  for [l:change, l:line] in [['', '完毕'], ['call cursor(4, 2)', 'qqwz'], ['silent keepalt file ' . g:scratch . '/renamed.gongwen', '完毕'],
        \ ['lua require("gongwen.receive")("triggers", {ends = {"z", "q"}})', '完毕']]
    let l:child = s:start(200)
    call Wait(l:child, '!empty(gongwen#library#ends())')
    call Ex(l:child, 'lua vim.g.asked = 0; local ask = require("gongwen.ask"); local begin = ask.begin;'
          \ . ' ask.begin = function(...) vim.g.asked = 1; return begin(...) end')
    call Input(l:child, '4GAqqwz')
    call WaitEqual(1, l:child, l:ready)
    call Ex(l:child, l:change)
    call Input(l:child, '<C-j>')
    call WaitEqual(l:change !=# '', l:child, 'g:asked')
    call WaitEqual(l:line, l:child, 'getline(4)')
    call Stop(l:child)
  endfor
endfunction

" Neovim goes to what is highlighted without asking. Only what asks tells that nobody answers.
function! Test_a_jump_needs_no_answer() abort
  if Is('vim')
    call Skip('Vim asks the host')
  endif
  let l:text = ['总结', 'XX党支部，XX名。', '文字', 'XX党支部', 'XX名']
  let l:child = StartWith(l:text, {'before': ['let g:gongwen_timeout = 200']})
  call WaitEqual(4, l:child, 'len(' . g:highlights . ')')
  call Wait(l:child, '!empty(gongwen#library#ends())') " else the key asks for a section first
  call s:signal(l:child, 'STOP')
  call Input(l:child, 'gg]x]x]x[x')
  call WaitEqual([2, 15], l:child, '[line("."), col(".")]')
  call Input(l:child, 'ggi<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call assert_equal([2, 1], Eval(l:child, '[line("."), col(".")]'))
  call Input(l:child, '甲')
  call WaitEqual('甲党支部，XX名。', l:child, 'getline(2)')
  call assert_equal([], Messages(l:child))
  call Input(l:child, '<Esc>gs')
  call WaitUntil('a message', {-> Eval(l:child, 'execute("messages")') =~# '没有及时应答\|did not answer'})
  call assert_equal(['甲党支部，XX名。'] + l:text[2:], Eval(l:child, 'getline(2, "$")'))
  call s:signal(l:child, 'CONT')
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, 'gs')
  call WaitEqual(['甲党支部，XX名。', '文字', '甲党支部', 'XX名'], l:child, 'getline(2, "$")')
  " One that shares no field.
  call Input(l:child, 'gg]xi12')
  call WaitEqual('甲党支部，12名。', l:child, 'getline(2)')
  call Input(l:child, '<Esc>:messages clear<CR>gs')
  call WaitUntil('a message', {-> len(Messages(l:child)) == 1})
  call assert_equal('XX名', Eval(l:child, 'getline(5)'))
  " The host has not seen what was typed, and there is a new one.
  call Ex(l:child, 'messages clear')
  call s:signal(l:child, 'STOP')
  call Input(l:child, 'ggoXX人<Esc>gg]x')
  call WaitUntil('a message', {-> len(Messages(l:child)) == 1})
  call assert_equal(1, Eval(l:child, 'line(".")'))
  call s:signal(l:child, 'CONT')
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, ']x')
  call WaitEqual([2, 1], l:child, '[line("."), col(".")]')
endfunction

" The text changes, or another one comes, while a key waits for its answer: nothing is done.
function! Test_the_text_changes_while_a_key_waits() abort
  for l:keys in ['4GAqqwz', '4GA', '4G]x']
    for l:change in ['call setline(1, "改了")', 'let g:gongwen_filetypes = [] | enew']
      let l:child = s:start_asking(4000)
      call Ex(l:child, 'set hidden')
      if Is('nvim')
        call Ex(l:child, 'lua local ask = require("gongwen.ask"); local finish = ask.finish;'
              \ . ' ask.finish = function(question) vim.g.waits = 1; return finish(question) end')
      endif
      let l:key = l:keys =~# ']x' ? ']x' : '<C-j>'
      call Input(l:child, substitute(l:keys, ']x', '', ''))
      call WaitEqual(4, l:child, 'line(".")')
      call Wait(l:child, 'gongwen#ready() && !empty(gongwen#library#ends())')
      let l:before = Lines(l:child)
      call s:signal(l:child, 'STOP')
      if Is('vim')
        " What is asked from here is seen to when the key is done: it is changed by Vim itself.
        call CountAsking(l:child)
        call Ex(l:child, 'call timer_start(5, {timer -> g:count == 0 ? 0 : [timer_stop(timer), execute(' . string(l:change) . '),'
              \ . ' system("kill -CONT " . gongwen#host#about().pid), execute("let g:changed = 1")]}, {"repeat": -1})')
        call Input(l:child, l:key)
        call Wait(l:child, 'exists("g:changed")')
      else
        call Input(l:child, l:key)
        call WaitEqual(1, l:child, 'get(g:, "waits", 0)')
        call Ex(l:child, l:change)
        call s:signal(l:child, 'CONT')
        call WaitUntil('a message', {-> Eval(l:child, 'execute("messages")') =~# '已有改动\|has changed'})
      endif
      call assert_equal(l:change =~# 'setline' ? ['改了'] + l:before[1:] : l:before, Eval(l:child, 'getbufline(1, 1, "$")'))
      call assert_equal(0, Eval(l:child, 'gongwen#placeholder#pending()'))
      call Stop(l:child)
    endfor
  endfor
endfunction

" Between the answer and the edit something else has changed the text, or has gone to another one.
function! Test_the_text_changes_in_between() abort
  for [l:change, l:lines] in [['call setline(1, "改了")', ['改了'] + s:text[1:2] + ['qqwz'] + s:text[4:]], ['enew', ['']], ['setlocal nomodifiable', s:text[:2] + ['qqwz'] + s:text[4:]]]
    let l:child = s:start(4000)
    call Ex(l:child, 'set hidden | let g:gongwen_filetypes = ["none"]')
    call Input(l:child, '4GAqqwz')
    call WaitEqual('qqwz', l:child, 'getline(4)')
    " What the key does is asked here, done after the change.
    call Ex(l:child, 'call gongwen#key#ask("expand") | let g:keys = gongwen#key#then()')
    call assert_match('act', Eval(l:child, 'g:keys'))
    call Ex(l:child, l:change)
    call Ex(l:child, 'call gongwen#key#act()')
    call WaitLines(l:lines, l:child)
    call Input(l:child, '<C-\><C-n>')
    call WaitEqual(0, l:child, 'gongwen#placeholder#pending()')
    call Stop(l:child)
  endfor
endfunction

" The list is open, and another text comes into the window below it.
function! Test_the_list_outlives_its_text() abort
  if Is('vim')
    call Skip('the list is no window of its own in Vim: another text closes it')
  endif
  let l:child = s:start(4000)
  call Ex(l:child, 'imap <buffer> <F5> <Plug>(gongwen-insert)')
  call Input(l:child, '4GA<F5>')
  call WaitList(l:child)
  call Ex(l:child, 'set hidden | call win_execute(win_getid(1), "enew")')
  call Input(l:child, 'qqwz<CR>')
  call WaitUntil('a message', {-> Eval(l:child, 'execute("messages")') =~# '已有改动\|has changed'})
  call Input(l:child, '<C-\><C-n>')
  call WaitEqual('n', l:child, 'mode()')
  call assert_equal([1, [''], s:text], Eval(l:child, '[winnr("$"), getline(1, "$"), getbufline(1, 1, "$")]'))
endfunction
