-- The headings of the current buffer for pickers: telescope, fzf-lua, snacks, vim.ui.select(). None of them is
-- loaded unless it is asked for.
local M = {}

-- See gongwen#heading#items(): those of a buffer, the current one by default. {} if there are none.
function M.list(buf)
  return vim.fn['gongwen#heading#items']((not buf or buf == 0) and vim.api.nvim_get_current_buf() or buf)
end

-- As a line of a picker: indented by its level.
function M.label(item)
  return ('  '):rep(math.max(item.level - 1, 0)) .. item.text
end

-- Goes there, with a mark where one was.
function M.go(item)
  if not vim.api.nvim_buf_is_valid(item.buf) then
    return
  end
  if vim.api.nvim_get_current_buf() ~= item.buf then
    vim.cmd('buffer ' .. item.buf)
  end
  vim.fn['gongwen#edit#leave_mark']()
  vim.fn['gongwen#edit#go'](item.lnum - 1, item.col - 1)
end

-- Lets the user choose by whatever picks for him: require('gongwen.headings').fzf_lua() and snacks() are for
-- those two; telescope has an extension, :Telescope gongwen.
function M.fzf_lua(options)
  local list = M.list()
  local lines = {}
  for i, item in ipairs(list) do
    lines[i] = ('%d\t%s'):format(i, M.label(item))
  end
  require('fzf-lua').fzf_exec(lines, vim.tbl_deep_extend('force', {
    prompt = vim.fn['gongwen#message#text']('which-heading') .. ' ',
    fzf_opts = { ['--delimiter'] = '\t', ['--with-nth'] = '2..', ['--no-sort'] = true },
    actions = {
      ['default'] = function(chosen)
        local item = chosen[1] and list[tonumber(chosen[1]:match('^%d+'))]
        if item then
          M.go(item)
        end
      end,
    },
  }, options or {}))
end

function M.snacks(options)
  local items = {}
  for i, item in ipairs(M.list()) do
    items[i] = { text = M.label(item), buf = item.buf, pos = { item.lnum, item.col - 1 }, heading = item }
  end
  require('snacks').picker.pick(vim.tbl_deep_extend('force', {
    title = vim.fn['gongwen#message#text']('which-heading'),
    items = items,
    format = function(item)
      return { { item.text } }
    end,
    confirm = function(picker, item)
      picker:close()
      if item then
        M.go(item.heading)
      end
    end,
  }, options or {}))
end

return M
