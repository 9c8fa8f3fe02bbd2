" Filling placeholders without leaving Insert mode.

let s:text = ['工作总结', '一、基本情况', '党员XX名，其中女党员XX名，预备党员XX名。', '完。']

function! s:start() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave,InsertEnter * let g:left += 1')
  return l:child
endfunction

function! Test_three_fills_in_a_row() abort
  let l:child = s:start()
  call Input(l:child, 'ggi')
  call WaitEqual('i', l:child, 'mode()')
  call Ex(l:child, 'let g:left = 0')
  call Input(l:child, '<C-j>')
  call WaitEqual([3, 7], l:child, '[line("."), col(".")]')
  call Input(l:child, '12')
  call WaitEqual('党员12名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  " A burst: no event comes between the text and the key.
  call Input(l:child, '<C-j>')
  call WaitEqual([3, 30], l:child, '[line("."), col(".")]')
  call Input(l:child, '三<C-j>')
  call WaitEqual('党员12名，其中女党员三名，预备党员XX名。', l:child, 'getline(3)')
  call Input(l:child, '二十')
  call WaitEqual('党员12名，其中女党员三名，预备党员二十名。', l:child, 'getline(3)')
  call assert_equal(0, Eval(l:child, 'g:left'))
  call Input(l:child, '<Esc>u')
  call WaitEqual('党员12名，其中女党员三名，预备党员XX名。', l:child, 'getline(3)')
  call Input(l:child, 'u')
  call WaitEqual('党员12名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call assert_equal(0, Eval(l:child, '&modified'))
endfunction

function! Test_the_last_text_is_only_typed() abort
  " The text before <Esc> comes in one burst with it.
  let l:child = s:start()
  call Input(l:child, 'ggi<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '12<Esc>')
  call WaitEqual('党员12名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  call assert_equal(0, Eval(l:child, 'gongwen#placeholder#pending()'))
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
endfunction

function! s:pend() abort
  let l:child = s:start()
  call Input(l:child, 'ggi<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call WaitEqual([3, 7], l:child, '[line("."), col(".")]')
  return l:child
endfunction

function! Test_erasers_clear_it_and_no_more() abort
  for l:key in ['<BS>', '<C-h>', '<C-w>', '<C-u>', '<Del>']
    let l:child = s:pend()
    call Input(l:child, l:key)
    call WaitEqual('党员名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
    call assert_equal([3, 7], Eval(l:child, '[line("."), col(".")]'), l:key)
    call assert_equal('', Eval(l:child, 'maparg("<BS>", "i")'))
    call Input(l:child, '九<Esc>u')
    call WaitLines(s:text, l:child)
    call Stop(l:child)
  endfor
endfunction

function! Test_eraser_after_text_is_itself() abort
  let l:child = s:pend()
  call Input(l:child, '12<BS>')
  call WaitEqual('党员1名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  call Input(l:child, '<Esc>u')
  call WaitLines(s:text, l:child)
endfunction

function! Test_the_users_own_maps_come_back() abort
  let l:child = s:start()
  call Ex(l:child, 'inoremap <buffer> <expr> <BS> "<" . "BS-expr>"')
  call Ex(l:child, 'inoremap <buffer> <silent> <C-w> <C-g>u<C-w>')
  call Ex(l:child, Is('vim') ? 'inoremap <buffer> <Del> <Cmd>let g:del = 1<CR>'
        \ : 'lua vim.keymap.set("i", "<Del>", function() vim.g.del = 1 end, { buffer = 0, desc = "mine" })')
  call Ex(l:child, 'inoremap <C-u> global')
  let l:list = 'map(["<BS>", "<C-h>", "<C-w>", "<C-u>"], {_, k -> filter(maparg(k, "i", 0, 1), {f, _ -> index(["lhs", "rhs", "buffer", "expr", "silent", "noremap", "nowait"], f) >= 0})})'
  let l:before = Eval(l:child, l:list)
  call Input(l:child, 'ggi<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call assert_notequal(l:before, Eval(l:child, l:list))
  " The first of them behind what was typed is already the writer's own, and so are all then.
  call Input(l:child, 'x<Del>')
  call WaitEqual(1, l:child, 'get(g:, "del", 0)')
  call assert_equal([0, l:before], Eval(l:child, '[gongwen#placeholder#pending(), ' . l:list . ']'))
  call Input(l:child, '<BS>')
  call WaitEqual('党员x<BS-expr>名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  " When Insert mode ends, all are, but for what somebody has mapped meanwhile.
  call Input(l:child, '<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call assert_notequal(l:before, Eval(l:child, l:list))
  call Ex(l:child, 'inoremap <buffer> <C-h> later')
  call Input(l:child, 'y<Esc>')
  call WaitEqual('n', l:child, 'mode()')
  call assert_equal('later', Eval(l:child, 'maparg("<C-h>", "i")'))
  call Ex(l:child, 'iunmap <buffer> <C-h>')
  call assert_equal(l:before, Eval(l:child, l:list))
endfunction

function! Test_moving_away_leaves_it() abort
  for l:keys in ['<Right>', '<Left>', '<Down>', '<End>']
    let l:child = s:pend()
    call Input(l:child, l:keys)
    call WaitEqual(0, l:child, 'gongwen#placeholder#pending()')
    call WaitLines(s:text, l:child)
    call Stop(l:child)
  endfor
  let l:child = s:pend()
  " In a burst, so that the cursor is never seen between.
  call Input(l:child, '<Right>y')
  call WaitEqual('党员XyX名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  call assert_equal(0, Eval(l:child, 'gongwen#placeholder#pending()'))
  call Stop(l:child)
  let l:child = s:pend()
  call Input(l:child, '<Esc>')
  call WaitEqual('n', l:child, 'mode()')
  call WaitLines(s:text, l:child)
  call assert_equal(0, Eval(l:child, 'gongwen#placeholder#pending()'))
  call assert_equal(0, Eval(l:child, '&modified'))
endfunction

function! Test_next_skips_and_prev_returns() abort
  let l:child = s:pend()
  call Input(l:child, '<C-j>')
  call WaitEqual([3, 30], l:child, '[line("."), col(".")]')
  call Input(l:child, '<C-k>')
  call WaitEqual([3, 7], l:child, '[line("."), col(".")]')
  call Input(l:child, '<C-k>')
  call WaitEqual([3, 50], l:child, '[line("."), col(".")]')
  call assert_match('已到\|Past the top', Eval(l:child, 'execute("messages")'))
  call WaitLines(s:text, l:child)
endfunction

function! Test_registers_and_pastes_fill() abort
  let l:child = s:pend()
  call Ex(l:child, 'let @a = "三百〇五"')
  call Input(l:child, '<C-r>a')
  call WaitEqual('党员三百〇五名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  call Input(l:child, '<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Paste(l:child, '“四、”')
  call WaitEqual('党员三百〇五名，其中女党员“四、”名，预备党员XX名。', l:child, 'getline(3)')
  call Stop(l:child)
  let l:child = s:pend()
  call Input(l:child, '<CR>')
  call WaitEqual(['党员', '名，其中女党员XX名，预备党员XX名。'], l:child, 'getline(3, 4)')
endfunction

function! Test_from_normal_mode() abort
  let l:child = s:start()
  call Ex(l:child, 'let g:tick = b:changedtick')
  call Input(l:child, 'gg]x')
  call WaitEqual([3, 7], l:child, '[line("."), col(".")]')
  call Input(l:child, '2]x')
  call WaitEqual([3, 50], l:child, '[line("."), col(".")]')
  call Input(l:child, ']x')
  call WaitEqual([3, 7], l:child, '[line("."), col(".")]')
  call assert_match('已到\|Past the end', Eval(l:child, 'execute("messages")'))
  " The jumplist of Neovim keeps one place a line.
  call Input(l:child, Is('vim') ? '<C-o><C-o><C-o>' : '<C-o>')
  call WaitEqual([1, 1], l:child, '[line("."), col(".")]')
  call Input(l:child, '[x')
  call WaitEqual([3, 50], l:child, '[line("."), col(".")]')
  call Input(l:child, '[x')
  call WaitEqual([3, 30], l:child, '[line("."), col(".")]')
  call assert_equal(1, Eval(l:child, 'g:tick == b:changedtick && !&modified'))
  " i, right there, makes it pending; after a move it does not.
  call Input(l:child, 'i')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '五<Esc>')
  call WaitEqual('党员XX名，其中女党员五名，预备党员XX名。', l:child, 'getline(3)')
  call Input(l:child, 'gg]x')
  call WaitEqual([3, 7], l:child, '[line("."), col(".")]')
  call Input(l:child, 'k')
  call WaitEqual(2, l:child, 'line(".")')
  call Input(l:child, 'j')
  call WaitEqual(3, l:child, 'line(".")')
  call Input(l:child, 'i')
  call WaitEqual('i', l:child, 'mode()')
  call assert_equal(0, Eval(l:child, 'gongwen#placeholder#pending()'))
endfunction

function! Test_after_reopening() abort
  let l:child = s:pend()
  call Input(l:child, '8<Esc>')
  call WaitEqual('n', l:child, 'mode()')
  call Ex(l:child, 'write')
  call Ex(l:child, 'edit')
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, 'gg]x')
  call WaitEqual([3, 29], l:child, '[line("."), col(".")]')
  call Ex(l:child, 'bdelete')
  call Ex(l:child, 'edit ' . g:scratch . '/text0.gongwen')
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, 'gg]x')
  call WaitEqual([3, 29], l:child, '[line("."), col(".")]')
endfunction

function! Test_folds_open_and_nothing_left() abort
  let l:child = s:start()
  call Ex(l:child, '2,3fold')
  call Input(l:child, 'gg]x')
  call WaitEqual([3, 7], l:child, '[line("."), col(".")]')
  call assert_equal(-1, Eval(l:child, 'foldclosed(3)'))
  call Ex(l:child, '%s/XX/8/g')
  call Input(l:child, ']x')
  call WaitEqual(1, l:child, 'execute("messages") =~ "已全部\\|No placeholders"')
  call Input(l:child, 'gg0i')
  call WaitEqual('i', l:child, 'mode()')
  call Input(l:child, '<C-j>')
  call WaitEqual(5, l:child, 'line("$")')
endfunction

function! Test_first_and_adjacent() abort
  let l:child = StartWith(['XX【甲】【乙】', '完'])
  call Input(l:child, 'gg0i<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '一<C-j>')
  call WaitEqual('一【甲】【乙】', l:child, 'getline(1)')
  call WaitEqual(4, l:child, 'col(".")')
  call Input(l:child, '二<C-j>三')
  call WaitEqual('一二三', l:child, 'getline(1)')
endfunction

function! Test_with_a_menu_open() abort
  let l:child = StartWith(['完成任务', '党员，XX名，其中XX名'])
  " No TextChangedI comes while the menu is there.
  call Ex(l:child, 'set completeopt=menuone,noselect')
  call Input(l:child, 'gg0i<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '完<C-n>')
  call WaitEqual(1, l:child, 'pumvisible()')
  call WaitEqual('党员，完名，其中XX名', l:child, 'getline(2)')
  call Input(l:child, '<C-n>')
  call WaitEqual('党员，完成任务名，其中XX名', l:child, 'getline(2)')
  call Input(l:child, '<C-j>')
  call WaitEqual([1, 0, 34], l:child, '[gongwen#placeholder#pending(), pumvisible(), col(".")]')
  call Input(l:child, '<Esc>u')
  call WaitEqual('党员，XX名，其中XX名', l:child, 'getline(2)')
endfunction

function! Test_replace_mode_is_left_alone() abort
  let l:child = s:start()
  call Input(l:child, 'GR')
  call WaitEqual('R', l:child, 'mode()')
  call Input(l:child, '改<C-j>')
  call WaitEqual(5, l:child, 'line("$")')
endfunction
