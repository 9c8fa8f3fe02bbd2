-- The keys that are pressed all day, where nothing but what they are for is to be seen to: the host has seen the
-- text, no menu is open, nothing else waits. All other cases are those of autoload/gongwen/key.vim and placeholder.vim.
local api = vim.api
local ask = require('gongwen.ask')
local edit = require('gongwen.edit')
local marks = require('gongwen.marks')
local pending = require('gongwen.pending')
local M = {}

local function code(keys)
  return api.nvim_replace_termcodes(keys, true, true, true)
end

local STEP = code('<C-g>u') -- an undo step begins
local THEN = code('<Plug>(gongwen-then)')

-- Inserting in a block of lines: see key.vim.
local is_block = false

-- The characters that triggers end in, as keys; nil: not looked up yet.
local ends

local function on(event, pattern, callback)
  api.nvim_create_autocmd(event, { group = 'gongwen_quick', pattern = pattern, callback = callback })
end

api.nvim_create_augroup('gongwen_quick', {})
on('ModeChanged', '[\22]*:i*', function() is_block = true end)
on('InsertLeave', '*', function() is_block = false end)

local function is_current(buf, tick)
  return api.nvim_get_current_buf() == buf and api.nvim_buf_get_changedtick(buf) == tick
end

local function is_plain()
  return api.nvim_get_mode().mode == 'i' and not is_block and vim.fn.getcmdwintype() == ''
    and (vim.g.gongwen_fill_same or 0) == 0
end

-- What the host has told of a trigger that was typed, before it is asked: the newest.
local offer

-- The host tells other ends: the templates are others.
function M.forget_ends()
  ends, offer = nil, nil
end

-- The host has told what a trigger stands for. It is likely to be expanded, so what its placeholder will need is done
-- before; if it is not, that is undone as behind any placeholder.
function M.offered(params)
  offer = params
  if is_current(params.buf, params.tick) and is_plain() then
    pending.expect(params.buf)
  end
end

local function offered(buf, tick, line, column)
  return offer and offer.buf == buf and offer.tick == tick and offer.at_line == line and offer.at_column == column
    and offer.path == api.nvim_buf_get_name(buf)
end

local function may_end_trigger(line, column)
  ends = ends or vim.fn['gongwen#library#ends']()
  local last = line:sub(math.max(column - 3, 1), column):match('[^\128-\191][\128-\191]*$')
  return ends[last] or next(ends) == nil
end

local function go(line, column)
  vim.fn.cursor(line + 1, column + 1)
  while vim.fn.foldclosed('.') > 0 do
    api.nvim_command('foldopen')
  end
end

-- The one that is known without a question: what is marked.
local function marked_slot(buf, direction, here)
  local cursor = api.nvim_win_get_cursor(0)
  return marks.next(buf, cursor[1] - 1, cursor[2], direction, here)
end

local function ask_for_slot(buf, direction, count, here)
  local cursor = api.nvim_win_get_cursor(0)
  return ask.begin(buf, 'jump', {
    line = cursor[1] - 1, column = cursor[2], direction = direction, count = count, here = here,
  })
end

-- Goes where the answer says, as a jump does; wait(…) has the placeholder wait there.
local function go_to_slot(direction, answer, wait)
  api.nvim_command("mark '")
  go(answer.line, answer.column)
  wait(answer.line, answer.column, answer.size, answer.field)
  if answer.wrapped then
    vim.fn['gongwen#message#show'](direction > 0 and 'wrapped' or 'wrapped-back')
  end
end

-- ---- Insert mode ---------------------------------------------------------------------------------------

-- An undo step ends: what <C-g>u does, here and now, but for what is typed next (:h undo-break).
local function end_step(levels)
  api.nvim_set_option_value('undolevels', levels, { scope = 'global' })
end

-- Each of the functions below does what there is to do: true. Where that is not known it asks the host, and looks
-- around and gets ready while that is at work. NOTHING if there is nothing, the answer if it has an error, nil where it
-- is no plain case.

local NOTHING = vim.empty_dict()

-- The answer that tells what to do; else nil and what such a function returns.
local function finish(question, plain, buf, tick)
  if question and not plain then
    ask.forget(question)
  end
  local answer = question and plain and ask.finish(question)
  if not answer then
    return nil, nil
  elseif not is_current(buf, tick) then
    vim.fn['gongwen#message#show']('stale')
    return nil, true
  elseif answer.found then
    return answer
  end
  pending.give_back()
  return nil, answer.error and answer or NOTHING
end

-- Nothing changes in the text: the undo step begins behind it.
local function jump_to_slot(direction, answer)
  api.nvim_feedkeys(STEP, 'in', false)
  go_to_slot(direction, answer, pending.pend)
  return true
end

local function jump(direction)
  local buf = api.nvim_get_current_buf()
  local here = pending.size() == 0 -- see gongwen#placeholder#filling()
  local marked = marked_slot(buf, direction, here)
  if marked and is_plain() then
    return jump_to_slot(direction, marked)
  end
  local tick = api.nvim_buf_get_changedtick(buf)
  local question = ask_for_slot(buf, direction, 1, here)
  local plain = question and is_plain()
  if plain then
    pending.get_ready(buf)
  end
  local answer, problem = finish(question, plain, buf, tick)
  if not answer then
    return problem
  end
  return jump_to_slot(direction, answer)
end

local function expand()
  local buf, cursor = api.nvim_get_current_buf(), api.nvim_win_get_cursor(0)
  local tick, line, column = api.nvim_buf_get_changedtick(buf), cursor[1] - 1, cursor[2]
  -- Behind a placeholder that waits there is nothing to expand.
  if pending.size() > 0 then
    return NOTHING
  end
  local known, question = offered(buf, tick, line, column), nil
  if not known and not may_end_trigger(api.nvim_get_current_line(), column) then
    return NOTHING
  elseif not known then
    question = ask.begin(buf, 'expand', { line = line, column = column, path = api.nvim_buf_get_name(buf) })
  end
  local plain = (known or question) and is_plain() and api.nvim_get_option_value('modifiable', {})
  local places, levels
  if plain then
    pending.get_ready(buf)
    places = edit.places(buf, api.nvim_get_current_win())
    levels = api.nvim_get_option_value('undolevels', { scope = 'global' })
  end
  local answer, problem = plain and known and offer, nil
  if not answer then
    answer, problem = finish(question, plain, buf, tick)
  end
  if not answer then
    return problem
  end
  api.nvim_feedkeys(STEP, 'in', false)
  end_step(levels)
  if not edit.apply(buf, tick, answer, '', places) then
    vim.fn['gongwen#message#show'](vim.bo.modifiable and 'stale' or 'modifiable')
    return true
  end
  go(answer.line, answer.column)
  pending.pend(answer.line, answer.column, answer.size, answer.field)
  if vim.fn.exists('#User') == 1 then
    vim.fn['gongwen#host#announce']('GongwenExpanded')
  end
  return true
end

local asks = {
  expand = expand,
  next = function() return jump(1) end,
  prev = function() return jump(-1) end,
}
asks['expand-or-next'] = function()
  local found = expand()
  if found == NOTHING then
    return jump(1)
  end
  return found
end

-- The key of <Plug>(gongwen-NAME).
function M.press(name)
  pending.settle()
  local found = asks[name]()
  if found == true then
    return
  elseif found and is_plain() then
    vim.fn['gongwen#key#answered'](name, found)
  else
    vim.fn['gongwen#key#ask'](name)
  end
  api.nvim_feedkeys(THEN, 'im', false)
end

-- ---- Normal mode ---------------------------------------------------------------------------------------

-- See gongwen#placeholder#move().
function M.move(direction)
  local buf = api.nvim_get_current_buf()
  local marked = vim.v.count1 == 1 and marked_slot(buf, direction, false)
  if marked then
    go_to_slot(direction, marked, pending.land)
    return
  end
  local tick = api.nvim_buf_get_changedtick(buf)
  local question = ask_for_slot(buf, direction, vim.v.count1, false)
  local answer = question and ask.finish(question)
  if not answer then
    vim.fn['gongwen#placeholder#move'](direction)
  elseif not answer.found then
    vim.fn['gongwen#placeholder#go'](direction, answer)
  elseif not is_current(buf, tick) then
    vim.fn['gongwen#message#show']('stale')
  else
    go_to_slot(direction, answer, pending.land)
  end
end

return M
