-- Puts what the host has answered into the text: its edits, the lines that go, those that move. All of
-- it, or nothing where the text is another one by now. What stood in lines that stay follows them: marks,
-- and the cursors of all windows. Places are 0-based; an answer is as in src/host/PROTOCOL.md.
local api = vim.api
local M = {}

-- Older versions need help: see gongwen#nvim#set_text().
M.set_text = vim.fn.has('nvim-0.10') == 1 and api.nvim_buf_set_text
  or function(buf, first, start, last, stop, lines)
    vim.fn['gongwen#nvim#set_text'](buf, { first, start }, { last, stop }, lines)
  end

-- Where a place is after an answer was applied; nil if its line was removed. What is replaced itself comes
-- to the start of what is put there.
function M.follow(answer, line, column)
  local removed = answer.removed or {}
  if removed[1] and removed[1] <= line and line < removed[2] then
    return nil
  end
  local edits = answer.edits
  for i = #edits, 1, -1 do
    local first, start, last, stop, _, new = unpack(edits[i])
    if line > last or line == last and column >= stop then
      if line == last then
        column = column + #new[#new] - stop + (#new == 1 and start or 0)
      end
      line = line + #new - 1 - (last - first)
    elseif line > first or line == first and column >= start then
      line, column = first, start
    end
  end
  if removed[1] and line >= removed[2] then
    line = line - (removed[2] - removed[1])
  end
  for _, move in ipairs(answer.moves or {}) do
    local first, stop, to = unpack(move)
    if first <= line and line < stop then
      line = line + (to <= first and to - first or to - stop)
    elseif to <= line and line < first then
      line = line + (stop - first)
    elseif stop <= line and line < to then
      line = line - (stop - first)
    end
  end
  return line, column
end

local function same(left, right)
  for i = 1, math.max(#left, #right) do
    if left[i] ~= right[i] then
      return false
    end
  end
  return true
end

local is_modifiable = vim.fn.has('nvim-0.10') == 1
  and function(buf) return api.nvim_get_option_value('modifiable', { buf = buf }) end
  or function(buf) return api.nvim_buf_get_option(buf, 'modifiable') end

-- Whether the text is still that of `tick`, holds what every edit replaces, and may be changed.
local function fits(buf, tick, edits)
  if not api.nvim_buf_is_loaded(buf) or api.nvim_buf_get_changedtick(buf) ~= tick or not is_modifiable(buf) then
    return false
  end
  for _, edit in ipairs(edits) do
    local ok, old = pcall(api.nvim_buf_get_text, buf, edit[1], edit[2], edit[3], edit[4], {})
    if not ok or not same(old, edit[5]) then
      return false
    end
  end
  return true
end

-- What apply() will have to move along in a buffer: { marks: its lower-case marks, cursors: those of its windows, but
-- for the window `without` }, each name -> { line from 1, column }.
function M.places(buf, without)
  local marks, cursors = {}, {}
  for _, mark in ipairs(vim.fn.getmarklist(buf)) do
    local name = mark.mark:match('^.(%l)$')
    if name then
      marks[name] = { mark.pos[2], mark.pos[3] - 1 }
    end
  end
  for _, window in ipairs(vim.fn.win_findbuf(buf)) do
    if window ~= without then
      cursors[window] = api.nvim_win_get_cursor(window)
    end
  end
  return { marks = marks, cursors = cursors }
end

-- name -> the new place, {} if its line goes. `lines`: only those that stand in them, as keys from 0.
local function follow_all(places, answer, lines)
  local new = {}
  for name, place in pairs(places) do
    if not lines or lines[place[1] - 1] then
      new[name] = { M.follow(answer, place[1] - 1, place[2]) }
    end
  end
  return new
end

local function edited_lines(answer)
  local lines = {}
  for _, edit in ipairs(answer.edits) do
    for line = edit[1], edit[3] do
      lines[line] = true
    end
  end
  return lines
end

-- The lines that go go into the register, if any do; `places`: what places() has just told. True when it was done.
function M.apply(buf, tick, answer, register, places)
  if not fits(buf, tick, answer.edits) then
    return false
  end
  places = places or M.places(buf)
  local windows = follow_all(places.cursors, answer)
  -- Some versions of Neovim forget the marks in lines that are edited, and none moves them along within the line.
  local marks = follow_all(places.marks, answer, edited_lines(answer))
  for i = #answer.edits, 1, -1 do
    local edit = answer.edits[i]
    M.set_text(buf, edit[1], edit[2], edit[3], edit[4], edit[6])
  end
  local removed = answer.removed or {}
  if removed[1] then
    vim.fn['gongwen#edit#lines'](buf, ('%d,%ddelete %s'):format(removed[1] + 1, removed[2], register))
  end
  for _, move in ipairs(answer.moves or {}) do
    vim.fn['gongwen#edit#lines'](buf, ('%d,%dmove %d'):format(move[1] + 1, move[2], move[3]))
  end
  for name, place in pairs(marks) do
    if place[1] then
      api.nvim_buf_set_mark(buf, name, place[1] + 1, place[2], {})
    end
  end
  for window, place in pairs(windows) do
    local cursor = api.nvim_win_get_cursor(window)
    if place[1] and (cursor[1] ~= place[1] + 1 or cursor[2] ~= place[2]) then
      api.nvim_win_set_cursor(window, { place[1] + 1, place[2] })
    end
  end
  return true
end

return M
