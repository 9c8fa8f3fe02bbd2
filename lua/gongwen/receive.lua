-- Whatever the host says comes through here. What is drawn at each key, and what a key waits for, is seen to
-- in Lua, all else in autoload/gongwen/host.vim.
local ask = require('gongwen.ask')
local key = require('gongwen.key')
local outline = require('gongwen.outline')
local track = require('gongwen.track')
local handlers = {
  rows = outline.rows,
  where = outline.where,
  expansion = key.offered,
  marks = function(params) track.marked(params.buf, params.tick, params.first, params['end']) end,
  seen = function(params) track.seen(params.buf, params.tick) end,
  triggers = key.forget_ends,
}

return function(name, params)
  if name == 'answer' and ask.answered(params) then
    return
  end
  local ok, problem = true, nil
  if handlers[name] then
    ok, problem = pcall(handlers[name], params)
  end
  if not ok then
    vim.fn['gongwen#host#fault'](name .. ': ' .. tostring(problem))
  elseif name ~= 'rows' and name ~= 'expansion' then
    ask.silent = false
    vim.fn['gongwen#host#receive'](name, params)
  end
end
