-- The rows of outlines: their text is in the buffers; their colours, and what stands at the right edge of a
-- window, are drawn for the rows on the screen, each time that they are, so a wide outline is as quick as a
-- narrow one and a window of another width is right at once.
local api = vim.api
local namespace = api.nvim_create_namespace('gongwen_outline')
local M = {}

-- A row, as in src/host/PROTOCOL.md.
local TEXT, INDENT, ORDINAL, LEVEL, KIND, LEFT, FOLD, CHARACTERS = 2, 3, 4, 5, 6, 7, 8, 9
local SIGNS = { [0] = '  ', '- ', '+ ' } -- no character here is of ambiguous width
-- A number of placeholders of two digits, with the blanks beside it.
local COUNT_CELLS = 4
-- A window keeps so many cells for the titles, at least.
local TITLE_CELLS = 10

-- buffer -> { rows: those of gongwen/outline.lua; known: the host has told them; empty: what to say where there are
-- none; widths: how many lines there are of each width in cells, if somebody wants to know, with `widths_for` as
-- 'ambiwidth' }
local outlines = {}

local function group_of(row)
  if row[KIND] == 'heading' then
    return 'GongwenOutlineHeading' .. math.max(1, math.min(row[LEVEL], 4))
  end
  return row[KIND] == 'title' and 'GongwenOutlineTitle' or 'GongwenOutlineItem'
end

-- The fold's sign stands between the indentation and the ordinal.
local function line_of(row)
  return row[TEXT]:sub(1, row[INDENT]) .. SIGNS[row[FOLD]] .. row[TEXT]:sub(row[INDENT] + 1)
end

-- The longest beginning of `text` that takes at most so many cells, and how many it takes.
local function cut(text, cells)
  local bytes, taken = 0, 0
  for char in text:gmatch('[%z\1-\127\194-\244][\128-\191]*') do
    local width = api.nvim_strwidth(char)
    if taken + width > cells then
      break
    end
    bytes, taken = bytes + #char, taken + width
  end
  return text:sub(1, bytes), taken
end

-- The columns of counts of the rows on the screen: { characters, left }, in cells with the blanks beside
-- them; 0 for a column that is not there.
local function columns(rows, top, bottom)
  local characters, left, wanted = 0, 0, false
  for i = top + 1, math.min(bottom + 1, #rows) do
    characters, left = math.max(characters, rows[i][CHARACTERS]), math.max(left, rows[i][LEFT])
  end
  wanted = characters > 0
  return {
    characters = wanted and #tostring(characters) + 1 or 0,
    left = wanted and left > 0 and #tostring(left) + 2 or 0,
  }
end

-- What stands at the right edge in a row: pieces of virtual text, and their cells.
local function tail_of(row, widths)
  local pieces, cells = {}, 0
  local function add(text, width, group)
    text = (' '):rep(width - #text) .. text
    cells = cells + #text
    table.insert(pieces, { text, group })
  end
  if widths.characters > 0 then
    add(tostring(row[CHARACTERS]), widths.characters, 'GongwenOutlineCharacters')
    add(row[LEFT] > 0 and row[LEFT] .. ' ' or ' ', math.max(widths.left, 1), 'GongwenOutlineCount')
  elseif row[LEFT] > 0 then
    add(' ' .. row[LEFT] .. ' ', 0, 'GongwenOutlineCount')
  end
  return pieces, cells
end

local function overlay(buf, row, column, pieces)
  api.nvim_buf_set_extmark(buf, namespace, row, 0, {
    ephemeral = true, virt_text = pieces, virt_text_pos = 'overlay', virt_text_win_col = column,
  })
end

-- What does not fit is cut between two characters, with … behind it: a cell drawn over half of a wide
-- character would spoil its neighbour.
local function draw_edge(buf, at, row, line, width, widths)
  local pieces, cells = tail_of(row, widths)
  if width - cells < TITLE_CELLS then
    pieces, cells = {}, 0
  end
  local room = width - cells
  if api.nvim_strwidth(line) <= room then
    if cells > 0 then
      overlay(buf, at, room, pieces)
    end
    return
  end
  local ellipsis = api.nvim_strwidth('…')
  local _, taken = cut(line, math.max(room - ellipsis, 0))
  table.insert(pieces, 1, { '…' .. (' '):rep(room - taken - ellipsis), group_of(row) })
  overlay(buf, at, taken, pieces)
end

local function paint(buf, at, first, last, group)
  api.nvim_buf_set_extmark(buf, namespace, at, first, {
    ephemeral = true, end_row = at, end_col = last, hl_group = group,
  })
end

local shown -- { rows, widths, width } of the window that is being drawn

local function on_win(_, win, buf, top, bottom)
  local outline = outlines[buf]
  if not outline then
    return false
  end
  shown = { outline = outline, width = api.nvim_win_get_width(win), widths = columns(outline.rows, top, bottom) }
end

local function on_line(_, _, buf, at)
  local row = shown.outline.rows[at + 1]
  if not row then
    if at == 0 and shown.outline.known then
      overlay(buf, 0, 1, { { shown.outline.empty, 'GongwenOutlineItem' } })
    end
    return
  end
  local line, body = line_of(row), row[INDENT] + 2
  paint(buf, at, body + row[ORDINAL], #line, group_of(row))
  if row[FOLD] > 0 then
    paint(buf, at, row[INDENT], row[INDENT] + 1, 'GongwenOutlineFold')
  end
  if row[ORDINAL] > 0 then
    paint(buf, at, body, body + row[ORDINAL], 'GongwenOutlineOrdinal')
  end
  draw_edge(buf, at, row, line, shown.width, shown.widths)
end

-- Draws lines [first, last) of the buffer again, though their text is the same.
local function redraw(buf, first, last)
  for at = first, last - 1 do
    api.nvim_buf_set_extmark(buf, namespace, at, 0, { end_row = at, end_col = 0, hl_group = 'Normal' })
  end
  api.nvim_buf_clear_namespace(buf, namespace, first, last)
end

-- Adds `step` for each of lines [first, last], counted from 1, to how many lines are as wide.
local function count(widths, lines, first, last, step)
  for i = first, last do
    local cells = api.nvim_strwidth(lines[i])
    widths[cells] = (widths[cells] or 0) + step
  end
end

-- vim.bo takes its time.
local set_option = vim.fn.has('nvim-0.10') == 1 and function(buf, name, value)
  api.nvim_set_option_value(name, value, { buf = buf })
end or api.nvim_buf_set_option

-- Puts lines in place of lines [first, last), leaving alone those that stay as they are at both ends. Whether
-- all of them are new.
local function put_lines(buf, first, last, lines)
  local old = api.nvim_buf_get_lines(buf, first, last, true)
  local head, tail = 0, 0
  local shorter = math.min(#old, #lines)
  while head < shorter and old[head + 1] == lines[head + 1] do
    head = head + 1
  end
  while tail < shorter - head and old[#old - tail] == lines[#lines - tail] do
    tail = tail + 1
  end
  if head + tail < math.max(#old, #lines) then
    local widths = outlines[buf].widths
    if widths then
      count(widths, old, head + 1, #old - tail, -1)
      count(widths, lines, head + 1, #lines - tail, 1)
    end
    set_option(buf, 'modifiable', true)
    api.nvim_buf_set_lines(buf, first + head, last - tail, true,
      head + tail == 0 and lines or vim.list_slice(lines, head + 1, #lines - tail))
    set_option(buf, 'modifiable', false)
    set_option(buf, 'modified', false)
  end
  return head + tail == 0
end

-- Rows [first, last) of what the buffer shows are `count` others now, which are in its rows already; last -1:
-- all that it shows.
function M.set(buf, first, last, count)
  local outline = outlines[buf]
  outline.known = true
  local lines = {}
  for i = 1, count do
    lines[i] = line_of(outline.rows[first + i])
  end
  if #outline.rows == 0 then
    lines, last = { '' }, -1 -- a buffer without rows still has one line
  end
  if not put_lines(buf, first, last < 0 and api.nvim_buf_line_count(buf) or last, lines) then
    redraw(buf, first, first + #lines)
  end
end

-- An outline's buffer shows `rows`, which stay those of the caller, from now on; and `empty` where there are
-- none, if that is `known` yet.
function M.show(buf, rows, known, empty)
  if not next(outlines) then
    api.nvim_set_decoration_provider(namespace, { on_win = on_win, on_line = on_line })
  end
  outlines[buf] = { rows = rows, empty = empty }
  M.set(buf, 0, -1, #rows)
  outlines[buf].known = known
end

-- How many cells the rows of an outline's buffer take at most, with room for their counts.
function M.cells(buf)
  local outline, single = outlines[buf], vim.o.ambiwidth
  if outline.widths_for ~= single then
    local lines = api.nvim_buf_get_lines(buf, 0, -1, true)
    outline.widths, outline.widths_for = {}, single
    count(outline.widths, lines, 1, #lines, 1)
  end
  local most = 0
  for cells, lines in pairs(outline.widths) do
    most = lines > 0 and math.max(most, cells) or most
  end
  -- The first row's section is the largest, if it is the title's.
  local all = outline.rows[1] and outline.rows[1][CHARACTERS] or 0
  return most + COUNT_CELLS + (all > 0 and #tostring(all) + 1 or 0)
end

function M.say_empty(buf, empty)
  outlines[buf].empty = empty
  redraw(buf, 0, 1)
end

function M.forget(buf)
  outlines[buf] = nil
end

return M
