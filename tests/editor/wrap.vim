" A selection is taken in by a section.

let s:text = ['工作总结', '一、基本情况', '已有党员XX名。', '　　第一段总结𝔼。', '　　第二段。', '二、存在问题', '问题XX个。']

function! s:start(...) abort
  let l:child = StartWith(get(a:000, 0, s:text))
  call Ex(l:child, 'let [@a, @", @/] = ["寄存器", "默认", "查找"]')
  return l:child
endfunction

" Selects by these keys, chooses from the list, and compares the text from the line `first` on.
function! s:wrap(keys, name, first, lines, ...) abort
  let l:child = s:start()
  for l:option in a:000
    call Ex(l:child, 'set ' . l:option)
  endfor
  call Input(l:child, a:keys . '<C-j>')
  call WaitList(l:child)
  call Input(l:child, a:name . '<CR>')
  call WaitEqual(a:lines, l:child, printf('getline(%d, %d)', a:first, a:first + len(a:lines) - 1))
  call WaitEqual('n', l:child, 'mode()')
  call assert_equal(['寄存器', '默认', '查找'], Eval(l:child, '[@a, @", @/]'))
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Stop(l:child)
endfunction

function! Test_characters() abort
  call s:wrap('4G0f总v2l', '鲲鹏引号', 4, ['　　第一段“总结𝔼”。'])
  call s:wrap('4G0f总v2l', '鲲鹏引号', 4, ['　　第一段“总结”𝔼。'], 'selection=exclusive')
  call s:wrap('4G0f𝔼v2h', '鲲鹏引号', 4, ['　　第一段“总结𝔼”。'])
  call s:wrap('4G0f𝔼v', '鲲鹏引号', 4, ['　　第一段总结“𝔼”。'])
  call s:wrap('4G0f总v$', '鲲鹏引号', 4, ['　　第一段“总结𝔼。”', '　　第二段。'])
  call s:wrap('4G0f总vj', '鲲鹏引号', 4, ['　　第一段“总结𝔼。', '　　第二段。”', '二、存在问题'])
endfunction

function! Test_lines() abort
  call s:wrap('4GVj', '鲲鹏评述', 4, ['二、鲲鹏评述', '前文。', '　　第一段总结𝔼。', '　　第二段。', '后文XX。', '三、存在问题'])
  call s:wrap('5GVk', 'ztyq', 4, ['二、总体要求', '　　第一段总结𝔼。', '　　第二段。', '三、存在问题'])
  call s:wrap('3GV', '鲲鹏引号', 3, ['“已有党员XX名。”', '　　第一段总结𝔼。'])
endfunction

" No heading, and no place for the selection: it would be lost.
function! Test_no_place_for_it() abort
  let l:child = s:start()
  call Input(l:child, '4GV<C-j>')
  call WaitList(l:child)
  call Input(l:child, 'qqwz<CR>')
  call WaitUntil('a message', {-> Eval(l:child, 'execute("messages")') =~# '魍魉文字'})
  call WaitEqual('n', l:child, 'mode()')
  call WaitLines(s:text, l:child)
endfunction

function! Test_cancelling() abort
  for l:select in ['4G0f总v2l', '4GVj', '5G0vk']
    let l:child = s:start()
    call Input(l:child, l:select)
    let l:before = Eval(l:child, '[mode(), getpos("v"), getpos(".")]')
    call Input(l:child, '<C-j>')
    call WaitList(l:child)
    call Input(l:child, 'qq<Esc>')
    call WaitEqual(l:before, l:child, '[mode(), getpos("v"), getpos(".")]')
    call WaitLines(s:text, l:child)
    call assert_equal(0, Eval(l:child, '&modified'))
    call Stop(l:child)
  endfor
endfunction

function! Test_a_block_is_refused() abort
  let l:child = s:start()
  for l:keys in ['<C-j>', ':Gongwen insert 鲲鹏引号<CR>']
    call Input(l:child, "4G0\<C-v>j" . l:keys)
    call WaitUntil('a message', {-> Eval(l:child, 'execute("messages")') =~# '块选\|block'})
    call WaitEqual(1, l:child, 'winnr("$")')
    call WaitLines(s:text, l:child)
    call Ex(l:child, 'messages clear')
  endfor
endfunction

function! Test_by_command() abort
  let l:child = s:start()
  call Input(l:child, '4G0f总v2l:Gongwen insert 鲲鹏引号<CR>')
  call WaitEqual('　　第一段“总结𝔼”。', l:child, 'getline(4)')
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Ex(l:child, '4,5Gongwen insert 鲲鹏评述')
  call WaitEqual(['二、鲲鹏评述', '前文。', '　　第一段总结𝔼。', '　　第二段。', '后文XX。'], l:child, 'getline(4, 8)')
  " On the first placeholder, which is filled as any other.
  call WaitEqual([8, 7], l:child, '[line("."), col(".")]')
  call Input(l:child, 'i三<Esc>')
  call WaitEqual('后文三。', l:child, 'getline(8)')
endfunction

function! Test_other_modes_keep_their_key() abort
  let l:child = s:start()
  call Ex(l:child, 'smap <C-j> <C-j>')
  call Input(l:child, '4GV<C-j>')
  call WaitList(l:child)
  call Stop(l:child)
  let l:child = StartWith(s:text, {'before': ['let g:gongwen_no_maps = 1']})
  call Input(l:child, '4GV<C-j>d')
  call WaitEqual(5, l:child, 'line("$")')
endfunction
