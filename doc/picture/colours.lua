-- colours.lua - the colours of the pictures, independent of the editor's version.
vim.o.termguicolors = true
local function paint()
  for group, colour in pairs({
    Normal = { fg = '#cdd6e0', bg = '#14181d' }, NonText = { fg = '#3c4650' },
    StatusLine = { fg = '#cdd6e0', bg = '#2b3540' }, StatusLineNC = { fg = '#8a97a5', bg = '#222a33' },
    VertSplit = { fg = '#2b3540', bg = '#14181d' }, CursorLine = { bg = '#26303a' },
    Title = { fg = '#e6c07b', bold = true }, Identifier = { fg = '#7fb4ca' }, Statement = { fg = '#e6c07b' },
    Special = { fg = '#98bb6c' }, Comment = { fg = '#76828f' }, Todo = { fg = '#e46876', bold = true },
    Search = {}, IncSearch = { fg = '#14181d', bg = '#e6c07b' }, WarningMsg = { fg = '#e46876' },
    Function = { fg = '#7fb4ca' }, Number = { fg = '#98bb6c' }, ModeMsg = { fg = '#98bb6c', bold = true },
  }) do
    vim.api.nvim_set_hl(0, group, colour)
  end
end
paint()
vim.api.nvim_create_autocmd('ColorScheme', { callback = paint })
vim.api.nvim_create_autocmd('VimEnter', { callback = paint })
vim.o.hlsearch = false
vim.o.ruler = false
vim.o.showcmd = false
