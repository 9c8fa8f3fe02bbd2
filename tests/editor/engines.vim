" The sources for nvim-cmp and blink.cmp. What these do with a source is done here by a few lines in
" their place; where $GONGWEN_TEST_CMP or $GONGWEN_TEST_BLINK names a checkout, by the engine itself.

if Is('vim')
  call Skip('these are plugins of Neovim')
endif

let s:text = ['工作总结', '一、基本情况', '已有党员XX名。', '', '二、存在问题', '问题XX个。']
let s:after = ['二、貔貅要求', '20XX年，XX支部党员XX名，“总结”——通知、需要一〇※。', '三、存在问题']

" Asks a source for the word that ends at the cursor, takes the first item and lets it be documented, puts
" its word in and executes it, as either engine does. The item is in g:item, its documentation in g:shown.
let s:play = 'lua play = function(name) '
      \ . 'local source = name == "cmp" and require("gongwen.cmp") or require("gongwen.blink").new({}, {}) '
      \ . 'local done = function(answer) vim.g.count = #answer.items; vim.g.incomplete = answer.isIncomplete or answer.is_incomplete_forward; item = answer.items[1] '
      \ . '  if item then source:resolve(item, function(it) item = it or item; vim.g.item = item; vim.g.shown = item.documentation.value end) end end '
      \ . 'if name == "cmp" then vim.g.encoding = source:get_position_encoding_kind(); source:complete({}, done) '
      \ . 'else local line, column = vim.api.nvim_get_current_line(), vim.api.nvim_win_get_cursor(0)[2]; '
      \ . '  source:get_completions({ bounds = { start_col = vim.regex([[\k*$]]):match_str(line:sub(1, column)) + 1 } }, done) end end '
      \ . 'take = function(name) local range = item.textEdit.range; '
      \ . '  local put = function() vim.api.nvim_buf_set_text(0, range.start.line, range.start.character, range["end"].line, range["end"].character, { item.textEdit.newText }) '
      \ . '    vim.api.nvim_win_set_cursor(0, { range.start.line + 1, range.start.character + #item.textEdit.newText }) end '
      \ . '  local source = name == "cmp" and require("gongwen.cmp") or require("gongwen.blink").new({}, {}) '
      \ . '  if name == "cmp" then put(); source:execute(item, function() vim.g.executed = 1 end) '
      \ . '  else source:execute({}, item, function() vim.g.executed = 1 end, put) end end'

function! Test_a_source() abort
  for l:engine in ['cmp', 'blink']
    let l:child = StartWith(s:text)
    call Ex(l:child, s:play)
    call Input(l:child, '4GA会议，总结qqyq')
    call WaitEqual('会议，总结qqyq', l:child, 'getline(4)')
    call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave,InsertEnter * let g:left += 1')
    call Ex(l:child, 'lua play("' . l:engine . '")')
    call Wait(l:child, 'exists("g:shown")')
    let l:item = Eval(l:child, 'g:item')
    call assert_equal(['貔貅要求', 'qqyq', 15], [l:item.label, l:item.textEdit.newText, l:item.kind])
    call assert_equal([{'line': 3, 'character': 15}, {'line': 3, 'character': 19}], [l:item.textEdit.range.start, l:item.textEdit.range.end])
    " What the engine compares: its own word, with Chinese before the trigger or without.
    call assert_equal(l:engine ==# 'cmp' ? 'qqyq' : '总结qqyq', l:item.filterText)
    call assert_equal("\n" . join(s:after[:1], "\n"), Eval(l:child, 'g:shown'))
    call assert_equal([1, 1, 'utf-8'], Eval(l:child, '[g:count, g:incomplete == v:true, get(g:, "encoding", "utf-8")]'))
    call Ex(l:child, 'lua take("' . l:engine . '")')
    call WaitEqual(['会议，总结'] + s:after, l:child, 'getline(4, 7)')
    call WaitEqual([1, 1, 0, 'i'], l:child, '[g:executed, gongwen#placeholder#pending(), g:left, mode()]')
    call Input(l:child, '2026<Esc>u')
    call WaitEqual(['会议，总结'] + s:after, l:child, 'getline(4, 7)')
    call Input(l:child, 'u')
    call WaitEqual('会议，总结qqyq', l:child, 'getline(4)')
    call Stop(l:child)
  endfor
endfunction

function! Test_words() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, s:play)
  for [l:text, l:word, l:start, l:cmp, l:blink] in [['会议貅要', '貅要求', 6, '貅要求', '会议貅要求'], ['总；ｑ', ';q', 3, '；ｑ;q', 'ｑ;q'], ['𝔼𝔼魍魉', '魍魉', 8, '魍魉', '魍魉']]
    for l:engine in ['cmp', 'blink']
      call Input(l:child, '<C-\><C-n>4GS' . l:text)
      call WaitEqual(l:text, l:child, 'getline(4)')
      call Ex(l:child, 'unlet! g:shown | lua play("' . l:engine . '")')
      call Wait(l:child, 'exists("g:shown")')
      call assert_equal([l:word, l:start], Eval(l:child, '[g:item.textEdit.newText, g:item.textEdit.range.start.character]'), l:text)
      call assert_equal(l:engine ==# 'cmp' ? l:cmp : l:blink, Eval(l:child, 'g:item.filterText'), l:text)
    endfor
  endfor
  " One Chinese character is no word that is meant.
  for l:text in ['没魃', '的', '魑魅']
    call Input(l:child, '<C-\><C-n>4GS' . l:text)
    call WaitEqual(l:text, l:child, 'getline(4)')
    call Ex(l:child, 'let g:count = -1 | lua play("cmp")')
    call WaitEqual(1, l:child, l:text ==# '魑魅' ? 'g:count > 1' : 'g:count == 0')
  endfor
endfunction

" Typed on between the choice and its execution, or the host gone: nothing goes in, and nobody waits.
function! Test_late_and_gone() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, s:play)
  call Input(l:child, '4GAqqyq')
  call WaitEqual('qqyq', l:child, 'getline(4)')
  call Ex(l:child, 'lua play("cmp")')
  call Wait(l:child, 'exists("g:shown")')
  call Input(l:child, '后')
  call WaitEqual('qqyq后', l:child, 'getline(4)')
  call Ex(l:child, 'lua require("gongwen.source").execute(item)')
  call WaitLines(s:text[:2] + ['qqyq后'] + s:text[4:], l:child)
  let l:pid = Eval(l:child, 'gongwen#host#about().pid')
  call system('kill -STOP ' . l:pid)
  call Ex(l:child, 'let g:count = -1 | lua play("cmp")')
  call Input(l:child, '继续')
  call WaitEqual('qqyq后继续', l:child, 'getline(4)')
  call assert_equal(-1, Eval(l:child, 'g:count'))
  call system('kill -9 ' . l:pid)
  call WaitEqual(0, l:child, 'g:count')
  call Ex(l:child, 'enew')
  call assert_equal([v:false, v:false], Eval(l:child, '[luaeval("require(\"gongwen.cmp\"):is_available()"), luaeval("require(\"gongwen.blink\").new():enabled()")]'))
endfunction

" Nothing of it is loaded where nobody asks for it.
function! Test_it_costs_nothing() abort
  let l:child = StartWith(s:text)
  call assert_equal([], Eval(l:child, 'filter(["gongwen.source", "gongwen.cmp", "gongwen.blink"], {_, m -> luaeval("package.loaded[_A] ~= nil", m)})'))
endfunction

" ---- the engines themselves ----

" `setup` is the configuration as a user writes it; then a trigger, part of a name, and a full-width word
" are completed and chosen with `key`.
function! s:drive(path, setup, key) abort
  for [l:typed, l:word] in [['会议，总结qqy', 'qqyq'], ['会议貅要', '貅要求']]
    let l:child = StartWith(s:text, {'before': map(copy(a:path), '"set runtimepath^=" . v:val')})
    call Ex(l:child, 'lua ' . a:setup)
    call Input(l:child, '4GA')
    call WaitEqual('i', l:child, 'mode()')
    call Type(l:child, split(l:typed, '\zs'))
    call WaitEqual(l:typed, l:child, 'getline(4)')
    call Wait(l:child, 'luaeval("menu()")')
    call Input(l:child, a:key)
    call WaitEqual(s:after[1], l:child, 'getline(6)')
    call assert_equal([strcharpart(l:typed, 0, strchars(l:typed) - (l:word[0] ==# 'q' ? 3 : 2))] + s:after, Eval(l:child, 'getline(4, 7)'))
    call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
    call Input(l:child, '2026<Esc>u')
    call WaitEqual(s:after[1], l:child, 'getline(6)')
    call Input(l:child, 'u')
    call WaitEqual(strcharpart(l:typed, 0, strchars(l:typed) - (l:word[0] ==# 'q' ? 3 : 2)) . l:word, l:child, 'getline(4)')
    call Stop(l:child)
  endfor
endfunction

if isdirectory($GONGWEN_TEST_CMP) && Is('nvim-0.10')
  function! Test_nvim_cmp() abort
    for l:behaviour in ['Insert', 'Replace']
      call s:drive([$GONGWEN_TEST_CMP], 'local cmp = require("cmp"); cmp.register_source("gongwen", require("gongwen.cmp")); '
            \ . 'cmp.setup({ sources = { { name = "gongwen" } }, mapping = { ["<C-y>"] = cmp.mapping.confirm({ select = true, behavior = cmp.ConfirmBehavior.' . l:behaviour . ' }) } }); '
            \ . 'menu = function() return cmp.visible() and #cmp.get_entries() > 0 end', '<C-y>')
    endfor
  endfunction
endif

if $GONGWEN_TEST_BLINK !=# '' && Is('nvim-0.10')
  function! Test_blink_cmp() abort
    call s:drive(split($GONGWEN_TEST_BLINK, ':'), 'local blink = require("blink.cmp"); blink.setup({ fuzzy = { implementation = "lua" }, '
          \ . 'keymap = { preset = "none", ["<C-y>"] = { "select_and_accept" } }, '
          \ . 'sources = { default = { "gongwen" }, providers = { gongwen = { name = "gongwen", module = "gongwen.blink" } } } }); '
          \ . 'menu = function() return blink.is_visible() and #require("blink.cmp.completion.list").items > 0 end', '<C-y>')
  endfunction
endif
