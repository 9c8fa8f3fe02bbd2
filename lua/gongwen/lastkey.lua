-- The key that was read last, as mappings have made it.
local space = vim.api.nvim_create_namespace('gongwen_lastkey')
local last = ''
local M = {}

function M.watch()
  last = ''
  vim.on_key(function(key)
    last = key
  end, space)
end

-- Ends the watch, and tells.
function M.stop()
  vim.on_key(nil, space)
  return last
end

return M
