-- What a key of ours does where it has nothing to do: the map that ours, being one of the buffer, hides,
-- or the key itself.
local api = vim.api
local M = {}

local hidden -- the map to be run

local function code(text)
  return api.nvim_replace_termcodes(text, true, true, true)
end

local function is_set(value)
  return value == 1 or value == true
end

local function find(maps, matches)
  for _, map in ipairs(maps) do
    if matches(map) then
      return map
    end
  end
end

-- The keys for an <expr> map of Insert mode that stand for the usual work of the key of `plug`; '' if
-- none is mapped to it.
function M.keys(plug)
  local function is_ours(map)
    return (map.rhs or ''):lower() == plug:lower()
  end
  local global = api.nvim_get_keymap('i')
  local ours = find(api.nvim_buf_get_keymap(0, 'i'), is_ours)
  if ours then
    hidden = find(global, function(map)
      return code(map.lhs) == code(ours.lhs) and not is_ours(map)
    end)
    if hidden then
      return code('<Cmd>lua require("gongwen.fallback").run()<CR>')
    end
  end
  ours = ours or find(global, is_ours)
  return ours and code(ours.lhs) or ''
end

-- The text of a map as it is run. An expression has no escapes for bytes that look like keys.
local function right_side(map)
  local text = code((map.rhs or ''):gsub('<[sS][iI][dD]>', '<SNR>' .. map.sid .. '_'))
  return is_set(map.expr) and text:gsub('\128\254X', '\128') or text
end

-- Puts keys before what waits. What an expression gave is not escaped yet, but for its special keys.
local function feed(keys, lhs, remap, escape)
  if remap and lhs ~= '' and keys:sub(1, #lhs) == lhs then
    -- A map that begins with its own key means that key: :h recursive_mapping
    api.nvim_feedkeys(keys:sub(#lhs + 1), 'im', escape)
    api.nvim_feedkeys(lhs, 'in', escape)
  else
    api.nvim_feedkeys(keys, remap and 'im' or 'in', escape)
  end
end

function M.run()
  local map = hidden
  local remap = not is_set(map.noremap)
  if is_set(map.expr) then
    local keys = map.callback and map.callback() or not map.callback and api.nvim_eval(right_side(map))
    if type(keys) == 'string' then
      local replace = is_set(map.replace_keycodes)
      feed(replace and code(keys) or keys, code(map.lhs), remap, not replace)
    end
  elseif map.callback then
    map.callback()
  else
    feed(right_side(map), code(map.lhs), remap, false)
  end
end

return M
