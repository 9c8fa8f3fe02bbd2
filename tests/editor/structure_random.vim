" For structure.vim, run in the editor that is tested: random actions one after the other. What they say
" is not shown.
function! s:draw(count) abort
  let s:seed = (s:seed * 1103515245 + 12345) % 2147483648
  return s:seed / 65536 % a:count
endfunction

" The text without what an action may write: ordinals, blanks, 。 and the breaks of lines.
function! s:content(lines, sorted) abort
  let l:lines = map(copy(a:lines), {_, line -> substitute(line, '^[一二三四五六七八九十（）、.0-9 　]\+\|[ 　。]', '', 'g')})
  return a:sorted ? sort(l:lines) : [join(l:lines, '')]
endfunction

function! Random(seed, turns) abort
  let s:seed = a:seed
  let g:problems = []
  let g:done = 0
  let l:actions = ['move_up', 'move_down', 'promote', 'demote', 'promote_alone', 'demote_alone', 'delete', 'duplicate']
  for l:turn in range(a:turns)
    let l:action = l:actions[s:draw(len(l:actions))]
    let l:before = getline(1, '$')
    let l:step = undotree().seq_cur
    let l:line = 1 + s:draw(line('$'))
    call cursor(l:line, 1 + s:draw(20))
    " Each is a command of its own, as if typed.
    let &undolevels = &undolevels
    silent let l:did = gongwen#structure#do(l:action, l:line, 1 + s:draw(2))
    let l:after = getline(1, '$')
    if !l:did && l:after !=# l:before
      call add(g:problems, [l:turn, l:action, l:line, 'changed though refused'])
    elseif l:did
      let g:done += 1
      if l:action =~# 'mo[vt]' && s:content(l:before, l:action =~# 'move') !=# s:content(l:after, l:action =~# 'move')
        call add(g:problems, [l:turn, l:action, l:line, 'text was lost', l:before, l:after])
      endif
      silent undo
      if getline(1, '$') !=# l:before || undotree().seq_cur != l:step
        call add(g:problems, [l:turn, l:action, l:line, 'undo is not exact', l:before, getline(1, '$')])
      endif
      silent redo
      if getline(1, '$') !=# l:after
        call add(g:problems, [l:turn, l:action, l:line, 'redo is not exact'])
      endif
      " Where a lot is gone, begin again.
      if line('$') < 20 || l:turn % 15 == 14
        silent undo 0
      endif
    endif
    if !empty(g:problems)
      return
    endif
  endfor
endfunction
