-- drive.lua - a real Neovim under remote control, with a screen (tmux) or without one.
--
-- Keys go in the way a person's do: through the terminal, or through nvim_input(). What is asked of the
-- editor goes through a second way, its RPC socket, and never while it waits for a key. Nothing sleeps:
-- every step waits until something is so, up to a deadline.
local M = {}

local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local deadline = 15000 -- ms; a slow machine under a sanitizer needs a second

local Editor = {}
Editor.__index = Editor

-- A folder of its own for everything that an editor likes to read or write.
function M.environment(folder)
  local env = {
    HOME = folder, XDG_CONFIG_HOME = folder .. '/config', XDG_DATA_HOME = folder .. '/data',
    XDG_STATE_HOME = folder .. '/state', XDG_CACHE_HOME = folder .. '/cache',
    LC_ALL = vim.env.GONGWEN_LOCALE or 'C.UTF-8', TMPDIR = folder,
  }
  for _, name in ipairs({ 'PATH', 'GONGWEN_HOST', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'VIMRUNTIME' }) do
    env[name] = vim.env[name]
  end
  return env
end

-- How to open `file`, if one is named, with the plugin and nothing else.
function M.command(file, extra)
  local argv = { M.program, '-u', here .. '/minimal.vim', '-i', 'NONE', '-n' }
  vim.list_extend(argv, extra)
  return vim.list_extend(argv, file and { '--', file } or {})
end

-- The editor that is tested: this one, or $GONGWEN_EDITOR.
M.program = vim.env.GONGWEN_EDITOR or vim.v.progpath

-- Opens `file` (in `folder`) without a screen.
function M.headless(folder, file)
  local self = setmetatable({ folder = folder }, Editor)
  self.channel = vim.fn.jobstart(M.command(file, { '--embed', '--headless' }), {
    rpc = true, cwd = folder, env = M.environment(folder), clear_env = true,
    on_stderr = function(_, data) self.stderr = (self.stderr or '') .. table.concat(data, '\n') end,
  })
  assert(self.channel > 0, 'cannot start ' .. M.program)
  return self
end

-- Opens `file` (in `folder`) in a terminal of its own, `columns` by `lines`. `extra`: further arguments.
local terminals = 0
function M.tmux(folder, file, columns, lines, extra)
  -- An editor, and a tmux, that was told to end may still be there when the next one starts.
  terminals = terminals + 1
  local self = setmetatable({ folder = folder, server = ('gongwen-%d-%d'):format(vim.fn.getpid(), terminals) }, Editor)
  local socket = ('%s/editor-%d.sock'):format(folder, terminals)
  local conf = folder .. '/tmux.conf'
  vim.fn.writefile({
    'set -g status off', 'set -sg escape-time 0', 'set -g default-terminal tmux-256color',
    'set -ga terminal-overrides ",*:RGB"', 'set -g remain-on-exit on',
  }, conf)
  local argv = { 'env', '-i', 'TERM=tmux-256color' }
  for name, value in pairs(M.environment(folder)) do
    table.insert(argv, name .. '=' .. value)
  end
  vim.list_extend(argv, M.command(file, vim.list_extend({ '--listen', socket }, extra or {})))
  -- Not every tmux tells with what status its program has ended.
  self.status = ('%s/status-%d'):format(folder, terminals)
  self:tmux_run({ '-u', '-f', conf, 'new-session', '-d', '-x', tostring(columns), '-y', tostring(lines), '-c', folder,
    ("%s; echo $? >'%s'"):format(table.concat(vim.tbl_map(vim.fn.shellescape, argv), ' '), self.status) })
  self:wait('the editor listens', function()
    local ok, channel = pcall(vim.fn.sockconnect, 'pipe', socket, { rpc = true })
    self.channel = ok and channel > 0 and channel or nil
    return self.channel
  end)
  return self
end

function Editor:tmux_run(arguments)
  local argv = vim.list_extend({ 'tmux', '-L', self.server }, arguments)
  local output = vim.fn.system(argv)
  assert(vim.v.shell_error == 0, table.concat(argv, ' ') .. ': ' .. output)
  return output
end

-- Ends the editor, whatever it is doing, and its terminal.
function Editor:close()
  if self.channel then
    pcall(vim.rpcnotify, self.channel, 'nvim_command', 'qall!')
    vim.wait(1000, function() return not pcall(vim.rpcrequest, self.channel, 'nvim_get_mode') end, 20)
  end
  if self.server then
    vim.fn.system({ 'tmux', '-L', self.server, 'kill-server' })
  else
    vim.fn.jobstop(self.channel)
  end
end

-- Waits until the editor in its terminal has ended by itself, with status 0.
function Editor:ended()
  local status
  self:wait('the end', function()
    status = vim.fn.filereadable(self.status) == 1 and vim.fn.readfile(self.status)[1]
    return status
  end)
  assert(status == '0', 'it ended with status ' .. status)
end

-- ---- asking --------------------------------------------------------------------------------------

-- Runs Lua in the editor; an error while it waits for a key (it would never answer).
function Editor:lua(code, ...)
  local mode = vim.rpcrequest(self.channel, 'nvim_get_mode')
  if mode.blocking then
    error('the editor waits for a key')
  end
  return vim.rpcrequest(self.channel, 'nvim_exec_lua', code, { ... })
end

function Editor:eval(expression)
  return self:lua('return vim.api.nvim_eval(...)', expression)
end

-- The rows of the outline window, nil if there is none.
function Editor:outline()
  local rows = self:lua([[
    for _, win in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
      local buf = vim.api.nvim_win_get_buf(win)
      if vim.bo[buf].filetype == 'gongwen-outline' then
        return vim.api.nvim_buf_get_lines(buf, 0, -1, true)
      end
    end
    return false]])
  return rows or nil
end

-- Lines first to last (1-based, inclusive) of the buffer that is being edited.
function Editor:lines(first, last)
  return self:lua('local first, last = ... return vim.api.nvim_buf_get_lines(0, first, last, true)', first - 1, last)
end

-- What is on the screen, as lines; without a screen, the lines that the windows would show.
function Editor:screen()
  if self.server then
    return vim.split(self:tmux_run({ 'capture-pane', '-p' }), '\n')
  end
  return self:lua([[
    local shown = {}
    for _, win in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
      vim.api.nvim_win_call(win, function()
        vim.list_extend(shown, vim.fn.getline(vim.fn.line('w0'), vim.fn.line('w$')))
      end)
    end
    return shown]])
end

-- The screen with its colours, as tmux writes them, and the cell of the cursor (from 0).
function Editor:capture()
  local cell = self:tmux_run({ 'display-message', '-p', '#{cursor_x} #{cursor_y}' })
  local column, row = cell:match('(%d+) (%d+)')
  return self:tmux_run({ 'capture-pane', '-e', '-N', '-p' }), { column = tonumber(column), row = tonumber(row) }
end

function Editor:dump()
  local ok, screen = pcall(self.screen, self)
  local text = ok and table.concat(screen, '\n') or tostring(screen)
  return text .. '\n' .. (self.stderr or '')
end

-- Waits until `condition` (an expression of the editor, or a function) is true; its value.
function Editor:wait(what, condition)
  local ask = condition
  if type(condition) == 'string' then
    ask = function()
      return self:eval(condition)
    end
  end
  local ok, value
  local done = vim.wait(deadline, function()
    ok, value = pcall(ask)
    return ok and value and value ~= 0 and value ~= ''
  end, 10)
  if not done then
    error(('waited %d s, and still not: %s%s\n%s'):format(deadline / 1000, what,
      ok and '' or ' (' .. tostring(value) .. ')', self.channel and self:dump() or ''), 0)
  end
  return value
end

-- Waits until `text` is on the screen.
function Editor:see(text)
  return self:wait('on the screen: ' .. text, function()
    return table.concat(self:screen(), '\n'):find(text, 1, true)
  end)
end

-- Waits until every character of the current window's text stands where it belongs on the editor's own
-- screen, and the terminal shows the same: a cell drawn over half of a wide character, say, spoils others.
function Editor:check_screen()
  self:wait('the screen is right', function()
    local drawn = self:lua([[
      vim.cmd('redraw')
      local win = vim.api.nvim_get_current_win()
      for line = vim.fn.line('w0'), vim.fn.line('w$') do
        local column = 1
        for _, char in ipairs(vim.fn.split(vim.fn.getline(line), '\\zs')) do
          local place = vim.fn.screenpos(win, line, column)
          local cell = place.row > 0 and vim.fn.screenstring(place.row, place.col) or char
          if cell ~= char then
            error(('line %d, column %d: %s is shown as %q'):format(line, column, char, cell))
          end
          column = column + #char
        end
      end
      local rows = {}
      for row = 1, vim.o.lines do
        local cells = {}
        for column = 1, vim.o.columns do
          cells[column] = vim.fn.screenstring(row, column)
        end
        rows[row] = table.concat(cells)
      end
      return rows]])
    local shown = self.server and self:screen() or drawn
    for row, text in ipairs(drawn) do
      if vim.trim(text) ~= vim.trim(shown[row] or '') then
        error(('row %d is %q, but the terminal shows %q'):format(row, text, shown[row] or ''))
      end
    end
    return true
  end)
end

-- ---- typing --------------------------------------------------------------------------------------

local tmux_keys = { CR = 'Enter', Esc = 'Escape', BS = 'BSpace', Tab = 'Tab' }

-- Types `keys`, written like a mapping (`ix<C-j>`). Plain text goes in as one burst, as from an input
-- method.
function Editor:type(keys)
  if not self.server then
    vim.rpcrequest(self.channel, 'nvim_input', keys)
    return
  end
  local at = 1
  while at <= #keys do
    local from, to, name = keys:find('<([%w-]+)>', at)
    if from ~= at then
      local text = keys:sub(at, (from or #keys + 1) - 1)
      -- tmux takes a `;` at the end of an argument for the end of its command.
      self:tmux_run({ 'send-keys', '-l', '--', (text:gsub(';$', '\\;')) })
    end
    if not from then
      break
    end
    self:tmux_run({ 'send-keys', '--', tmux_keys[name] or name })
    at = to + 1
  end
end

-- Sends bytes as they are, all at once: keys typed ahead of the editor. Only on a screen.
function Editor:burst(bytes)
  if bytes ~= '' then
    self:tmux_run({ 'send-keys', '-l', '--', (bytes:gsub(';$', '\\;')) })
  end
end

-- Presses the left button of the mouse in one cell, from 0, moves it to another one if that is named, and
-- lets it go. As a terminal tells it that was asked for SGR coordinates.
function Editor:mouse(column, row, to_column, to_row)
  local function tell(button, x, y, ending)
    self:burst(('\27[<%d;%d;%d%s'):format(button, x + 1, y + 1, ending))
    -- Neovim has one place for the mouse: an event is to be over before the next one comes.
    self:wait('the mouse is there', ('getmousepos().screencol == %d && getmousepos().screenrow == %d'):format(x + 1, y + 1))
    self:eval('1')
  end
  tell(0, column, row, 'M')
  if to_column then
    tell(32, to_column, to_row, 'M')
  end
  tell(0, to_column or column, to_row or row, 'm')
end

-- Listens to the terminal from now on; the second function tells how often the bell has rung since.
function Editor:listen()
  self.heard = self.folder .. '/heard'
  self:tmux_run({ 'pipe-pane', '-o', "cat >'" .. self.heard .. "'" })
end

function Editor:bells()
  local file = assert(io.open(self.heard, 'rb'))
  -- The same byte ends what is told about colours and titles.
  local _, count = file:read('*a'):gsub('\27%][^\a\27]*\a', ''):gsub('\a', '')
  file:close()
  return count
end

-- Pastes as a terminal does, in brackets.
function Editor:paste(text)
  self:tmux_run({ 'set-buffer', '--', text })
  self:tmux_run({ 'paste-buffer', '-p' })
end

-- ---- running -------------------------------------------------------------------------------------

-- Runs `play(folder)` with a folder of its own and ends this Neovim: status 0 if all came true, 77 if
-- there is no tmux and one `needs` it.
function M.run(needs, play)
  if needs and vim.fn.executable('tmux') == 0 then
    io.stdout:write('skipped: no tmux\n')
    vim.cmd('77cquit')
  end
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  local ok, problem = pcall(play, folder)
  vim.fn.delete(folder, 'rf')
  io.stdout:flush()
  if not ok then
    io.stderr:write(tostring(problem), '\n')
    vim.cmd('cquit')
  end
  vim.cmd('qall!')
end

return M
