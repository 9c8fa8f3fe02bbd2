" What a Vim under test has beside child.vim: the options that Neovim has by itself, and the channel by which
" the harness asks it. Its keys come by its terminal.
set backspace=indent,eol,start autoindent nostartofline hlsearch incsearch laststatus=2 showcmd ruler wildmenu
set belloff=all autoread nojoinspaces sidescroll=1 smarttab history=1000 display=lastline formatoptions=tcqj
set nrformats-=octal sessionoptions-=options complete-=i encoding=utf-8 nolangremap
" A bare <Esc> is soon one, and sooner than a timer is run.
set ttimeout ttimeoutlen=5
" No questions to the terminal: nobody answers.
set t_RV= t_u7= t_RF= t_RB=

let s:work = {}

" A message: [id, what, text].
function! s:receive(_, message) abort
  let s:work[a:message[0]] = a:message[2]
  call s:see_to(a:message[0], a:message[1], 0)
endfunction

" It is seen to at the next rest in so many milliseconds, and outside of any function: one would have the last search pattern restored
" at its end.
function! s:see_to(id, what, time) abort
  let l:task = a:what ==# 'ex' ? ['call HarnessBegin()', 'execute HarnessText(' . a:id . ')', 'call HarnessAnswer(' . a:id . ', 1, 0)', 'call HarnessRefresh()']
        \ : ['call HarnessAnswer(' . a:id . ', 1, eval(HarnessText(' . a:id . ')))']
  let l:lines = ['if HarnessIsFree(' . a:id . ', "' . a:what . '")', 'try'] + l:task
        \ + ['catch', 'call HarnessAnswer(' . a:id . ', 0, v:exception . " at " . v:throwpoint)', 'endtry', 'endif']
  call timer_start(a:time, function('execute', [l:lines]))
endfunction

function! HarnessText(id) abort
  return remove(s:work, a:id)
endfunction

function! HarnessAnswer(id, done, value) abort
  call ch_sendraw(s:channel, json_encode([a:id, a:done, a:value]) . "\n")
endfunction

" Not in the midst of a key (after an <Esc>, until it is known to be no more) or a map, and not while a question
" asks for a key.
function! HarnessIsFree(id, what) abort
  let l:blocking = mode(1) =~# '^r' ? v:true : v:false
  if state('m') !=# ''
    call s:see_to(a:id, a:what, 4 * &ttimeoutlen)
  elseif a:what ==# 'mode'
    call HarnessAnswer(a:id, 1, {'mode': mode(1), 'blocking': l:blocking})
  elseif l:blocking
    call HarnessAnswer(a:id, 0, 'the editor waits for a key in mode ' . mode(1))
  endif
  return state('m') ==# '' && a:what !=# 'mode' && !l:blocking
endfunction

" A command is a step of undo of its own; Vim begins one with a key that is typed.
function! HarnessBegin() abort
  if mode() ==# 'n'
    let &g:undolevels = &g:undolevels
  endif
endfunction

" What a command has changed is seen after a key only (TextChanged, CursorMoved); Neovim takes it for one.
function! HarnessRefresh() abort
  if mode(1) =~# "^[nivV\<C-v>R]" && mode(1) !~# '^n[oi]'
    call feedkeys("\<Cmd>\<CR>", 'n')
  endif
endfunction

" (Some test has it start without a harness.)
if $GONGWEN_TEST_CHANNEL !=# ''
  let s:channel = ch_open('unix:' . $GONGWEN_TEST_CHANNEL, {'mode': 'json', 'callback': function('s:receive')})
endif
