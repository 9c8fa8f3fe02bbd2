-- filling.lua - a document of 400 placeholders, filled in an editor that drive.lua holds, in three ways:
-- jumping from one to the next, by the form, and by a file of values. The text must be what it is to be,
-- byte for byte, and undo must lead back through each step.
--
-- The document is written with what goes in: ‹XX› takes the next of the values below, ‹XX=NAME› the one
-- of that field, and the rest of the name, 街道 of XX街道, follows it; ‹XX~NAME› stands in a quotation,
-- where only the writer fills it.

local counts = { '12', '三', '二十', '1,200', '4.5', '１２', '九', '〇', '300', '一百零一', '7', '两' }
-- In the order in which they come in the text.
local fields = {
  { 'XX街道', '通江' }, { '20XX', '2026' }, { 'XX区', '开元' }, { '主讲人', '总支书记' },
  { 'XX党支部', '第一' }, { 'XX党群服务中心', '“四季”' }, { 'XX项目', '智慧停车' }, { 'XX商圈', '需园' },
  { 'XX小区', '总部' }, { 'XX河', '清' }, { '牵头科室', '综合办公室' },
}
local names = { '东门', '南塘', '西桥', '北站', '总府', '通济', '开明', '一新', '四合', '思源', '进贤', '需林', '成总' }

local head = [[
‹XX=XX街道›‹20XX=20XX›年工作总结

‹20XX=20XX›年，‹XX=XX街道›党工委在‹XX=XX区›委、区政府的坚强领导下，紧扣“‹XXX›”这一主题，团结带领‹XX›个社区、‹XX›家单位，完成了年初确定的‹XX›项任务。现将有关情况总结如下：
一、主要工作情况
（一）抓党建，强根基。一是理论学习走深走实，集中学习‹XX›次，‹【主讲人】=主讲人›讲授党课‹X›次；二是组织建设更加规范，‹XX=XX党支部›等‹XX›个支部按期换届，发展党员‹XX›名——其中一线职工‹XX›名；三是阵地建设提档升级，‹XX=XX党群服务中心›投入使用，接待群众‹XXXX›人次。
（二）抓项目，促发展。总投资‹XX›亿元的‹XX=XX项目›通过验收，‹XX=XX商圈›新增店铺‹XX›家，完成固定资产投资‹XX›亿元，同比增长‹XX›%。
（三）抓治理，优环境。改造‹XX=XX小区›等老旧小区‹XX›个，整治‹XX=XX河›沿线排口‹XX›处，拆除违建‹XXXX›平方米，受理热线‹XXXX›件，按期办结率‹XX.X›%。
（四）抓民生，解难题。新增就业‹XXX›人，发放补贴‹XX›万元，走访困难家庭‹XX›户。居民都说：“‹XX~XX街道›办事，我们放心。”
二、各社区工作情况
]]
local community = [[
（%s）%s社区。召开居民议事会‹XX›次，收集意见‹XX›条，由‹【牵头科室】=牵头科室›答复‹XX›条；组织志愿者‹XX›人次，清理楼道‹XX›处；走访困难群众‹XX›户，发放慰问金‹XXXX›元。开展“邻里总动员”活动‹X›场，参加‹XXX›人次；调解纠纷‹XX›起，成功率‹XX›%%；排查隐患‹XX›处，已整改‹XX›处。为‹XX=XX小区›加装电梯‹XX›部，新增停车位‹XX›个、充电桩‹XX›个。
不足之处是物业费收缴率只有‹XX›%%，低于全街道平均水平‹X.X›个百分点。下一步由社区书记‹XXX›负责，‹20XX=20XX›年‹X›月底前整改到位，‹XX=XX街道›在‹X›月‹XX›日前复查。
]]
local tail = [[
三、存在的问题
（一）发展不够平衡。‹XX=XX项目›带动作用还不明显，‹X›个社区集体收入不足‹XX›万元。
（二）力量不够充足。专职社区工作者缺额‹XX›名，平均每名网格员联系‹XXX›户。
（三）作风还不够实。抽查发现问题‹XX›个，其中‹X›个超期‹XX›天以上；‹XX›份台账填写不规范，提醒谈话‹XX›人次，通报批评‹X›个社区。
四、下一步打算
‹XX=XX街道›将以‹XX=XX项目›、‹XX=XX商圈›建设为抓手，力争税收突破‹XX›亿元；对‹XX=XX河›沿线‹XX›个小区实施雨污分流；用好‹XX=XX党群服务中心›，每月开展活动‹X›次。一要早谋划，‹X›月底前完成任务分解；二要严督查，每季度通报‹X›次；三要重实绩，表彰先进集体‹X›个、先进个人‹XX›名。

中共‹XX=XX街道›工作委员会
‹20XX=20XX›年‹X›月‹X›日
]]

-- The pieces of the document: a text, or a placeholder { slot, field, value, quoted }.
local function read(source)
  local values = {}
  for _, field in ipairs(fields) do
    values[field[1]] = field[2]
  end
  local pieces, slots, at = {}, {}, 1
  while true do
    local from, to, inner = source:find('‹(.-)›', at)
    table.insert(pieces, source:sub(at, (from or #source + 1) - 1))
    if not from then
      return pieces, slots
    end
    local text, mark, name = inner:match('^(.-)([=~])(.*)$')
    local slot = { text = text or inner, field = name, quoted = mark == '~',
      value = name and assert(values[name], name) or counts[#slots % #counts + 1] }
    table.insert(slots, slot)
    table.insert(pieces, slot)
    table.insert(pieces, name and vim.startswith(name, slot.text) and name:sub(#slot.text + 1) or '')
    at = to + 1
  end
end

-- The document, with `choose(slot, number)` in the place of each placeholder.
local function write(pieces, choose)
  local number, text = 0, {}
  for _, piece in ipairs(pieces) do
    if type(piece) == 'table' then
      number = number + 1
      piece = choose(piece, number)
    end
    table.insert(text, piece)
  end
  return table.concat(text)
end

local function build()
  local ordinals = { '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三' }
  local source = { head }
  for i, name in ipairs(names) do
    table.insert(source, community:format(ordinals[i], name))
  end
  table.insert(source, tail)
  return read(table.concat(source))
end

local LEFT, CLEARED = 17, 23 -- every so many is passed over, or deleted
local BURST = 25             -- so many go in as one burst
local CHECK = 100            -- after so many the text is compared

local function is_left(number)
  return number % LEFT == 0
end

local function filled(slot, number)
  if is_left(number) then
    return slot.text
  end
  return number % CLEARED == 0 and '' or slot.value
end

local Filling = {}
Filling.__index = Filling

function Filling:text()
  return self.editor:lua([[return table.concat(vim.api.nvim_buf_get_lines(..., 0, -1, true), '\n') .. '\n']], self.buffer)
end

-- Waits until the text is this one; where it differs is said.
function Filling:wait_text(what, expected)
  local seen
  local ok = pcall(self.editor.wait, self.editor, what, function()
    seen = self:text()
    return seen == expected
  end)
  if not ok then
    local at = 1
    while seen:byte(at) == expected:byte(at) do
      at = at + 1
    end
    local start = math.max(1, at - 30)
    error(('%s: byte %d: not %q but %q\n%s'):format(what, at, expected:sub(start, at + 30),
      seen:sub(start, at + 30), self.editor:dump()), 0)
  end
end

function Filling:undo(steps, key, what, expected)
  if steps > 0 then
    self.editor:type(('%d%s'):format(steps, key))
  end
  self:wait_text(what, expected)
end

-- The file on the disk is the original once more.
function Filling:check_file()
  self.editor:lua('vim.g.written = 0')
  self.editor:type(':write | let g:written = 1<CR>')
  self.editor:wait('the file is written', 'g:written')
  local file = assert(io.open(self.file, 'rb'))
  assert(file:read('*a') == self.original, 'the file is not what it was')
  file:close()
end

-- Waits until the first `number` are filled, and the others as they were; the text.
function Filling:wait_filled(number)
  local text = write(self.pieces, function(slot, i) return i <= number and filled(slot, i) or slot.text end)
  self:wait_text(('%d placeholders filled'):format(number), text)
  return text
end

-- Types what fills placeholder `number` in some way or other, and goes on to the next.
function Filling:fill_one(number)
  local editor, slot = self.editor, self.slots[number]
  local value = filled(slot, number)
  local way = is_left(number) and 'burst' or number % 10 == 0 and 'register' or number % 15 == 0 and 'paste'
    or number % 7 == 0 and 'keys' or 'burst'
  if way ~= 'burst' or #self.burst == BURST then
    editor:burst(table.concat(self.burst))
    self.burst = {}
  end
  local next_key = number < #self.slots and '\n' or ''
  if way == 'burst' then
    table.insert(self.burst, (is_left(number) and '' or value == '' and '\127' or value) .. next_key)
    return
  elseif value == '' then
    editor:type('<BS>')
  elseif way == 'register' then
    -- Not the one that a key typed ahead still waits to read.
    local register = string.char(('a'):byte() + number / 10 % 26)
    editor:lua('vim.fn.setreg(...)', register, value)
    editor:type('<C-r>' .. register)
  elseif way == 'paste' then
    -- A paste does not wait for keys that were typed ahead of it.
    self:wait_filled(number - 1)
    editor:wait('placeholder ' .. number, 'gongwen#placeholder#pending()')
    editor:paste(value)
    self:wait_filled(number)
  else
    for _, char in ipairs(vim.fn.split(value, '\\zs')) do
      editor:type(char)
    end
  end
  editor:burst(next_key)
end

function Filling:by_jumps()
  local editor = self.editor
  editor:lua([[vim.g.left = 0; vim.cmd('autocmd InsertLeave,InsertEnter * let g:left += 1')]])
  editor:type('gg0i')
  editor:wait('Insert mode', 'mode() ==# "i"')
  editor:lua('vim.g.left = 0')
  self.burst = { '\n' }
  local checks, steps = { { steps = 0, text = self.original } }, 0
  for number = 1, #self.slots do
    self:fill_one(number)
    steps = steps + (is_left(number) and 0 or 1)
    if number % CHECK == 0 then
      editor:burst(table.concat(self.burst))
      self.burst = {}
      table.insert(checks, { steps = steps, text = self:wait_filled(number) })
    end
  end
  assert(editor:eval('[mode(), g:left]')[2] == 0, 'Insert mode was left while filling')
  editor:check_screen()
  editor:type('<Esc>')
  editor:wait('Normal mode', 'mode() ==# "n"')
  for i = #checks, 2, -1 do
    self:undo(checks[i].steps - checks[i - 1].steps, 'u', 'undone to check ' .. i - 1, checks[i - 1].text)
  end
  assert(editor:eval('undotree().seq_cur') == 0, 'undo has come to the beginning')
  self:check_file()
  for i = 2, #checks do
    self:undo(checks[i].steps - checks[i - 1].steps, '<C-r>', 'done again to check ' .. i, checks[i].text)
  end
  self:undo(steps, 'u', 'undone at once', self.original)
end

-- The form is open and shows all fields.
function Filling:open_form()
  local lines = {}
  for _, field in ipairs(fields) do
    table.insert(lines, field[1] .. '：')
  end
  self.editor:type(':Gongwen fields<CR>')
  self.editor:wait('the form', '&filetype ==# "gongwen-fields"')
  local shown = self.editor:eval('getline(1, "$")')
  assert(table.concat(shown, '\n') == table.concat(lines, '\n'), 'the form shows\n' .. table.concat(shown, '\n'))
end

-- What the form has put in; then back to the original, and there again.
function Filling:check_form(what)
  self.editor:type(':write<CR>')
  self:wait_text(what, self.by_field)
  self.editor:type(':quit<CR>')
  self.editor:wait('the text', function() return self.editor:eval('bufnr("")') == self.buffer end)
  self.editor:check_screen()
  self:undo(1, 'u', what .. ', undone', self.original)
  self:undo(1, '<C-r>', what .. ', again', self.by_field)
  self:undo(1, 'u', what .. ', undone again', self.original)
  self:check_file()
end

function Filling:by_form()
  self:open_form()
  self.editor:type('gg')
  for _, field in ipairs(fields) do
    self.editor:type('A' .. field[2] .. '<Esc>j')
  end
  self:check_form('filled by the form')
end

function Filling:by_values()
  local lines = {}
  for _, field in ipairs(fields) do
    table.insert(lines, ("%s: '%s'"):format(field[1], field[2]))
  end
  vim.fn.mkdir(self.editor.folder .. '/.gongwen', 'p')
  local values = self.editor.folder .. '/.gongwen/values.yaml'
  vim.fn.writefile(lines, values)
  self:open_form()
  self.editor:type('gP')
  self.editor:wait('the usual values', function() return self.editor:eval('getline("$")'):find(fields[#fields][2], 1, true) end)
  self:check_form('filled from the values')
  local host = self.editor:eval('gongwen#host#about().path')
  assert(vim.fn.system({ host, 'fill', '--values=' .. values, self.file }) == self.by_field, 'gongwen fill differs')
end

-- Where nothing is left, the key of Normal mode rings the bell, once; in Insert mode a message is enough.
function Filling:bell()
  local editor = self.editor
  editor:type(':set belloff= novisualbell<CR>:%delete<CR>')
  editor:wait('an empty text', 'gongwen#ready() && line("$") == 1')
  editor:listen()
  for _, keys in ipairs({ ']x', 'i<C-k>' }) do
    editor:type(':messages clear<CR>' .. keys)
    editor:wait('a message', 'execute("messages") =~# "No placeholders left"')
  end
  editor:type('<Esc>:let g:typed = 1<CR>')
  editor:wait('all has been typed', 'exists("g:typed")')
  editor:wait('one bell', function() return editor:bells() == 1 end)
  assert(self:text() == '\n' and editor:eval('mode()') == 'n')
end

-- `told(step, facts)` is called after each of the three.
return function(drive, folder, told)
  local self = setmetatable({ file = folder .. '/工作总结.gongwen' }, Filling)
  self.pieces, self.slots = build()
  assert(#self.slots == 400, #self.slots .. ' placeholders')
  self.original = write(self.pieces, function(slot) return slot.text end)
  self.by_field = write(self.pieces, function(slot) return slot.field and not slot.quoted and slot.value or slot.text end)
  local file = assert(io.open(self.file, 'wb'))
  file:write(self.original)
  file:close()
  -- How long a key may wait is another test's matter.
  self.editor = drive.tmux(folder, '工作总结.gongwen', 104, 30, { '--cmd', 'let g:gongwen_timeout = 10000' })
  local ok, problem = pcall(function()
    self.editor:wait('the host has read the text', 'gongwen#ready()')
    self.buffer = self.editor:eval('bufnr("")')
    assert(self.editor:eval('len(gongwen#placeholders())') == #self.slots, 'not every placeholder is one')
    self:by_jumps()
    told('jumps', { slots = #self.slots })
    self:by_form()
    told('form', { fields = #fields })
    self:by_values()
    told('values', { fields = #fields })
    self:bell()
  end)
  self.editor:close()
  if not ok then
    error(problem, 0)
  end
end
