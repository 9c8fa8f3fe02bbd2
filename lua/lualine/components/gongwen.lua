-- For lualine: sections = { lualine_c = { 'gongwen' } }. The sections around the cursor, and what is left to
-- fill in; nothing in other buffers.
local M = require('lualine.component'):extend()

function M.update_status()
  -- Until a buffer is served there is nothing to load.
  if not vim.g.loaded_gongwen or vim.fn.exists('*gongwen#buffer#served') == 0 then
    return ''
  end
  return vim.fn['gongwen#statusline']()
end

return M
