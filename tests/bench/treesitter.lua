-- The microseconds that tree-sitter's parser of Markdown, which Neovim brings with it, takes for the blocks of the file
-- $GONGWEN_BENCH_FILE, on standard output. Status 1 if it is not there.
local text = assert(io.open(vim.env.GONGWEN_BENCH_FILE, 'rb')):read('*a')
local found, parser = pcall(vim.treesitter.get_string_parser, text, 'markdown')
if not found then
  vim.cmd('cquit')
end
local start = vim.loop.hrtime()
parser:parse()
io.stdout:write(math.floor((vim.loop.hrtime() - start) / 1000), '\n')
vim.cmd('qall!')
