" The side window after edits of every sort: its rows are those of a fresh reading, its folds stay.

let s:text = ['工作总结', '一、甲', '（一）子甲。内容XX。', '（二）子乙。内容。', '二、乙', '正文。', '（一）丑甲。内容。', '三、丙']

" The lines that the rows of the outline make.
function! s:lines_of(child) abort
  return map(Eval(a:child, g:rows), {_, row -> strpart(row[1], 0, row[2]) . ['  ', '- ', '+ '][row[7]] . strpart(row[1], row[2])})
endfunction

" What a fresh reading of the text would show: [indentation, title] of each row.
function! s:fresh(child) abort
  let l:rows = systemlist([$GONGWEN_HOST, 'outline', '--format=tsv', '-'], Lines(a:child) + [''])
  return map(l:rows, {_, row -> [str2nr(split(row, "\t", 1)[3]) * 2, split(row, "\t", 1)[5]]})
endfunction

function! s:shown(child) abort
  let l:rows = Outline(a:child)
  let l:ordinals = '^[+-]\?\s*\%([一二三四五六七八九十]\+、\|（[一二三四五六七八九十]\+）\|\d\+\.\)\?'
  return l:rows ==# [''] ? [] : map(l:rows, {_, row -> [max([strlen(matchstr(row, '^ *\%([+-]\)\?')) - (row =~# '^ *[+-]' ? 1 : 2), 0]),
        \ substitute(substitute(row, '^ *', '', ''), l:ordinals, '', '')]})
endfunction

function! s:same(child, what) abort
  call Wait(a:child, 'gongwen#ready()')
  try
    call WaitUntil(a:what, {-> s:shown(a:child) ==# s:fresh(a:child)})
  catch /gave up/
    call assert_equal(s:fresh(a:child), s:shown(a:child), a:what)
    throw 'gave up'
  endtry
  if !empty(s:shown(a:child))
    call assert_equal(s:lines_of(a:child), Outline(a:child), a:what)
  endif
endfunction

function! s:start(lines) abort
  let l:child = StartWith(a:lines)
  call Ex(l:child, 'Gongwen outline')
  call s:same(l:child, 'opened')
  return l:child
endfunction

function! Test_after_every_sort_of_edit() abort
  let l:child = s:start(s:text)
  call assert_equal([7, [4, '子甲']], [len(s:shown(l:child)), s:shown(l:child)[2]])
  call writefile(['（三）读入的。', '四、也是读入的'], g:scratch . '/r.txt')
  call Ex(l:child, 'let @q = "o五、宏里的\<Esc>j"')
  for l:keys in ['5Gdd', 'p', 'u', '<C-r>', '2Gdd.', 'uu', ':g/内容/delete<CR>', 'u', ':%s/甲/丁/g<CR>', ':2read ' . g:scratch . '/r.txt<CR>',
        \ 'gg2@q', ':%join<CR>', 'u', 'ggVGyGp', ':1,3move $<CR>', ':%!sort<CR>', 'ggdG', 'u', ':earlier 5<CR>', ':later 3<CR>',
        \ ':undo 0<CR>', 'Gozycx<C-j>', '<Esc>u', ':edit!<CR>', 'ggO# 一、标记<Esc>', '2GJ', '3G>>', 'o六、甲<BS>乙<C-w>丙<Esc>']
    call Input(l:child, l:keys)
    call WaitUntil('a rest after ' . l:keys, {-> Mode(l:child) ==# {'mode': l:keys =~# 'zycx' ? 'i' : 'n', 'blocking': v:false}})
    call s:same(l:child, l:keys)
  endfor
endfunction

function! s:rows(child, rows) abort
  try
    call WaitUntil('the rows', {-> Outline(a:child) ==# a:rows})
  catch /gave up/
    call assert_equal(a:rows, Outline(a:child))
    throw 'gave up'
  endtry
endfunction

function! Test_folds_belong_to_the_sections() abort
  let l:child = s:start(['工作总结', '一、甲', '（一）同名。内容。', '二、乙', '（一）同名。内容。', '三、甲', '（一）别的。内容。'])
  call Ex(l:child, 'let g:text = win_getid() | call win_gotoid(t:gongwen_outline.window)')
  " One of two of the same name is closed.
  call Input(l:child, '6Gzc')
  call s:rows(l:child, ['  工作总结', '  - 一、甲', '      （一）同名', '  - 二、乙', '      （一）同名', '  + 三、甲'])
  call Ex(l:child, 'call win_gotoid(g:text)')
  " A line at the top, a new heading between, which is open and closes no other.
  call Ex(l:child, 'call append(0, "某某单位") | call append(4, ["二、新的", "（一）新的子。内容。"])')
  call s:rows(l:child, ['  工作总结', '  - 一、甲', '      （一）同名', '  - 二、新的', '      （一）新的子', '  - 二、乙', '      （一）同名', '  + 三、甲'])
  call Ex(l:child, 'undo')
  call s:rows(l:child, ['  工作总结', '  - 一、甲', '      （一）同名', '  - 二、乙', '      （一）同名', '  + 三、甲'])
  " Moved, deleted and brought back.
  call Input(l:child, '6G[e')
  call s:rows(l:child, ['  工作总结', '  - 一、甲', '      （一）同名', '  + 二、甲', '  - 三、乙', '      （一）同名'])
  call Input(l:child, '4G\d')
  call s:rows(l:child, ['  工作总结', '  - 一、甲', '      （一）同名', '  - 二、乙', '      （一）同名'])
  call Input(l:child, 'u')
  call s:rows(l:child, ['  工作总结', '  - 一、甲', '      （一）同名', '  + 二、甲', '  - 三、乙', '      （一）同名'])
  " Closed and opened again, the window keeps them.
  call Ex(l:child, 'Gongwen outline')
  call Ex(l:child, 'Gongwen outline')
  call s:rows(l:child, ['  工作总结', '  - 一、甲', '      （一）同名', '  + 二、甲', '  - 三、乙', '      （一）同名'])
endfunction

function! Test_texts_of_every_sort() abort
  for l:command in ['setlocal readonly', 'setlocal nomodifiable', 'setlocal filetype=', 'setlocal buftype=nofile', '0file']
    let l:child = StartWith(s:text)
    call Ex(l:child, l:command)
    call Ex(l:child, 'Gongwen outline')
    call s:same(l:child, l:command)
    call Stop(l:child)
  endfor
endfunction

function! Test_it_follows_every_motion() abort
  let l:child = s:start(['前言一句。', '', '一、甲'] + repeat(['正文。'], 40) + ['二、乙'] + repeat(['正文。'], 40) + ['三、100%完成'])
  let l:row = '[line(".", t:gongwen_outline.window), getwinvar(t:gongwen_outline.window, "&cursorline")]'
  call Ex(l:child, '10mark x')
  " Above the first heading none is marked.
  call assert_equal(0, Eval(l:child, l:row)[1])
  for [l:keys, l:marked] in [['/乙<CR>', 2], ['ggn', 2], ['gg', 0], ['<C-d><C-d>', 1], ['G', 3], [':50<CR>', 2], ['gg3G', 1], ['60%', 2], ["'x", 1]]
    call Input(l:child, l:keys)
    call WaitEqual(l:marked, l:child, l:marked ? l:row . '[0] * ' . l:row . '[1]' : l:row . '[1]')
  endfor
  " A percent sign in a title is one in the status line.
  call Input(l:child, 'G')
  call WaitEqual(3, l:child, l:row . '[0]')
  call Ex(l:child, 'set statusline=%{%gongwen#statusline()%} laststatus=2')
  call WaitEqual('100%%完成', l:child, 'gongwen#statusline()')
  call assert_equal(['100%完成'], Eval(l:child, 'gongwen#breadcrumb()->split(" > ")'))
endfunction
