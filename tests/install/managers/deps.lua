-- deps.lua - what mini.deps does with a plugin: it is cloned and built where it is named, and loaded.
local M = {}

local function install(spec, path)
  local said = vim.fn.system({
    'git', 'clone', '--quiet', '--filter=blob:none', '--recurse-submodules', '--origin', 'origin',
    'https://github.com/' .. spec.source, path,
  })
  assert(vim.v.shell_error == 0, said)
  spec.hooks.post_install({ path = path, source = spec.source, name = vim.fn.fnamemodify(path, ':t') })
  vim.cmd('helptags ' .. vim.fn.fnameescape(path .. '/doc'))
end

function M.setup()
  _G.MiniDeps = M
end

function M.add(spec)
  local name = spec.source:match('[^/]+$')
  local path = vim.fn.stdpath('data') .. '/site/pack/deps/opt/' .. name
  if vim.fn.isdirectory(path) == 0 then
    install(spec, path)
  end
  vim.cmd('packadd ' .. name)
end

return M
