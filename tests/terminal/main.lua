-- main.lua - plays the tour:
--
--   nvim --headless -u NONE -i NONE -n --cmd "let g:mode = 'MODE'" -c 'luafile tests/terminal/main.lua'
--
-- MODE: `show`, without a screen, telling what was seen; `test`, on the screen of a tmux; `record`, the
-- same, with pictures into the folder g:pictures; `fill`, many placeholders instead (filling.lua). Exit status 0 if every step came true, 77 if there is
-- no tmux.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
local root = vim.fn.fnamemodify(here, ':h:h')
local drive = dofile(here .. '/drive.lua')
local tour = dofile(here .. '/tour.lua')

local mode = vim.g.mode
local locale = vim.env.LC_ALL or vim.env.LC_MESSAGES or vim.env.LANG or ''
local chinese = locale:sub(1, 2) == 'zh'

local function say(english, chinese_text, ...)
  io.stdout:write((chinese and chinese_text or english):format(...), '\n')
end

local function show_lines(lines, limit)
  for i = 1, math.min(#lines, limit or #lines) do
    io.stdout:write('    ', lines[i], '\n')
  end
end

-- A row of the outline without its indentation and fold mark.
local function bare(row)
  return (vim.trim(row):gsub('^[-+] ', ''))
end

-- The beginning of a long line, cut between characters.
local function brief(line, characters)
  local text = vim.fn.strcharpart(line, 0, characters)
  return #text < #line and text .. '……' or text
end

local tellers = {
  outline = function(facts)
    say('The outline (%d rows):', '提纲（%d 行）：', #facts.rows)
    show_lines(facts.rows)
    local first = {}
    for i = 1, math.min(8, #facts.placeholders) do
      table.insert(first, facts.placeholders[i].text)
    end
    say('\nPlaceholders found: %d, the first of them %s', '\n占位符：共 %d 处，开头几处是 %s',
      #facts.placeholders, table.concat(first, ' '))
  end,
  heading = function(facts)
    say('\nA heading typed, still in Insert mode, and its row in the outline:',
      '\n打一个小标题，还在插入模式，提纲里已经有了：')
    show_lines({ facts.line, '-> ' .. bare(facts.row) })
  end,
  section = function(facts)
    say('\nA section inserted: the trigger zycx, then Ctrl-J. The heading behind it moved on to %s',
      '\n插入一节：打触发词 zycx，再按 Ctrl-J。后面的标题顺延为 %s', bare(facts.moved))
    show_lines(vim.tbl_map(function(line) return brief(line, 60) end, facts.lines))
  end,
  filled = function(facts)
    say('\nThree placeholders filled without leaving Insert mode; %d are left:',
      '\n没有离开插入模式，填了三处；还剩 %d 处：', facts.left)
    for _, fact in ipairs(facts.filled) do
      show_lines({ ('%d:%d  %s'):format(fact.place[1], fact.place[2], fact.text) })
    end
    show_lines(vim.tbl_map(function(line) return brief(line, 60) end, facts.lines))
  end,
  undone = function(facts)
    say('\nUndone in %d steps: the file is the original again, all %d bytes of it.',
      '\n撤销 %d 步：文件与原来完全一样，%d 个字节一个不差。', facts.steps, facts.bytes)
  end,
}

local function play(folder)
  local file = folder .. '/党建工作总结.gongwen'
  local sample = assert(io.open(root .. '/tests/fixtures/dangjian.txt', 'rb'))
  local original = sample:read('*a')
  sample:close()
  local copy = assert(io.open(file, 'wb'))
  copy:write(original)
  copy:close()

  local editor, recorder
  local extra
  if mode == 'show' then
    editor = drive.headless(folder, '党建工作总结.gongwen')
  else
    if mode == 'record' then
      recorder = dofile(root .. '/doc/picture/svg.lua')
      extra = { '--cmd', 'luafile ' .. vim.fn.fnameescape(root .. '/doc/picture/colours.lua') }
    end
    editor = drive.tmux(folder, '党建工作总结.gongwen', 104, 30, extra)
  end
  local frames = {}
  local ok, problem = pcall(tour, editor, original, function(step, facts)
    if mode == 'show' then
      tellers[step](facts)
    else
      say('ok %s', '完成 %s', step)
    end
    if recorder then
      local text, cursor = editor:capture()
      cursor.bar = editor:eval('mode()') == 'i'
      table.insert(frames, { step = step, text = text, cursor = cursor })
    end
  end)
  editor:close()
  if not ok then
    error(problem, 0)
  end
  if recorder then
    recorder.write(frames, vim.g.pictures)
  end
end

local function fill(folder)
  dofile(here .. '/filling.lua')(drive, folder, function(step, facts)
    say('ok %s, %d', '完成 %s，%d', step, facts.slots or facts.fields)
  end)
end

drive.run(mode ~= 'show', mode == 'fill' and fill or play)

