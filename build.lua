-- build.lua - builds the host and the module; plugin managers run it after an install or an update.
--
-- lazy.nvim finds it by itself. By hand, or from any other manager's hook:
--   nvim --headless -u NONE -c 'luafile build.lua' -c 'qall!'
-- It needs a C compiler, CMake, pkg-config, and the headers of libuv, msgpack-c, libyaml and jansson;
-- it downloads nothing. `./run build` does the same and installs what is missing.
local root = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local build = root .. '/build'

local hint = [[

gongwen could not be built. What it needs:
  Debian, Ubuntu  apt-get install gcc cmake ninja-build pkg-config libuv1-dev libmsgpack-dev libyaml-dev libjansson-dev
                  (Debian 13 and later: libmsgpack-c-dev)
  Fedora          dnf install gcc cmake ninja-build pkgconf-pkg-config libuv-devel msgpack-c-devel libyaml-devel jansson-devel
  Arch            pacman -S gcc cmake ninja pkgconf libuv msgpack-c libyaml jansson
or run ]] .. root .. [[/run build, which installs what is missing.]]

-- Runs a command to its end. Inside a manager's coroutine the editor goes on meanwhile.
local function run(command)
  local output, code = {}, nil
  local function collect(_, data)
    vim.list_extend(output, data)
  end
  local ok, job = pcall(vim.fn.jobstart, command, {
    cwd = root, on_stdout = collect, on_stderr = collect, on_exit = function(_, status) code = status end,
  })
  if not ok then
    error(command[1] .. ' is not installed.' .. hint, 0)
  end
  if coroutine.running() and coroutine.isyieldable and coroutine.isyieldable() then
    coroutine.yield(table.concat(command, ' '))
    while not code do
      coroutine.yield()
    end
  else
    vim.fn.jobwait({ job })
    vim.wait(1000, function() return code ~= nil end, 10)
  end
  if code ~= 0 then
    error(table.concat(output, '\n') .. hint, 0)
  end
end

-- A checkout that was moved: CMake refuses the old cache.
local cache = build .. '/CMakeCache.txt'
if vim.fn.filereadable(cache) == 1 then
  local home = 'CMAKE_HOME_DIRECTORY:INTERNAL=' .. root
  if not vim.tbl_contains(vim.fn.readfile(cache), home) then
    vim.fn.delete(cache)
    vim.fn.delete(build .. '/CMakeFiles', 'rf')
  end
end

local configure = { 'cmake', '-S', root, '-B', build, '-DCMAKE_BUILD_TYPE=Release', '-DBUILD_TESTING=OFF' }
if vim.fn.filereadable(cache) == 0 and vim.fn.executable('ninja') == 1 then
  vim.list_extend(configure, { '-G', 'Ninja' })
end
run(configure)
run({ 'cmake', '--build', build, '--target', 'gongwen', 'gongwen-module', '-j', '4' })
