-- What the harness has for a Vim: a socket that it connects to, over which it is asked, and its terminal.
local channel = {}

local uv = vim.loop
local ffi = require 'ffi'
ffi.cdef [[
struct gongwen_pollfd { int fd; short events; short revents; };
int poll(struct gongwen_pollfd *fds, unsigned long count, int timeout);
]]
local POLLIN = 1

local ends = {} -- by socket: { server, stream, rest, answers }

-- Waits at `path` for one editor to connect.
function channel.listen(path)
  local it = { server = uv.new_pipe(false), rest = '', answers = {} }
  assert(it.server:bind(path))
  assert(it.server:listen(1, function()
    it.stream = uv.new_pipe(false)
    it.server:accept(it.stream)
    it.stream:read_start(function(_, bytes)
      if not bytes then
        it.closed = true
        return
      end
      it.rest = it.rest .. bytes
      while true do
        local line, rest = it.rest:match '^([^\n]*)\n(.*)$'
        if not line then
          break
        end
        it.rest = rest
        local answer = vim.json.decode(line)
        it.answers[answer[1]] = answer
      end
    end)
  end))
  ends[path] = it
end

-- Sends a message, `id` being the first of it; the answer with this id, {} if there is none in so many
-- milliseconds or the editor is gone. If `time` is 0, nobody waits.
function channel.request(path, message, time)
  local it = ends[path]
  if not vim.wait(math.max(time, 5000), function()
    return it.stream or it.closed
  end, 5) then
    return {}
  end
  it.stream:write(vim.json.encode { 0, message } .. '\n')
  if time > 0 then
    vim.wait(time, function()
      return it.answers[message[1]] or it.closed
    end, 5)
  end
  local answer = it.answers[message[1]]
  it.answers[message[1]] = nil
  return answer or {}
end

function channel.close(path)
  local it = ends[path]
  ends[path] = nil
  it.server:close()
  if it.stream then
    it.stream:close()
  end
end

-- Whether keys written to this terminal have not been read by its program. Asking so also makes the kernel
-- hand over what is under way.
function channel.is_untaken(terminal)
  local flags = uv.constants
  local fd = uv.fs_open(terminal, flags.O_RDONLY + flags.O_NOCTTY + flags.O_NONBLOCK, 0)
  if not fd then
    return false
  end
  local poll = ffi.new('struct gongwen_pollfd[1]', { { fd, POLLIN, 0 } })
  local untaken = ffi.C.poll(poll, 1, 0) > 0 and poll[0].revents % 2 == POLLIN
  uv.fs_close(fd)
  return untaken
end

return channel
