" Text objects: section, item of an enumeration, sentence. How far they reach the host knows.

" Selects the unit at the cursor: 'section', 'item' or 'sentence', around it or within. In Visual mode,
" when it is selected already, the next one outwards, or one more of them.
function! gongwen#textobject#select(unit, around) abort
  let l:count = v:count1
  if !gongwen#buffer#attach(bufnr(''))
    return s:give_up(gongwen#message#text(gongwen#editor#supported() ? 'not-text' : 'vim'))
  endif
  let l:selected = mode() =~# "^[vV\<C-v>]" ? s:selected() : []
  let l:place = empty(l:selected) ? getpos('.')[1 : 2] : l:selected[0]
  while 1
    let l:answer = gongwen#host#ask('extent', bufnr(''), {'line': l:place[0] - 1, 'column': l:place[1] - 1,
          \ 'unit': a:unit, 'around': a:around ? v:true : v:false, 'count': l:count})
    if has_key(l:answer, 'error') || !l:answer.found
      return s:give_up(get(l:answer, 'error', gongwen#message#text('no-object')))
    endif
    let l:range = s:range(l:answer)
    " One character, or one line, is no selection yet.
    if l:selected != s:as_selected(l:range, l:answer.linewise) || l:selected[0] == l:selected[1]
      break
    endif
    let l:count += 1
  endwhile
  call s:show(l:range, l:answer.linewise)
endfunction

" Says why nothing is selected, and calls off the operator that waits. What an interrupt does not stop
" is the yanking of nothing: the registers get back what they had.
function! s:give_up(text) abort
  call gongwen#message#line(a:text)
  if mode(1) =~# '^no'
    if v:operator ==# 'y'
      let l:names = uniq(sort([v:register, '0', '"']))
      let l:kept = map(l:names, {_, name -> [name, getreginfo(name)]})
      call timer_start(0, {-> map(l:kept, {_, kept -> setreg(kept[0], kept[1])})})
    endif
    call interrupt()
  endif
endfunction

" The ends of the selection in their order; of whole lines the columns do not count.
function! s:selected() abort
  let l:ends = [getpos('v')[1 : 2], getpos('.')[1 : 2]]
  if l:ends[0][0] > l:ends[1][0] || l:ends[0][0] == l:ends[1][0] && l:ends[0][1] > l:ends[1][1]
    call reverse(l:ends)
  endif
  return s:as_selected(l:ends, mode() ==# 'V')
endfunction

function! s:as_selected(ends, linewise) abort
  return a:linewise ? [[a:ends[0][0], 1], [a:ends[1][0], 1]] : a:ends
endfunction

" The first and the last character of an extent, as [line, column] counted from 1.
function! s:range(answer) abort
  let [l:line, l:column] = a:answer.end
  if a:answer.linewise
    return [[a:answer.start[0] + 1, 1], [l:line, 1]]
  elseif l:column == 0
    let l:line -= 1
    let l:column = strlen(getline(l:line + 1))
  endif
  let l:last = l:column - strlen(matchstr(strpart(getline(l:line + 1), 0, l:column), '.$'))
  return [[a:answer.start[0] + 1, a:answer.start[1] + 1], [l:line + 1, l:last + 1]]
endfunction

function! s:show(range, linewise) abort
  if mode() =~# "^[vV\<C-v>]"
    execute "normal! \<Esc>"
  endif
  call cursor(a:range[0])
  execute 'normal!' a:linewise ? 'V' : 'v'
  call cursor(a:range[1])
  if !a:linewise && &selection ==# 'exclusive'
    execute 'normal! l'
  endif
endfunction
