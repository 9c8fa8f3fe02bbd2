-- key.lua - what it takes from a key to the changed row of the outline on the screen, as a terminal sees it:
-- in an editor with the plugin, less the same key in one without, by a bare question and answer between an
-- editor and the host. They take turns, each after the same moment of rest; the figures are medians. Others'
-- outlines of the same text, as Markdown, stand beside it in the same unit: aerial.nvim as it comes (its rows
-- follow when Insert mode is left) and with neither that nor a delay, tagbar when it is told to look.
-- Started by key.sh.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local frame = dofile(here .. '/frame.lua')
local ui = dofile(vim.fn.fnamemodify(here, ':h') .. '/terminal/ui.lua')
local drive, folder, median, say = frame.drive, frame.folder, frame.median, frame.say
local large = tonumber(vim.env.GONGWEN_BENCH_HEADINGS) > 10000
local columns, width, rest, rounds = 130, 32, 30, 60
local edge = columns - width -- the outline is to the right of it
local typed = '工'

local function start(name)
  return ui.start(drive.command(folder .. '/' .. name, {}), drive.environment(folder), folder, columns, 34)
end

-- ---- the editors ---------------------------------------------------------------------------------

-- Goes to the end of a heading in the middle of the text, in Insert mode; its title.
local function place(editor)
  local title = editor:lua([[
    vim.api.nvim_win_set_cursor(0, { math.floor(vim.fn.line('$') / 2), 0 })
    vim.fn.search('\\(^\\|[# ]\\)[一二三四五六七八九十]\\+、[^。]\\{4,10}$', 'W')
    vim.cmd('normal! zz')
    return vim.fn.matchstr(vim.fn.getline('.'), '[一二三四五六七八九十]\\+、.*')]])
  assert(title ~= '', 'no such heading')
  return title
end

local function insert(editor)
  editor:send('nvim_input', 'A')
  editor:wait('Insert mode', function() return editor:ask('nvim_get_mode').mode == 'i' end)
end

local function leave(editor)
  editor:send('nvim_input', '<Esc>')
  editor:wait('Normal mode', function() return editor:ask('nvim_get_mode').mode == 'n' end)
end

-- Whether `text` stands in a row of the outline, or of the text.
local function shows(editor, text, beside)
  for y in pairs(editor.rows) do
    if editor:text(y, beside and edge + 1 or 1, beside and columns + 1 or edge + 1):find(text, 1, true) then
      return true
    end
  end
end

-- Nanoseconds from act() until `text` is drawn.
local function drawn(editor, text, beside, act)
  local seen
  editor.at_line = function(y, first, last, now)
    local from, to = beside and edge + 1 or 1, beside and columns + 1 or edge + 1
    if not seen and last > from and first < to and editor:text(y, from, to):find(text, 1, true) then
      seen = now
    end
  end
  local begun = vim.loop.hrtime()
  act()
  editor:wait('drawn: ' .. text, function() return seen end)
  editor.at_line = nil
  return seen - begun
end

local function type_key(editor)
  editor:send('nvim_input', typed)
end

-- Takes the character back, and rests.
local function take_back(editor, title, beside)
  editor:send('nvim_input', '<BS>')
  editor:wait('taken back', function() return not shows(editor, title .. typed, beside) end)
  vim.wait(rest)
end

local function with_plugin()
  local editor = start('text.gongwen')
  editor:wait('the host has seen the text', function()
    return editor:eval('exists("*gongwen#ready") && gongwen#ready()') == 1
  end)
  local title = place(editor)
  editor:lua('vim.cmd("Gongwen outline")')
  editor:wait('the row of ' .. title, function() return shows(editor, title, true) end)
  insert(editor)
  return editor, title
end

-- The `ask` of this one is the bare question and answer; `move` the same behind the message of a cursor that
-- has come to another line.
local function without_plugin()
  local editor = start('text.txt')
  editor:lua(([[
    vim.cmd('set runtimepath^=%s | vertical botright %dnew | setlocal winfixwidth nowrap | wincmd p')
    vim.g.answered = 0
    local job = vim.fn.jobstart({ vim.env.GONGWEN_HOST, 'host', '--editor=nvim' }, { rpc = true })
    local last = 0
    local function answer()
      vim.wait(10000, function() return vim.g.answered == last end, 1)
    end
    function ask(line)
      last = last + 1
      local begun = vim.loop.hrtime()
      if line then
        vim.rpcnotify(job, 'cursor', { buf = 1, line = line })
      end
      vim.rpcnotify(job, 'info', { id = last })
      answer()
      return vim.loop.hrtime() - begun
    end
    last = 1
    vim.rpcnotify(job, 'hello', { id = 1, version = vim.fn['gongwen#version'](), language = 'en', ambiwidth = 1, snippets = {} })
    vim.rpcnotify(job, 'open', { buf = 1, tick = 1, lines = vim.api.nvim_buf_get_lines(0, 0, -1, true) })
    vim.rpcnotify(job, 'outline_open', { buf = 1 })
    answer()
    ask()]]):format(folder, width))
  local title = place(editor)
  insert(editor)
  return editor, title
end

-- ---- the others ----------------------------------------------------------------------------------

-- Without Neovim's own set-up for Markdown, which wants a parser.
local function markdown()
  local editor = start('text.peer')
  editor:lua([[vim.cmd('noautocmd setlocal filetype=markdown')]])
  return editor
end

local function aerial(options)
  local editor = markdown()
  editor:lua([[
    local path, width, options = ...
    vim.opt.runtimepath:append(path)
    require('aerial').setup(vim.tbl_deep_extend('force', { backends = { 'markdown' }, disable_max_lines = false, disable_max_size = false,
      filter_kind = false, layout = { min_width = width, max_width = width, default_direction = 'right' } }, options))
    vim.cmd('AerialOpen!')]], vim.env.GONGWEN_AERIAL, width, options)
  return editor
end

local function tagbar()
  local editor = markdown()
  editor:lua([[
    local path, width = ...
    vim.opt.runtimepath:append(path)
    vim.g.tagbar_width = width
    vim.cmd('runtime! plugin/tagbar.vim | TagbarOpen')]], vim.env.GONGWEN_TAGBAR, width)
  return editor
end

-- Nanoseconds until it shows a typed character: from the `key`, from when Insert mode is left (`leave`), or
-- from a command.
local function measure(editor, from, count)
  local title = place(editor)
  local command = from ~= 'key' and from ~= 'leave' and from
  if command then
    editor:ask('nvim_command', 'call tagbar#highlighttag(1, 1)')
  end
  editor:wait('the row of ' .. title, function() return shows(editor, title, true) end)
  local times = {}
  for round = 1, count do
    insert(editor)
    if from == 'key' then
      times[round] = drawn(editor, title .. typed, true, function() type_key(editor) end)
      leave(editor)
    else
      drawn(editor, title .. typed, false, function() type_key(editor) end)
      if command then
        leave(editor)
      end
      times[round] = drawn(editor, title .. typed, true, function()
        editor:send(command and 'nvim_command' or 'nvim_input', command or '<Esc>')
      end)
    end
    insert(editor)
    editor:send('nvim_input', '<BS><Esc>')
    if command then
      editor:ask('nvim_command', command)
    end
    editor:wait('taken back', function() return not shows(editor, title .. typed, true) end)
    vim.wait(rest)
  end
  editor:close()
  return median(times)
end

-- ---- all of it -----------------------------------------------------------------------------------

frame.run(function()
  local with, title = with_plugin()
  local without, its_title = without_plugin()
  assert(title == its_title)
  local keys, texts, bare, moves = {}, {}, {}, {}
  for round = -4, rounds do
    vim.wait(rest)
    local asked = without:lua('return ask()')
    vim.wait(rest)
    local moved = without:lua('return ask(...)', round % 2 == 0 and 10 or 300)
    vim.wait(rest)
    local plain = drawn(without, title .. typed, false, function() type_key(without) end)
    take_back(without, title, false)
    local shown = drawn(with, title .. typed, true, function() type_key(with) end)
    take_back(with, title, true)
    local text = drawn(with, title .. typed, false, function() type_key(with) end)
    with:wait('its row', function() return shows(with, title .. typed, true) end)
    take_back(with, title, true)
    if round > 0 then
      keys[round], texts[round], bare[round], moves[round] = shown - plain, text / plain, asked, moved / asked
    end
  end
  with:close()
  without:close()
  local trip = median(bare)
  frame.show(say('from the key to the row, less without / a bare round trip', '按键到提纲上屏，比不用插件时多 / 空的一问一答'),
    median(keys) / trip, 3)
  frame.show(say('the same key in the text / without', '同一键在正文上屏 / 不用插件时'), median(texts))
  frame.show(say('a round trip behind a move of the cursor / a bare one', '光标换到另一节后一问一答 / 空的一问一答'), median(moves))
  local count = large and 1 or 5
  if vim.env.GONGWEN_AERIAL and vim.fn.has('nvim-0.11') == 1 then
    frame.show(say('aerial.nvim, from leaving Insert mode', 'aerial.nvim，从离开插入模式起'), measure(aerial({ close_on_select = false }), 'leave', count) / trip)
    frame.show(say('aerial.nvim, no delay, in Insert mode too, from the key', 'aerial.nvim，不等待、插入模式也更新，从按键起'),
      measure(aerial({ markdown = { update_delay = 0 }, update_events = 'TextChanged,TextChangedI,InsertLeave' }), 'key', count) / trip)
  end
  if vim.env.GONGWEN_TAGBAR and not large then
    frame.show(say('tagbar, from telling it to update', 'tagbar，从命令它更新起'), measure(tagbar(), 'call tagbar#ForceUpdate()', count) / trip)
  end
end)
