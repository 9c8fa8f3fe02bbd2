-- screen.lua - what the outline's window draws, frame by frame, as a terminal sees it:
--
--   GONGWEN_EDITOR=NVIM nvim --headless -u NONE -i NONE -n -c 'luafile tests/terminal/screen.lua'
--
-- A frame is what stands on the screen when the editor says that it is to be shown (`flush`): what a user
-- could have seen.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local drive = dofile(here .. '/drive.lua')
local ui = dofile(here .. '/ui.lua')
local columns, lines, width = 100, 24, 32
local edge = columns - width -- the column of the line between the windows

local function start(folder, name, text, before)
  vim.fn.writefile(text, folder .. '/' .. name)
  local argv = drive.command(folder .. '/' .. name, before and { '--cmd', before } or {})
  local editor = ui.start(argv, drive.environment(folder), folder, columns, lines)
  editor:wait('the host has seen the text', function()
    return editor:eval('exists("*gongwen#ready") && gongwen#ready()') == 1
  end)
  return editor
end

-- The row that has `text` in the columns of the outline, nil if there is none.
local function row_of(editor, text)
  for y in pairs(editor.rows) do
    if editor:text(y, edge + 1, columns + 1):find(text, 1, true) then
      return y
    end
  end
end

-- Does something and waits until `done()`; calls look() for each frame meanwhile.
local function watch(editor, act, look, done)
  editor.at_flush = look
  act()
  editor:wait('done', done)
  editor:eval('1')
  editor.at_flush = nil
end

local function keys(editor, typed)
  return function() editor:send('nvim_input', typed) end
end

-- The outline's cursor is in its row `at`, and all is drawn: what a question leaves to be drawn has been when
-- the next one is answered.
local function settle(editor, at)
  editor:wait('the row is marked', function() return editor:eval('line(".", t:gongwen_outline.window)') == at end)
  for _ = 1, 3 do
    editor:eval('1')
  end
end

local text = { '工作总结', '一、甲情况', '正文XX。', '二、乙情况', '正文。' }
local tests = {}

-- It is there in one frame: at its width, with its rows.
function tests.it_appears_at_once(folder)
  for name, before in pairs({ fixed = 'let g:gongwen_outline_width = 32', fitting = 'let g:gongwen_outline_width = 20 | let g:gongwen_outline_width_max = 32' }) do
    local long = vim.list_extend(vim.deepcopy(text), { '三、' .. ('长'):rep(10) })
    local editor = start(folder, name .. '.gongwen', long, before)
    local frames = {}
    watch(editor, keys(editor, ':Gongwen outline<CR>'), function()
      -- Where the window is open there is its title, in the last line but one.
      for x = 1, columns do
        if editor:text(lines - 1, x, x + 8) == ' Outline' then
          table.insert(frames, { x, row_of(editor, '一、甲情况') and true or false })
        end
      end
    end, function() return row_of(editor, '二、乙情况') end)
    for _, frame in ipairs(frames) do
      assert(vim.deep_equal(frame, { edge + 1, true }), name .. ': ' .. vim.inspect(frames))
    end
    assert(#frames > 0)
    editor:close()
  end
end

-- Typing in a paragraph draws nothing in it; in a heading, the one row.
function tests.only_what_changes_is_drawn(folder)
  local editor = start(folder, 'a.gongwen', text)
  watch(editor, keys(editor, ':Gongwen outline<CR>5GA'), nil, function()
    return row_of(editor, '二、乙情况') and editor:ask('nvim_get_mode').mode == 'i'
  end)
  settle(editor, 3)
  local drawn = {}
  editor.at_line = function(y, _, last)
    if last > edge + 1 and y < lines - 1 then
      drawn[y] = true
    end
  end
  for _, piece in ipairs({ '再', '写', '几', '句' }) do
    editor:send('nvim_input', piece)
    editor:wait('the text', function() return editor:text(5):find(piece, 1, true) end)
    editor:wait('the host has seen it', function() return editor:eval('gongwen#ready()') == 1 end)
  end
  assert(not next(drawn), 'drawn: ' .. vim.inspect(drawn))
  editor:send('nvim_input', '<Esc>2GA')
  editor:wait('Insert mode', function() return editor:ask('nvim_get_mode').mode == 'i' end)
  settle(editor, 2)
  drawn = {}
  editor:send('nvim_input', '好')
  editor:wait('the row', function() return row_of(editor, '一、甲情况好') end)
  editor:wait('the host has seen it', function() return editor:eval('gongwen#ready()') == 1 end)
  settle(editor, 2)
  assert(vim.deep_equal(drawn, { [2] = true }), 'drawn: ' .. vim.inspect(drawn))
  assert(editor:ask('nvim_get_mode').mode == 'i')
  editor:close()
end

-- Whether the editor has what must be there to see to its windows before anything is drawn.
local function is_prompt()
  return vim.fn.system({ drive.program, '--version' }):find('v0.7', 1, true) == nil
end

-- Whatever comes and goes, each frame has a text at the left and rows, or none yet, at the right.
function tests.nothing_shows_through(folder)
  vim.fn.writefile({ '别的', '一、丁情况' }, folder .. '/b.gongwen')
  local function check(typed, command, row)
    local editor = start(folder, 'a.gongwen', text)
    watch(editor, keys(editor, ':edit b.gongwen<CR>:edit a.gongwen<CR>:Gongwen outline<CR>'), nil, function()
      return row_of(editor, '二、乙情况')
    end)
    settle(editor, 1)
    local frames, wrong = 0, nil
    watch(editor, keys(editor, typed .. ':' .. command .. '<CR>'), function()
      frames = frames + 1
      local left, right = editor:text(1, 1, edge), editor:text(1, edge + 1, columns + 1) .. editor:text(2, edge + 1, columns + 1)
      if not left:find('^工作总结') and not left:find('^别的') or right:find('别的', 1, true) or right:find('no headings', 1, true) then
        wrong = wrong or typed .. command .. ': ' .. left .. right
      end
    end, function()
      return not editor:ask('nvim_get_mode').blocking and editor:eval('histget(":")') == command and row_of(editor, row)
    end)
    assert(not wrong, wrong)
    assert(frames > 0)
    editor:close()
  end
  check('', 'edit b.gongwen', '一、丁情况')
  if is_prompt() then
    check('<C-w>l', 'edit b.gongwen', '一、丁情况')
    check('<C-w>l', 'buffer b.gongwen', '一、丁情况')
    check('', 'bdelete', '一、丁情况')
    check('', 'close', '二、乙情况')
  end
end

-- What is typed right behind a command that leaves the outline alone goes into the text that comes back.
function tests.what_is_typed_ahead_goes_into_the_text(folder)
  if not is_prompt() then
    return
  end
  local editor = start(folder, 'a.gongwen', text)
  watch(editor, keys(editor, ':Gongwen outline<CR>'), nil, function() return row_of(editor, '二、乙情况') end)
  settle(editor, 1)
  editor:send('nvim_input', ':close<CR>2Gdd')
  editor:wait('the row is gone', function() return not row_of(editor, '一、甲情况') end)
  local left = editor:ask('nvim_buf_get_lines', editor:eval('t:gongwen_outline.text'), 0, -1, true)
  assert(vim.deep_equal(left, { text[1], text[3], text[4], text[5] }), vim.inspect(left))
  editor:close()
end

local folder = vim.fn.tempname()
vim.fn.mkdir(folder, 'p')
local failed = false
for name, test in pairs(tests) do
  local ok, problem = xpcall(test, debug.traceback, folder)
  io.stdout:write(ok and 'ok      ' or 'FAILED  ', name, '\n', ok and '' or problem .. '\n')
  failed = failed or not ok
end
io.stdout:flush()
vim.fn.delete(folder, 'rf')
vim.cmd(failed and 'cquit' or 'qall!')
