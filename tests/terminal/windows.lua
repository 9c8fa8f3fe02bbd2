-- windows.lua - the outline's window among the other windows, on the screen of a tmux:
--
--   GONGWEN_EDITOR=NVIM nvim --headless -u NONE -i NONE -n -c 'luafile tests/terminal/windows.lua'
--
-- Everything is typed as a person would, and judged by what then stands on the screen. Exit status 0 if
-- every test came true, 77 if there is no tmux. (tests/editor/outline_windows.vim asks for the rest.)
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local drive = dofile(here .. '/drive.lua')
local columns, lines, width = 100, 20, 32
local edge = columns - width - 1 -- the column of the line between the windows, from 0

local text = { '工作总结', '一、甲', '（一）子甲。内容XX。', '（二）子乙。内容。', '二、乙', '正文XX，XX。', '三、丙' }
local rows = { '  工作总结', '  - 一、甲', '      （一）子甲', '      （二）子乙', '    二、乙', '    三、丙' }
local other = { '通知“总开关”——', '一、别的', '二、也有XX' }
local other_rows = { '  通知“总开关”——', '    一、别的', '    二、也有XX' }

-- What the screen shows: `text`, the lines of the window at the left; `rows`, those of the outline beside it
-- without their counts, nil if there is none; `tabs`, whether there is a line of tabs.
local function look(editor)
  local screen, seen = editor:screen(), { text = {} }
  local first = 1
  if screen[1]:find('X$') then
    seen.tabs, first = true, 2
  end
  for y = first, lines - 2 do
    local left, row = screen[y]:match('^(.-)│(.*)$')
    left = vim.trim(left or screen[y])
    if left ~= '~' then
      table.insert(seen.text, left)
    end
    if row then
      seen.rows = seen.rows or {}
      row = row:gsub('%s+%d*$', '')
      if row ~= '' then
        table.insert(seen.rows, row)
      end
    end
  end
  return seen
end

local function shows(editor, what, expected)
  local seen
  local ok, problem = pcall(editor.wait, editor, what, function()
    seen = look(editor)
    return vim.deep_equal(seen, expected)
  end)
  if not ok then
    error(problem .. '\nseen: ' .. vim.inspect(seen), 2)
  end
end

-- Waits until the terminal's cursor is in this cell, from 0.
local function cursor(editor, column, row)
  local seen
  local ok, problem = pcall(editor.wait, editor, 'the cursor', function()
    local _
    _, seen = editor:capture()
    return seen.column == column and seen.row == row
  end)
  if not ok then
    error(('%s\nthe cursor is not in %d,%d but in %d,%d'):format(problem, column, row, seen.column, seen.row), 2)
  end
end

local both, alone = { text = text, rows = rows }, { text = text }

-- Into the outline's window: its cursor stands in row `row`, from 1.
local function enter(editor, row)
  editor:type('<C-w>l' .. row .. 'G')
  editor:wait('the cursor in the outline', function()
    local _, cell = editor:capture()
    return cell.column > edge and cell.row == row - 1
  end)
end

local tests = {}

function tests.it_opens_beside_the_text(start)
  for _, keys in ipairs({ ':Gongwen outline<CR>', 'gO' }) do
    local editor = start('a.gongwen')
    shows(editor, 'the text', alone)
    editor:type('3G')
    cursor(editor, 0, 2)
    editor:type(keys)
    shows(editor, 'the outline', both)
    cursor(editor, 0, 2)
    assert(editor:screen()[1]:find('│  工作总结  +3$'), editor:dump())
    editor:type('x')
    shows(editor, 'what is typed goes into the text', {
      text = vim.list_extend({ text[1], text[2], '一）子甲。内容XX。' }, { unpack(text, 4) }),
      rows = { rows[1], rows[2], rows[4], rows[5], rows[6] },
    })
    editor:type('u')
    shows(editor, 'undone', both)
    editor:type('gO')
    shows(editor, 'closed', alone)
    cursor(editor, 0, 2)
    editor:close()
  end
end

function tests.quitting_the_text_ends_the_editor(start)
  for _, keys in ipairs({ ':q<CR>', 'ZZ', ':wq<CR>' }) do
    local editor = start('a.gongwen', 'gO')
    shows(editor, 'the outline', both)
    editor:type(keys)
    editor:ended()
    editor:close()
  end
  -- Not written: it stays, with its outline.
  local editor = start('a.gongwen', 'gO')
  editor:type('7Gdd')
  local changed = { text = { unpack(text, 1, 6) }, rows = { unpack(rows, 1, 5) } }
  shows(editor, 'a section less', changed)
  editor:type(':q<CR>')
  editor:see('E37')
  editor:type('<CR>') -- Neovim itself tells it in two lines, for which it waits
  shows(editor, 'all is there', changed)
  editor:type('u')
  shows(editor, 'undone', both)
  -- From the outline itself only it goes.
  enter(editor, 1)
  editor:type(':q<CR>')
  shows(editor, 'the text alone', alone)
  cursor(editor, 0, 6)
  editor:type(':q!<CR>')
  editor:ended()
end

function tests.only_closes_it(start)
  local editor = start('a.gongwen', 'gO')
  shows(editor, 'the outline', both)
  editor:type(':only<CR>')
  shows(editor, 'the text alone', alone)
  editor:type('gO')
  shows(editor, 'the outline again', both)
  editor:type('<C-w>o')
  shows(editor, 'the text alone again', alone)
  editor:type(':Gongwen outline<CR>')
  shows(editor, 'the outline a third time', both)
end

function tests.deleting_the_text_does_not_quit(start)
  for _, command in ipairs({ 'bdelete', 'bwipeout' }) do
    local editor = start('a.gongwen', 'gO')
    shows(editor, 'the outline', both)
    editor:type(':' .. command .. '<CR>')
    shows(editor, 'an empty window', { text = { '' } })
    editor:type('i还能写——总之<Esc>')
    shows(editor, 'it can be written in', { text = { '还能写——总之' } })
    editor:type(':e! b.gongwen<CR>')
    shows(editor, 'another text', { text = other })
    editor:type('gO')
    shows(editor, 'and its outline', { text = other, rows = other_rows })
    -- With another text, that one comes, and the outline follows.
    editor:type(':e a.gongwen<CR>')
    shows(editor, 'the first one', both)
    editor:type(':' .. command .. '<CR>')
    shows(editor, 'the other one comes', { text = other, rows = other_rows })
    editor:close()
  end
end

function tests.what_is_opened_in_it_goes_to_the_text(start)
  local editor = start('a.gongwen', 'gO')
  shows(editor, 'the outline', both)
  enter(editor, 5)
  editor:type(':e b.gongwen<CR>')
  shows(editor, 'the other text, with its rows', { text = other, rows = other_rows })
  cursor(editor, 0, 0)
  enter(editor, 2)
  editor:type(':b a.gongwen<CR>')
  shows(editor, 'the first one', both)
  -- What is no text leaves the rows as they are.
  enter(editor, 2)
  editor:type(':e plain.txt<CR>')
  shows(editor, 'a file of another kind', { text = { '随手记' }, rows = rows })
end

function tests.it_comes_with_a_session(start)
  local editor = start('a.gongwen', 'gO')
  shows(editor, 'the outline', both)
  editor:type(':mksession<CR>')
  editor:wait('the session is written', 'filereadable("Session.vim")')
  editor:type(':q<CR>')
  editor:ended()
  editor:close()
  editor = start(nil, nil, { '-S', 'Session.vim' })
  -- Neovim 0.7 names each window of no file in a session, which is more than fits, and waits.
  local waits
  editor:wait('the session', function()
    local screen = editor:dump()
    waits = screen:find('Press ENTER', 1, true)
    return waits or screen:find(rows[6], 1, true)
  end)
  if waits then
    editor:type('<CR>')
  end
  shows(editor, 'the outline again', both)
  enter(editor, 6)
  editor:type('<CR>')
  cursor(editor, 0, 6)
  editor:type(':q<CR>')
  editor:ended()
end

function tests.each_tab_has_its_own(start)
  local editor = start('a.gongwen', 'gO')
  for _, keys in ipairs({ ':q<CR>', ':close<CR>' }) do
    shows(editor, 'the outline', both)
    editor:type(':tabnew b.gongwen<CR>')
    shows(editor, 'a tab without an outline', { text = other, tabs = true })
    editor:type('gO')
    shows(editor, 'its own', { text = other, rows = other_rows, tabs = true })
    editor:type('gt')
    shows(editor, 'the first tab', { text = text, rows = rows, tabs = true })
    editor:type('gt')
    shows(editor, 'the second tab', { text = other, rows = other_rows, tabs = true })
    -- Closing the last window of text in a tab closes the tab.
    editor:type(keys)
  end
  shows(editor, 'the first one is left', both)
  editor:type(':q<CR>')
  editor:ended()
end

function tests.its_keys(start)
  local editor = start('a.gongwen', 'gO')
  shows(editor, 'the outline', both)
  local folded = { text = text, rows = { rows[1], '  + 一、甲', rows[5], rows[6] } }
  for _, pair in ipairs({ { 'zc', 'zo' }, { 'za', 'za' }, { 'zM', 'zR' } }) do
    enter(editor, 2)
    editor:type(pair[1])
    shows(editor, pair[1] .. ' folds', folded)
    -- The rows below have moved up; they still lead to their headings.
    enter(editor, 4)
    editor:type('<CR>')
    cursor(editor, 0, 6)
    enter(editor, 2)
    editor:type(pair[2])
    shows(editor, pair[2] .. ' opens', both)
    enter(editor, 4)
    editor:type('<CR>')
    cursor(editor, 0, 3)
  end
  enter(editor, 1)
  editor:type('q')
  shows(editor, 'closed', alone)
end

function tests.the_mouse(start)
  local editor = start('a.gongwen', ':set mouse=a mousetime=5000<CR>gO')
  shows(editor, 'the outline', both)
  -- A click goes where it is; two on a row go to the section.
  editor:mouse(edge + 5, 4)
  cursor(editor, edge + 5, 4)
  assert(editor:eval('line(".", win_getid(1))') == 1, editor:dump())
  editor:mouse(edge + 8, 5)
  editor:mouse(edge + 8, 5)
  cursor(editor, 0, 6)
  -- In the text, the row follows.
  editor:mouse(5, 3)
  cursor(editor, 4, 3)
  editor:wait('its row is marked', 'line(".", t:gongwen_outline.window) == 4')
  -- Who drags the line between the windows has his way, whatever changes then.
  editor:mouse(edge, 9, edge - 8, 9)
  editor:wait('it is wider', ('winwidth(t:gongwen_outline.window) == %d'):format(width + 8))
  editor:type('Go四、长长的标题<Esc>')
  local more = { '四、长长的标题' }
  shows(editor, 'one row more', {
    text = vim.list_extend(vim.deepcopy(text), more), rows = vim.list_extend(vim.deepcopy(rows), { '    ' .. more[1] }),
  })
  assert(editor:eval('winwidth(t:gongwen_outline.window)') == width + 8, editor:dump())
end

function tests.other_windows_leave_it_as_it_is(start)
  local editor = start('a.gongwen', 'gO')
  shows(editor, 'the outline', both)
  for _, command in ipairs({ 'new', 'split | terminal', 'botright copen' }) do
    editor:type(':' .. command .. '<CR>')
    editor:wait(command, 'winnr("$") == 3')
    editor:wait('the rows', function() return vim.deep_equal(look(editor).rows, rows) end)
    editor:type(':Gongwen outline<CR>')
    editor:wait('closed', 'winnr("$") == 2 && empty(filter(getwininfo(), {_, w -> bufname(w.bufnr) =~# "^gongwen://"}))')
    editor:wait('closed on the screen', function() return not editor:dump():find('│', 1, true) end)
    editor:type(':close!<CR>gO')
    shows(editor, 'the outline again', both)
  end
end

-- A folder of its own for each test. start(file, keys, extra): the editor with the file, and keys typed.
local function run(name, test, folder)
  local home, editors = folder .. '/' .. name, {}
  vim.fn.mkdir(home)
  vim.fn.writefile(text, home .. '/a.gongwen')
  vim.fn.writefile(other, home .. '/b.gongwen')
  vim.fn.writefile({ '随手记' }, home .. '/plain.txt')
  local ok, problem = xpcall(test, debug.traceback, function(file, keys, extra)
    local editor = drive.tmux(home, file, columns, lines, extra)
    table.insert(editors, editor)
    if file then
      editor:wait('the host has read the text', 'gongwen#ready()')
    end
    if keys then
      editor:type(keys)
    end
    return editor
  end)
  for _, editor in ipairs(editors) do
    editor:close()
  end
  io.stdout:write(ok and 'ok      ' or 'FAILED  ', name, '\n', ok and '' or problem .. '\n')
  return ok
end

drive.run(true, function(folder)
  local failed = 0
  for name, test in pairs(tests) do
    if name:find(vim.env.GONGWEN_TEST_ONLY or '') then
      failed = failed + (run(name, test, folder) and 0 or 1)
    end
  end
  assert(failed == 0, failed .. ' failed')
end)
