-- Questions to the host that are waited for. The answer comes as a message of its own, which Neovim takes in
-- while it waits, so a host that says nothing costs no more than the time that was given.
local api = vim.api
local track = require('gongwen.track')
local M = {}

local waiting = {} -- id -> true, then the answer

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
  local id = params.id
  waiting[id] = true
  local gone = not pcall(vim.rpcnotify, channel, name, params)
  if not gone then
    vim.wait(timeout, function()
      gone = waiting[id] == true and vim.fn['gongwen#host#job']() ~= channel
      return gone or waiting[id] ~= true
    end, 5)
  end
  local answer = waiting[id]
  waiting[id] = nil
  if answer ~= true then
    return answer
  end
  return gone and 0 or vim.empty_dict()
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
