" What the host says, and what it is told, is cut, garbled, late, or does not come at all.
execute 'source' fnameescape($GONGWEN_TEST_DIR . '/faulty.vim')

" In msgpack, and in JSON with a header: bytes that are no message, claims of more than there can be, and
" what is nested too deeply.
let s:garbage = [
      \ 'c1',
      \ '93c1',
      \ 'dbffffffff',
      \ 'c6ffffffff00',
      \ '00ff00ff00ff',
      \ '4745542f20485454502f312e300d0a0d0a',
      \ ]
" What msgpack-c asks too much memory for: deeper than 32 levels, more elements than there is room for.
let s:claims = [repeat('91', 40) . 'c0', repeat('91', 4000) . 'c0', 'ddffffffff', 'dfffffffff']
let s:headers = ['Content-Length: 4294967296', 'Content-Length: 99999999999999999999999999', 'Content-Length: -1', 'Content-Length:', 'Content-Length: x', 'X']
let s:bodies = [repeat('[', 4000), repeat('[', 4000) . repeat(']', 4000), '{', '{"jsonrpc": "2.0", "method": "answer", "params": ' . repeat('{"a":', 100) . '1' . repeat('}', 101), '"\ud800"', 'null', '']

function! s:hex(text) abort
  return join(map(range(len(a:text)), {_, i -> printf('%02x', char2nr(a:text[i]))}), '')
endfunction

function! s:all_garbage() abort
  return s:garbage + map(copy(s:headers), {_, h -> s:hex(h . "\r\n\r\n{}")})
        \ + map(copy(s:bodies), {_, b -> s:hex('Content-Length: ' . len(b) . "\r\n\r\n" . b)})
endfunction

" All that was typed is there, and the plugin works again, by itself or after :Gongwen restart, and has
" said why.
function! s:recovers(child, lines) abort
  call Input(a:child, '<Esc>')
  call WaitLines(a:lines, a:child)
  if !s:soon(a:child)
    call assert_match('^gongwen', join(Messages(a:child), "\n"))
    call Ex(a:child, 'silent Gongwen restart')
  endif
  call CheckWorks(a:child)
endfunction

" Whether it comes back when one goes on.
function! s:soon(child) abort
  for l:try in range(40)
    call Input(a:child, 'Gox<Esc>dd')
    call Ex(a:child, 'silent! call gongwen#headings()')
    if Eval(a:child, 'gongwen#ready()')
      return 1
    elseif Eval(a:child, 'gongwen#host#state()') ==# 'failed'
      return 0
    endif
    sleep 100m
  endfor
  return 0
endfunction

function! s:say_garbage(bytes) abort
  let l:child = StartFaulty({'fails': 1, 'before': ['let g:gongwen_timeout = 200']})
  call Input(l:child, 'Go写字')
  call WaitEqual('写字', l:child, 'getline("$")')
  call Order(l:child, 'inject ' . Bytes('garbage', a:bytes))
  call Input(l:child, '不停，总')
  call s:recovers(l:child, g:text + ['写字不停，总'])
  call Stop(l:child)
endfunction

function! Test_garbage_from_the_host() abort
  for l:bytes in s:all_garbage()
    call s:say_garbage(l:bytes)
  endfor
endfunction

function! Test_great_claims_from_the_host() abort
  if Is('nvim') && !Is('nvim-0.10')
    call Skip('they end this Neovim, whoever sends them (E41: Out of memory!)')
  endif
  for l:bytes in s:claims
    call s:say_garbage(l:bytes)
  endfor
endfunction

function! Test_garbage_to_the_host() abort
  for l:bytes in s:all_garbage() + s:claims
    let l:child = StartFaulty({'fails': 1, 'before': ['let g:gongwen_timeout = 200']})
    let l:pid = HostPid(l:child)
    call Order(l:child, 'feed ' . Bytes('garbage', l:bytes))
    call Input(l:child, 'Go写字不停，总')
    call s:recovers(l:child, g:text + ['写字不停，总'])
    call Stop(l:child)
  endfor
endfunction

" The end in the middle of a message, at any byte of it.
function! Test_half_a_message_then_the_end() abort
  for l:size in [1, 2, 3, 10, 30, 50, 70, 100, 140, 200, 300, 500]
    let l:child = StartFaulty({'fails': 1})
    call Ex(l:child, 'Gongwen outline')
    call Order(l:child, 'cut ' . l:size)
    call Input(l:child, 'Go二、乙XX<Esc>o三、丙XX<Esc>')
    call s:recovers(l:child, g:text + ['二、乙XX', '三、丙XX'])
    call Stop(l:child)
  endfor
endfunction

" Silence in the middle of a message: the key is itself within its time, and the host is replaced when it has
" been silent for too long.
function! Test_half_a_message_then_silence() abort
  for l:size in [0, 1, 40, 100, 150]
    let l:child = StartFaulty({'fails': 1, 'before': ['let g:gongwen_timeout = 200']})
    call Order(l:child, 'stall ' . l:size)
    call Input(l:child, 'Goqqwz<C-j>总')
    call WaitUntil('the key', {-> len(Lines(l:child)) == 5 || Eval(l:child, 'getline("$")') =~# '总$'})
    call assert_true(index([['qqwz', '总'], ['完毕总']], Eval(l:child, 'getline(4, "$")')) >= 0, string(Lines(l:child)))
    call s:recovers(l:child, Lines(l:child))
    call Stop(l:child)
  endfor
endfunction

" Bits are wrong here and there. Nothing is asked for meanwhile, so nothing is to be done.
function! Test_wrong_bits() abort
  for l:order in ['spoil 97', 'spoil 13', 'spoil-in 101', 'spoil-in 17']
    let l:child = StartFaulty({'fails': 1, 'before': ['let g:gongwen_timeout = 200']})
    call Ex(l:child, 'Gongwen outline')
    call Order(l:child, l:order)
    for l:i in range(10)
      call Input(l:child, 'Go二、写字' . l:i . '，XX<Esc>')
      call WaitEqual('二、写字' . l:i . '，XX', l:child, 'getline("$")')
    endfor
    call Ex(l:child, 'silent Gongwen restart')
    call s:recovers(l:child, g:text + map(range(10), '"二、写字" . v:val . "，XX"'))
    call Stop(l:child)
  endfor
endfunction

" An answer that comes in time is used, one that does not is dropped, and what is typed waits for neither.
function! Test_slow() abort
  let l:child = StartFaulty({'before': ['let g:gongwen_timeout = 2000']})
  call Order(l:child, 'delay 300')
  call Input(l:child, 'Goqqwz<C-j>总')
  call WaitEqual('完毕总', l:child, 'getline("$")')
  let l:start = reltime()
  call Input(l:child, repeat('字', 50))
  call WaitEqual('完毕总' . repeat('字', 50), l:child, 'getline("$")')
  call assert_true(reltimefloat(reltime(l:start)) < 2, 'typing waits')
  call Ex(l:child, 'let g:gongwen_timeout = 100')
  call Input(l:child, '，qqwz<C-j>通')
  call WaitEqual('通', l:child, 'getline("$")')
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal(['完毕总' . repeat('字', 50) . '，qqwz', '通'], Eval(l:child, 'getline(4, "$")'))
  call Order(l:child, 'delay 0')
  call Ex(l:child, 'let g:gongwen_timeout = 4000')
  call CheckWorks(l:child)
endfunction
