" :Gongwen insert: a section by its name or from a list, at the cursor or around a selection. It goes
" where the cursor was when it was asked for, and not at all if that text has changed meanwhile.

let s:KEYS = ['kind', 'name', 'triggers', 'level', 'description', 'file', 'line']
" The command offers so many names.
let s:MATCHES = 200
" More than there are.
let s:ALL = 0x7fffffff

" ---- where ----

" Inserts the section called `name` at the cursor; lets the user choose one if it is ''.
function! gongwen#insert#here(name) abort
  call s:ask(a:name, s:target([]))
endfunction

" The same in place of the selection, which the section takes in: in Visual mode.
function! gongwen#insert#visual() abort
  let [l:mode, l:one, l:other] = [mode(), getpos('v')[1 : 2], getpos('.')[1 : 2]]
  let l:ends = s:before(l:one, l:other) ? [l:one, l:other] : [l:other, l:one]
  execute "normal! \<Esc>"
  call s:around('', l:mode, l:ends)
endfunction

" The same for lines that were given to the command; the selection of Visual mode if these are its lines.
function! gongwen#insert#range(name, first, last) abort
  if [a:first, a:last] == [line("'<"), line("'>")]
    call s:around(a:name, visualmode(), [getpos("'<")[1 : 2], getpos("'>")[1 : 2]])
  else
    call s:around(a:name, 'V', [[a:first, 1], [a:last, 1]])
  endif
endfunction

function! s:around(name, mode, ends) abort
  if a:mode ==# "\<C-v>"
    call gongwen#message#show('block')
    return
  endif
  let [l:first, l:last] = a:ends
  let l:size = strlen(getline(l:last[0]))
  let l:end = min([l:last[1] - 1, l:size])
  if a:mode ==# 'V'
    let [l:first[1], l:end] = [1, l:size]
  elseif &selection !=# 'exclusive'
    let l:end += strlen(matchstr(getline(l:last[0]), '.', l:end))
  endif
  let l:start = min([l:first[1] - 1, strlen(getline(l:first[0]))])
  call s:ask(a:name, s:target([[l:first[0] - 1, l:start], [l:last[0] - 1, l:end]]))
endfunction

function! s:before(one, other) abort
  return a:one[0] < a:other[0] || a:one[0] == a:other[0] && a:one[1] <= a:other[1]
endfunction

" The place, for later: {buf, tick, window, inserting, place, selection: its ends, or []}. {} and a
" message where nothing can be inserted.
function! s:target(selection) abort
  if getcmdwintype() !=# ''
    call gongwen#message#show('cmdwin')
  elseif !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show('not-text')
  elseif !&modifiable
    call gongwen#message#show('modifiable')
  else
    call gongwen#placeholder#settle()
    return {'buf': bufnr(''), 'tick': b:changedtick, 'window': win_getid(), 'inserting': mode() ==# 'i',
          \ 'place': [line('.') - 1, col('.') - 1], 'selection': a:selection}
  endif
  return {}
endfunction

" Goes back there: 1, or 0 and a message if the text is not what it was.
function! s:return_to(target) abort
  let l:windows = win_findbuf(a:target.buf)
  let l:window = index(l:windows, a:target.window) >= 0 ? a:target.window : get(l:windows, 0, 0)
  if getbufvar(a:target.buf, 'changedtick') != a:target.tick || !win_gotoid(l:window)
    call gongwen#message#show('stale')
    return 0
  endif
  call cursor(a:target.place[0] + 1, a:target.place[1] + 1)
  return 1
endfunction

" ---- which ----

function! s:ask(name, target) abort
  if empty(a:target)
    return
  elseif a:name !=# ''
    call s:insert(a:target, {'name': a:name})
    return
  endif
  let l:Find = function('s:find', [a:target.buf])
  if empty(l:Find('', 1))
    let l:problem = gongwen#host#problem()
    call gongwen#message#line(l:problem !=# '' ? l:problem : gongwen#message#text('no-templates'))
    return
  endif
  call gongwen#picker#one(l:Find, gongwen#message#text('which'), function('s:columns'),
        \ {section -> s:insert(a:target, {'kind': section.kind, 'name': section.name})},
        \ {-> s:cancel(a:target)})
endfunction

" The best `count` sections (0: all) that a text is meant for: a list of {kind, name, triggers, level,
" description, file, line}. Of equally good ones those for the document in `buf` come first.
function! s:find(buf, text, count) abort
  call gongwen#buffer#sync(a:buf)
  let l:answer = gongwen#host#request('find', {'text': a:text, 'limit': a:count > 0 ? a:count : s:ALL, 'buf': a:buf},
        \ gongwen#config#get('timeout'))
  return gongwen#template#named(l:answer, 'sections', s:KEYS)
endfunction

function! s:columns(section) abort
  return [a:section.kind . '/' . a:section.name, join(a:section.triggers, '  '), a:section.description]
endfunction

" For the completion of the command: names that begin so, where only one section has them; kind/name of
" the others.
function! gongwen#insert#matches(lead) abort
  let l:found = s:find(bufnr(''), a:lead, s:MATCHES)
  let l:names = map(copy(l:found), 'v:val.name')
  return map(l:found, {_, s -> stridx(s.name, a:lead) == 0 && count(l:names, s.name) == 1 ? s.name : s.kind . '/' . s.name})
endfunction

" ---- doing it ----

function! s:insert(target, params) abort
  if !s:return_to(a:target)
    return
  endif
  let l:place = empty(a:target.selection) ? a:target.place : a:target.selection[0]
  let l:params = extend({'line': l:place[0], 'column': l:place[1], 'path': expand('%:t')}, a:params)
  if !empty(a:target.selection)
    let [l:params.end_line, l:params.end_column] = a:target.selection[1]
  elseif !a:target.inserting
    " A section goes below the line of the cursor, a phrase where the cursor is.
    let l:params.below = v:true
  endif
  let l:answer = gongwen#host#ask('insert', a:target.buf, l:params)
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
    call s:resume(a:target)
  elseif mode() ==# 'i'
    call gongwen#key#do({-> gongwen#template#put(a:target.buf, a:target.tick, l:answer)})
  elseif gongwen#template#put(a:target.buf, a:target.tick, l:answer)
    call s:resume(extend({'place': [l:answer.line, l:answer.column]}, a:target, 'keep'))
  endif
endfunction

function! s:cancel(target) abort
  if bufnr('') == a:target.buf && b:changedtick == a:target.tick
    call cursor(a:target.place[0] + 1, a:target.place[1] + 1)
    if !empty(a:target.selection)
      normal! gv
    endif
    call s:resume(a:target)
  endif
endfunction

" Back to Insert mode, if that is where one came from and the list has left it.
function! s:resume(target) abort
  if a:target.inserting && mode() !=# 'i'
    execute a:target.place[1] < strlen(getline('.')) ? 'startinsert' : 'startinsert!'
  endif
endfunction
