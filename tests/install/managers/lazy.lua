-- lazy.lua - what lazy.nvim does with a plugin that is loaded at start-up: it builds in a coroutine, takes
-- over what is loaded, and hides every other place for plugins.
local M = {}

local function run(command)
  local said = vim.fn.system(command)
  assert(vim.v.shell_error == 0, said)
end

-- Resumes it from the event loop until it has ended.
local function await(build)
  local thread = coroutine.create(build)
  assert(vim.wait(120000, function()
    local ok, problem = coroutine.resume(thread)
    assert(ok, problem)
    return coroutine.status(thread) == 'dead'
  end, 10))
end

local function install(spec, dir)
  run({
    'git', 'clone', 'https://github.com/' .. spec[1] .. '.git', '--filter=blob:none', '--recurse-submodules',
    '--origin=origin', '-c', 'core.autocrlf=false', '--progress', dir,
  })
  if vim.fn.filereadable(dir .. '/build.lua') == 1 then
    await(assert(loadfile(dir .. '/build.lua')))
  end
  vim.cmd('helptags ' .. vim.fn.fnameescape(dir .. '/doc'))
end

function M.setup(specs)
  vim.go.loadplugins = false
  local paths = { vim.fn.stdpath('config'), vim.env.VIMRUNTIME, vim.fn.fnamemodify(vim.v.progpath, ':p:h:h') .. '/lib/nvim' }
  for _, spec in ipairs(specs) do
    local dir = spec.dir or vim.fn.stdpath('data') .. '/lazy/' .. spec[1]:match('[^/]+$')
    if not spec.dir and vim.fn.isdirectory(dir) == 0 then
      install(spec, dir)
    end
    table.insert(paths, 2, dir)
  end
  vim.go.packpath = vim.env.VIMRUNTIME
  vim.go.runtimepath = table.concat(paths, ',')
  vim.cmd('filetype plugin indent on')
  vim.cmd('runtime! plugin/**/*.vim plugin/**/*.lua')
end

return M
