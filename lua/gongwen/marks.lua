-- The highlighted placeholders of a buffer: extmarks, which move with the text between two tellings.
local api = vim.api
local track = require('gongwen.track')
local namespace = api.nvim_create_namespace('gongwen_placeholders')
local M = {}

-- An undo must not put them where others have been that had their ids: from Neovim 0.10 on that can be said.
local UNDO_RESTORE = nil
if vim.fn.has('nvim-0.10') == 1 then
  UNDO_RESTORE = false
end

-- marks: list of { line, column, size }, 0-based, all in lines [first, last); those before are gone.
function M.set(buf, first, last, marks, group)
  -- Marks of lines that were deleted at the end stand behind the last one.
  local all = last >= api.nvim_buf_line_count(buf)
  api.nvim_buf_clear_namespace(buf, namespace, first, all and -1 or last)
  for _, mark in ipairs(marks) do
    api.nvim_buf_set_extmark(buf, namespace, mark[1], mark[2], {
      end_row = mark[1],
      end_col = mark[2] + mark[3],
      hl_group = group,
      undo_restore = UNDO_RESTORE,
      priority = 110, -- above syntax and treesitter, below what is pending
    })
  end
end

-- The next placeholder (1) or the one before (-1) from a place, as the host would tell it: forward the first that
-- starts behind the place, or, with `here`, at it; backward the last that starts before it and does not hold it. nil
-- where it has to be asked: it must see the text first, or go on at the other end.
function M.next(buf, line, column, direction, here)
  if not track.is_marked(buf) then
    return nil
  end
  local forward = direction > 0
  local from = { line, forward and not here and column + 1 or column }
  for _, mark in ipairs(api.nvim_buf_get_extmarks(buf, namespace, from, forward and -1 or 0, { limit = 3, details = true })) do
    local row, start, stop = mark[2], mark[3], mark[4].end_col
    local before = row < line or start < column
    if stop <= start or mark[4].end_row ~= row then
      return nil
    elseif forward or before and (row < line or stop <= column) then
      return { line = row, column = start, size = stop - start }
    end
  end
end

return M
