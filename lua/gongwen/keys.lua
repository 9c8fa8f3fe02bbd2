-- Insert-mode keys that mean something else for a moment: mapped in one buffer, and afterwards what
-- they were, with the user's own buffer-local maps.
local api = vim.api
local M = {}

local saved = {} -- buf -> list of { lhs, map = the buffer-local map there was, or nil }

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

-- keys: list of { lhs, rhs }, for the current buffer, which has borrowed none.
function M.borrow(keys)
  local buf = api.nvim_get_current_buf()
  local own = {}
  for _, map in ipairs(api.nvim_buf_get_keymap(buf, 'i')) do
    own[codes[map.lhs]] = map
  end
  saved[buf] = {}
  for i, key in ipairs(keys) do
    local map = own[codes[key[1]]]
    saved[buf][i] = { lhs = key[1], map = map and whole(map) }
    api.nvim_buf_set_keymap(buf, 'i', key[1], key[2], { noremap = true, silent = true, nowait = true })
  end
end

local function is_set(value)
  return value == 1 or value == true
end

local function restore(buf, key)
  local map = key.map
  if not map then
    return
  end
  if has_mapset then
    api.nvim_buf_call(buf, function()
      vim.fn.mapset('i', false, map)
    end)
    return
  end
  -- What Neovim 0.7 told is enough but for <SID>.
  local rhs = (map.rhs or ''):gsub('<[sS][iI][dD]>', '<SNR>' .. map.sid .. '_')
  api.nvim_buf_set_keymap(buf, 'i', key.lhs, rhs, {
    noremap = is_set(map.noremap),
    silent = is_set(map.silent),
    expr = is_set(map.expr),
    nowait = is_set(map.nowait),
    script = is_set(map.script),
    desc = map.desc,
    callback = map.callback,
  })
end

M['return'] = function(buf)
  local keys = saved[buf]
  saved[buf] = nil
  if keys and api.nvim_buf_is_loaded(buf) then
    for _, key in ipairs(keys) do
      pcall(api.nvim_buf_del_keymap, buf, 'i', key.lhs)
      restore(buf, key)
    end
  end
end

return M
