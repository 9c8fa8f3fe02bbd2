" The outline outside of its window: counts, the status line, pickers.

let s:text = ['工作总结', '一、甲', 'XX党支部有3人。', '（一）子甲。内容XX。', '（二）子乙。内容。', '二、乙', '正文。']

function! s:said(child, pattern) abort
  call WaitUntil('a message: ' . a:pattern, {-> Eval(a:child, 'execute("messages")') =~# a:pattern})
  call Ex(a:child, 'messages clear')
endfunction

function! Test_counting() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, '4 | Gongwen count')
  call s:said(l:child, '40.*10.*2')
  call Ex(l:child, '2,3Gongwen count')
  call s:said(l:child, '2.*11.*40.*1')
  call Ex(l:child, '1 | Gongwen count')
  call s:said(l:child, 'characters; to fill: 2\|字，待填 2')
  call Ex(l:child, '1put =''再添五个字''')
  call Ex(l:child, 'Gongwen count')
  call s:said(l:child, '45')
  call Ex(l:child, 'help | Gongwen count')
  call s:said(l:child, '不是文稿\|Not a text')
endfunction

function! Test_the_statusline_tells_what_is_left() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'call cursor(4, 1)')
  call WaitEqual('甲 > 子甲 > 1 of 2 to fill', l:child, 'gongwen#statusline()')
  call Ex(l:child, 'call cursor(6, 1)')
  call WaitEqual('乙 > 2 to fill', l:child, 'gongwen#statusline()')
  call Ex(l:child, 'call cursor(3, 1)')
  call WaitEqual('甲 > 2 of 2 to fill', l:child, 'gongwen#statusline()')
  call Ex(l:child, 'call setline(3, "无")')
  call WaitEqual('甲 > 1 of 1 to fill', l:child, 'gongwen#statusline()')
endfunction

function! Test_picking_a_heading() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'clearjumps')
  call Ex(l:child, 'Gongwen pick')
  call WaitList(l:child)
  call Input(l:child, '子乙')
  call WaitEqual('子乙', l:child, g:list_typed)
  call Input(l:child, '<CR>')
  call WaitEqual([5, 1, 'n'], l:child, '[line("."), col("."), mode()]')
  call assert_equal(1, Eval(l:child, 'len(getjumplist()[0])'))
  call assert_equal(['工作总结', '一、甲', '（一）子甲', '（二）子乙', '二、乙'], Eval(l:child, 'map(gongwen#heading#items(bufnr("")), "v:val.text")'))
  call Ex(l:child, 'enew | Gongwen pick')
  call s:said(l:child, '没有标题\|no headings')
endfunction

function! Test_picking_by_the_users_own_select() abort
  call s:needs_lua()
  let l:child = StartWith(s:text)
  call Ex(l:child, 'lua vim.ui.select = function(items, options, choose) vim.g.labels = vim.tbl_map(options.format_item, items); choose(items[5]) end')
  call Ex(l:child, 'Gongwen pick')
  call WaitEqual(6, l:child, 'line(".")')
  call assert_equal('  （一）子甲  1', Eval(l:child, 'g:labels[2]'))
endfunction

function! s:needs_lua() abort
  if Is('vim')
    call Skip('it is of plugins in Lua')
  endif
endfunction

" What stands for a plugin that is not there: a module of Lua.
function! s:module(child, name, body) abort
  call Ex(a:child, 'lua package.preload["' . a:name . '"] = function() ' . a:body . ' end')
endfunction

function! Test_lualine() abort
  call s:needs_lua()
  let l:child = StartWith(s:text)
  call s:module(l:child, 'lualine.component', 'return { extend = function() return {} end }')
  call Ex(l:child, 'call cursor(6, 1)')
  call WaitEqual('乙 > 2 to fill', l:child, 'luaeval("require(\"lualine.components.gongwen\").update_status()")')
  call Ex(l:child, 'enew')
  call assert_equal('', Eval(l:child, 'luaeval("require(\"lualine.components.gongwen\").update_status()")'))
  " Nothing is loaded for it where no text is served.
  let l:child = Start()
  call s:module(l:child, 'lualine.component', 'return { extend = function() return {} end }')
  call assert_equal('', Eval(l:child, 'luaeval("require(\"lualine.components.gongwen\").update_status()")'))
  call assert_notmatch('autoload/gongwen', Eval(l:child, 'execute("scriptnames")'))
endfunction

function! Test_pickers_of_others() abort
  call s:needs_lua()
  let l:child = StartWith(s:text)
  call s:module(l:child, 'fzf-lua', 'return { fzf_exec = function(lines, o) vim.g.lines = lines; o.actions.default({ lines[4] }) end }')
  call Ex(l:child, 'lua require("gongwen.headings").fzf_lua()')
  call WaitEqual(5, l:child, 'line(".")')
  call assert_equal("4\t  （二）子乙", Eval(l:child, 'g:lines[3]'))
  call s:module(l:child, 'snacks', 'return { picker = { pick = function(o) vim.g.place = o.items[2].pos; o.confirm({ close = function() end }, o.items[2]) end } }')
  call Ex(l:child, 'lua require("gongwen.headings").snacks()')
  call WaitEqual(2, l:child, 'line(".")')
  call assert_equal([2, 0], Eval(l:child, 'g:place'))
  call s:module(l:child, 'telescope', 'return { register_extension = function(e) return e end }')
  call s:module(l:child, 'telescope.actions', 'return { close = function() end, select_default = { replace = function(_, f) pick = f end } }')
  call s:module(l:child, 'telescope.actions.state', 'return { get_selected_entry = function() return entry end }')
  call s:module(l:child, 'telescope.config', 'return { values = { generic_sorter = function() end, grep_previewer = function() end } }')
  call s:module(l:child, 'telescope.finders', 'return { new_table = function(o) return o end }')
  call s:module(l:child, 'telescope.pickers', 'return { new = function(_, p) return { find = function() p.attach_mappings(1); entry = p.finder.entry_maker(p.finder.results[5]); vim.g.shown = entry.display; pick() end } end }')
  call Ex(l:child, 'lua require("telescope._extensions.gongwen").exports.gongwen()')
  call WaitEqual(6, l:child, 'line(".")')
  call assert_equal('二、乙', Eval(l:child, 'g:shown'))
endfunction
