-- frame.lua - what the measurements in Neovim share. A script is run by lib.sh's play(): it starts the editors
-- that it measures through `drive`, and prints lines of results.
local root = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h:h')
local M = {
  drive = dofile(root .. '/tests/terminal/drive.lua'),
  folder = vim.env.GONGWEN_BENCH_FOLDER,
}
local chinese = (vim.env.LC_ALL or vim.env.LC_MESSAGES or vim.env.LANG or ''):sub(1, 2) == 'zh'

function M.say(english, in_chinese)
  return chinese and in_chinese or english
end

-- What code that runs in the editor is to begin with.
M.editor = [[
  -- Nothing is under way between the editor and the host, nor has been for a moment.
  local function settle()
    vim.fn['gongwen#placeholder#settle']()
    vim.wait(1000, function() return vim.fn['gongwen#ready']() == 1 end, 1)
    vim.fn['gongwen#host#request']('info', vim.empty_dict(), 1000)
    vim.wait(1)
  end

  -- The least that the host can be asked by the editor's own means: a msgpack-RPC request that looks at nothing.
  local function empty_question()
    vim.rpcrequest(vim.fn['gongwen#host#job'](), 'info', vim.empty_dict())
  end

  local function timed(work, ...)
    local start = vim.loop.hrtime()
    work(...)
    return vim.loop.hrtime() - start
  end

  -- The lines with slot(n) for the nth XX.
  local function body(lines, slot)
    local count = 0
    return (table.concat(lines, '\n'):gsub('XX', function()
      count = count + 1
      return slot(count)
    end))
  end

  -- Runs `body`, which may pause(): what the editor has to do is done meanwhile. M.told() gets what it returns.
  local running
  local function resume()
    local ok, told = coroutine.resume(running)
    if not ok or coroutine.status(running) == 'dead' then
      vim.rpcnotify(1, 'nvim_set_var', 'bench_told', { told = ok and told or nil, problem = not ok and told or nil })
    end
  end
  local function run(body)
    running = coroutine.create(body)
    vim.schedule(resume)
  end
  local function pause(milliseconds)
    vim.defer_fn(resume, milliseconds)
    coroutine.yield()
  end

  -- Presses keys, as they are typed, and pauses until the editor has taken them and what they have fed in turn:
  -- some work is only then done. In nanoseconds.
  local function keycode(keys)
    return vim.api.nvim_replace_termcodes(keys, true, true, true)
  end
  local began, took
  local modes = { 'i', 'n', 'x', 's' }
  vim.keymap.set(modes, '<F13>', function() began = vim.loop.hrtime() end)
  vim.keymap.set(modes, '<F14>', function()
    vim.api.nvim_feedkeys(keycode('<F15>'), 'm', false)
  end)
  vim.keymap.set(modes, '<F15>', function()
    took = vim.loop.hrtime() - began
    vim.schedule(resume)
  end)
  local function press(keys)
    vim.api.nvim_feedkeys(keycode('<F13>' .. keys .. '<F14>'), 'mt', false)
    coroutine.yield()
    return took
  end

  -- name -> list of what ways[name]() has told in each round; `check(name)` looks at what it did.
  local function take_turns(ways, rounds, check)
    local told = {}
    for round = -2, rounds do
      for name, way in pairs(ways) do
        local told_now = way()
        check(name)
        if round > 0 then
          told[name] = told[name] or {}
          table.insert(told[name], told_now)
        end
      end
    end
    return told
  end
]]

-- Runs in the editor what `code`, with its arguments, gives to run(); what that returns.
function M.measure(editor, code, ...)
  vim.g.bench_told = nil
  editor:lua(M.editor .. code, ...)
  assert(vim.wait(120000, function() return vim.g.bench_told ~= nil end, 20), 'the measurement does not end')
  local told = vim.g.bench_told
  return assert(told.told, told.problem)
end

-- Opens a file of the folder; the host has seen it, unless it is none of ours.
function M.open(name, alien)
  local editor = M.drive.headless(M.folder, M.folder .. '/' .. name)
  if not alien then
    editor:wait('the host has seen the text', 'gongwen#ready()')
  end
  return editor
end

local function enter(editor, key, wanted)
  vim.rpcrequest(editor.channel, 'nvim_input', key)
  editor:wait('mode ' .. wanted, function()
    return vim.rpcrequest(editor.channel, 'nvim_get_mode').mode == wanted
  end)
end

function M.insert_mode(editor)
  enter(editor, 'i', 'i')
end

function M.normal_mode(editor)
  enter(editor, '<Esc>', 'n')
end

-- Adds further times to those that there are: name -> list.
function M.add(times, further)
  for name, values in pairs(further) do
    times[name] = vim.list_extend(times[name] or {}, values)
  end
end

-- The value in the middle; sorts them.
function M.median(values)
  table.sort(values)
  return values[math.ceil(#values / 2)]
end

-- The median of the rounds' ratios.
function M.ratio(times, others)
  local ratios = {}
  for round, took in ipairs(times) do
    ratios[round] = took / others[round]
  end
  return M.median(ratios)
end

-- A line of results: cells for the name, whatever its script; `limit`: the most that is wanted, nil for nothing.
function M.show(name, value, limit)
  local number = limit and limit < 0.1 and '%7.3f' or '%7.2f'
  local verdict = limit and ('   (<= %s: %s)'):format(vim.trim(number:format(limit)),
    value <= limit and M.say('met', '达到') or M.say('NOT MET', '未达到')) or ''
  io.stdout:write('  ', name, (' '):rep(58 - vim.fn.strdisplaywidth(name)), number:format(value), verdict, '\n')
end

-- The medians themselves, for who wants to see what they are made of: name -> nanoseconds of each round.
function M.microseconds(times)
  local names = vim.tbl_keys(times)
  table.sort(names)
  local parts = vim.tbl_map(function(name)
    return ('%s %.0f'):format(name, M.median(times[name]) / 1000)
  end, names)
  io.stdout:write('  µs: ', table.concat(parts, ', '), '\n')
end

-- Runs the measurement and ends this Neovim, with its problem if it has one.
function M.run(body)
  local ok, problem = xpcall(body, debug.traceback)
  if not ok then
    io.stderr:write(problem, '\n')
  end
  io.stdout:flush()
  vim.cmd(ok and 'qall!' or 'cquit')
end

return M
