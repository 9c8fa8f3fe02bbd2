-- What the completion engines have in common: items of our host as items of the Language Server
-- Protocol, in UTF-8 offsets. Nothing here waits for the host.
local M = {}

local SNIPPET, PLAIN_TEXT = 15, 1 -- CompletionItemKind, InsertTextFormat

-- So much of a text is shown; see PREVIEW_LINES in the host.
local PREVIEW_LINES = 20

function M.available()
  return vim.fn['gongwen#buffer#served'](vim.api.nvim_get_current_buf()) == 1 and vim.fn.getcmdwintype() == ''
end

local function ask(method, params, callback)
  vim.fn['gongwen#host#later'](method, vim.api.nvim_get_current_buf(), params, callback)
end

local function place()
  local cursor = vim.api.nvim_win_get_cursor(0)
  return { line = cursor[1] - 1, column = cursor[2], path = vim.fn.expand('%:t') }
end

-- The item for a row of the host's answer. `typed` is the word before the cursor; the engine compares
-- what it holds for the word, text from byte `from` of the line on, with the filter text.
local function item(row, number, at, typed, before, from)
  local word, kind, name, level, description = unpack(row)
  local start = at.column - #typed
  local filter = vim.startswith(word, typed) and word or typed .. word
  if from then
    filter = before:sub(from + 1, start) .. filter:sub(math.max(from - start, 0) + 1)
  end
  return {
    label = name == '' and kind or name,
    labelDetails = { description = kind },
    detail = description ~= '' and description or nil,
    kind = SNIPPET,
    insertTextFormat = PLAIN_TEXT,
    filterText = filter,
    sortText = ('%04d'):format(number),
    textEdit = {
      newText = word,
      range = { start = { line = at.line, character = start }, ['end'] = { line = at.line, character = at.column } },
    },
    data = { kind = kind, name = name, word = word, line = at.line, column = at.column, size = #typed },
  }
end

-- Gives the items for the cursor to callback(items); none when the host cannot tell. Where the engine's
-- word begins elsewhere than ours, `from` is that column.
function M.complete(callback, from)
  local at = place()
  local before = vim.api.nvim_get_current_line():sub(1, at.column)
  ask('complete', at, function(answer)
    local items = {}
    local typed = before:sub(#before - (answer.size or 0) + 1)
    -- Engines ask by themselves at every key: one Chinese character is in many names, and means none.
    local meant = typed:byte() and (typed:byte() < 0x80 or vim.fn.strchars(typed) > 1)
    for number, row in ipairs(meant and answer.items or {}) do
      table.insert(items, item(row, number, at, typed, before, from))
    end
    callback(items)
  end)
end

-- Adds the text as it would stand at the item's place, and gives the item to callback(item).
function M.resolve(it, callback)
  local data = it.data
  local params = { line = data.line, column = data.column, size = data.size, kind = data.kind, name = data.name }
  params.path = vim.fn.expand('%:t')
  ask('insert', params, function(answer)
    local lines = answer.edits and answer.edits[1][6]
    if lines then
      local shown = vim.list_slice(lines, 1, PREVIEW_LINES)
      if #lines > #shown then
        table.insert(shown, '…')
      end
      it.documentation = { kind = 'plaintext', value = table.concat(shown, '\n') }
    end
    callback(it)
  end)
end

-- The engine has put the item's word before the cursor: its section comes in place of it.
function M.execute(it)
  vim.fn['gongwen#complete#take'](it.data)
end

return M
