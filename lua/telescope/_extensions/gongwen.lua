-- For telescope: require('telescope').load_extension('gongwen'), then :Telescope gongwen.
local function headings(options)
  local source = require('gongwen.headings')
  local actions = require('telescope.actions')
  local state = require('telescope.actions.state')
  local values = require('telescope.config').values
  options = options or {}
  require('telescope.pickers').new(options, {
    prompt_title = vim.fn['gongwen#message#text']('which-heading'),
    finder = require('telescope.finders').new_table({
      results = source.list(),
      entry_maker = function(item)
        return {
          value = item, display = source.label(item), ordinal = item.text,
          bufnr = item.buf, filename = vim.api.nvim_buf_get_name(item.buf), lnum = item.lnum, col = item.col,
        }
      end,
    }),
    sorter = values.generic_sorter(options),
    previewer = values.grep_previewer(options),
    attach_mappings = function(prompt)
      actions.select_default:replace(function()
        local entry = state.get_selected_entry()
        actions.close(prompt)
        if entry then
          source.go(entry.value)
        end
      end)
      return true
    end,
  }):find()
end

return require('telescope').register_extension({ exports = { gongwen = headings, headings = headings } })
