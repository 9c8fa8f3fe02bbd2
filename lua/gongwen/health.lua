-- :checkhealth gongwen: the report of autoload/gongwen/health.vim in Neovim's dress.
local health = vim.health or require('health')

local say = {
  start = health.start or health.report_start,
  ok = health.ok or health.report_ok,
  info = health.info or health.report_info,
  warn = health.warn or health.report_warn,
  error = health.error or health.report_error,
}

return {
  check = function()
    for _, line in ipairs(vim.fn['gongwen#health#report']()) do
      say[line[1]](line[2])
    end
  end,
}
