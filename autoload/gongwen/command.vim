" :Gongwen {subcommand}

function! s:restart(argument) abort
  if gongwen#host#restart()
    call gongwen#message#show('restarted')
  else
    call gongwen#message#line(gongwen#host#problem())
  endif
endfunction

" {name} [count], with a range: the sections in it; else the one of the cursor.
function! s:restructure(action, argument) abort
  if a:argument !~# '^\d*$'
    call gongwen#message#show('unknown', a:argument)
    return
  endif
  call gongwen#structure#range(a:action, s:lines[0], s:lines[1], max([str2nr(a:argument), 1]))
endfunction

" The lines of the range, or that of the cursor; and whether a range was given.
let s:lines = [0, 0]
let s:ranged = 0

let s:commands = {
      \ 'outline': {_ -> gongwen#outline#window#toggle()},
      \ 'insert': {name -> gongwen#insert#here(name)},
      \ 'new': {name -> gongwen#document#new(name)},
      \ 'next': {_ -> gongwen#placeholder#move(1)},
      \ 'prev': {_ -> gongwen#placeholder#move(-1)},
      \ 'placeholders': {_ -> gongwen#placeholder#done()},
      \ 'done': {_ -> gongwen#placeholder#done()},
      \ 'fields': {_ -> gongwen#form#open()},
      \ 'today': {_ -> gongwen#fill#today()},
      \ 'template': {year -> gongwen#fill#generalize(year)},
      \ 'renumber': {_ -> gongwen#structure#renumber(s:ranged ? s:lines : [])},
      \ 'headings': {_ -> gongwen#heading#list()},
      \ 'pick': {_ -> gongwen#heading#pick()},
      \ 'count': {_ -> gongwen#count#show(s:lines, s:ranged)},
      \ 'problems': {_ -> gongwen#library#list()},
      \ 'health': {_ -> gongwen#health#show()},
      \ 'info': {_ -> gongwen#health#info()},
      \ 'restart': function('s:restart'),
      \ }

for s:action in ['promote', 'demote', 'promote-alone', 'demote-alone', 'move-up', 'move-down', 'delete', 'duplicate',
      \ 'yank', 'new-sibling', 'new-child']
  let s:commands[s:action] = function('s:restructure', [tr(s:action, '-', '_')])
endfor
unlet s:action

" `range`: how many line numbers were given before the command, and these.
function! gongwen#command#run(line, range, first, last) abort
  let s:lines = [a:first, a:last]
  let s:ranged = a:range > 0
  let [l:name, l:argument] = matchlist(a:line, '^\s*\(\S*\)\s*\(.\{-}\)\s*$')[1 : 2]
  if l:name ==# ''
    call gongwen#message#show('usage', join(sort(keys(s:commands)), ' | '))
  elseif !has_key(s:commands, l:name)
    call gongwen#message#show('unknown', l:name)
  elseif !gongwen#editor#supported() && l:name !=# 'health'
    call gongwen#message#show('vim')
  elseif l:name ==# 'insert' && a:range > 0
    call gongwen#insert#range(l:argument, a:first, a:last)
  else
    call s:commands[l:name](l:argument)
  endif
endfunction

" The subcommands; after `insert`, the names of the sections; after `new`, those of the kinds.
function! gongwen#command#complete(lead, line, position) abort
  let l:before = matchstr(strpart(a:line, 0, a:position), '\<Gongwen\s\+\zs.*')
  if l:before !~# '\s'
    return s:starting(sort(keys(s:commands)), a:lead)
  elseif l:before =~# '^insert\s' && gongwen#editor#supported()
    return gongwen#insert#matches(a:lead)
  elseif l:before =~# '^new\s' && gongwen#editor#supported()
    return gongwen#document#matches(a:lead)
  endif
  return []
endfunction

function! s:starting(names, lead) abort
  return uniq(filter(a:names, 'stridx(v:val, a:lead) == 0'))
endfunction
