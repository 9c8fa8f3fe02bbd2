" Texts that are too much, no text at all, or gone while something is asked about them.
execute 'source' fnameescape($GONGWEN_TEST_DIR . '/faulty.vim')

" 100 MB: typing goes on, and there are all the parts.
function! Test_a_hundred_megabytes() abort
  let l:usual = g:deadline
  let g:deadline = 120000
  try
    call s:hundred_megabytes()
  finally
    let g:deadline = l:usual
  endtry
endfunction

function! s:hundred_megabytes() abort
  let l:file = g:scratch . '/large.gongwen'
  call writefile(['工作总结', '一、甲', '有XX名。'], l:file)
  call system('yes ' . repeat('今年以来，各项工作稳步推进。', 12) . ' | head -n 200000 >> ' . l:file)
  call writefile(['二、乙XX'], l:file, 'a')
  call assert_true(getfsize(l:file) > 100000000)
  let l:child = Start({'file': l:file, 'before': ['let g:gongwen_timeout = 30000']})
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal(['工作总结', '甲', '乙XX'], Eval(l:child, 'map(gongwen#headings(), "v:val.title")'))
  call Input(l:child, 'Go' . repeat('字', 20))
  call WaitEqual(repeat('字', 20), l:child, 'getline("$")')
  call Input(l:child, '，qqwz<C-j>')
  call WaitEqual(repeat('字', 20) . '，完毕', l:child, 'getline("$")')
  call Input(l:child, '<Esc>gg0]x')
  call WaitEqual([3, 4], l:child, '[line("."), col(".")]')
  call SignalHost(l:child, 'KILL')
  call WaitEqual('off', l:child, 'gongwen#host#state()')
  call Input(l:child, 'O三、中间<Esc>')
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal(['工作总结', '甲', '中间', '乙XX'], Eval(l:child, 'map(gongwen#headings(), "v:val.title")'))
  call assert_equal(200006, Eval(l:child, 'line("$")'))
endfunction

" NUL, and bytes that are no UTF-8: what is written is what was read, but for what was done.
function! Test_bytes_that_are_no_text() abort
  let l:lines = ['工作总结', '一、甲' . "\n" . 'XX', "坏\xff\xfe\xc0\x80XX", "\n\n", '二、' . "\xe4\xb8"]
  let l:file = g:scratch . '/bytes.gongwen'
  call writefile(l:lines, l:file)
  let l:bytes = readfile(l:file, 'b')
  let l:child = Start({'before': ['set fileencodings=utf-8']})
  call Ex(l:child, 'edit ++enc=utf-8 ++bad=keep ' . l:file)
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal([2, 3], Eval(l:child, 'map(gongwen#placeholders(), "v:val.lnum")'))
  call SignalHost(l:child, 'KILL')
  call Input(l:child, 'Goqqwz<C-j><Esc>')
  call WaitEqual('完毕', l:child, 'getline("$")')
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, 'gg0i<C-j>总<C-j>通<Esc>')
  call WaitEqual([], l:child, 'gongwen#placeholders()')
  call Ex(l:child, 'noautocmd silent write!')
  call assert_equal(readfile(l:file, 'b'), [l:bytes[0], substitute(l:bytes[1], 'XX', '总', ''), substitute(l:bytes[2], 'XX', '通', '')] + l:bytes[3:4] + ['完毕', ''])
endfunction

" The text is another one, or none, before the host has heard of it.
function! Test_the_text_goes_while_the_host_hangs() abort
  for [l:command, l:left] in [['edit!', 1], ['checktime', 1], ['%delete', 1], ['undo 0', 1], ['split other.txt | bunload! 1', 0], ['bwipeout!', 0], ['enew!', 0], ['file other.gongwen', 1], ['silent %!sort', 1]]
    let l:child = StartWith(g:text, {'before': ['let g:gongwen_timeout = 200']})
    call Ex(l:child, 'set autoread hidden')
    let l:file = Eval(l:child, 'expand("%:p")')
    let l:pid = HostPid(l:child)
    call Signal('STOP', l:pid)
    if l:command ==# 'checktime'
      " Another program has written it.
      call writefile(g:text + ['二、别人写的'], l:file)
      call system('touch -d "1 minute" ' . shellescape(l:file))
    else
      call Input(l:child, 'Go二、还没有说的XX')
      call WaitEqual('二、还没有说的XX', l:child, 'getline("$")')
      call Input(l:child, '<Esc>')
      call WaitEqual('n', l:child, 'mode()')
    endif
    " Asked for, with nobody to answer.
    call Ex(l:child, 'silent! call gongwen#headings()')
    call Ex(l:child, l:command)
    let l:lines = Eval(l:child, 'getline(1, "$")')
    call assert_equal(l:command ==# 'checktime', index(l:lines, '二、别人写的') >= 0)
    call Signal('CONT', l:pid)
    if l:left && l:lines !=# ['']
      call Wait(l:child, 'gongwen#ready()')
      call assert_equal(l:lines, Lines(l:child))
      call assert_equal(len(systemlist([$GONGWEN_HOST, 'outline', '--format=tsv', '-'], l:lines)), Eval(l:child, 'len(gongwen#headings())'), l:command)
      call CheckWorks(l:child)
      call assert_equal(l:pid, HostPid(l:child))
    else
      call Ex(l:child, 'edit! ' . l:file)
      call CheckWorks(l:child)
    endif
    call Stop(l:child)
  endfor
endfunction
