-- vim.ui.select for Vimscript: items are chosen by their place in the list.
return function(items, prompt)
  vim.ui.select(items, {
    prompt = prompt,
    kind = 'gongwen',
    format_item = function(item)
      return vim.fn['gongwen#nvim#select_label'](item)
    end,
  }, function(item)
    if item ~= nil then
      vim.fn['gongwen#nvim#select_done'](item)
    else
      vim.fn['gongwen#nvim#select_cancelled']()
    end
  end)
end
