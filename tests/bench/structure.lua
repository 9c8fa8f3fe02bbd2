-- structure.lua - moves a section of a large text past its neighbour, and prints two ratios to Neovim's own
-- :move of the same lines: of what the editor does (the edits of ordinals, the move, marks and cursors),
-- and of the whole action, which the host reads the text for. They take turns; each is the median.
-- Started by structure.sh.
local frame = dofile(vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h') .. '/frame.lua')

local functions = [[
  function! Settle() abort
    while !gongwen#ready()
      call wait(1000, {-> gongwen#ready()}, 5)
    endwhile
  endfunction

  function! s:timed(Do) abort
    let l:start = reltime()
    call a:Do()
    return reltimefloat(reltime(l:start))
  endfunction

  " Seconds of each, the text being what it was again after it; and the changes of lines the plugin made.
  function! Round(lnum, size) abort
    let l:to = a:lnum + 2 * a:size
    let l:before = sha256(join(getline(a:lnum, l:to), "\n"))
    let l:plain = s:timed({-> execute(printf('keepjumps %d,%dmove %d', a:lnum, a:lnum + a:size - 1, l:to - 1))})
    silent undo
    call Settle()
    let [l:buf, l:tick] = [bufnr(''), b:changedtick]
    let l:answer = gongwen#host#ask('restructure', l:buf, {'line': a:lnum - 1, 'action': 'move_down'}, 10000)
    let l:editor = s:timed({-> gongwen#edit#rearrange(l:buf, l:tick, l:answer, '')})
    silent undo
    call Settle()
    let l:whole = s:timed({-> gongwen#structure#do('move_down', a:lnum, 1)})
    silent undo
    call Settle()
    if sha256(join(getline(a:lnum, l:to), "\n")) !=# l:before
      throw 'the text is not what it was'
    endif
    return [l:plain, l:editor, l:whole, len(l:answer.edits) + len(l:answer.moves)]
  endfunction
]]

frame.run(function()
  local editor = frame.open('text.gongwen')
  vim.fn.writefile(vim.split(functions, '\n'), frame.folder .. '/functions.vim')
  editor:lua([[vim.cmd('source ' .. ...)]], frame.folder .. '/functions.vim')
  local size = tonumber(vim.env.GONGWEN_BENCH_LINES)
  local inside, whole, changes = {}, {}, 0
  for round = 0, 9 do
    local plain, edited, all, count = unpack(editor:eval(('Round(%d, %d)'):format(2 + 20 * size, size)))
    if round > 0 then -- the first one warms up
      inside[round], whole[round], changes = edited / plain, all / plain, count
    end
  end
  io.stdout:write(('%.2f %.2f %d\n'):format(frame.median(inside), frame.median(whole), changes))
  editor:close()
end)
