-- The source for nvim-cmp. Once, in your configuration:
--   require('cmp').register_source('gongwen', require('gongwen.cmp'))
-- then { name = 'gongwen' } among the sources.
local source = require('gongwen.source')
local M = {}

function M:is_available()
  return source.available()
end

function M:get_debug_name()
  return 'gongwen'
end

function M:get_position_encoding_kind()
  return 'utf-8'
end

-- A run of letters, or one character of any other kind: each asks the host anew, and only there is it
-- known where the word begins.
function M:get_keyword_pattern()
  return [[\w\+\|\S]]
end

function M:complete(_, callback)
  source.complete(function(items)
    callback({ items = items, isIncomplete = true })
  end)
end

function M:resolve(item, callback)
  source.resolve(item, callback)
end

function M:execute(item, callback)
  source.execute(item)
  callback(item)
end

return M
