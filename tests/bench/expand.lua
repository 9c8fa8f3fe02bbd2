-- expand.lua - in one Neovim, in Insert mode, in turn: a trigger becomes a section of twenty placeholders,
-- and the same body is expanded by vim.snippet (Neovim 0.10 and later) and by LuaSnip (where $GONGWEN_LUASNIP
-- is a checkout of it). Prints the ratios; each is the median of the rounds'. The least that it could be is the same
-- question as a plain rpcrequest() with nvim_buf_set_text() of its answer. The host has told the expansion when the
-- trigger was there, before the key; what the editor did then is weighed by itself.
--
-- All of them are keys that are typed, and what is measured goes on until the editor has taken the key and all
-- keys that it has fed: the text stands there, and its first placeholder is marked and waits to be filled (the
-- others have selected it). Before each, the text is what it has to be, the host has said all that it has to
-- say about it, and everything has been idle for a moment. Afterwards each must have put in the same lines, but for
-- how it writes its placeholders.
-- Started by expand.sh.
local frame = dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h') .. '/frame.lua')

-- Runs in the editor that is measured: name -> list of nanoseconds.
local measure = [[
  local lines, rounds, luasnip = ...
  local api = vim.api
  local lsp = body(lines, function(n) return ('${%d:XX}'):format(n) end)
  local plain = body(lines, function() return 'XX' end)
  local buf, ways = api.nvim_get_current_buf(), {}
  local key = '<F16>'
  -- A way to press the key, which does `work` (or what keys say), in a text that is one line.
  local function add(name, line, work, after)
    ways[name] = function()
      if api.nvim_get_mode().mode ~= 'i' then
        press('<C-\\><C-n>i')
      end
      api.nvim_buf_set_lines(0, 0, -1, true, { line })
      api.nvim_win_set_cursor(0, { 1, #line })
      api.nvim_buf_set_keymap(0, 'i', key, type(work) == 'string' and work or '', {
        noremap = type(work) ~= 'string', callback = type(work) ~= 'string' and work or nil,
      })
      settle()
      pause(2)
      local took = press(key)
      if after then
        after()
      end
      return took
    end
  end
  add('nothing', '', function() end)
  add('empty', '', empty_question)
  local receive, told = package.loaded['gongwen.receive'], {}
  package.loaded['gongwen.receive'] = function(name, params)
    local took = timed(receive, name, params)
    if name == 'expansion' then
      table.insert(told, took)
    end
  end
  add('gongwen', 'benchtrigger', '<Plug>(gongwen-expand-or-next)', function()
    assert(vim.fn['gongwen#placeholder#pending']() == 1, 'no placeholder waits')
  end)
  add('least', 'benchtrigger', function()
    local params = { buf = buf, tick = api.nvim_buf_get_changedtick(buf), line = 0, column = 12 }
    local edit = vim.rpcrequest(vim.fn['gongwen#host#job'](), 'expand', params).edits[1]
    api.nvim_buf_set_text(buf, edit[1], edit[2], edit[3], edit[4], edit[6])
  end)
  if vim.snippet then
    add('snippet', '', function() vim.snippet.expand(lsp) end, function()
      assert(api.nvim_get_mode().mode == 's', 'no tab stop is selected')
      vim.snippet.stop()
    end)
  end
  if luasnip ~= '' then
    vim.opt.runtimepath:append(luasnip)
    local engine = require('luasnip')
    add('luasnip', '', function() engine.lsp_expand(lsp) end, function()
      assert(api.nvim_get_mode().mode == 's', 'no tab stop is selected')
      engine.unlink_current()
    end)
  end
  run(function()
    local all = take_turns(ways, rounds, function(name)
      local text = table.concat(api.nvim_buf_get_lines(0, 0, -1, true), '\n')
      assert(name == 'empty' or name == 'nothing' or text == plain, name .. ' has put in:\n' .. text)
    end)
    all.told = told
    return all
  end)]]

frame.run(function()
  local editor = frame.open('text.gongwen')
  frame.insert_mode(editor)
  local times = frame.measure(editor, measure, vim.fn.readfile(frame.folder .. '/body'), 200, vim.env.GONGWEN_LUASNIP or '')
  local least = frame.say('  the least that it could be / ', '  理论下限 / ')
  for _, other in ipairs({ { 'snippet', 'vim.snippet', 3 }, { 'luasnip', 'LuaSnip', 30 } }) do
    local name, title, times_faster = unpack(other)
    if times[name] then
      frame.show('gongwen / ' .. title, frame.ratio(times.gongwen, times[name]), 1 / times_faster)
      frame.show(least .. title, frame.ratio(times.least, times[name]))
    end
  end
  frame.show(frame.say('gongwen / the least that it could be', 'gongwen / 理论下限'), frame.ratio(times.gongwen, times.least))
  frame.show(frame.say('gongwen / an empty question to the host', 'gongwen / 空的一问一答'), frame.ratio(times.gongwen, times.empty))
  frame.show(frame.say('what was done when the trigger was typed / the same', '键入触发词时已做的 / 空的一问一答'),
    frame.median(times.told) / frame.median(times.empty))
  frame.microseconds(times)
  editor:close()
end)
