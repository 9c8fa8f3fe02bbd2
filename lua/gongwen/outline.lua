-- The outlines as the host sends them: of each text that is shown in one its rows, and which of them holds the
-- text's cursor. The host knows the folds; rows.lua draws what is here, autoload/gongwen/outline/window.vim
-- sees to the windows. Rows and lines are counted from 0 here but for where the editor counts from 1.
local api = vim.api
local draw = require('gongwen.rows')
local M = {}

-- A row, as in src/host/PROTOCOL.md.
local ID, LEVEL, FOLD = 1, 5, 8

-- text buffer -> { rows; row: that of the text's cursor, -1 for none; come: the host has sent them }
local models = {}
-- outline buffer -> the text buffer it shows
local shown = {}

-- ---- for the windows ----

-- Rows of a text are wanted from now on, or no more.
function M.open(text)
  models[text] = { rows = {}, row = -1 }
end

function M.close(text)
  models[text] = nil
end

-- An outline's buffer shows the rows of `text` from now on; `empty` is what it says where there are none.
function M.show(buf, text, empty)
  shown[buf] = text
  draw.show(buf, models[text].rows, models[text].come, empty)
end

-- The buffer is no outline any more.
function M.forget(buf)
  shown[buf] = nil
  draw.forget(buf)
end

-- All rows of a text.
function M.all(text)
  return models[text] and models[text].rows or {}
end

function M.has_come(text)
  return models[text] and models[text].come or false
end

-- The row that holds the text's cursor, -1 for none.
function M.row(text)
  return models[text] and models[text].row or -1
end

-- The node in a row: { id, level, fold }, nil if there is no such row.
function M.node(text, at)
  local row = M.all(text)[at + 1]
  return row and { id = row[ID], level = row[LEVEL], fold = row[FOLD] }
end

-- The row of a node's parent, -1 if it has none.
function M.parent(text, at)
  local rows = M.all(text)
  local up = at
  while up > 0 and rows[up][LEVEL] >= rows[at + 1][LEVEL] do
    up = up - 1
  end
  return up - 1
end

-- The row of a node, -1 if it is not shown.
local function find(rows, id)
  for i, row in ipairs(rows) do
    if row[ID] == id then
      return i - 1
    end
  end
  return -1
end

-- Puts the cursor of an outline's window on a row; -1 marks none.
function M.mark(window, at)
  if vim.wo[window].cursorline ~= (at >= 0) then
    vim.fn.setwinvar(window, '&cursorline', at >= 0 and 1 or 0)
  end
  local place = api.nvim_win_get_cursor(window)
  if at >= 0 and place[1] ~= at + 1 and at < api.nvim_buf_line_count(api.nvim_win_get_buf(window)) then
    api.nvim_win_set_cursor(window, { at + 1, 0 })
  end
end

-- ---- what the host says ----

-- The windows of a text's outlines: a list of { window, stays: its cursor does not follow the text's }.
local function windows_of(text)
  local found = {}
  for buf, its_text in pairs(shown) do
    for _, window in ipairs(its_text == text and vim.fn.win_findbuf(buf) or {}) do
      local stays = window == api.nvim_get_current_win() or vim.w[window].gongwen_locked == 1
      table.insert(found, { window = window, stays = stays })
    end
  end
  return found
end

-- Puts `new` in place of rows [first, last).
local function splice(rows, first, last, new)
  local grown = #new - (last - first)
  if grown > 0 then
    for i = #rows, last + 1, -1 do
      rows[i + grown] = rows[i]
    end
  elseif grown < 0 then
    local count = #rows
    for i = last + 1, count do
      rows[i + grown] = rows[i]
    end
    for i = count + grown + 1, count do
      rows[i] = nil
    end
  end
  for i, row in ipairs(new) do
    rows[first + i] = row
  end
end

-- The rows from `first` to `old_end` are these now.
function M.rows(params)
  local text, model = params.buf, models[params.buf]
  if not model then
    return
  end
  local rows = model.rows
  model.come = true
  local windows = windows_of(text)
  for _, it in ipairs(windows) do
    -- The node that its cursor stands on, to find it again.
    it.id = it.stays and (rows[api.nvim_win_get_cursor(it.window)[1]] or {})[ID]
  end
  local before = #rows
  local first = math.min(params.first, before)
  local last = params.old_end < 0 and before or math.min(params.old_end, before)
  splice(rows, first, last, params.rows)
  if #rows ~= params.total then
    -- Out of step: the first rows after this replace everything.
    vim.fn['gongwen#outline#again'](text)
    return
  end
  for buf, its_text in pairs(shown) do
    if its_text == text and api.nvim_buf_is_loaded(buf) then
      draw.set(buf, first, before == 0 and -1 or last, #params.rows)
    end
  end
  for _, it in ipairs(windows) do
    local at = it.stays and find(rows, it.id) or not it.stays and model.row or -1
    if at >= 0 then
      M.mark(it.window, at)
    end
  end
  -- At once: other things that the host says with them can wait.
  local mode = api.nvim_get_mode()
  if #windows > 0 and not params.more and (mode.mode == 'c' or not mode.blocking) then
    vim.cmd('redraw')
  end
  if not params.more and (vim.g.gongwen_outline_width_max or vim.fn.exists('#User') == 1) then
    vim.fn['gongwen#outline#updated'](text)
  end
end

-- The text's cursor is in `row`; -1: above all.
function M.where(params)
  local model = models[params.buf]
  if not model then
    return
  end
  model.row = params.row
  for _, it in ipairs(windows_of(params.buf)) do
    if not it.stays then
      M.mark(it.window, params.row)
    end
  end
end

return M
