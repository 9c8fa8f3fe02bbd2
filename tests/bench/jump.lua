-- jump.lua - in turn: the key for the next placeholder in a small and in a large text, in Insert and in Normal
-- mode, and an empty question to the host, which is msgpack-RPC's `info` by rpcrequest(); and vim.snippet.jump()
-- (Neovim 0.10 and later) and LuaSnip's jump (where $GONGWEN_LUASNIP is a checkout of it) through the tab stops of
-- a section. Prints the ratios of the medians.
--
-- All of them are keys that are typed. In Insert mode, where the placeholder before has just been filled, what is
-- measured goes on until the editor has taken the key and all keys that it has fed: the cursor stands on the
-- placeholder, which is marked and waits to be filled; the others have selected it. An empty question is weighed
-- without what a key costs that does nothing, and so is a jump where it is set against it. In Normal mode it is the
-- key's own work alone, for the editor draws the window behind each key. The least that a jump could be is a question
-- for the next placeholder by rpcrequest(), the cursor's move and one extmark.
-- Then a key is typed into a placeholder, and what the host sends for the highlighting is weighed.
-- Started by jump.sh.
local frame = dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h') .. '/frame.lua')

-- Runs in an editor with a text: name -> list of nanoseconds.
local jumps = [[
  local rounds = ...
  local api = vim.api
  local job, buf, space = vim.fn['gongwen#host#job'](), api.nvim_get_current_buf(), api.nvim_create_namespace('bench')
  local inserting = api.nvim_get_mode().mode == 'i'
  local key = inserting and '<C-j>' or '<F18>' -- the work of <Plug>(gongwen-next)
  local function place()
    local cursor = api.nvim_win_get_cursor(0)
    return cursor[1] * 1e6 + cursor[2]
  end
  local alone
  local function map(lhs, work)
    vim.keymap.set({ 'i', 'n' }, lhs, function() alone = timed(work) end)
  end
  map('<F16>', empty_question)
  map('<F18>', function() require('gongwen.key').move(1) end)
  map('<F17>', function()
    local cursor = api.nvim_win_get_cursor(0)
    local params = { buf = buf, tick = api.nvim_buf_get_changedtick(buf), line = cursor[1] - 1, column = cursor[2] }
    params.direction, params.count, params.here = 1, 1, false
    local answer = vim.rpcrequest(job, 'jump', params)
    vim.fn.cursor(answer.line + 1, answer.column + 1)
    api.nvim_buf_set_extmark(buf, space, answer.line, answer.column, {
      id = 1, end_row = answer.line, end_col = answer.column + answer.size, hl_group = 'Search',
    })
  end)
  -- What was pending is filled, and all is idle.
  local before
  local function get_ready()
    if inserting then
      press('XX')
    end
    settle()
    pause(2)
    before = place()
  end
  local function way(keys)
    return function()
      get_ready()
      alone = 0
      local took = press(keys)
      return inserting and took or alone
    end
  end
  local line = math.floor(api.nvim_buf_line_count(0) / 2)
  local ways = { nothing = way(''), empty = way('<F16>'), jump = way(key), least = way('<F17>') }
  run(function()
    api.nvim_win_set_cursor(0, { line, 0 })
    press(key)
    return take_turns(ways, rounds, function(name)
      if name == 'jump' or name == 'least' then
        local cursor = api.nvim_win_get_cursor(0)
        assert(place() > before, 'the cursor has not gone on')
        assert(api.nvim_get_current_line():sub(cursor[2] + 1, cursor[2] + 2) == 'XX', 'no placeholder there')
        assert(not inserting or name == 'least' or vim.fn['gongwen#placeholder#pending']() == 1, 'none waits')
      end
      -- A small text has an end.
      if vim.fn.line('.') > line + 300 or vim.fn.line('.') > vim.fn.line('$') - 20 then
        api.nvim_win_set_cursor(0, { line, 0 })
      end
      if inserting and vim.fn['gongwen#placeholder#pending']() == 0 then
        press(key) -- so that there is one to be filled
      end
    end)
  end)]]

-- The same for the tab stops of other engines.
local tab_stops = [[
  local lines, rounds, luasnip = ...
  local text = body(lines, function(n) return ('${%d:XX}'):format(n) end)
  local function through(key, expand, jump, stop)
    vim.keymap.set({ 'i', 's' }, key, function() jump(1) end)
    local left = 0
    return function()
      if left == 0 then
        vim.api.nvim_buf_set_lines(0, 0, -1, true, { '' })
        vim.api.nvim_win_set_cursor(0, { 1, 0 })
        expand(text)
        left = 15
      end
      left = left - 1
      press('XX')
      vim.wait(1)
      pause(2)
      local took = press(key)
      assert(vim.api.nvim_get_mode().mode == 's', 'no tab stop is selected')
      if left == 0 then
        stop()
        press('<Esc>i')
      end
      return took
    end
  end
  local ways = {}
  if vim.snippet then
    ways.snippet = through('<F16>', vim.snippet.expand, vim.snippet.jump, vim.snippet.stop)
  end
  if luasnip ~= '' then
    vim.opt.runtimepath:append(luasnip)
  end
  run(function()
    local all = take_turns(ways, rounds, function() end)
    if luasnip ~= '' then
      local engine = require('luasnip')
      local way = through('<F17>', engine.lsp_expand, engine.jump, engine.unlink_current)
      all.luasnip = take_turns({ luasnip = way }, rounds, function() end).luasnip
    end
    return all
  end)]]

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
  local others = frame.open('other.txt', true)
  for _, editor in ipairs({ small, large, others }) do
    frame.insert_mode(editor)
  end
  local lines = vim.fn.readfile(frame.folder .. '/body')
  local empty = frame.say('an empty question to the host', '空的一问一答')
  for _, mode in ipairs({ 'i', 'n' }) do
    local name = mode == 'i' and frame.say('a jump in Insert mode', '插入模式跳转') or frame.say('a jump in Normal mode', '普通模式跳转')
    local few, many, stops = {}, {}, {}
    -- By turns: what else the machine does must not fall on one of them.
    for _ = 1, 5 do
      frame.add(few, frame.measure(small, jumps, rounds / 5))
      frame.add(many, frame.measure(large, jumps, rounds / 5))
      if mode == 'i' then
        frame.add(stops, frame.measure(others, tab_stops, lines, rounds / 5, luasnip))
      end
    end
    local function weigh_up(times, way)
      local nothing = frame.median(times.nothing)
      return (frame.median(times[way]) - nothing) / (frame.median(times.empty) - nothing)
    end
    local small_ratio, large_ratio = weigh_up(few, 'jump'), weigh_up(many, 'jump')
    frame.show(name .. ' / ' .. empty, small_ratio, 2)
    frame.show(frame.say('  if it asked the host: no less than', '  若询问主进程，至少'), weigh_up(few, 'least'))
    frame.show(frame.say('  the same in 10 MB of text', '  同上，10 MB 文稿'), large_ratio, 2)
    frame.show(frame.say('  if it asked there: no less than', '  若询问，至少'), weigh_up(many, 'least'))
    frame.show(frame.say('  the one in 10 MB / the one in the small text', '  10 MB 之比 / 小文稿之比'), large_ratio / small_ratio, 1.2)
    for other, title in pairs({ snippet = 'vim.snippet.jump', luasnip = 'LuaSnip' }) do
      if stops[other] then
        frame.show(name .. ' / ' .. title, frame.median(few.jump) / frame.median(stops[other]), 0.5)
      end
    end
    for _, editor in ipairs(mode == 'i' and { small, large } or {}) do
      frame.normal_mode(editor)
    end
    few.snippet, few.luasnip = stops.snippet, stops.luasnip
    frame.microseconds(few)
    frame.microseconds(many)
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
