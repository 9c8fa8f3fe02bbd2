" The harness itself, by plain editing: what is typed arrives, and what goes wrong is noticed.

function! s:start() abort
  return Start({'before': ['let g:loaded_gongwen = 1']})
endfunction

function! s:thrown(Do) abort
  try
    call a:Do()
  catch
    return v:exception
  endtry
  return ''
endfunction

function! Test_every_character_arrives() abort
  let l:child = s:start()
  " With the bytes 0x80 and 0x9B among them.
  let l:text = '总通开一四需、。“”——※①𝔼é'
  call Input(l:child, 'i' . l:text . '<CR><lt>b>a<lt>b')
  call WaitLines([l:text, '<b>a<b'], l:child)
  call Input(l:child, '<Esc>')
  call assert_equal('n', Eval(l:child, 'mode()'))
  " More than an editor reads at once, and at once.
  call Input(l:child, 'Go' . repeat(l:text, 50) . '<Esc>')
  call WaitEqual([repeat(l:text, 50), 'n'], l:child, '[getline("$"), mode()]')
  call Input(l:child, 'uu')
  call WaitLines([''], l:child)
  call Input(l:child, '<C-r>')
  call WaitEqual(2, l:child, 'line("$")')
endfunction

function! Test_key_by_key() abort
  let l:child = s:start()
  call Ex(l:child, 'let g:seen = [] | autocmd TextChangedI * call add(g:seen, getline("."))')
  call Type(l:child, ['i', '甲', '乙', '<BS>', '总'])
  call assert_equal(['甲', '甲乙', '甲', '甲总'], Eval(l:child, 'g:seen'))
endfunction

" It is itself, before whatever comes behind it, and mapped.
function! Test_escape() abort
  let l:child = s:start()
  call Input(l:child, 'i甲<Esc>u')
  call assert_equal(['', 'n'], Eval(l:child, '[getline(1), mode()]'))
  call Input(l:child, 'i甲<Esc>O乙<Esc>OAX<Esc>')
  call Input(l:child, 'OB')
  call assert_equal([['B', 'AX', '乙', '甲'], 'i'], Eval(l:child, '[getline(1, "$"), mode()]'))
  call Input(l:child, '<Esc>')
  call Input(l:child, '[[')
  call assert_equal([1, 1, 'n'], Eval(l:child, '[line("."), col("."), mode()]'))
  call Ex(l:child, 'inoremap <Esc> 逃')
  call Input(l:child, 'A<Esc>z')
  call assert_equal('B逃z', Eval(l:child, 'getline(1)'))
  " The keys that begin with it.
  call Input(l:child, '<Up><Down><Left>x<Del><End>y<C-\><C-n>')
  call WaitLines(['B逃z', 'Axy', '乙', '甲'], l:child)
endfunction

function! Test_keys_with_control() abort
  let l:child = s:start()
  for l:key in ['<C-j>', '<C-k>', '<C-l>', '<C-s>', '<C-\>', '<C-]>', '<C-h>', '<BS>', '<Tab>', '<F2>', '<F5>', '<F9>', '<Del>', '<S-Tab>']
    call Ex(l:child, 'inoremap ' . l:key . ' 【' . substitute(l:key, '<', '<lt>', '') . '】')
    call Input(l:child, 'S' . l:key . '<Esc>')
    call assert_equal('【' . l:key . '】', Eval(l:child, 'getline(1)'))
    call Ex(l:child, 'iunmap ' . l:key)
  endfor
  if Is('vim')
    call assert_match('knows no key', s:thrown({-> Input(l:child, '<M-F30>')}))
  endif
endfunction

function! Test_values_and_errors() abort
  let l:child = s:start()
  let l:value = {'a': [1, -2, 2.5, v:true, v:null, '', "总\n“\\\"\t"], 'b': {}, 'c': []}
  call assert_equal(l:value, Eval(l:child, string(l:value)))
  call assert_match('E121', s:thrown({-> Eval(l:child, 'no_such_thing')}))
  call assert_match('E492', s:thrown({-> Ex(l:child, 'nosuchcommand | let g:after = 1')}))
  call assert_equal(0, Eval(l:child, 'exists("g:after")'))
  " An error is one within a function, too, and can be caught.
  call Ex(l:child, 'execute "function! F()\ntry\nlet x = nothing\ncatch\nlet g:caught = 1\nendtry\nendfunction" | call F()')
  call assert_equal(1, Eval(l:child, 'g:caught'))
  " Nothing is restored behind it.
  call Ex(l:child, 'let [@/, @a] = ["找", "存"] | let v:hlsearch = 1')
  call assert_equal(['找', '存', 1], Eval(l:child, '[@/, @a, v:hlsearch]'))
  call assert_equal('', Eval(l:child, 'execute("messages")'))
endfunction

" What a command does is seen by autocommands as what a key does.
function! Test_events_of_a_command() abort
  let l:child = s:start()
  call Ex(l:child, 'let g:seen = [] | for e in ["CursorMoved", "TextChanged", "CursorMovedI", "TextChangedI"] | execute "autocmd" e "* call add(g:seen, ''" . e . " '' . line(''.'') . mode())" | endfor')
  call Ex(l:child, 'call setline(1, ["甲", "乙"])')
  call WaitEqual('TextChanged 1n', l:child, 'get(g:seen, -1, "")')
  call Ex(l:child, 'call cursor(2, 1)')
  call WaitEqual('CursorMoved 2n', l:child, 'g:seen[-1]')
  call Input(l:child, 'i')
  call WaitEqual('i', l:child, 'mode()')
  call Ex(l:child, 'call cursor(1, 1)')
  call WaitEqual('CursorMovedI 1i', l:child, 'g:seen[-1]')
  call Ex(l:child, 'call setline(1, "总")')
  call WaitEqual('TextChangedI 1i', l:child, 'g:seen[-1]')
endfunction

" Neither what is pending nor what is repeated is disturbed by being looked at.
function! Test_looking_on_disturbs_nothing() abort
  let l:child = s:start()
  call Ex(l:child, 'call setline(1, ["甲", "乙", "丙", "丁"])')
  call Input(l:child, 'd')
  call assert_equal('no', Mode(l:child).mode)
  call Input(l:child, 'j')
  call assert_equal(['丙', '丁'], Lines(l:child))
  call Input(l:child, 'A总')
  call Ex(l:child, 'let g:x = 1')
  call Input(l:child, '通<Esc>j.')
  call assert_equal(['丙总通', '丁总通'], Lines(l:child))
  call Input(l:child, 'u')
  call assert_equal(['丙总通', '丁'], Lines(l:child))
  call Input(l:child, 'u')
  call assert_equal(['丙', '丁'], Lines(l:child))
  call Input(l:child, 'qaA又')
  call Ex(l:child, 'let g:x = 1')
  call Input(l:child, '<Esc>jq@a')
  call assert_equal(['丙又', '丁又'], Lines(l:child))
  call assert_equal("A又\<Esc>j", Eval(l:child, '@a'))
  " A menu stays open.
  call Ex(l:child, 'set completeopt=menuone')
  call Input(l:child, 'Go丙<C-n>')
  call WaitEqual(1, l:child, 'pumvisible()')
  call Ex(l:child, 'let g:x = 1')
  call assert_equal([1, '丙又'], Eval(l:child, '[pumvisible(), getline("$")]'))
  call Input(l:child, '<C-y>')
  call WaitEqual(0, l:child, 'pumvisible()')
endfunction

function! Test_a_question_is_noticed() abort
  let l:child = s:start()
  " A Neovim without a screen asks nobody to look at it.
  for l:keys in Is('vim') ? [":echo \"一\\n二\\n三\"<CR>", ':call confirm("？")<CR>'] : ['ix<Esc>r']
    call Input(l:child, l:keys)
    call WaitUntil('a question', {-> Mode(l:child).blocking})
    call assert_match('waits for a key in mode ', s:thrown({-> Eval(l:child, '1')}))
    call assert_match('waits for a key in mode ', s:thrown({-> Ex(l:child, 'let g:x = 1')}))
    call Input(l:child, '<Esc>')
    call WaitUntil('an answer', {-> !Mode(l:child).blocking})
    call assert_equal(0, Eval(l:child, 'exists("g:x")'))
    call assert_equal({'mode': 'n', 'blocking': v:false}, Mode(l:child))
  endfor
endfunction

function! Test_its_death_is_noticed() abort
  let l:child = s:start()
  call Tell(l:child, 'qall!')
  call WaitUntil('the end', {-> Ended(l:child)})
  call assert_notequal('', s:thrown({-> Eval(l:child, '1')}))
  let l:child = s:start()
  call Wait(l:child, '1')
  call system('kill -9 ' . jobpid(l:child.job))
  call WaitUntil('the end', {-> Ended(l:child)})
  let l:child = Start({'before': ['autocmd VimEnter * qall!']})
  call WaitUntil('the end', {-> Ended(l:child)})
endfunction

function! Test_pasting() abort
  let l:child = s:start()
  call Ex(l:child, 'inoremap 总 错')
  call Input(l:child, 'i甲')
  call Paste(l:child, '总通“四”')
  call WaitEqual('甲总通“四”', l:child, 'getline(1)')
endfunction

function! Test_the_editor_is_the_one_to_be_tested() abort
  let l:child = s:start()
  call assert_equal(Is('nvim'), Eval(l:child, 'has("nvim")'))
  call assert_equal(!Is('nvim'), Is('vim'))
  call assert_equal([Is('nvim-0.8'), Is('nvim-0.10')], Eval(l:child, '[has("nvim-0.8"), has("nvim-0.10")]'))
  if Is('vim')
    call assert_equal([Is('vim-9.1'), Is('vim-9.2'), Is('vim-9.0.1000'), Is('vim-9.1.1782')],
          \ Eval(l:child, '[v:version >= 901, v:version >= 902, has("patch-9.0.1000"), has("patch-9.1.1782")]'))
  endif
  call assert_match('^skipped: why$', s:thrown({-> Skip('why')}))
endfunction
