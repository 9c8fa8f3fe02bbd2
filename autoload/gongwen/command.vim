" :Gongwen {subcommand}

function! s:list(argument) abort
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show('not-text')
    return
  endif
  call gongwen#placeholder#list()
endfunction

function! s:restart(argument) abort
  if gongwen#host#restart()
    call gongwen#message#show('restarted')
  else
    call gongwen#message#line(gongwen#host#problem())
  endif
endfunction

let s:commands = {
      \ 'outline': {_ -> gongwen#outline#window#toggle()},
      \ 'insert': {name -> gongwen#template#insert(name)},
      \ 'new': {name -> gongwen#document#new(name)},
      \ 'next': {_ -> gongwen#placeholder#move(1)},
      \ 'prev': {_ -> gongwen#placeholder#move(-1)},
      \ 'placeholders': function('s:list'),
      \ 'renumber': {_ -> gongwen#template#renumber()},
      \ 'problems': {_ -> gongwen#library#list()},
      \ 'health': {_ -> gongwen#health#show()},
      \ 'info': {_ -> gongwen#health#info()},
      \ 'restart': function('s:restart'),
      \ }

function! gongwen#command#run(line) abort
  let [l:name, l:argument] = matchlist(a:line, '^\s*\(\S*\)\s*\(.\{-}\)\s*$')[1 : 2]
  if l:name ==# ''
    call gongwen#message#show('usage', join(sort(keys(s:commands)), ' | '))
  elseif !has_key(s:commands, l:name)
    call gongwen#message#show('unknown', l:name)
  elseif !gongwen#editor#supported() && l:name !=# 'health'
    call gongwen#message#show('vim')
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
    return s:starting(map(gongwen#template#list(), 'v:val.name'), a:lead)
  elseif l:before =~# '^new\s' && gongwen#editor#supported()
    return gongwen#document#matches(a:lead)
  endif
  return []
endfunction

function! s:starting(names, lead) abort
  return uniq(filter(a:names, 'stridx(v:val, a:lead) == 0'))
endfunction
