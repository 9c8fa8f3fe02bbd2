-- What has changed in a buffer since the host was last told: two integers, the lines that are the
-- same at its head and at its tail. Neovim's own deltas are not always true (its 0.7 reports some
-- edits wrongly, an undo of many lines comes as many events, in any order), but their outer bounds
-- are, and the text between them is read only when it is sent.
local api = vim.api
local M = {}

-- buf -> { head, tail: nil when nothing has changed; lines, tick: as the host was told them, lines being
-- nil when it knows nothing; channel: to the host that was told; seen: the tick it has seen; marked: the
-- extmarks of marks.lua are all placeholders of the text of that tick }
local states = {}

local function schedule(buf, state)
  if not state.scheduled then
    state.scheduled = true
    vim.schedule(function()
      state.scheduled = false
      if states[buf] == state then
        vim.fn['gongwen#buffer#changed'](buf)
      end
    end)
  end
end

local function send(channel, name, params)
  return pcall(vim.rpcnotify, channel, name, params) and 1 or 0
end

local function send_all(channel, buf, state, tick)
  local lines = api.nvim_buf_get_lines(buf, 0, -1, true)
  state.lines = #lines
  state.marked = false
  return send(channel, 'open', { buf = buf, tick = tick, lines = lines, path = api.nvim_buf_get_name(buf) })
end

local function send_difference(channel, buf, state, tick)
  local old, count = state.lines, api.nvim_buf_line_count(buf)
  local head = math.min(state.head or old, old, count)
  local tail = math.min(state.head and state.tail or 0, old - head, count - head)
  state.lines = count
  return send(channel, 'change', {
    buf = buf,
    tick = tick,
    count = old,
    first = head,
    old_end = old - tail,
    lines = api.nvim_buf_get_lines(buf, head, count - tail, true),
  })
end

-- A typed character is told at once, so that the host is at work while the editor draws; if the host has seen
-- all that was before: what is typed, pasted or played quicker than that goes together. True if it is done.
local function send_early(buf, state)
  local count = api.nvim_buf_line_count(buf)
  if state.channel and state.seen == state.tick and state.lines == count and state.head + 1 + state.tail == count
    and api.nvim_get_mode().mode == 'i' then
    local tick = api.nvim_buf_get_changedtick(buf)
    if send_difference(state.channel, buf, state, tick) == 1 then
      state.head, state.tail, state.tick = nil, nil, tick
      return true
    end
  end
end

-- The host has seen the text of this tick.
function M.seen(buf, tick)
  if states[buf] then
    states[buf].seen = tick
  end
end

-- The host has told the placeholders of lines [first, last) of the text of this tick. Where the text has gone on
-- they are not marked, but all are asked for again (autoload/gongwen/mark.vim).
function M.marked(buf, tick, first, last)
  local state = states[buf]
  if state then
    local whole = first == 0 and last >= api.nvim_buf_line_count(buf)
    state.marked = tick == api.nvim_buf_get_changedtick(buf) and (whole or state.marked)
  end
end

-- Whether the placeholders that are marked are those of the present text.
function M.is_marked(buf)
  return M.in_step(buf) and states[buf].marked
end

-- The channel to the host, if that has seen the present text of a buffer.
function M.in_step(buf)
  local state = states[buf]
  if state and not state.head and state.seen == state.tick and state.tick == api.nvim_buf_get_changedtick(buf) then
    return state.channel
  end
end

-- Tracks a loaded buffer, if it is not tracked yet. False if that cannot be done.
function M.attach(buf)
  if states[buf] then
    return true
  end
  local state = {}
  local ok, attached = pcall(api.nvim_buf_attach, buf, false, {
    on_lines = function(_, _, _, first, last, new_last)
      if states[buf] ~= state then
        return true
      end
      local count = api.nvim_buf_line_count(buf)
      local tail = math.max(count - new_last, 0)
      if new_last == 0 and count == 1 then
        tail = 0 -- emptied: the one empty line that is left is new
      end
      state.head = math.min(state.head or first, first)
      state.tail = math.min(state.tail or tail, tail)
      if last ~= first + 1 or new_last ~= last or not send_early(buf, state) then
        schedule(buf, state)
      end
    end,
    on_changedtick = function()
      if states[buf] ~= state then
        return true
      end
      schedule(buf, state)
    end,
    on_reload = function()
      state.head, state.tail = 0, 0
      schedule(buf, state)
    end,
    on_detach = function()
      if states[buf] == state then
        states[buf] = nil
        -- A reload detaches, then reads; whether it was one is known afterwards.
        vim.schedule(function()
          if not states[buf] then
            vim.fn['gongwen#buffer#untracked'](buf)
          end
        end)
      end
    end,
  })
  if not (ok and attached) then
    return false
  end
  states[buf] = state
  return true
end

-- Sends what has changed since the last time, if anything, or the whole text. A tick that moved
-- without a change of text (a :write) is told as well. 1 when it is sent, 2 if there is nothing to
-- send, 0 if the channel does not take it, -1 if the buffer cannot be tracked.
function M.send(channel, buf, whole)
  if not M.attach(buf) then
    return -1
  end
  local state = states[buf]
  local tick = api.nvim_buf_get_changedtick(buf)
  local sent = 2
  if whole or not state.lines then
    sent = send_all(channel, buf, state, tick)
  elseif state.head or tick ~= state.tick then
    sent = send_difference(channel, buf, state, tick)
  end
  state.head, state.tail, state.tick, state.channel = nil, nil, tick, sent > 0 and channel or nil
  return sent
end

return M
