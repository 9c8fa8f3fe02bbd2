" The completion menu.

let s:text = ['工作总结', '一、基本情况', '已有党员XX名。', '', '二、存在问题', '问题XX个。']
let s:after = ['工作总结', '一、基本情况', '已有党员XX名。', '二、貔貅要求',
      \ '20XX年，XX支部党员XX名，“总结”——通知、需要一〇※。', '三、存在问题', '问题XX个。']

function! s:start(...) abort
  let l:child = StartWith(s:text, get(a:000, 0, {}))
  call Ex(l:child, 'set completeopt=menuone,noinsert')
  call Ex(l:child, 'let g:expanded = 0 | autocmd User GongwenExpanded let g:expanded += 1')
  call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave,InsertEnter * let g:left += 1')
  return l:child
endfunction

" Types a word into the empty line and opens the menu.
function! s:menu(child, word) abort
  call Input(a:child, "\<C-\>\<C-n>4GS" . a:word)
  call WaitEqual(a:word, a:child, 'getline(4)')
  call Input(a:child, '<C-x><C-o>')
  call WaitEqual(1, a:child, 'pumvisible()')
endfunction

function! s:items(child, key) abort
  return map(Eval(a:child, 'complete_info(["items"]).items'), 'v:val[a:key]')
endfunction

function! Test_choosing() abort
  let l:child = s:start()
  call s:menu(l:child, 'qqy')
  call Ex(l:child, 'let g:left = 0')
  call assert_equal([['qqyq'], ['貔貅要求'], ['一、']], map(['word', 'abbr', 'kind'], 's:items(l:child, v:val)'))
  call assert_match('^试打  开头一节$', s:items(l:child, 'menu')[0])
  call Input(l:child, '<C-y>')
  call WaitEqual(1, l:child, 'g:expanded')
  call WaitLines(s:after, l:child)
  call assert_equal([0, 'i', 1], Eval(l:child, '[g:left, mode(), gongwen#placeholder#pending()]'))
  " One step for the section, and what was typed before it stays.
  call Input(l:child, '2026<Esc>u')
  call WaitLines(s:after, l:child)
  call Input(l:child, 'u')
  call WaitEqual('qqyq', l:child, 'getline(4)')
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Input(l:child, '<C-r><C-r>')
  call WaitLines(s:after, l:child)
endfunction

" The text as it would be inserted here: numbered for the place, its slots visible.
function! Test_preview() abort
  let l:child = s:start()
  call s:menu(l:child, 'qqy')
  call assert_equal([''], s:items(l:child, 'info'))
  for l:option in ['preview', 'popup']
    call Ex(l:child, 'silent! set completeopt=menuone,noinsert,' . l:option)
    if Eval(l:child, '&completeopt') !~# l:option
      continue
    endif
    call s:menu(l:child, 'qqy')
    call assert_equal([s:after[3] . "\n" . s:after[4]], s:items(l:child, 'info'))
    call Input(l:child, '<C-y>')
    call WaitLines(s:after, l:child)
    call Input(l:child, '<Esc>u')
    call WaitEqual('qqyq', l:child, 'getline(4)')
  endfor
endfunction

" Words that begin right behind Chinese text, and what of the line they take the place of.
function! Test_words() abort
  for [l:before, l:word, l:items] in [['根据', 'qqd', ['魑魅短语', '多层', '魑魅短语']], ['根据，', 'qqdy', ['魑魅短语', '魑魅短语']], ['（', '魑魅短', ['魑魅短语', '魑魅短语']],
        \ ['会议通过', '貔貅', ['貔貅要求']], ['总结“', '貅要', ['貔貅要求']], ['𝔼', 'ｑｑｗ', ['魍魉文字']], ['é', 'ｑqdy', ['魑魅短语', '魑魅短语']],
        \ ['', '魃', []], ['abc', 'qqd', []], ['第3', 'qqdy', []], ['', '魅短', ['魑魅短语', '魑魅短语']], ['字', 'qqh', []], ['　　', 'qqh', ['行首文字']],
        \ ['总；', 'qqwz', ['魍魉文字']], ['总', '；ｑ', ['魑魅短语']]]
    let l:child = s:start()
    call Input(l:child, '4GA' . l:before . l:word . '<C-x><C-o>')
    call WaitEqual(l:items, l:child, 'map(complete_info(["items"]).items, "v:val.abbr")')
    if get(l:items, 0, '') ==# '魑魅短语'
      let l:typed = s:items(l:child, 'word')[0]
      call Input(l:child, '<C-y>')
      call WaitEqual(l:before . '共XX次', l:child, 'getline(4)')
      call Input(l:child, '三')
      call WaitEqual(l:before . '共三次', l:child, 'getline(4)')
      call Input(l:child, '<Esc>uu')
      call WaitEqual(l:before . l:typed, l:child, 'getline(4)')
    else
      call Input(l:child, '<C-e>')
      call WaitEqual(l:before . l:word, l:child, 'getline(4)')
    endif
    call Stop(l:child)
  endfor
endfunction

" All other ways out of the menu leave the word, and insert nothing.
function! Test_not_choosing() abort
  for l:options in ['menuone,noinsert', 'menuone,noselect', 'menu,preview', 'menuone']
    for [l:keys, l:lines] in [['<C-e>', ['qqy']], ['<Esc>', ['qqy']], ['，', ['qqy，']], ['<CR>后', ['qqy', '后']], ['<Left>', ['qqy']], ['<C-\><C-n>', ['qqy']]]
      if l:options =~# 'noinsert' && l:keys =~# 'CR'
        continue " chooses the marked item
      endif
      let l:child = s:start()
      call Ex(l:child, 'set completeopt=' . l:options)
      call Input(l:child, '4GAqqy<C-x><C-o>')
      call WaitEqual('omni', l:child, 'complete_info(["mode"]).mode')
      call Input(l:child, l:keys)
      call Input(l:child, '<C-\><C-n>')
      call WaitEqual('n', l:child, 'mode()')
      let l:word = Eval(l:child, 'getline(4, 3 + ' . len(l:lines) . ')')
      " Without noinsert the editor itself has put the word there.
      call assert_true(l:word ==# l:lines || l:options !~# 'no' && l:word ==# map(copy(l:lines), 'substitute(v:val, "qqy", "qqyq", "")'),
            \ l:options . ' ' . l:keys . ' ' . string(l:word))
      call assert_equal([0, 0], Eval(l:child, '[g:expanded, exists("#gongwen_complete#CompleteDone")]'), l:keys)
      call Stop(l:child)
    endfor
  endfor
endfunction

function! Test_typing_on() abort
  let l:child = s:start()
  let l:rows = 'float2nr(pum_getpos().size)'
  call s:menu(l:child, 'qq')
  call WaitEqual(7, l:child, l:rows)
  call Input(l:child, 'd')
  call WaitEqual(3, l:child, l:rows)
  call Input(l:child, 'c')
  call WaitEqual(1, l:child, l:rows)
  call Input(l:child, '<BS><BS>')
  call WaitEqual(7, l:child, l:rows)
  call Input(l:child, 'dc')
  call WaitEqual(1, l:child, l:rows)
  call Input(l:child, '<C-y>')
  call WaitEqual(['二、多层', '第一段XX。', ''], l:child, 'getline(4, 6)')
  " From the midst of a name on, and with less than the menu was opened for.
  call Input(l:child, '<Esc>u')
  call s:menu(l:child, '魅')
  call WaitEqual(3, l:child, l:rows)
  call Input(l:child, '短')
  call WaitEqual(2, l:child, l:rows)
  call Input(l:child, '<BS><BS>魉')
  call WaitEqual({}, l:child, 'pum_getpos()')
endfunction

" Two kinds have this trigger and this name: the title's comes first, and what is chosen is what one gets.
function! Test_equal_triggers() abort
  let l:child = s:start()
  for [l:title, l:first, l:second] in [['关于事项的试打', '共XX次', '另一种'], ['关于试打事项的另打', '另一种', '共XX次']]
    call Ex(l:child, 'call setline(1, "' . l:title . '")')
    for [l:keys, l:body] in [['', l:first], ['<C-n>', l:second]]
      call s:menu(l:child, 'qqdy')
      call assert_equal(2, len(s:items(l:child, 'abbr')))
      call Input(l:child, l:keys . '<C-y>')
      call WaitEqual(l:body, l:child, 'getline(4)')
      call Input(l:child, '<Esc>:4delete|3put _<CR>')
      call WaitEqual('', l:child, 'getline(4)')
    endfor
    call Input(l:child, '4GAqqdy<C-j>')
    call WaitEqual(l:first, l:child, 'getline(4)')
    call Input(l:child, '<Esc>:4delete|3put _<CR>')
    call WaitEqual('', l:child, 'getline(4)')
  endfor
endfunction

" The expand key takes the marked item, whether the editor has put its word into the text or not.
function! Test_the_expand_key() abort
  for l:options in ['menuone,noinsert', 'menuone', 'menu,preview']
    let l:child = s:start()
    call Ex(l:child, 'set completeopt=' . l:options)
    call Input(l:child, '4GA总qqy<C-x><C-o>')
    call WaitEqual('omni', l:child, 'complete_info(["mode"]).mode')
    call Input(l:child, '<C-j>')
    call WaitEqual('总', l:child, 'getline(4)')
    call WaitEqual(['二、貔貅要求', 0, 1], l:child, '[getline(5), pumvisible(), g:expanded]')
    call Input(l:child, '2026<Esc>')
    call WaitEqual('2026年，', l:child, 'strcharpart(getline(6), 0, 6)')
    call Input(l:child, 'uu')
    call WaitEqual('总qqyq', l:child, 'getline(4)')
    call WaitEqual(6, l:child, 'line("$")')
    call Stop(l:child)
  endfor
  " Nothing is marked: the word counts, and if it is no trigger, the key does its own work.
  let l:child = s:start()
  call Ex(l:child, 'set completeopt=menuone,noselect')
  call Input(l:child, '4GAqqyq<C-x><C-o><C-j>')
  call WaitEqual('二、貔貅要求', l:child, 'getline(4)')
  call Stop(l:child)
  let l:child = s:start()
  call Ex(l:child, 'set completeopt=menuone,noselect | %s/XX/8/g')
  call Input(l:child, '4GAqqy<C-x><C-o><C-j>后')
  call WaitEqual(['qqy', '后'], l:child, 'getline(4, 5)')
endfunction

" Somebody else's menu is none of ours.
function! Test_other_menus() abort
  let l:child = s:start()
  call Ex(l:child, 'inoremap <F2> <C-r>=complete(col("."), [{"word": "魑魅", "user_data": "gongwen"}, {"word": "qqdy", "user_data": {"x": 1}}]) ? "" : ""<CR>')
  call Input(l:child, '4GA<F2><C-n><C-y>')
  call WaitEqual('qqdy', l:child, 'getline(4)')
  call Input(l:child, '<C-j>')
  call WaitEqual('共XX次', l:child, 'getline(4)')
  call Input(l:child, '<Esc>o<F2><C-n><C-j>')
  call WaitEqual('共XX次', l:child, 'getline(5)')
  call assert_equal(2, Eval(l:child, 'g:expanded'))
endfunction

" Keys that are replayed come faster than any menu: the word is what counts.
function! Test_a_macro() abort
  let l:child = s:start()
  call Input(l:child, '4GqqA总qqd<C-x><C-o>')
  call WaitEqual(1, l:child, 'pumvisible()')
  call Input(l:child, 'y<C-j>三<Esc>q')
  call WaitEqual('总共三次', l:child, 'getline(4)')
  call Input(l:child, '6G@q')
  call WaitEqual('问题XX个。总共三次', l:child, 'getline(6)')
endfunction

function! Test_the_option() abort
  let l:child = s:start()
  call assert_equal('gongwen#complete#omni', Eval(l:child, '&omnifunc'))
  call Ex(l:child, 'set filetype=text')
  call assert_equal('', Eval(l:child, '&omnifunc'))
  call Stop(l:child)
  " Somebody has set it: it stays, and 'completefunc' is there.
  let l:child = s:start({'before': ['autocmd FileType gongwen setlocal omnifunc=syntaxcomplete#Complete']})
  call assert_equal('syntaxcomplete#Complete', Eval(l:child, '&omnifunc'))
  call Ex(l:child, 'setlocal completefunc=gongwen#complete#omni')
  call Input(l:child, '4GA貔貅<C-x><C-u>')
  call WaitEqual(1, l:child, 'pumvisible()')
  call Input(l:child, '<C-y>')
  call WaitLines(s:after, l:child)
endfunction

function! Test_places_that_are_no_text() abort
  let l:child = s:start()
  call Input(l:child, 'q:')
  call WaitEqual(':', l:child, 'getcmdwintype()')
  call Ex(l:child, 'setlocal omnifunc=gongwen#complete#omni')
  call Input(l:child, 'iecho "qqdy<C-x><C-o>"<CR>')
  call WaitEqual('', l:child, 'getcmdwintype()')
  call WaitLines(s:text, l:child)
  call assert_match('Not a text\|不是文稿', Eval(l:child, 'execute("messages")'))
endfunction

" The host is gone, or says nothing: the word stays, and typing goes on.
function! Test_without_a_host() abort
  let l:child = s:start({'before': ['let g:gongwen_timeout = 200']})
  let l:pid = Eval(l:child, 'gongwen#host#about().pid')
  call system('kill -9 ' . l:pid)
  call s:menu(l:child, 'qqwz')
  call Input(l:child, '<C-y>')
  call WaitEqual('完毕', l:child, 'getline(4)')
  let l:pid = Eval(l:child, 'gongwen#host#about().pid')
  call system('kill -STOP ' . l:pid)
  let l:start = reltime()
  call Input(l:child, 'qqwz<C-x><C-o>后')
  call WaitEqual('完毕qqwz后', l:child, 'getline(4)')
  call assert_true(reltimefloat(reltime(l:start)) < 1.5)
  call system('kill -CONT ' . l:pid)
endfunction
