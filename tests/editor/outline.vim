" The side window.

let s:text = ['工作总结', '一、甲', '（一）子甲。内容XX。', '（二）子乙。内容。', '二、乙', '正文XX，XX。', '三、丙']
let s:rows = ['  工作总结', '  - 一、甲', '      （一）子甲', '      （二）子乙', '    二、乙', '    三、丙']

function! s:start(...) abort
  let l:child = StartWith(s:text, get(a:000, 0, {}))
  call Ex(l:child, 'Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  return l:child
endfunction

function! s:wait_rows(child, rows) abort
  try
    call WaitUntil('the rows', {-> Outline(a:child) ==# a:rows})
  catch /gave up/
    call assert_equal(a:rows, Outline(a:child))
    throw 'gave up'
  endtry
endfunction

" The number of the row the outline's cursor is in.
let s:row = 'line(".", t:gongwen_outline.window)'

function! Test_it_opens_beside_the_text_and_leaves_no_trace() abort
  let l:child = StartWith(s:text, {'before': ['set number list spell wrap cursorcolumn colorcolumn=80 foldcolumn=2 foldmethod=indent foldenable']})
  call Ex(l:child, 'edit ' . g:scratch . '/other.txt | edit # | vsplit | wincmd p | call cursor(3, 7)')
  call Ex(l:child, 'let [@a, @", @/] = ["寄存器", "默认", "查找"] | clearjumps | wincmd p | wincmd p')
  let l:state = '[winlayout(), winrestcmd(), win_getid(), winnr("#"), bufnr("#"), getpos("."), @a, @", @0, @-, @/, v:hlsearch, getjumplist()[0], &number, &list, &foldmethod, &colorcolumn, map(getbufinfo({"buflisted": 1}), "v:val.bufnr"), histnr("/")]'
  let l:before = Eval(l:child, l:state)
  call Ex(l:child, 'Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  let l:open = Eval(l:child, l:state)
  call assert_equal(l:before[2:], l:open[2:])
  call assert_equal([32, 'gongwen-outline', 'nofile', 0, 0, 1, 0, 0, '', 0, 'manual'], Eval(l:child,
        \ 'map(["winwidth", "&ft", "&buftype", "&buflisted", "&modifiable", "&winfixwidth", "&number", "&list", "&colorcolumn", "&foldenable", "&foldmethod"], {_, o -> o ==# "winwidth" ? winwidth(t:gongwen_outline.window) : getwinvar(t:gongwen_outline.window, o)})'))
  call assert_match('^gongwen://outline/\d\+$', Eval(l:child, 'bufname(t:gongwen_outline.buffer)'))
  call Ex(l:child, 'Gongwen outline')
  call assert_equal(l:before, Eval(l:child, l:state))
  call assert_equal(0, Eval(l:child, 'bufexists(t:gongwen_outline.buffer)'))
endfunction

" Its buffer is in no list, has no history and nothing on the disk, whatever is set for others.
function! Test_nothing_of_it_is_kept() abort
  let l:child = s:start()
  call mkdir(g:scratch . '/kept')
  call Ex(l:child, 'Gongwen outline')
  call Ex(l:child, 'set swapfile undofile updatecount=1 directory=' . g:scratch . '/kept undodir=' . g:scratch . '/kept')
  call Ex(l:child, 'Gongwen outline')
  call s:wait_rows(l:child, s:rows)
  call Input(l:child, 'Go四、新的一节<Esc>')
  call s:wait_rows(l:child, s:rows + ['    四、新的一节'])
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call assert_equal(['', 0, [], 0], Eval(l:child, '[swapname(""), undotree().seq_last, undotree().entries, &swapfile]'))
  call assert_notmatch('outline', Eval(l:child, 'execute("ls")'))
  call Ex(l:child, 'silent! undo')
  call assert_equal(s:rows + ['    四、新的一节'], Outline(l:child))
  " Others have all that.
  call Ex(l:child, 'wincmd p | write | new ' . g:scratch . '/plain.txt')
  call assert_equal(['plain.txt.swp', 1], Eval(l:child, '[fnamemodify(swapname(""), ":t"), &undofile]'))
  let l:kept = readdir(g:scratch . '/kept')
  call assert_equal(2, len(l:kept))
  call assert_equal([], filter(l:kept, 'v:val =~# "outline"'))
endfunction

function! Test_it_follows_typing_and_the_cursor() abort
  let l:child = s:start()
  call assert_equal(1, Eval(l:child, s:row))
  call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave,WinLeave * let g:left += 1')
  call Input(l:child, 'Go四、新的一节')
  call s:wait_rows(l:child, s:rows + ['    四、新的一节'])
  call WaitEqual(7, l:child, s:row)
  call assert_equal([0, 'i'], Eval(l:child, '[g:left, mode()]'))
  call Input(l:child, '<Up><Up><Up><Up>')
  call WaitEqual(4, l:child, s:row)
  call Input(l:child, '<Esc>gg')
  call WaitEqual(1, l:child, s:row)
  call Input(l:child, ':6<CR>')
  call WaitEqual(5, l:child, s:row)
endfunction

function! Test_edits_of_the_body_leave_it_alone() abort
  let l:child = s:start()
  call Ex(l:child, 'let g:tick = getbufvar(t:gongwen_outline.buffer, "changedtick")')
  call Input(l:child, '6GA再写几句<Esc>')
  call WaitEqual('正文XX，XX。再写几句', l:child, 'getline(6)')
  call Input(l:child, '2Go又一行正文<Esc>')
  call WaitEqual(8, l:child, 'line("$")')
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal(8, Eval(l:child, 'gongwen#headings()[-1].lnum'))
  call assert_equal(s:rows, Outline(l:child))
  call assert_equal(1, Eval(l:child, 'g:tick == getbufvar(t:gongwen_outline.buffer, "changedtick")'))
endfunction

function! Test_counts_go_down() abort
  let l:child = s:start()
  let l:full = ['  工作总结                    3', '  - 一、甲                    1', '      （一）子甲              1',
        \ '      （二）子乙', '    二、乙                    2', '    三、丙']
  call WaitScreen(l:full, l:child)
  call Input(l:child, 'gg]xc2l5<Esc>')
  call WaitScreen(['  工作总结                    2', '  - 一、甲', '      （一）子甲', '      （二）子乙',
        \ '    二、乙                    2', '    三、丙'], l:child)
  call Input(l:child, 'u')
  call WaitScreen(l:full, l:child)
endfunction

function! Test_long_titles_are_cut() abort
  let l:child = StartWith(['总结', '一、总通开一四需“甲乙丙”——丁戊己庚辛壬癸XX', '二、短', '三、a总通开一四需甲乙丙丁戊己庚辛壬癸子丑'])
  call Ex(l:child, 'Gongwen outline')
  call WaitScreen(['  总结                        1', '    一、总通开一四需“甲乙丙”… 1', '    二、短',
        \ '    三、a总通开一四需甲乙丙丁戊…'], l:child)
  " In a window of another width it is right at once, and so where such marks take two cells.
  call Ex(l:child, 'call win_execute(t:gongwen_outline.window, "vertical resize 21")')
  call WaitScreen(['  总结             1', '    一、总通开一…  1', '    二、短', '    三、a总通开一四…'], l:child)
  call Ex(l:child, 'set ambiwidth=double')
  call WaitScreen(['  总结             1', '    一、总通开一… 1', '    二、短', '    三、a总通开一四…'], l:child)
  call assert_equal(21, Eval(l:child, 'winwidth(t:gongwen_outline.window)'))
endfunction

function! Test_folds() abort
  let l:child = s:start()
  call Ex(l:child, 'call cursor(4, 1)')
  call WaitEqual(4, l:child, s:row)
  call Ex(l:child, 'let g:text = win_getid() | call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '2Gza')
  let l:closed = ['  工作总结', '  + 一、甲', '    二、乙', '    三、丙']
  call s:wait_rows(l:child, l:closed)
  call assert_equal(2, Eval(l:child, 'line(".")'))
  " The text's cursor is in it: its closed ancestor is shown.
  call Ex(l:child, 'call win_gotoid(g:text)')
  call WaitEqual(2, l:child, s:row)
  " A heading put in above keeps it closed.
  call Ex(l:child, 'call append(1, ["一、新", ""])')
  call s:wait_rows(l:child, ['  工作总结', '    一、新', '  + 一、甲', '    二、乙', '    三、丙'])
  call Ex(l:child, 'undo')
  call s:wait_rows(l:child, l:closed)
  " So does another name, and reading the file again.
  call Ex(l:child, '2s/甲/改名/')
  call s:wait_rows(l:child, ['  工作总结', '  + 一、改名', '    二、乙', '    三、丙'])
  call Ex(l:child, 'edit!')
  call s:wait_rows(l:child, l:closed)
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, 'zR')
  call s:wait_rows(l:child, s:rows)
  call Input(l:child, '3Gzc')
  call s:wait_rows(l:child, l:closed)
  call WaitEqual(2, l:child, 'line(".")')
  call Input(l:child, 'zo')
  call s:wait_rows(l:child, s:rows)
endfunction

function! Test_jumping_from_it() abort
  let l:child = s:start()
  call Ex(l:child, 'let g:text = win_getid() | 3,4fold | call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '4Go')
  call WaitEqual(4, l:child, 'line(".", g:text)')
  call assert_equal(1, Eval(l:child, 'win_getid() == t:gongwen_outline.window'))
  call Input(l:child, '3G<CR>')
  call WaitEqual(1, l:child, 'win_getid() == g:text')
  call assert_equal([3, 1, -1], Eval(l:child, '[line("."), col("."), foldclosed(3)]'))
  call Input(l:child, '<C-o>')
  call WaitEqual(4, l:child, 'line(".")')
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '?')
  call Wait(l:child, g:popup)
  call Input(l:child, 'j')
  call WaitEqual([], l:child, g:popup)
  call Input(l:child, 'q')
  call WaitEqual(1, l:child, 'winnr("$")')
  call assert_equal(1, Eval(l:child, 'win_getid() == g:text'))
endfunction

" <CR> comes to the heading's ordinal whatever the text's window is set to.
function! Test_jumping_with_other_options() abort
  let l:child = StartWith(['工作总结'] + map(range(1, 30), '"　　正文" . v:val') + ['　　一、甲'] + map(range(1, 30), '"　　正文" . v:val') + ['二、乙'])
  for l:options in ['scrolloff=999', 'scrollbind cursorbind', 'nostartofline virtualedit=all', 'splitkeep=screen', 'lazyredraw foldmethod=manual']
    if l:options !~# '^splitkeep' || Eval(l:child, 'exists("+splitkeep")')
      call Ex(l:child, 'set ' . l:options)
    endif
    call Ex(l:child, 'normal! zE')
    call Ex(l:child, 'call cursor(1, 1) | 20,40fold | Gongwen outline')
    call WaitUntil('the rows', {-> len(Outline(l:child)) == 3})
    call Ex(l:child, 'let g:text = win_getid() | call win_gotoid(t:gongwen_outline.window)')
    call Input(l:child, '2G<CR>')
    call WaitEqual([1, 32, 7, -1], l:child, '[win_getid() == g:text, line("."), col("."), foldclosed(32)]')
    call assert_equal(1, Eval(l:child, 'line("w0") <= 32 && 32 <= line("w$")'), l:options)
    call Ex(l:child, 'Gongwen outline')
  endfor
endfunction

" A menu that is open stays open while rows change, and the cursor where it is.
function! Test_rows_change_below_a_menu() abort
  let l:child = s:start()
  call Ex(l:child, 'inoremap <F5> <Cmd>call complete(col("."), ["总结经验", "总结教训"])<CR>')
  call Input(l:child, 'Go四、<F5>')
  call WaitEqual(1, l:child, 'pumvisible()')
  call s:wait_rows(l:child, s:rows + ['    四、总结经验'])
  call Input(l:child, '<C-n>')
  call s:wait_rows(l:child, s:rows + ['    四、总结教训'])
  call assert_equal([1, 'i', 8, 19, 1], Eval(l:child, '[pumvisible(), mode(), line("."), col("."), complete_info(["selected"]).selected]'))
  " What another one changes meanwhile, too.
  call Ex(l:child, 'call setline(2, "一、改名")')
  call WaitEqual('  - 一、改名', l:child, 'getbufline(t:gongwen_outline.buffer, 2)[0]')
  call assert_equal([1, 'i', 8, 19], Eval(l:child, '[pumvisible(), mode(), line("."), col(".")]'))
  call Input(l:child, '<C-y>')
  call WaitEqual('四、总结教训', l:child, 'getline(8)')
endfunction

let s:listen = 'autocmd User Gongwen* ++nested call add(g:events, [expand("<amatch>"), copy(g:gongwen_event)])'

function! Test_events() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'let g:events = [] | ' . s:listen)
  let l:buf = Eval(l:child, 'bufnr("")')
  call Ex(l:child, 'Gongwen outline')
  call WaitEqual([['GongwenOutline', {'buf': l:buf, 'action': 'update'}], ['GongwenOutline', {'buf': l:buf, 'action': 'open'}]], l:child, 'g:events')
  " Once for an update, in however many places the rows change: this one and, for its count, the title's.
  call Ex(l:child, 'let g:events = [] | call setline(7, "三、也改XX")')
  call WaitEqual('    三、也改XX', l:child, 'getbufline(t:gongwen_outline.buffer, 6)[0]')
  call assert_equal([['GongwenOutline', {'buf': l:buf, 'action': 'update'}]], Eval(l:child, 'g:events'))
  " Jumping, and work on the structure, with others nested.
  call Ex(l:child, 'let g:events = [] | autocmd User GongwenJump ++nested doautocmd User GongwenNested')
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '3G<CR>')
  call WaitEqual([['GongwenJump', {'buf': l:buf, 'lnum': 3, 'col': 1}], ['GongwenNested', {'buf': l:buf, 'lnum': 3, 'col': 1}]], l:child, 'g:events')
  call assert_equal(0, Eval(l:child, 'exists("g:gongwen_event")'))
  call Ex(l:child, 'let g:events = []')
  call Input(l:child, ']e')
  call WaitUntil('an event', {-> index(Eval(l:child, 'g:events'), ['GongwenStructure', {'buf': l:buf, 'action': 'move_down'}]) >= 0})
  call WaitUntil('an update', {-> index(Eval(l:child, 'g:events'), ['GongwenOutline', {'buf': l:buf, 'action': 'update'}]) >= 0})
  call assert_equal(1, len(filter(Eval(l:child, 'g:events'), 'v:val[0] ==# "GongwenStructure"')))
  " Refused: none.
  call Ex(l:child, 'let g:events = [] | call gongwen#structure#do("promote", 2, 1) | call gongwen#structure#do("demote", 2, 1)')
  call assert_equal([], filter(Eval(l:child, 'g:events'), 'v:val[0] ==# "GongwenStructure"'))
  call Ex(l:child, 'let g:events = [] | Gongwen outline')
  call WaitEqual([['GongwenOutline', {'buf': l:buf, 'action': 'close'}]], l:child, 'g:events')
  if Eval(l:child, 'has("nvim-0.8")')
    call Ex(l:child, 'lua vim.api.nvim_create_autocmd("User", { pattern = "GongwenOutline", callback = function(e) vim.g.data = e.data end })')
    call Ex(l:child, 'Gongwen outline')
    call assert_equal({'buf': l:buf, 'action': 'open'}, Eval(l:child, 'g:data'))
  endif
endfunction

function! Test_edits_while_in_it_keep_its_place() abort
  let l:child = s:start()
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, '5G')
  call WaitEqual(5, l:child, 'line(".")')
  call Ex(l:child, 'call appendbufline(t:gongwen_outline.text, 1, ["一、插入的"])')
  call WaitEqual(7, l:child, 'line("$")')
  call WaitEqual('    二、乙', l:child, 'getline(".")')
endfunction

function! Test_colours_survive_a_scheme() abort
  let l:child = s:start()
  call Ex(l:child, 'colorscheme desert')
  call assert_match('links to', Eval(l:child, 'execute("highlight GongwenOutlineOrdinal")'))
  call assert_match('links to', Eval(l:child, 'execute("highlight GongwenPending")'))
endfunction
