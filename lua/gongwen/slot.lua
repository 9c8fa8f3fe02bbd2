-- The placeholder that waits to be filled: its bytes are marked, and some keys of Insert mode are its own.
local api = vim.api
local keys = require('gongwen.keys')
local space = api.nvim_create_namespace('gongwen_pending')
local M = {}

-- See gongwen#nvim#slot_mark().
function M.mark(buf, old, line, column, size, group, borrowed)
  local before = api.nvim_buf_set_extmark(buf, space, line, column, { id = old[1], right_gravity = false })
  local slot = api.nvim_buf_set_extmark(buf, space, line, column, {
    id = old[2],
    end_row = line,
    end_col = column + size,
    hl_group = group,
    right_gravity = true,
    priority = 200,
  })
  if not old[1] then
    keys.borrow(borrowed)
  end
  return { before, slot }
end

-- See gongwen#nvim#slot_read().
function M.read(buf, mark, size)
  if api.nvim_buf_is_loaded(buf) then
    local before = api.nvim_buf_get_extmark_by_id(buf, space, mark[1], {})
    local slot = api.nvim_buf_get_extmark_by_id(buf, space, mark[2], {})
    local line = slot[1] and api.nvim_buf_get_lines(buf, slot[1], slot[1] + 1, false)[1]
    if before[1] and line then
      return { before, slot, line:sub(slot[2] + 1, slot[2] + size) }
    end
  end
  return {}
end

-- See gongwen#nvim#slot_unmark().
function M.unmark(buf, mark)
  if api.nvim_buf_is_loaded(buf) then
    api.nvim_buf_del_extmark(buf, space, mark[1])
    api.nvim_buf_del_extmark(buf, space, mark[2])
  end
  keys['return'](buf)
end

return M
