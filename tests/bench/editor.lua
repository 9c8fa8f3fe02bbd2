-- editor.lua - types into two Neovims, one with the plugin and the outline on, one without, and prints the
-- ratio of the times a key takes. They take turns; a ratio is the median of the rounds'. A key is done when
-- the editor answers a question asked after it. The second figure counts the time until the host has seen
-- the text as well, after each run of keys.
-- Started by editor.sh.
local frame = dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h') .. '/frame.lua')
local rounds, stretches, keys = 9, 5, 20

local function with_plugin()
  local editor = frame.open('text.gongwen')
  editor:lua([[vim.cmd('Gongwen outline')]])
  editor:wait('the outline is shown', function()
    return #(editor:outline() or {}) > 100
  end)
  editor.settle = function()
    while editor:eval('gongwen#ready()') ~= 1 do end
  end
  return editor
end

local function without_plugin()
  local editor = frame.drive.headless(frame.folder, frame.folder .. '/text.txt')
  editor:wait('the text is there', 'line("$") > 100')
  editor.settle = function() end
  return editor
end

-- Goes to the end of the nearest line like `pattern` from line 5000 on, in Insert mode.
local function place(editor, pattern)
  frame.normal_mode(editor)
  local line = editor:lua([[
    for _, win in ipairs(vim.api.nvim_list_wins()) do
      if vim.bo[vim.api.nvim_win_get_buf(win)].filetype ~= 'gongwen-outline' then
        vim.api.nvim_set_current_win(win)
        break
      end
    end
    vim.api.nvim_win_set_cursor(0, { 5000, 0 })
    return vim.fn.search(..., 'W')]], pattern)
  assert(line > 0, 'no line like ' .. pattern)
  vim.rpcrequest(editor.channel, 'nvim_input', 'A')
  editor:wait('Insert mode', function()
    return vim.rpcrequest(editor.channel, 'nvim_get_mode').mode == 'i'
  end)
end

-- The nanoseconds that `keys` characters take, one at a time, and those until the host has seen them; then
-- they are taken back.
local function type_stretch(editor)
  local before = editor:eval('getline(".")')
  local start = vim.loop.hrtime()
  for _ = 1, keys do
    vim.rpcrequest(editor.channel, 'nvim_input', '工')
    vim.rpcrequest(editor.channel, 'nvim_eval', '1')
  end
  local typed = vim.loop.hrtime() - start
  editor.settle()
  local seen = vim.loop.hrtime() - start
  assert(editor:eval('getline(".")') == before .. ('工'):rep(keys), 'not all was typed')
  vim.rpcrequest(editor.channel, 'nvim_input', ('<BS>'):rep(keys))
  editor:wait('taken back', function()
    return editor:eval('getline(".")') == before
  end)
  editor.settle()
  return typed, seen
end

local function type_round(editor)
  local all_typed, all_seen = 0, 0
  for _ = 1, stretches do
    local typed, seen = type_stretch(editor)
    all_typed, all_seen = all_typed + typed, all_seen + seen
  end
  return all_typed, all_seen
end

local function measure(name, pattern, with, without)
  place(with, pattern)
  place(without, pattern)
  local typing, seeing = {}, {}
  type_round(with)
  type_round(without)
  for round = 1, rounds do
    local base = type_round(without)
    local typed, seen = type_round(with)
    typing[round], seeing[round] = typed / base, seen / base
  end
  io.stdout:write(('  %s %6.2f %6.2f\n'):format(name, frame.median(typing), frame.median(seeing)))
end

frame.run(function()
  local with, without = with_plugin(), without_plugin()
  measure(frame.say('in a paragraph ', '正文'), [[^　　.\{40}]], with, without)
  measure(frame.say('in a heading   ', '标题'), [[^[一二三四五六]、]], with, without)
  with:close()
  without:close()
end)
