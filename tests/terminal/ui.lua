-- ui.lua - a real Neovim, and what it draws: a client that attaches as a terminal does (nvim_ui_attach with
-- ext_linegrid), so that it sees each change of the screen in the moment that it is sent. Neovim's own
-- channels cannot be used for this: they have no place for the events of another's screen.
local uv = vim.loop
local M = {}

local Screen = {}
Screen.__index = Screen

local function unpacker()
  local function as_number(_, bytes)
    return (vim.mpack.Unpacker()(bytes))
  end
  return vim.mpack.Unpacker({ ext = { [0] = as_number, [1] = as_number, [2] = as_number } })
end

-- Starts `argv` with a screen of `columns` by `lines`. `env`: a map, all that it has of an environment.
function M.start(argv, env, folder, columns, lines)
  local self = setmetatable({ last = 0, answers = {}, rows = {}, flushes = 0, unpack = unpacker() }, Screen)
  local environment = {}
  for name, value in pairs(env) do
    table.insert(environment, name .. '=' .. value)
  end
  self.input, self.output = uv.new_pipe(false), uv.new_pipe(false)
  self.process = assert(uv.spawn(argv[1], {
    args = vim.list_extend({ '--embed' }, vim.list_slice(argv, 2)), env = environment, cwd = folder,
    stdio = { self.input, self.output, nil },
  }, function() self.ended = true end))
  self.output:read_start(function(problem, bytes)
    if bytes and not problem then
      self:read(bytes)
    end
  end)
  self:ask('nvim_ui_attach', columns, lines, { ext_linegrid = true, rgb = true })
  return self
end

function Screen:read(bytes)
  self.now = uv.hrtime()
  local at = 1
  while at <= #bytes do
    local message
    message, at = self.unpack(bytes, at)
    if message and message[1] == 1 then
      self.answers[message[2]] = message
    elseif message and message[2] == 'redraw' then
      self:draw(message[3])
    end
  end
end

-- Keeps the screen: rows[y][x], both counted from 1. What is asked for by `watch` is told of each piece of
-- a row that is drawn.
function Screen:draw(events)
  for _, event in ipairs(events) do
    local name = event[1]
    for i = 2, #event do
      local data = event[i]
      if name == 'grid_line' then
        self:draw_line(data[2] + 1, data[3] + 1, data[4])
      elseif name == 'grid_resize' or name == 'grid_clear' then
        self.rows = {}
      elseif name == 'grid_scroll' then
        self:scroll(data)
      elseif name == 'flush' then
        self.flushes = self.flushes + 1
        if self.at_flush then
          self.at_flush()
        end
      end
    end
  end
end

function Screen:draw_line(y, x, cells)
  local row = self.rows[y] or {}
  self.rows[y] = row
  local first = x
  for _, cell in ipairs(cells) do
    for _ = 1, cell[3] or 1 do
      row[x] = cell[1]
      x = x + 1
    end
  end
  if self.at_line then
    self.at_line(y, first, x, self.now)
  end
end

function Screen:scroll(data)
  local _, top, bottom, left, right, count = unpack(data)
  local step = count > 0 and 1 or -1
  local from, to = count > 0 and top or bottom - 1, count > 0 and bottom - 1 - count or top - count
  for y = from, to, step do
    local source = self.rows[y + count + 1] or {}
    local target = self.rows[y + 1] or {}
    self.rows[y + 1] = target
    for x = left + 1, right do
      target[x] = source[x]
    end
  end
end

-- Row `y`, from cell `first` to the one before `last`, as text.
function Screen:text(y, first, last)
  local cells = {}
  for x = first or 1, (last or 10000) - 1 do
    if not (self.rows[y] or {})[x] then
      break
    end
    cells[#cells + 1] = self.rows[y][x]
  end
  return table.concat(cells)
end

function Screen:send(name, ...)
  self.last = self.last + 1
  self.input:write(vim.mpack.encode({ 0, self.last, name, { ... } }))
  return self.last
end

-- Calls a function of the API and waits for its answer.
function Screen:ask(name, ...)
  local id = self:send(name, ...)
  self:wait(name, function() return self.answers[id] end)
  local answer = self.answers[id]
  self.answers[id] = nil
  if answer[3] and answer[3] ~= vim.NIL then
    error(name .. ': ' .. vim.inspect(answer[3]), 2)
  end
  return answer[4]
end

function Screen:eval(expression)
  return self:ask('nvim_eval', expression)
end

function Screen:lua(code, ...)
  return self:ask('nvim_exec_lua', code, { ... })
end

-- Waits until `condition()` is true.
function Screen:wait(what, condition)
  if not vim.wait(20000, condition, 1) then
    error('never came true: ' .. what, 2)
  end
end

function Screen:close()
  self.process:kill('sigterm')
  vim.wait(2000, function() return self.ended end, 5)
end

return M
