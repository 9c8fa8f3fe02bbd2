-- expand.lua - in one Neovim, in Insert mode, in turn: a trigger becomes a section of twenty placeholders,
-- the same body is expanded by vim.snippet (Neovim 0.10 and later) and by LuaSnip (where $GONGWEN_LUASNIP
-- is a checkout of it), and the host is asked a bare question. Prints the ratios; each is the median of the
-- rounds'. Beforehand the text is what stood there, afterwards it is looked at: each must have put in the
-- same lines, but for how it writes its placeholders.
-- Started by expand.sh.
local root = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h:h')
local drive = dofile(root .. '/tests/terminal/drive.lua')
local folder = vim.env.GONGWEN_BENCH_FOLDER
local chinese = (vim.env.LC_ALL or vim.env.LC_MESSAGES or vim.env.LANG or ''):sub(1, 2) == 'zh'

-- Runs in the editor that is measured: name -> list of nanoseconds.
local measure = [[
  local lines, rounds, luasnip = ...
  local now = vim.loop.hrtime
  local function body(slot)
    local count, all = 0, {}
    for _, line in ipairs(lines) do
      all[#all + 1] = (line:gsub('XX', function()
        count = count + 1
        return slot(count)
      end))
    end
    return table.concat(all, '\n')
  end
  local lsp = body(function(n) return ('${%d:XX}'):format(n) end)
  local plain = body(function() return 'XX' end)
  local function set(line)
    vim.api.nvim_buf_set_lines(0, 0, -1, true, { line })
    vim.api.nvim_win_set_cursor(0, { 1, #line })
  end
  local ways = {
    gongwen = function()
      set('benchtrigger')
      vim.wait(1000, function() return vim.fn['gongwen#ready']() == 1 end, 1)
      local start = now()
      vim.fn['gongwen#key#ask']('expand')
      vim.fn['gongwen#key#act']()
      return now() - start
    end,
    ask = function()
      local start = now()
      vim.fn['gongwen#host#request']('info', vim.empty_dict(), 1000)
      return now() - start
    end,
  }
  if vim.snippet then
    ways.snippet = function()
      set('')
      local start = now()
      vim.snippet.expand(lsp)
      local took = now() - start
      vim.snippet.stop()
      return took
    end
  end
  if luasnip ~= '' then
    vim.opt.runtimepath:append(luasnip)
    local engine = require('luasnip')
    ways.luasnip = function()
      set('')
      local start = now()
      engine.lsp_expand(lsp)
      local took = now() - start
      engine.unlink_current()
      return took
    end
  end
  local times = {}
  for round = -2, rounds do
    for name, way in pairs(ways) do
      local took = way()
      local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n')
      assert(name == 'ask' or text == plain, name .. ' has put in:\n' .. text)
      if round > 0 then
        times[name] = times[name] or {}
        table.insert(times[name], took)
      end
    end
  end
  return times]]

local function ratio(times, other)
  local ratios = {}
  for round, took in ipairs(times) do
    ratios[round] = took / other[round]
  end
  table.sort(ratios)
  return ratios[math.ceil(#ratios / 2)]
end

local function show(name, value, limit)
  local verdict = value <= limit and (chinese and '达到' or 'met') or (chinese and '未达到' or 'NOT MET')
  io.stdout:write(('  %-46s %6.2f   (<= %.2f: %s)\n'):format(name, value, limit, verdict))
end

local ok, problem = xpcall(function()
  local lines = vim.fn.readfile(folder .. '/body')
  local editor = drive.headless(folder, folder .. '/text.gongwen')
  editor:wait('the host has seen the text', 'gongwen#ready()')
  vim.rpcrequest(editor.channel, 'nvim_input', 'i')
  editor:wait('Insert mode', function()
    return vim.rpcrequest(editor.channel, 'nvim_get_mode').mode == 'i'
  end)
  local times = editor:lua(measure, lines, 200, vim.env.GONGWEN_LUASNIP or '')
  if times.snippet then
    show('gongwen / vim.snippet', ratio(times.gongwen, times.snippet), 1 / 3)
  end
  if times.luasnip then
    show('gongwen / LuaSnip', ratio(times.gongwen, times.luasnip), 1 / 30)
  end
  io.stdout:write(('  %-46s %6.2f\n'):format(
    chinese and 'gongwen / 空的一问一答' or 'gongwen / a bare question to the host', ratio(times.gongwen, times.ask)))
  editor:close()
end, debug.traceback)
if not ok then
  io.stderr:write(problem, '\n')
end
io.stdout:flush()
vim.cmd(ok and 'qall!' or 'cquit')
