-- Insert-mode keys that erase a placeholder which waits: mapped in its buffer, and afterwards what they were, with
-- the user's own buffer-local maps. They stay mapped until Insert mode ends, or until the first of them that has
-- nothing to erase: to map them takes longer than a jump.
local api = vim.api
local M = {}

local saved = {} -- buf -> key -> { ours = the map that it has, map = the buffer-local map there was, or nil }

local has_mapset = vim.fn.exists('*mapset') == 1

local codes = setmetatable({}, {
  __index = function(self, lhs)
    self[lhs] = api.nvim_replace_termcodes(lhs, true, true, true)
    return self[lhs]
  end,
})

-- A map of the current buffer, one of nvim_buf_get_keymap(), as restore() needs it.
local function whole(map)
  local told = vim.fn.maparg(map.lhs, 'i', false, true)
  if has_mapset then
    return told
  end
  -- Neovim 0.7 has no mapset(), and its maparg() does not tell a Lua function.
  map.rhs = told.rhs -- as the user wrote it
  return map
end

local function maps_of(buf)
  local maps = {}
  for _, map in ipairs(api.nvim_buf_get_keymap(buf, 'i')) do
    maps[codes[map.lhs]] = map
  end
  return maps
end

-- keys: key -> the map that it is to have, as nvim_buf_set_keymap() takes it, with a `callback`; for the current
-- buffer. False, and nothing, if it has borrowed them already.
function M.borrow(buf, keys)
  if saved[buf] then
    return false
  end
  local own, borrowed = maps_of(buf), {}
  for key, ours in pairs(keys) do
    local map = own[codes[key]]
    borrowed[key] = { ours = ours, map = map and whole(map) }
    api.nvim_buf_set_keymap(buf, 'i', key, '', ours)
  end
  saved[buf] = borrowed
  return true
end

local function is_set(value)
  return value == 1 or value == true
end

local function restore(buf, key, map)
  if has_mapset then
    api.nvim_buf_call(buf, function()
      vim.fn.mapset('i', false, map)
    end)
    return
  end
  -- What Neovim 0.7 told is enough but for <SID>.
  local rhs = (map.rhs or ''):gsub('<[sS][iI][dD]>', '<SNR>' .. map.sid .. '_')
  api.nvim_buf_set_keymap(buf, 'i', key, rhs, {
    noremap = is_set(map.noremap),
    silent = is_set(map.silent),
    expr = is_set(map.expr),
    nowait = is_set(map.nowait),
    script = is_set(map.script),
    desc = map.desc,
    callback = map.callback,
  })
end

local function give_back(buf, keys)
  local now = maps_of(buf)
  for key, borrowed in pairs(keys) do
    local map = now[codes[key]]
    -- Whoever has mapped it since means it.
    if map and map.callback == borrowed.ours.callback then
      api.nvim_buf_del_keymap(buf, 'i', key)
      if borrowed.map then
        restore(buf, key, borrowed.map)
      end
    end
  end
end

-- All that are borrowed.
function M.give_back()
  for buf, keys in pairs(saved) do
    saved[buf] = nil
    if api.nvim_buf_is_loaded(buf) then
      give_back(buf, keys)
    end
  end
end

return M
