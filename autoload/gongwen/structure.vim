" Work on the structure: sections moved, promoted, demoted, deleted, copied and begun, and numbers put
" in order. The host works out what is to be done; each action is one undo step.
"
" An action is named as in src/host/PROTOCOL.md, and there is 'yank'.

" An action waits this many times longer than a key for the host, which reads the whole text for it.
let s:PATIENCE = 10

" The last action of a key, for `.`: {action, count, register}.
let s:last = {}

" ---- for keys, commands and other windows ----

" Does an action on the section that holds a line (counted from 1) of the current buffer, or of `buf`:
" 1, or 0 when nothing was done, which was said. `count` is how many siblings to pass, or how many levels.
function! gongwen#structure#do(action, lnum, count, ...) abort
  return s:act(get(a:000, 0, bufnr('')), {'line': a:lnum - 1}, a:action, a:count)
endfunction

" The same for the section of a node of the outline.
function! gongwen#structure#node(buf, id, action, count) abort
  return s:act(a:buf, {'node': a:id}, a:action, a:count)
endfunction

" A key of Normal mode, for the section of the cursor.
function! gongwen#structure#key(action) abort
  call s:act(bufnr(''), {'line': line('.') - 1}, a:action, v:count1, v:register)
endfunction

" The same for one that `.` does again: g@l, an operator on the character of the cursor, follows.
function! gongwen#structure#operator(action) abort
  let s:last = {'action': a:action, 'count': v:count1, 'register': v:register}
  set operatorfunc=gongwen#structure#operate
endfunction

function! gongwen#structure#operate(type) abort
  let s:last.count = v:count ? v:count : s:last.count
  call s:act(bufnr(''), {'line': line('.') - 1}, s:last.action, s:last.count, s:last.register)
endfunction

" Promotes or demotes the sections that begin in lines [first, last], counted from 1; where none does,
" the one that holds the first. Any other action is done on that one.
function! gongwen#structure#range(action, first, last, count) abort
  let l:buf = bufnr('')
  if a:action ==# 'yank'
    call s:yank(l:buf, {'line': a:first - 1}, v:register)
    return
  endif
  let l:lines = []
  if a:action =~# 'mote' && a:last > a:first && gongwen#buffer#attach(l:buf)
    let l:level = 0
    for l:heading in filter(gongwen#headings(l:buf), 'v:val.kind ==# "heading" && a:first <= v:val.lnum && v:val.lnum <= a:last')
      " What stands below one of them goes along with it.
      if a:action =~# 'alone$' || l:level == 0 || l:heading.level <= l:level
        call add(l:lines, l:heading.lnum - 1)
        let l:level = l:heading.level
      endif
    endfor
  endif
  let l:kept = {'lines': empty(l:lines) ? [a:first - 1] : l:lines, 'references': []}
  let l:done = 0
  while !empty(l:kept.lines) && s:steps(l:buf, {'line': remove(l:kept.lines, 0)}, a:action, a:count, v:register, l:kept)
    let l:done = 1
  endwhile
  if l:done
    call s:done(l:buf, a:action, l:kept.references)
  endif
endfunction

" A key of Visual mode.
function! gongwen#structure#selected(action) abort
  let [l:first, l:last] = sort([line('v'), line('.')], 'n')
  let l:count = v:count1
  execute "normal! \<Esc>"
  if a:action ==# 'renumber'
    call gongwen#structure#renumber([l:first, l:last])
  else
    call gongwen#structure#range(a:action, l:first, l:last, l:count)
  endif
endfunction

" For gongwen#key: begins a heading, or changes a level, in Insert mode. {Do} or {error}.
function! gongwen#structure#typed(action) abort
  let [l:buf, l:tick] = [bufnr(''), b:changedtick]
  let l:refusal = s:refusal(l:buf)
  if l:refusal !=# ''
    return {'error': l:refusal}
  endif
  let l:answer = s:ask(l:buf, {'line': line('.') - 1}, a:action, 1)
  return has_key(l:answer, 'error') ? l:answer : {'Do': {-> s:put(l:buf, l:tick, a:action, l:answer, '')
        \ && s:done(l:buf, a:action, l:answer.references)}}
endfunction

" Puts the ordinals of the current buffer in order: all, or those in lines [first, last], counted from 1.
function! gongwen#structure#renumber(lines) abort
  let l:buf = bufnr('')
  let l:tick = b:changedtick
  let l:refusal = s:refusal(l:buf)
  let l:answer = l:refusal !=# '' ? {'error': l:refusal}
        \ : gongwen#host#ask('renumber', l:buf,
        \ empty(a:lines) ? {} : {'first': a:lines[0] - 1, 'end': a:lines[1]}, gongwen#config#get('timeout') * s:PATIENCE)
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
  elseif empty(l:answer.edits)
    call gongwen#message#show('numbers-right')
  elseif gongwen#edit#apply(l:buf, l:tick, l:answer.edits)
    call gongwen#message#show('renumbered', len(l:answer.edits))
    call s:done(l:buf, 'renumber', l:answer.references)
  else
    call gongwen#message#show('stale')
  endif
endfunction

" ---- one action ----

function! s:act(buf, target, action, count, ...) abort
  let l:register = get(a:000, 0, v:register)
  if a:action ==# 'yank'
    return s:yank(a:buf, a:target, l:register)
  endif
  let l:kept = {'lines': [], 'references': []}
  let l:done = s:steps(a:buf, a:target, a:action, a:count, l:register, l:kept)
  if l:done
    call s:done(a:buf, a:action, l:kept.references)
  endif
  return l:done
endfunction

" Does it: 1, or 0 when nothing was done, which was said. A level is gone up or down at a time, as many
" as there are. `kept` is brought up to date: {lines, counted from 0, references: those that are left
" behind}.
function! s:steps(buf, target, action, count, register, kept) abort
  let l:target = copy(a:target)
  for l:step in range(a:action =~# 'mote' ? max([a:count, 1]) : 1)
    let l:tick = getbufvar(a:buf, 'changedtick')
    let l:refusal = s:refusal(a:buf)
    let l:answer = l:refusal !=# '' ? {'error': l:refusal} : s:ask(a:buf, l:target, a:action, a:count)
    if has_key(l:answer, 'error')
      if l:step == 0
        call gongwen#message#line(l:answer.error)
      endif
      return l:step > 0
    elseif !s:put(a:buf, l:tick, a:action, l:answer, a:register)
      return 0
    endif
    call map(a:kept.lines, {_, line -> gongwen#edit#follow(l:answer, [line, 0])[0]})
    call s:keep(a:kept, l:answer)
    if has_key(l:target, 'line')
      let l:target.line = l:answer.line
    endif
  endfor
  return 1
endfunction

" Adds the references of an answer to those that are kept, which it has moved.
function! s:keep(kept, answer) abort
  let l:places = map(copy(a:answer.references), 'v:val[0 : 1]')
  for l:reference in remove(a:kept, 'references')
    let l:place = gongwen#edit#follow(a:answer, l:reference[0 : 1])
    if !empty(l:place) && index(l:places, l:place) < 0
      let l:target = l:reference[3] < 0 ? [] : gongwen#edit#follow(a:answer, [l:reference[3], 0])
      call add(a:answer.references, l:place + [l:place[1] + l:reference[2] - l:reference[1], get(l:target, 0, -1)])
    endif
  endfor
  let a:kept.references = a:answer.references
endfunction

" Why the text of a buffer may not be changed; '' if it may.
function! s:refusal(buf) abort
  if !gongwen#buffer#attach(a:buf)
    return gongwen#message#text(gongwen#editor#supported() ? 'not-text' : 'vim')
  elseif !getbufvar(a:buf, '&modifiable')
    return gongwen#message#text('modifiable')
  elseif getbufvar(a:buf, '&readonly')
    return gongwen#message#text('readonly')
  elseif !empty(filter(win_findbuf(a:buf), 'getwinvar(v:val, "&diff")'))
    return gongwen#message#text('diff')
  endif
  return getcmdwintype() !=# '' ? gongwen#message#text('cmdwin') : ''
endfunction

" The host's answer; with `error` if it refuses.
function! s:ask(buf, target, action, count) abort
  let l:answer = gongwen#host#ask('restructure', a:buf, extend({'action': a:action, 'count': a:count}, a:target),
        \ gongwen#config#get('timeout') * s:PATIENCE)
  return has_key(l:answer, 'refused') ? {'error': l:answer.refused} : l:answer
endfunction

" Carries an answer out: 1, or 0 if the text has changed meanwhile.
function! s:put(buf, tick, action, answer, register) abort
  call gongwen#placeholder#settle()
  if !gongwen#edit#rearrange(a:buf, a:tick, a:answer, a:register)
    call gongwen#message#show('stale')
    return 0
  endif
  if a:buf == bufnr('') && a:action =~# '^\(new\|dup\|del\)'
    call gongwen#edit#go(a:answer.line, a:answer.column)
  endif
  if a:action =~# '^new'
    call s:begin(a:buf, a:answer)
  elseif a:action ==# 'delete'
    call gongwen#message#show('deleted', a:answer.sections, a:answer.removed[1] - a:answer.removed[0])
  endif
  return 1
endfunction

" An action was done.
function! s:done(buf, action, references) abort
  call s:tell(a:buf, a:references)
  call gongwen#host#announce('GongwenStructure', {'buf': a:buf, 'action': a:action})
endfunction

" References whose heading has another number now: they are listed, and left as they are. The list is
" that of the text's window, and is not opened: who is at work goes on.
function! s:tell(buf, references) abort
  if empty(a:references)
    return
  endif
  let l:items = []
  for [l:line, l:column, l:end, l:target] in a:references
    let l:words = strpart(getbufline(a:buf, l:line + 1)[0], l:column, l:end - l:column)
    let l:heading = l:target < 0 ? gongwen#message#text('node-gone')
          \ : strcharpart(trim(getbufline(a:buf, l:target + 1)[0], " \t　#"), 0, 20)
    call add(l:items, {'bufnr': a:buf, 'lnum': l:line + 1, 'col': l:column + 1, 'text': l:words . ' → ' . l:heading})
  endfor
  call sort(l:items, {a, b -> a.lnum == b.lnum ? a.col - b.col : a.lnum - b.lnum})
  let l:window = bufnr('') == a:buf ? 0 : get(win_findbuf(a:buf), 0, 0)
  call setloclist(l:window, [], ' ', {'title': ':Gongwen', 'items': l:items})
  call gongwen#message#show('references', len(l:items))
endfunction

" The cursor stands on the title of a new heading, which is a placeholder: typing replaces it.
function! s:begin(buf, answer) abort
  if a:buf != bufnr('')
    return
  elseif mode() ==# 'i'
    call gongwen#placeholder#pend(a:answer.line, a:answer.column, a:answer.size, '')
  else
    call gongwen#placeholder#land(a:answer.line, a:answer.column, a:answer.size, '')
    startinsert
  endif
endfunction

" Puts a section into the register.
function! s:yank(buf, target, register) abort
  if !gongwen#buffer#attach(a:buf)
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return 0
  endif
  let l:answer = gongwen#host#ask('section', a:buf, a:target)
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
    return 0
  endif
  call gongwen#edit#lines(a:buf, printf('%d,%dyank %s', l:answer.first + 1, l:answer.end, a:register))
  call gongwen#message#show('yanked', l:answer.sections, l:answer.end - l:answer.first)
  return 1
endfunction
