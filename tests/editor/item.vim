" The next item of an enumeration.

function! s:start(lines) abort
  let l:child = StartWith(a:lines)
  call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave * let g:left += 1')
  return l:child
endfunction

function! Test_a_series_is_typed_with_the_key() abort
  let l:child = s:start(['总结', ''])
  call Input(l:child, 'GA做到：一是加强总体学习<C-l>深入开展调研<C-l>搞好四项服务。')
  call WaitEqual('做到：一是加强总体学习；二是深入开展调研；三是搞好四项服务。', l:child, 'getline(2)')
  call assert_equal([0, 'i'], Eval(l:child, '[g:left, mode()]'))
  " Each item is an undo step of its own.
  call Input(l:child, '<Esc>u')
  call WaitEqual('做到：一是加强总体学习；二是深入开展调研；三是', l:child, 'getline(2)')
  call Input(l:child, 'u')
  call WaitEqual('做到：一是加强总体学习；二是深入开展调研', l:child, 'getline(2)')
endfunction

function! Test_items_behind_move_on_in_the_same_undo_step() abort
  let l:lines = ['清单', '　　1.学习；', '　　2.服务；', '　　3.总结。']
  let l:child = s:start(l:lines)
  call Input(l:child, '2GA<C-l>')
  call WaitLines(['清单', '　　1.学习；', '　　2.', '　　3.服务；', '　　4.总结。'], l:child)
  call assert_equal([3, 9, 'i'], Eval(l:child, '[line("."), col("."), mode()]'))
  call Input(l:child, '调研；<Esc>uu')
  call WaitLines(l:lines, l:child)
  call Input(l:child, '<C-r><C-r>')
  call WaitLines(['清单', '　　1.学习；', '　　2.调研；', '　　3.服务；', '　　4.总结。'], l:child)
endfunction

function! Test_without_an_enumeration_the_key_is_what_it_was() abort
  let l:child = s:start(['一段没有列举的话。'])
  call Ex(l:child, 'iunmap <buffer> <C-l>')
  call Ex(l:child, 'imap <buffer> <Tab> <Plug>(gongwen-next-item)')
  call Ex(l:child, 'setlocal expandtab softtabstop=4')
  call Input(l:child, 'A二<Tab>三')
  call WaitEqual('一段没有列举的话。二    三', l:child, 'getline(1)')
  " <C-l> by itself would be a ^L in the text.
  call Ex(l:child, 'iunmap <buffer> <Tab>')
  call Ex(l:child, 'imap <buffer> <C-l> <Plug>(gongwen-next-item)')
  call Input(l:child, '<C-l>四')
  call WaitEqual('一段没有列举的话。二    三四', l:child, 'getline(1)')
  call assert_match('序号\|enumeration', Eval(l:child, 'execute("1messages")'))
  call assert_equal(0, Eval(l:child, 'g:left'))
endfunction

function! Test_a_placeholder_that_waits_is_the_items_text() abort
  let l:child = s:start(['做到：一是完成XX项；二是服务XX人。'])
  call Input(l:child, 'gg0i<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '<C-l>')
  call WaitEqual('做到：一是完成XX；二是项；三是服务XX人。', l:child, 'getline(1)')
endfunction

function! Test_in_a_macro() abort
  let l:child = s:start(['一是甲', '一是乙'])
  call Input(l:child, 'qqA<C-l>丙<Esc>q')
  call WaitEqual('一是甲；二是丙', l:child, 'getline(1)')
  call Input(l:child, '2G@q')
  call WaitEqual('一是乙；二是丙', l:child, 'getline(2)')
endfunction
