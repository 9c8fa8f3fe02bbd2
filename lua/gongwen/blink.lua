-- The source for blink.cmp, in its options:
--   sources = {
--     default = { 'gongwen', ... },
--     providers = { gongwen = { name = 'gongwen', module = 'gongwen.blink' } },
--   }
local source = require('gongwen.source')
local M = {}

function M.new()
  return setmetatable({}, { __index = M })
end

function M:enabled()
  return source.available()
end

function M:get_completions(context, callback)
  source.complete(function(items)
    callback({ items = items, is_incomplete_forward = true, is_incomplete_backward = true })
  end, context.bounds.start_col - 1)
end

function M:resolve(item, callback)
  source.resolve(vim.deepcopy(item), callback)
end

function M:execute(_, item, callback, default_implementation)
  default_implementation()
  source.execute(item)
  callback()
end

return M
