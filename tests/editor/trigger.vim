" When a trigger counts, and what the key does where there is none.

let s:text = ['工作总结', '一、基本情况', '已有党员8名。', '', '二、存在问题', '问题8个。']

function! s:start(...) abort
  let l:child = StartWith(s:text, get(a:000, 0, {}))
  call Ex(l:child, 'let g:expanded = 0 | autocmd User GongwenExpanded let g:expanded += 1')
  return l:child
endfunction

" Types into the empty line, with <C-j> where the cursor is to be; compares that line.
function! s:try(child, keys, expected) abort
  call Input(a:child, "\<C-\>\<C-n>:silent 4delete|silent 3put _\<CR>4GS" . a:keys . "\<C-\>\<C-n>")
  call WaitEqual('n', a:child, 'mode()')
  call assert_equal(a:expected, Eval(a:child, 'getline(4)'), a:keys)
  call Ex(a:child, 'silent! 5,/^二、存在问题/-1delete')
endfunction

" What may stand before a trigger; and behind it. Not a byte of either is touched.
function! Test_neighbours() abort
  let l:child = s:start()
  for l:before in ['', '根据', '，', '。', '（', '“', '、', '　', '。　', '§', 'é', '党', '𝔼', '§é党𝔼', '🎉', "e\u0301", '总', '——', '？', ' ', '-', '/', '1、', 'a，']
    for l:after in ['', '后文', '，后', '𝔼', 'XYZ', '(', '总']
      call s:try(l:child, l:before . l:after . repeat('<Left>', strchars(l:after)) . 'qqwz<C-j>', l:before . '完毕' . l:after)
    endfor
  endfor
  for l:before in ['abc', '第3', '_', 'A', '9', '总a']
    call s:try(l:child, l:before . 'qqwz<C-j>', l:before . 'qqwz')
  endfor
endfunction

function! Test_chinese_triggers() abort
  let l:child = s:start()
  for l:before in ['', '工作', '，', '已有']
    call s:try(l:child, l:before . '魍魉<C-j>', l:before . '完毕')
    call s:try(l:child, l:before . '魑魅<C-j>', l:before . '共XX次')
    " The longest one wins.
    call s:try(l:child, l:before . '魑魅魍魉<C-j>', l:before . '更长')
  endfor
  call s:try(l:child, '魑魅后<Left><C-j>', '共XX次后')
endfunction

function! Test_full_width_twins() abort
  let l:child = s:start()
  for l:typed in [';q', '；q', '；ｑ', ';ｑ', 'ｑｑｄｙ', 'qｑdy']
    call s:try(l:child, '总' . l:typed . '<C-j>', '总共XX次')
  endfor
  " Fires anywhere, as it begins with a mark; and is never taken in half.
  call s:try(l:child, 'abc;q<C-j>', 'abc共XX次')
  call s:try(l:child, '总；<C-j>', '总；')
endfunction

function! Test_the_start_of_a_line() abort
  let l:child = s:start()
  call s:try(l:child, 'qqhs<C-j>', '行首')
  call s:try(l:child, '　　qqhs<C-j>', '　　行首')
  call s:try(l:child, '字qqhs<C-j>', '字qqhs')
endfunction

" Nothing comes by itself: not while a word is typed, nor in a burst of an input method, nor by a paste.
function! Test_only_the_key_expands() abort
  let l:child = s:start()
  call Input(l:child, '4GA')
  call WaitEqual('i', l:child, 'mode()')
  call Type(l:child, split('qqwz魍魉', '\zs'))
  call WaitEqual('qqwz魍魉', l:child, 'getline(4)')
  call Input(l:child, '<Esc>S要魑魅魍魉精神qqwz')
  call WaitEqual('要魑魅魍魉精神qqwz', l:child, 'getline(4)')
  call Paste(l:child, '魍魉qqwz')
  call WaitEqual('要魑魅魍魉精神qqwz魍魉qqwz', l:child, 'getline(4)')
  call Ex(l:child, 'let @a = "魍魉"')
  call Input(l:child, '<Esc>S<C-r>a')
  call WaitEqual('魍魉', l:child, 'getline(4)')
  call assert_equal(0, Eval(l:child, 'g:expanded'))
  " What came by a register counts as well as what was typed.
  call Input(l:child, '<C-j>')
  call WaitEqual('完毕', l:child, 'getline(4)')
  " In Replace mode the key is itself.
  call Input(l:child, '<Esc>Sqqwz后<Esc>0Rqqwz<C-j>')
  call WaitEqual(['qqwz', '后'], l:child, 'getline(4, 5)')
  call assert_equal([1, 'R'], Eval(l:child, '[g:expanded, mode()]'))
endfunction

" As fast as it comes, or key by key: the same text.
function! Test_any_speed() abort
  let l:keys = split('会议，总qqdy', '\zs') + ['<C-j>'] + split('三。又；ｑ', '\zs') + ['<C-j>'] + split('“通”', '\zs') + ['<Esc>']
  for l:times in range(3)
    for l:slow in [0, 1]
      let l:child = s:start()
      call Input(l:child, '4GA')
      call WaitEqual('i', l:child, 'mode()')
      if l:slow
        call Type(l:child, l:keys)
      else
        call Input(l:child, join(l:keys, ''))
      endif
      call WaitEqual('n', l:child, 'mode()')
      call assert_equal(['会议，总共三。又共“通”次次', 2], Eval(l:child, '[getline(4), g:expanded]'))
      call Stop(l:child)
    endfor
  endfor
endfunction

" A key with nothing to do does what it did: as the editor's own, as a map of the user's that ours hides, and
" as one of another plugin's, in Vimscript or Lua.
function! Test_the_usual_work_of_the_key() abort
  for [l:map, l:line] in [['', '没有    后'], ['inoremap <Tab> 【制】', '没有【制】后'], ['imap <Tab> abc', '没有“长”后'], ['inoremap <expr> <Tab> "<" . "E>"', '没有<E>后'], ['inoremap <expr> <Tab> "总" . (getline(4)[-3:] ==# "有" ? "“通”" : "")', '没有总“通”后'],
        \ ['inoremap <expr> <Tab> col(".") > 1 ? "\<lt>C-k>u:" : "x"', '没有ü后'], ['imap <Tab> <Tab>尾', '没有    尾后'],
        \ ['inoremap <Tab> <Cmd>call setline(4, getline(4) . "命令")<CR>', '没有后命令'], ['inoremap <Tab> <C-r>="寄存"<CR>', '没有寄存后'],
        \ ['inoremap <Tab> <Nop>', '没有后']] + (Is('vim') ? [] : [
        \ ['lua vim.keymap.set("i", "<Tab>", function() vim.api.nvim_put({ "Lua" }, "c", false, true) end)', '没有Lua后'],
        \ ['lua vim.keymap.set("i", "<Tab>", function() return "<C-k>Eu" end, { expr = true })', '没有€后']])
    let l:child = s:start()
    call Ex(l:child, 'setlocal expandtab shiftwidth=4 softtabstop=4 | inoremap abc “长”')
    call Ex(l:child, l:map)
    call Ex(l:child, 'imap <buffer> <Tab> <Plug>(gongwen-expand)')
    call Input(l:child, '4GA没有<Tab>后')
    call WaitEqual(l:line, l:child, 'getline(4)')
    call Input(l:child, '<Esc>Sqqwz<Tab>')
    call WaitEqual('完毕', l:child, 'getline(4)')
    " A count and an undo are none of the plugin's business.
    call Input(l:child, '<Esc>u')
    call WaitEqual('qqwz', l:child, 'getline(4)')
    call Stop(l:child)
  endfor
endfunction

" In code, in a quotation and in a buffer that is no text the trigger is only text.
function! Test_where_no_trigger_counts() abort
  let l:child = StartWith(['工作总结', '```', '', '```', '', '> 引文，', '　> ', '“引文”，>', '~~~', ''])
  " <C-]> by itself puts nothing in.
  call Ex(l:child, 'imap <buffer> <C-]> <Plug>(gongwen-expand)')
  for [l:line, l:expected] in [[3, 'qqwz'], [5, '完毕'], [6, '> 引文，qqwz'], [7, '　> qqwz'], [8, '“引文”，>完毕'], [10, 'qqwz']]
    call Input(l:child, l:line . 'GAqqwz<C-]><Esc>')
    call WaitEqual('n', l:child, 'mode()')
    call assert_equal(l:expected, Eval(l:child, 'getline(' . l:line . ')'))
  endfor
  call Stop(l:child)
  let l:child = s:start()
  call Ex(l:child, 'terminal cat')
  call Ex(l:child, 'tnoremap <C-j> <C-j>')
  call Input(l:child, 'iqqwz<C-j>')
  call WaitEqual(0, l:child, 'g:expanded')
  call assert_notmatch('完毕', join(Eval(l:child, 'getline(1, "$")'), ''))
endfunction

" Behind a character that no trigger ends in the host is not asked at all: the key is itself at once.
function! Test_no_trigger_no_message() abort
  let l:child = s:start()
  call Ex(l:child, 'imap <buffer> <F5> <Plug>(gongwen-expand)')
  call Ex(l:child, 'inoremap <F5> 键')
  call WaitEqual(v:false, l:child, 'gongwen#host#request("info", {}, 1000).loading')
  call CountAsking(l:child)
  call s:try(l:child, '总结。<F5>', '总结。键')
  call s:try(l:child, "e\u0301<F5>", "e\u0301键")
  call s:try(l:child, '<F5>', '键')
  call s:try(l:child, '𝔼<F5>后', '𝔼键后')
  call assert_equal(0, Eval(l:child, 'g:count'))
  for l:trigger in ['qqwz', 'qqwｚ', '工作魍魉', '，魍魉']
    call s:try(l:child, l:trigger . '<F5>', substitute(l:trigger, 'qqw.\|魍魉', '完毕', ''))
  endfor
  call assert_equal(4, Eval(l:child, 'g:count'))
  " A host that has come anew is asked until it has told.
  call Ex(l:child, 'call gongwen#host#restart()')
  call s:try(l:child, 'qqwz<F5>', '完毕')
endfunction
