-- jump.lua - in turn: the key for the next placeholder in a small and in a large text, in Insert and in Normal
-- mode; vim.snippet.jump() (Neovim 0.10 and later) and LuaSnip's jump (where $GONGWEN_LUASNIP is a checkout of
-- it) through the tab stops of a section; and an empty question to the host, which is msgpack-RPC's `info` by
-- rpcrequest(). Prints the ratios of the medians.
--
-- What is measured is what the key waits for: until the cursor stands on the placeholder and that one is marked
-- and waits to be filled (in Insert mode in place of another one that waited). Of vim.snippet and LuaSnip the
-- time does not hold the keys that they feed to select the tab stop, which run later.
-- Then a key is typed into a placeholder, and what the host sends for the highlighting is weighed.
-- Started by jump.sh.
local frame = dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h') .. '/frame.lua')

-- Runs in an editor with a text: name -> list of nanoseconds.
local jumps = frame.editor .. [[
  local rounds = ...
  local function place()
    local cursor = vim.api.nvim_win_get_cursor(0)
    return cursor[1] * 1e6 + cursor[2]
  end
  local before
  local function on_a_placeholder()
    local cursor = vim.api.nvim_win_get_cursor(0)
    assert(place() > before, 'the cursor has not gone on')
    assert(vim.api.nvim_get_current_line():sub(cursor[2] + 1, cursor[2] + 2) == 'XX', 'no placeholder there')
  end
  local function insert()
    vim.fn['gongwen#key#ask']('next')
    vim.fn['gongwen#key#act']()
  end
  local function normal()
    vim.fn['gongwen#placeholder#move'](1)
  end
  local ways = {
    empty = function()
      settle()
      before = -1
      return timed(empty_question)
    end,
    jump = function()
      settle()
      before = place()
      return timed(vim.api.nvim_get_mode().mode == 'i' and insert or normal)
    end,
  }
  local line = math.floor(vim.api.nvim_buf_line_count(0) / 2)
  vim.api.nvim_win_set_cursor(0, { line, 0 })
  return take_turns(ways, rounds, function()
    if before >= 0 then
      on_a_placeholder()
    end
    -- A small text has an end.
    if vim.fn.line('.') > line + 300 or vim.fn.line('.') > vim.fn.line('$') - 20 then
      vim.api.nvim_win_set_cursor(0, { line, 0 })
    end
  end)]]

-- The same for the tab stops of other engines.
local tab_stops = frame.editor .. [[
  local lines, rounds, luasnip = ...
  local text = body(lines, function(n) return ('${%d:XX}'):format(n) end)
  local function through(expand, jump, stop)
    local left, cursor = 0, nil
    return function()
      if left == 0 then
        vim.api.nvim_buf_set_lines(0, 0, -1, true, { '' })
        vim.api.nvim_win_set_cursor(0, { 1, 0 })
        expand(text)
        left = 15
      end
      left = left - 1
      vim.wait(1)
      local took = timed(jump, 1)
      if left == 0 then
        stop()
      end
      return took
    end
  end
  local ways = {}
  if vim.snippet then
    ways.snippet = through(vim.snippet.expand, vim.snippet.jump, vim.snippet.stop)
  end
  local all = take_turns(ways, rounds, function() end)
  if luasnip ~= '' then
    vim.opt.runtimepath:append(luasnip)
    local engine = require('luasnip')
    all.luasnip = take_turns({ luasnip = through(engine.lsp_expand, engine.jump, engine.unlink_current) }, rounds,
      function() end).luasnip
  end
  return all]]

-- Counts the messages about highlighting, and their bytes as they come.
local weigh = [[
  local receive = package.loaded['gongwen.receive']
  vim.g.weighed = { messages = 0, bytes = 0 }
  package.loaded['gongwen.receive'] = function(name, params)
    if name == 'marks' then
      local so_far = vim.g.weighed
      vim.g.weighed = { messages = so_far.messages + 1, bytes = so_far.bytes + #vim.mpack.encode({ name, params }) }
    end
    receive(name, params)
  end]]

-- {messages, bytes} for a key that makes a placeholder longer.
local function highlighting(editor)
  editor:lua(weigh)
  editor:lua([[
    local line = vim.fn.search('XX人', 'W')
    vim.api.nvim_win_set_cursor(0, { line, vim.fn.stridx(vim.fn.getline(line), 'XX人') + 2 })]])
  vim.rpcrequest(editor.channel, 'nvim_input', 'X')
  editor:wait('the key is in the text', [[getline('.') =~# 'XXX人']])
  editor:wait('the host has seen it', 'gongwen#ready()')
  editor:eval([[gongwen#host#request('info', {}, 1000)]])
  return editor:eval('g:weighed')
end

frame.run(function()
  local rounds = 100
  local luasnip = vim.env.GONGWEN_LUASNIP or ''
  local small, large = frame.open('small.gongwen'), frame.open('large.gongwen')
  local others = frame.open('other.gongwen')
  for _, editor in ipairs({ small, large, others }) do
    frame.insert_mode(editor)
  end
  local stops = others:lua(tab_stops, vim.fn.readfile(frame.folder .. '/body'), rounds, luasnip)
  local empty = frame.say('an empty question to the host', '空的一问一答')
  for _, mode in ipairs({ 'i', 'n' }) do
    local name = mode == 'i' and frame.say('a jump in Insert mode', '插入模式跳转') or frame.say('a jump in Normal mode', '普通模式跳转')
    local few, many = small:lua(jumps, rounds), large:lua(jumps, rounds)
    frame.show(name .. ' / ' .. empty, frame.ratio(few.jump, few.empty), 2)
    for other, title in pairs({ snippet = 'vim.snippet.jump', luasnip = 'LuaSnip' }) do
      if stops[other] then
        frame.show(name .. ' / ' .. title, frame.median(few.jump) / frame.median(stops[other]), 0.5)
      end
    end
    frame.show(name .. frame.say(', 10 MB / small', '，10 MB / 小文稿'), frame.median(many.jump) / frame.median(few.jump), 1.2)
    for _, editor in ipairs(mode == 'i' and { small, large } or {}) do
      frame.normal_mode(editor)
    end
    few.snippet, few.luasnip, few.large = stops.snippet, stops.luasnip, many.jump
    frame.microseconds(few)
  end
  frame.insert_mode(small)
  frame.insert_mode(large)
  local here, there = highlighting(small), highlighting(large)
  frame.show(frame.say('messages that highlight after a key, 10 MB', '键入一键后高亮的消息数，10 MB'), there.messages, 1)
  frame.show(frame.say('their bytes, 10 MB / small', '其字节数，10 MB / 小文稿'), there.bytes / here.bytes, 1.2)
  for _, editor in ipairs({ small, large, others }) do
    editor:close()
  end
end)
