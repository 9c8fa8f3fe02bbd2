-- packer.lua - what packer.nvim does with a plugin that is loaded at start-up.
local M = {}
local packages = vim.fn.stdpath('data') .. '/site/pack/packer/start/'

local function run(command, cwd)
  local job = vim.fn.jobstart(command, { cwd = cwd or vim.fn.getcwd() })
  assert(vim.fn.jobwait({ job })[1] == 0, 'failed: ' .. table.concat(command, ' '))
end

-- `run` is a line for the shell, in the plugin's folder, when the plugin has been loaded already.
local function install(spec)
  local dir = packages .. spec[1]:match('[^/]+$')
  if vim.fn.isdirectory(dir) == 1 then
    return
  end
  run({ 'git', 'clone', '--depth', '1', '--no-single-branch', '--progress', 'https://github.com/' .. spec[1] .. '.git', dir })
  vim.o.runtimepath = dir .. ',' .. vim.o.runtimepath
  vim.cmd('runtime! plugin/gongwen.vim')
  run({ vim.env.SHELL, '-c', spec.run }, dir)
  vim.cmd('helptags ' .. vim.fn.fnameescape(dir .. '/doc'))
end

function M.startup(list)
  local specs = {}
  list(function(spec)
    table.insert(specs, spec)
  end)
  function M.sync()
    vim.tbl_map(install, specs)
    vim.cmd('doautocmd User PackerComplete')
  end
  vim.cmd('command! PackerSync lua require("packer").sync()')
end

return M
