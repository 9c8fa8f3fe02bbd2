-- Questions to the host that are waited for. The answer comes as a message of its own, which Neovim takes in
-- while it waits, so a host that says nothing costs no more than the time that was given.
local api = vim.api
local track = require('gongwen.track')
local M = {}

-- A host that is idle answers within so many milliseconds; only then anything else is looked at.
local AT_ONCE = 5

-- True from an answer that has not come in time until the host is heard again.
M.silent = false

local waiting = {} -- id -> true, then the answer
local last_id = 1e9 -- autoload/gongwen/host.vim counts from 1

local function send(channel, name, params)
  waiting[params.id] = true
  local sent = pcall(vim.rpcnotify, channel, name, params)
  if not sent then
    waiting[params.id] = nil
  end
  return sent
end

-- The answer to a question that was sent; limit() tells how long to wait. {} if none has come, 0 if the channel is gone.
local function wait(channel, id, limit)
  local done = vim.wait(AT_ONCE, function() return waiting[id] ~= true end, AT_ONCE)
    or vim.wait(math.max(limit() - AT_ONCE, 0), function()
      return waiting[id] ~= true or vim.fn['gongwen#host#job']() ~= channel
    end, AT_ONCE)
  local answer = waiting[id]
  waiting[id] = nil
  M.silent = not done
  return answer ~= true and answer or done and 0 or vim.empty_dict()
end

-- See gongwen#nvim#ask().
function M.ask(channel, name, params, buf, timeout)
  if buf ~= 0 then
    local sent = track.send(channel, buf, false)
    if sent < 1 then
      return sent
    elseif sent == 1 then
      vim.fn['gongwen#buffer#sent'](buf)
    end
    params.buf, params.tick = buf, api.nvim_buf_get_changedtick(buf)
  end
  return send(channel, name, params) and wait(channel, params.id, function() return timeout end) or 0
end

-- The same in two steps, about a text that the host has seen as it is: while the host is at work there is something
-- else to be done. nil where gongwen#host#ask() has to be called instead, for there is more to do than to ask.
function M.begin(buf, name, params)
  local channel = not M.silent and track.in_step(buf)
  if channel then
    last_id = last_id + 1
    params.id, params.buf, params.tick = last_id, buf, api.nvim_buf_get_changedtick(buf)
    return send(channel, name, params) and { channel = channel, id = last_id } or nil
  end
end

local function option()
  return vim.fn['gongwen#config#get']('timeout')
end

-- The answer, with `error` as that of gongwen#host#ask(); nil as above.
function M.finish(question)
  local answer = wait(question.channel, question.id, option)
  if answer == 0 then
    return nil
  end
  return M.silent and vim.fn['gongwen#host#silent']() or answer
end

-- The answer is of no use any more.
function M.forget(question)
  waiting[question.id] = nil
end

-- An answer has come. False if nobody waits for it here.
function M.answered(params)
  if waiting[params.id] then
    waiting[params.id] = params
    return true
  end
  return false
end

return M
