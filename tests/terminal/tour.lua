-- tour.lua - the main job, step by step, in an editor that drive.lua holds.
--
-- Look at the outline, type a heading and see its row, insert a section by its trigger, fill three
-- placeholders without leaving Insert mode, undo everything. Each step is checked; the first one that
-- does not come true is an error.

-- `told(step, facts)` is called after each step.
return function(editor, original, told)
  local function tell(step, facts)
    editor:check_screen()
    told(step, facts)
  end
  local function left()
    return editor:eval('len(gongwen#placeholders())')
  end
  local function row_with(text)
    return function()
      for _, row in ipairs(editor:outline() or {}) do
        if row:find(text, 1, true) then
          return row
        end
      end
    end
  end
  local function escape()
    editor:type('<Esc>')
    editor:wait('Normal mode', 'mode() ==# "n"')
  end

  editor:wait('the host has read the text', 'gongwen#ready()')
  local window = editor:eval('win_getid()')
  if not editor:outline() then
    editor:type(':Gongwen outline<CR>')
  end
  editor:wait('the outline', row_with('三、存在的问题'))
  editor:see('三、存在的问题')
  assert(editor:eval('win_getid()') == window, 'the outline took the focus')
  tell('outline', { rows = editor:outline(), placeholders = editor:eval('gongwen#placeholders()') })

  -- A heading, typed. Its row is there before Insert mode is left.
  editor:type('/^（五）坚持<CR>')
  editor:wait('the cursor on （五）', 'getline(".") =~# "^（五）坚持"')
  editor:type('o（六）坚持把共建抓在手上')
  editor:wait('the new row', row_with('坚持把共建抓在手上'))
  editor:see('（六）坚持把共建抓在手上')
  assert(editor:eval('mode()') == 'i', 'Insert mode was left')
  tell('heading', { row = row_with('坚持把共建抓在手上')(), line = editor:eval('getline(".")') })
  escape()

  -- A section, by its trigger. The headings behind it move on.
  editor:type('/^三、存在的问题<CR>')
  editor:wait('the cursor on 三、', 'getline(".") =~# "^三、"')
  editor:lua([[
    vim.g.tour_left_insert_mode = 0
    vim.cmd('autocmd InsertLeave * let g:tour_left_insert_mode += 1')]])
  local before = editor:eval('line("$")')
  editor:type('O' .. 'zycx')
  editor:wait('the trigger in the text', 'getline(".") ==# "zycx"')
  local line = editor:eval('line(".")')
  local count = left()
  editor:type('<C-j>')
  editor:wait('the section', function() return editor:eval('line("$")') > before + 1 end)
  editor:wait('the outline with the section', row_with('四、存在的问题'))
  editor:see('四、存在的问题')
  local added = editor:eval('line("$")') - before
  tell('section', { lines = editor:lines(line, line + added - 1), row = row_with('三、')(),
    moved = row_with('四、存在的问题')() })

  -- Placeholders, one after the other. What is typed replaces the whole of it.
  editor:wait('the host has seen the section', 'gongwen#ready()')
  assert(left() > count, 'the section brought no placeholder')
  local filled = {}
  for _, text in ipairs({ '本单位', '重点项目建设', '投资八亿元' }) do
    editor:wait('ready', 'gongwen#ready()')
    local open = left()
    local place = editor:eval('[line("."), col(".")]')
    editor:type(text)
    editor:wait(text .. ' in place of a placeholder', function()
      return editor:eval('gongwen#ready()') and left() < open
    end)
    table.insert(filled, { line = editor:eval('getline(".")'), text = text, place = place })
    editor:type('<C-j>')
    editor:wait('the cursor at the next placeholder', function()
      local now = editor:eval('[line("."), col(".")]')
      return now[1] ~= place[1] or now[2] > place[2] + #text
    end)
  end
  assert(editor:eval('mode()') == 'i', 'Insert mode was left')
  assert(editor:eval('g:tour_left_insert_mode') == 0, 'Insert mode was left while filling')
  editor:see('四、存在的问题')
  tell('filled', { filled = filled, left = left(), lines = editor:lines(line, line + added - 1) })
  escape()

  -- Undo, step by step, until there is nothing to undo.
  local steps = 0
  while editor:eval('undotree().seq_cur') > 0 do
    local now = editor:eval('undotree().seq_cur')
    editor:type('u')
    editor:wait('undo', function() return editor:eval('undotree().seq_cur') < now end)
    steps = steps + 1
    assert(steps < 100, 'undo does not come to an end')
  end
  editor:wait('the outline as it was', row_with('三、存在的问题'))
  editor:see('三、存在的问题')
  editor:type(':write<CR>')
  editor:wait('the file is written', '!&modified')
  local file = assert(io.open(editor:eval('expand("%:p")'), 'rb'))
  local bytes = file:read('*a')
  file:close()
  assert(bytes == original, 'the text is not what it was before')
  tell('undone', { steps = steps, bytes = #bytes })
end
