-- The highlighted placeholders of a buffer: extmarks, which move with the text between two tellings.
local api = vim.api
local namespace = api.nvim_create_namespace('gongwen_placeholders')
local M = {}

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
      priority = 110, -- above syntax and treesitter, below what is pending
    })
  end
end

return M
