-- expand.lua - in one Neovim, in Insert mode, in turn: a trigger becomes a section of twenty placeholders,
-- and the same body is expanded by vim.snippet (Neovim 0.10 and later) and by LuaSnip (where $GONGWEN_LUASNIP
-- is a checkout of it). Prints the ratios; each is the median of the rounds'. Then what is below all: the same
-- question as a plain rpcrequest() with nvim_buf_set_text() of its answer, and an empty question.
--
-- What is measured is what the key waits for: from its asking until the text stands there, the cursor is on
-- the first placeholder, and that one is marked and waits to be filled. Of vim.snippet the time does not hold
-- the keys that it feeds to select its first placeholder, which run later. Before each, the text is what it
-- has to be, the host has said all that it has to say about it, and everything has been idle for a moment.
-- Afterwards each must have put in the same lines, but for how it writes its placeholders.
-- Started by expand.sh.
local frame = dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h') .. '/frame.lua')

-- Runs in the editor that is measured: name -> list of nanoseconds.
local measure = frame.editor .. [[
  local lines, rounds, luasnip = ...
  local lsp = body(lines, function(n) return ('${%d:XX}'):format(n) end)
  local plain = body(lines, function() return 'XX' end)
  local function set(line)
    vim.api.nvim_buf_set_lines(0, 0, -1, true, { line })
    vim.api.nvim_win_set_cursor(0, { 1, #line })
    settle()
  end
  local buf, ways = vim.api.nvim_get_current_buf(), {}
  function ways.gongwen()
    set('benchtrigger')
    return timed(function()
      vim.fn['gongwen#key#ask']('expand')
      vim.fn['gongwen#key#act']()
    end)
  end
  function ways.least()
    set('benchtrigger')
    local params = { buf = buf, tick = vim.api.nvim_buf_get_changedtick(buf), line = 0, column = 12 }
    return timed(function()
      local edit = vim.rpcrequest(vim.fn['gongwen#host#job'](), 'expand', params).edits[1]
      vim.api.nvim_buf_set_text(buf, edit[1], edit[2], edit[3], edit[4], edit[6])
    end)
  end
  function ways.empty()
    settle()
    return timed(empty_question)
  end
  if vim.snippet then
    function ways.snippet()
      set('')
      return timed(vim.snippet.expand, lsp), vim.snippet.stop()
    end
  end
  if luasnip ~= '' then
    vim.opt.runtimepath:append(luasnip)
    local engine = require('luasnip')
    function ways.luasnip()
      set('')
      return timed(engine.lsp_expand, lsp), engine.unlink_current()
    end
  end
  return take_turns(ways, rounds, function(name)
    local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n')
    assert(name == 'empty' or text == plain, name .. ' has put in:\n' .. text)
    assert(name ~= 'gongwen' or vim.fn['gongwen#placeholder#pending']() == 1, 'no placeholder waits')
  end)]]

frame.run(function()
  local editor = frame.open('text.gongwen')
  frame.insert_mode(editor)
  local times = editor:lua(measure, vim.fn.readfile(frame.folder .. '/body'), 200, vim.env.GONGWEN_LUASNIP or '')
  if times.snippet then
    frame.show('gongwen / vim.snippet', frame.ratio(times.gongwen, times.snippet), 1 / 3)
  end
  if times.luasnip then
    frame.show('gongwen / LuaSnip', frame.ratio(times.gongwen, times.luasnip), 1 / 30)
  end
  frame.show(frame.say('gongwen / one rpcrequest() and one nvim_buf_set_text()', 'gongwen / 一次 rpcrequest() 加一次 nvim_buf_set_text()'),
    frame.ratio(times.gongwen, times.least))
  frame.show(frame.say('gongwen / an empty question to the host', 'gongwen / 空的一问一答'), frame.ratio(times.gongwen, times.empty))
  frame.microseconds(times)
  editor:close()
end)
