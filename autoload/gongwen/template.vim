" Putting sections into the text.

" For gongwen#key: what the trigger before the cursor asks to be done. {Do}, {} when there is none, or
" {error}.
function! gongwen#template#expansion() abort
  return s:plan('expand', {})
endfunction

" The same for a section whose name is known; see `insert` in src/host/PROTOCOL.md.
function! gongwen#template#insertion(params) abort
  return s:plan('insert', a:params)
endfunction

function! s:plan(method, params) abort
  let l:buf = bufnr('')
  let l:tick = b:changedtick
  if !&modifiable
    return {}
  endif
  let l:answer = gongwen#host#ask(a:method, l:buf,
        \ extend({'line': line('.') - 1, 'column': col('.') - 1, 'path': expand('%:t')}, a:params))
  if has_key(l:answer, 'error')
    return l:answer
  elseif !l:answer.found
    return {}
  endif
  return {'Do': {-> gongwen#template#put(l:buf, l:tick, l:answer)}}
endfunction

" Inserts the section called `name` at the cursor; lets the user choose one if it is ''.
function! gongwen#template#insert(name) abort
  if a:name ==# ''
    let l:sections = gongwen#template#list()
    if empty(l:sections)
      let l:problem = gongwen#host#problem()
      call gongwen#message#line(l:problem !=# '' ? l:problem : gongwen#message#text('no-templates'))
      return
    endif
    call gongwen#editor#call('select', l:sections, gongwen#message#text('which'),
          \ function('s:label'), {section -> s:insert(section.kind . '/' . section.name)})
  else
    call s:insert(a:name)
  endif
endfunction

" The sections there are: a list of {kind, name, trigger, level, description, file, line}; [] when the
" host does not answer.
function! gongwen#template#list() abort
  return gongwen#template#rows('templates', ['kind', 'name', 'trigger', 'level', 'description', 'file', 'line'])
endfunction

" One of the lists that the host gives of the templates, each row with these keys.
function! gongwen#template#rows(list, keys) abort
  let l:answer = gongwen#host#request('templates', {}, gongwen#config#get('timeout'))
  let l:rows = []
  for l:row in get(l:answer, a:list, [])
    let l:named = {}
    for l:i in range(len(a:keys))
      let l:named[a:keys[l:i]] = l:row[l:i]
    endfor
    call add(l:rows, l:named)
  endfor
  return l:rows
endfunction

function! s:label(section) abort
  let l:more = a:section.description ==# '' ? '' : '  ' . a:section.description
  return a:section.kind . '/' . a:section.name . l:more
endfunction

function! s:insert(name) abort
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return
  endif
  call gongwen#placeholder#settle()
  let [l:buf, l:tick] = [bufnr(''), b:changedtick]
  let l:inserting = mode() ==# 'i'
  " From Normal mode a section goes below the line of the cursor, a phrase where the cursor is.
  let l:column = l:inserting || s:level(a:name) == 0 ? col('.') - 1 : strlen(getline('.'))
  let l:answer = gongwen#host#ask('insert', l:buf,
        \ {'line': line('.') - 1, 'column': l:column, 'name': a:name, 'path': expand('%:t')})
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
  else
    call gongwen#template#put(l:buf, l:tick, l:answer)
    if l:inserting
      " What is typed next begins a new change, at the new place of the cursor.
      call gongwen#editor#call('feed', "\<C-g>u", 0)
    endif
  endif
endfunction

" The level of the section that the host will take for this name; a whole document starts a line too.
function! s:level(name) abort
  for l:section in gongwen#template#list()
    if index([l:section.name, l:section.kind . '/' . l:section.name, l:section.trigger], a:name) >= 0
      return l:section.level
    endif
  endfor
  return index(map(gongwen#document#kinds(), 'v:val.name'), a:name) >= 0
endfunction

" Applies an insertion, and stands on its first placeholder.
function! gongwen#template#put(buf, tick, answer) abort
  if a:buf != bufnr('') || !s:apply(a:buf, a:tick, a:answer.edits)
    return
  endif
  call gongwen#edit#go(a:answer.line, a:answer.column)
  if mode() ==# 'i'
    call gongwen#placeholder#pend(a:answer.line, a:answer.column, a:answer.size, a:answer.field)
  elseif a:answer.size
    call gongwen#placeholder#land(a:answer.line, a:answer.column, a:answer.size, a:answer.field)
  endif
  call gongwen#host#announce('GongwenExpanded')
endfunction

function! s:apply(buf, tick, edits) abort
  if !getbufvar(a:buf, '&modifiable')
    call gongwen#message#show('modifiable')
  elseif !gongwen#edit#apply(a:buf, a:tick, a:edits)
    call gongwen#message#show('stale')
  else
    return 1
  endif
  return 0
endfunction
