-- The placeholder that waits to be filled: see autoload/gongwen/placeholder.vim. Places are 0-based.
local api = vim.api
local edit = require('gongwen.edit')
local keys = require('gongwen.keys')
local space = api.nvim_create_namespace('gongwen_pending')
local M = {}

-- There is one mark at most: from where text that is inserted before the placeholder begins to the
-- placeholder's end.
local MARK = 1

-- They take it away while it waits.
local erasers = {}
for _, key in ipairs({ '<BS>', '<C-h>', '<C-w>', '<C-u>', '<Del>' }) do
  erasers[key] = { noremap = true, silent = true, nowait = true, callback = function() M.erase(key) end }
end

-- { buf, tick, line, column, size, text, field }, tick and place those when it began to be; nil when nothing
-- is pending. field: as gongwen#fill#began() wants it.
local pending
-- The same but for the text: where a jump of Normal mode has led. Inserting right there makes it pending.
local landed
-- The line, { buffer, number }, where one was filled or taken away since Insert mode began.
local done

local function is_inserting()
  return api.nvim_get_mode().mode:sub(1, 1) == 'i'
end

-- Whether the current buffer is that of `slot`, with the cursor before it, and nothing has changed.
local function is_untouched(slot)
  if api.nvim_get_current_buf() ~= slot.buf or api.nvim_buf_get_changedtick(slot.buf) ~= slot.tick then
    return false
  end
  local cursor = api.nvim_win_get_cursor(0)
  return cursor[1] == slot.line + 1 and cursor[2] == slot.column
end

local function drop()
  local buf = pending and pending.buf
  pending = nil
  if buf and api.nvim_buf_is_loaded(buf) then
    api.nvim_buf_del_extmark(buf, space, MARK)
  end
end

-- Where the text that was inserted begins, and where the placeholder is now; nil when that is gone.
local function find(slot)
  if not api.nvim_buf_is_loaded(slot.buf) then
    return nil
  end
  local line, column, mark = unpack(api.nvim_buf_get_extmark_by_id(slot.buf, space, MARK, { details = true }))
  local start = line and mark.end_col - slot.size
  local text = line and start >= 0 and api.nvim_buf_get_lines(slot.buf, mark.end_row, mark.end_row + 1, false)[1]
  if text and text:sub(start + 1, mark.end_col) == slot.text then
    return { line, column }, { mark.end_row, start }
  end
end

local function note_done(line)
  if is_inserting() then
    done = { api.nvim_get_current_buf(), line + 1 }
  end
end

local function take_away(slot, place)
  drop()
  edit.set_text(slot.buf, place[1], place[2], place[1], place[2] + slot.size, { '' })
  note_done(place[1])
end

-- Whether one waits; how many bytes at the cursor do.
function M.size()
  return pending and pending.size or 0
end

-- Decides what becomes of it, from what has happened since.
function M.settle()
  local slot = pending
  if not slot or is_untouched(slot) and is_inserting() then
    return
  end
  local start, place = find(slot)
  if not start then
    drop()
  elseif start[1] ~= place[1] or start[2] ~= place[2] then
    take_away(slot, place)
    vim.fn['gongwen#fill#began'](slot.buf, slot.field, start, place)
  else
    local cursor = api.nvim_win_get_cursor(0)
    if api.nvim_get_current_buf() ~= slot.buf or not is_inserting() or cursor[1] ~= place[1] + 1 or cursor[2] ~= place[2] then
      drop()
    end
  end
end

-- <BS> and its like: right after the jump they take the placeholder away, and nothing more. Else, something was
-- typed or moved before, each of them is the key that it was.
function M.erase(key)
  M.settle()
  local slot = pending
  local _, place = nil, nil
  if slot then
    _, place = find(slot)
    take_away(slot, place)
  end
  keys.give_back()
  if not slot then
    api.nvim_feedkeys(api.nvim_replace_termcodes(key, true, true, true), 'im', false)
  end
end

-- Whether the writer has just filled one in this line: a key for the next one then means that and nothing else.
-- Once: pressed again, it is the key that it was.
function M.just_done()
  local line = done
  done = nil
  return line ~= nil and line[1] == api.nvim_get_current_buf() and line[2] == api.nvim_win_get_cursor(0)[1]
end

-- ---- events, which are watched from the first placeholder on -----------------------------------------

local function leave_insert()
  if pending then
    M.settle() -- what was typed ahead is settled only now
    vim.fn['gongwen#fill#left']()
  end
  keys.give_back()
  done = nil
end

local function leave_window()
  M.settle()
  drop()
  keys.give_back()
end

local function enter_landed()
  local slot = landed
  landed = nil
  if slot and vim.v.insertmode == 'i' and is_untouched(slot) then
    M.pend(slot.line, slot.column, slot.size, slot.field)
  end
end

local function watch_landed()
  if landed and not is_untouched(landed) then
    landed = nil
  end
end

local function forget_landed()
  landed = nil
end

local is_watching = false

local function watch()
  is_watching = true
  local group = api.nvim_create_augroup('gongwen_pending', {})
  for _, watched in ipairs({
    { { 'TextChangedI', 'TextChangedP', 'CursorMovedI' }, '*', function() M.settle() end },
    { 'InsertLeave', '*', leave_insert },
    { { 'BufLeave', 'WinLeave' }, '*', leave_window },
    { 'CursorMoved', '*', watch_landed },
    { 'InsertEnter', '*', enter_landed },
    { 'ModeChanged', '*:[vV\22]*', forget_landed }, -- inserting in a block of lines is not filling one
  }) do
    api.nvim_create_autocmd(watched[1], { group = group, pattern = watched[2], callback = watched[3] })
  end
end

-- One will be, it seems: what takes its time is done before.
function M.get_ready(buf)
  keys.borrow(buf, erasers)
  if not is_watching then
    watch()
  end
end

-- One may be: what takes longest is done before. Nothing is watched for that, for each key would pay for it.
function M.expect(buf)
  if keys.borrow(buf, erasers) and not is_watching then
    api.nvim_create_autocmd('InsertLeave', { once = true, callback = function() M.give_back() end })
  end
end

-- None will be.
function M.give_back()
  if not pending then
    keys.give_back()
  end
end

-- Makes the `size` bytes at the cursor, which is at that place, pending, in Insert mode; 0: nothing is any more. Its
-- field may be nil: not known.
function M.pend(line, column, size, field)
  local buf = api.nvim_get_current_buf()
  if size == 0 or pending and pending.buf ~= buf then
    drop()
  end
  if size == 0 then
    return
  end
  local text = api.nvim_get_current_line()
  pending = {
    buf = buf, tick = api.nvim_buf_get_changedtick(buf), line = line, column = column, size = size,
    text = text:sub(column + 1, column + size), field = field or { text = text, column = column, size = size },
  }
  api.nvim_buf_set_extmark(buf, space, line, column, {
    id = MARK,
    end_row = line,
    end_col = column + size,
    hl_group = 'GongwenPending',
    right_gravity = false,
    priority = 200,
  })
  M.get_ready(buf)
end

-- The cursor has been put before the `size` bytes at that place, in Normal mode.
function M.land(line, column, size, field)
  local buf = api.nvim_get_current_buf()
  landed = { buf = buf, tick = api.nvim_buf_get_changedtick(buf), line = line, column = column, size = size, field = field }
  if not is_watching then
    watch()
  end
end

return M
