-- svg.lua - screens of a terminal as SVG.
--
-- A grid of cells: a wide character takes two. Each run of cells of one style and one width is placed by
-- its own x, and both sorts of characters get a size at which they fill their cells by nature, so that
-- the picture is right with any font, and in programs that do not know `textLength`.
local M = {}

local cell_width, cell_height = 8, 20
local wide_size, narrow_size = 16, 13.4
local margin, caption_height = 12, 34
local foreground, background = '#cdd6e0', '#14181d'

local captions = {
  outline = '提纲在旁边窗口，随光标走 · The outline beside the text',
  heading = '打一个标题，还没离开插入模式，提纲里已经有了 · A heading, shown as it is typed',
  section = '触发词 + Ctrl-J：插入一节，后面的序号自动顺延 · A trigger and Ctrl-J insert a section',
  filled = '在 XX 之间跳着填，不离开插入模式 · From XX to XX, filling, all in Insert mode',
  undone = '一步步撤销，回到原文，一个字节不差 · Undone, byte for byte',
}

-- ---- reading what tmux wrote --------------------------------------------------------------------

local ansi = {
  [0] = '#20262d', '#d75f5f', '#87af5f', '#d7af5f', '#5f87af', '#af87af', '#5fafaf', '#bcbcbc',
  '#6c7680', '#ff8787', '#afd787', '#ffd787', '#87afd7', '#d7afd7', '#87d7d7', '#ffffff',
}

local function indexed(n)
  if n < 16 then
    return ansi[n]
  end
  if n >= 232 then
    local grey = 8 + 10 * (n - 232)
    return ('#%02x%02x%02x'):format(grey, grey, grey)
  end
  local function level(step)
    return step == 0 and 0 or 55 + 40 * step
  end
  n = n - 16
  return ('#%02x%02x%02x'):format(level(math.floor(n / 36)), level(math.floor(n / 6) % 6), level(n % 6))
end

-- One SGR sequence (ECMA-48, 8.3.117) on `style`.
local function apply(style, parameters)
  local codes = {}
  for code in (parameters == '' and '0' or parameters):gmatch('%d+') do
    table.insert(codes, tonumber(code))
  end
  local i = 1
  local function colour()
    if codes[i + 1] == 5 then
      i = i + 2
      return indexed(codes[i])
    end
    i = i + 4
    return ('#%02x%02x%02x'):format(codes[i - 2], codes[i - 1], codes[i])
  end
  while i <= #codes do
    local code = codes[i]
    if code == 0 then
      for key in pairs(style) do
        style[key] = nil
      end
    elseif code == 1 then style.bold = true
    elseif code == 2 then style.dim = true
    elseif code == 3 then style.italic = true
    elseif code == 4 then style.underline = true
    elseif code == 7 then style.reverse = true
    elseif code == 22 then style.bold, style.dim = nil, nil
    elseif code == 23 then style.italic = nil
    elseif code == 24 then style.underline = nil
    elseif code == 27 then style.reverse = nil
    elseif code == 38 then style.fg = colour()
    elseif code == 39 then style.fg = nil
    elseif code == 48 then style.bg = colour()
    elseif code == 49 then style.bg = nil
    elseif code >= 30 and code <= 37 then style.fg = ansi[code - 30]
    elseif code >= 40 and code <= 47 then style.bg = ansi[code - 40]
    elseif code >= 90 and code <= 97 then style.fg = ansi[code - 82]
    elseif code >= 100 and code <= 107 then style.bg = ansi[code - 92]
    end
    i = i + 1
  end
end

local function colours(style)
  local fg, bg = style.fg or foreground, style.bg or background
  if style.reverse then
    fg, bg = bg, fg
  end
  return fg, bg
end

-- The runs of a screen: {row, column, cells, text, wide, fg, bg, bold, italic, underline, dim}, and its
-- size in cells.
local function runs_of(screen)
  local runs, style, columns = {}, {}, 0
  local rows = vim.split(screen:gsub('\n$', ''), '\n')
  for row, line in ipairs(rows) do
    local column, run = 0, nil
    local at = 1
    while at <= #line do
      local from, to, parameters = line:find('^\27%[([%d;:]*)m', at)
      if from then
        apply(style, (parameters:gsub(':', ';')))
        run = nil
        at = to + 1
      else
        local size = vim.str_utf_end(line, at) + 1
        local char = line:sub(at, at + size - 1)
        local cells = vim.fn.strdisplaywidth(char)
        if not run or run.wide ~= (cells == 2) then
          local fg, bg = colours(style)
          run = { row = row - 1, column = column, cells = 0, text = '', wide = cells == 2, fg = fg,
            bg = bg, bold = style.bold, italic = style.italic, underline = style.underline,
            dim = style.dim }
          table.insert(runs, run)
        end
        run.text = run.text .. char
        run.cells = run.cells + cells
        column = column + cells
        at = at + size
      end
    end
    columns = math.max(columns, column)
  end
  return runs, columns, #rows
end

-- ---- writing ------------------------------------------------------------------------------------

local function escape(text)
  return (text:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }))
end

local function draw(out, runs, cursor)
  for _, run in ipairs(runs) do
    local x, y = margin + run.column * cell_width, margin + run.row * cell_height
    if run.bg ~= background then
      table.insert(out, ('<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>'):format(x, y,
        run.cells * cell_width, cell_height, run.bg))
    end
    if run.text:find('%S') then
      -- Blanks at the start would be swallowed: the run starts at its first character.
      local lead = #run.text:match('^ *')
      local text = run.text:sub(lead + 1):gsub(' +$', '')
      local cells = run.wide and run.cells or vim.fn.strdisplaywidth(text)
      table.insert(out, ('<text class="%s" x="%d" y="%d" textLength="%d"%s fill="%s"%s%s%s%s>%s</text>'):format(
        run.wide and 'w' or 'n', x + lead * cell_width, y + 15, cells * cell_width,
        run.wide and '' or ' lengthAdjust="spacingAndGlyphs"', run.fg,
        run.bold and ' font-weight="bold"' or '', run.italic and ' font-style="italic"' or '',
        run.underline and ' text-decoration="underline"' or '', run.dim and ' opacity="0.7"' or '',
        escape(text)))
    end
  end
  table.insert(out, ('<rect x="%d" y="%d" width="%d" height="%d" fill="#e6c07b" opacity="%s"/>'):format(
    margin + cursor.column * cell_width, margin + cursor.row * cell_height,
    cursor.bar and 2 or cell_width, cell_height, cursor.bar and '1' or '0.6'))
end

local function header(out, columns, rows, extra)
  local width = columns * cell_width + 2 * margin
  local height = rows * cell_height + 2 * margin + caption_height
  table.insert(out, ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">'):format(
    width, height, width, height))
  table.insert(out, ([[<style>
text { white-space: pre; dominant-baseline: auto }
.w { font: %gpx "Noto Sans Mono CJK SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", monospace }
.n { font: %gpx "DejaVu Sans Mono", Menlo, "Liberation Mono", "Courier New", monospace }
.c { font: 15px "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; text-anchor: middle }
%s</style>]]):format(wide_size, narrow_size, extra or ''))
  table.insert(out, ('<rect width="%d" height="%d" rx="8" fill="%s"/>'):format(width, height, background))
  return width, height
end

local function caption(out, width, height, step)
  table.insert(out, ('<rect y="%d" width="%d" height="%d" fill="#222a33"/>'):format(
    height - caption_height, width, caption_height))
  table.insert(out, ('<text class="c" x="%d" y="%d" fill="#e6c07b">%s</text>'):format(width / 2,
    height - 11, escape(captions[step])))
end

local function save(path, out)
  local file = assert(io.open(path, 'wb'))
  file:write(table.concat(out, '\n'), '\n</svg>\n')
  file:close()
end

-- One frame as a picture.
local function still(frame, path)
  local runs, columns, rows = runs_of(frame.text)
  local out = {}
  local width, height = header(out, columns, rows)
  draw(out, runs, frame.cursor)
  caption(out, width, height, frame.step)
  save(path, out)
end

-- All frames, four seconds each, over and over; the first one where nothing moves.
local function film(frames, path)
  local _, columns, rows = runs_of(frames[1].text)
  local share = 100 / #frames
  local style = ([[
.f { visibility: hidden; animation: f %ds step-end infinite }
@keyframes f { 0%% { visibility: visible } %.3f%% { visibility: hidden } }
]]):format(4 * #frames, share)
  local out = {}
  local width, height = header(out, columns, rows, style)
  for i, frame in ipairs(frames) do
    table.insert(out, ('<g class="f" style="animation-delay: %ds%s">'):format(4 * (i - 1),
      i == 1 and '; visibility: visible' or ''))
    local runs = runs_of(frame.text)
    draw(out, runs, frame.cursor)
    caption(out, width, height, frame.step)
    table.insert(out, '</g>')
  end
  save(path, out)
end

-- Writes tour.svg (a film of all frames) and gongwen.svg (the most telling one) into `folder`. A frame is
-- {step, text, cursor = {column, row, bar}}.
function M.write(frames, folder)
  film(frames, folder .. '/tour.svg')
  for _, frame in ipairs(frames) do
    if frame.step == 'filled' then
      still(frame, folder .. '/gongwen.svg')
    end
  end
end

return M
