-- require('gongwen').setup { outline_width = 40 } is the same as let g:gongwen_outline_width = 40,
-- and never needed.
local M = {}

function M.setup(options)
  for name, value in pairs(options or {}) do
    vim.g['gongwen_' .. name] = value
  end
end

return M
