" Filling once, everywhere: what was put into a placeholder goes into its equals as well, when the
" writer asks for it, or by itself with g:gongwen_fill_same. An undo step of its own. Where equals stand
" in other sections, the writer is told and asks once more.

" What was filled last: {buf, field: its name or where it stood, see began(); mark: around the text that took the
" place; value: that text, once it is complete; told: the tick at which the writer was told of other sections}; {}
" for nothing.
let s:filled = {}

" Text has come in place of a placeholder of this field, from `start` to `end`; more may follow. Where its name is
" not known, '' being the name of none, `field` tells its line as it was: {text, column, size}.
function! gongwen#fill#began(buf, field, start, end) abort
  call gongwen#fill#forget()
  if empty(a:field)
    return
  endif
  let s:filled = {'buf': a:buf, 'field': a:field, 'mark': gongwen#editor#call('region_mark', a:buf, a:start, a:end)}
  augroup gongwen_fill
    autocmd!
    autocmd InsertLeave <buffer> call gongwen#fill#left()
  augroup END
endfunction

function! gongwen#fill#forget() abort
  augroup gongwen_fill
    autocmd!
  augroup END
  if !empty(s:filled) && bufloaded(s:filled.buf)
    call gongwen#editor#call('region_unmark', s:filled.buf, s:filled.mark)
  endif
  let s:filled = {}
endfunction

" The text is complete: reads it, once.
function! s:take() abort
  augroup gongwen_fill
    autocmd!
  augroup END
  if s:typing()
    let l:places = s:places()
    let l:lines = empty(l:places) ? [] : gongwen#editor#call('get_text', s:filled.buf, l:places[0], l:places[1])
    let s:filled.value = len(l:lines) == 1 ? l:lines[0] : ''
  endif
endfunction

function! s:typing() abort
  return !empty(s:filled) && !has_key(s:filled, 'value')
endfunction

" Where the text that was filled in is now: [start, end]; [] if that is gone.
function! s:places() abort
  return bufloaded(s:filled.buf) ? gongwen#editor#call('region_places', s:filled.buf, s:filled.mark) : []
endfunction

" Insert mode ends.
function! gongwen#fill#left() abort
  let l:typing = s:typing()
  call s:take()
  if l:typing && gongwen#config#get('fill_same')
    " Insert mode has still to end, and its undo step with it.
    call timer_start(0, {-> s:ready() ? s:by_itself() : 0})
  endif
endfunction

function! s:by_itself() abort
  " Nothing is typed in between: Vim would take both for one step.
  let &g:undolevels = &g:undolevels
  call gongwen#fill#same()
endfunction

function! s:ready() abort
  return !empty(s:filled) && s:filled.buf == bufnr('') && get(s:filled, 'value', '') !=# ''
endfunction

" Whether equals are to be filled by themselves before anything else is done.
function! gongwen#fill#waits() abort
  if empty(s:filled) || !gongwen#config#get('fill_same')
    return 0
  endif
  call s:take()
  return s:ready()
endfunction

" Asks for the name of the field, if it is not known; {error} if there is no answer. What has none is forgotten.
function! s:name() abort
  if type(s:filled.field) != v:t_dict
    return {}
  endif
  let l:answer = gongwen#host#request('field', s:filled.field, gongwen#config#get('timeout'))
  let s:filled.field = get(l:answer, 'field', s:filled.field)
  if empty(s:filled.field)
    call gongwen#fill#forget()
  endif
  return l:answer
endfunction

" Fills the equals of the placeholder that was filled last, and says how many.
function! gongwen#fill#same() abort
  call s:take()
  let l:named = s:ready() ? s:name() : {}
  if has_key(l:named, 'error')
    return gongwen#message#line(l:named.error)
  elseif !s:ready()
    return gongwen#config#get('fill_same') && has_key(l:named, 'field') ? 0 : gongwen#message#show('nothing-filled')
  endif
  let l:filled = s:filled
  let l:places = s:places()
  let l:tick = getbufvar(l:filled.buf, 'changedtick')
  let l:answer = s:ask(l:filled.buf, {'names': [l:filled.field], 'values': [l:filled.value],
        \ 'line': empty(l:places) ? line('.') - 1 : l:places[0][0]})
  if empty(l:answer)
    return
  endif
  " What was filled in may hold such a placeholder again: that one is the writer's.
  call filter(l:answer.edits, {_, edit -> empty(l:places) || edit[0] != l:places[0][0]
        \ || edit[3] <= l:places[0][1] || edit[1] >= l:places[1][1]})
  if l:answer.elsewhere && get(l:filled, 'told', -1) != l:tick && !gongwen#config#get('fill_same')
    let l:filled.told = l:tick
    call gongwen#message#show('crossing', len(l:answer.edits), l:answer.elsewhere)
    return
  endif
  call gongwen#fill#forget()
  call s:put(l:filled.buf, l:tick, l:answer.edits)
endfunction

" Puts values into fields of a buffer. How many placeholders were filled; -1 where that could not be
" done, which is said.
function! gongwen#fill#put(buf, names, values) abort
  let l:tick = getbufvar(a:buf, 'changedtick')
  let l:answer = s:ask(a:buf, {'names': a:names, 'values': a:values})
  return empty(l:answer) ? -1 : s:put(a:buf, l:tick, l:answer.edits)
endfunction

" What the host says to `fill`; {} where it is of no use, which is said.
function! s:ask(buf, params) abort
  let l:answer = getbufvar(a:buf, '&modifiable') ? gongwen#host#ask('fill', a:buf, a:params)
        \ : {'error': gongwen#message#text('modifiable')}
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
    return {}
  endif
  return l:answer
endfunction

function! s:put(buf, tick, edits) abort
  if empty(a:edits)
    call gongwen#message#show('no-equals')
    return 0
  elseif !gongwen#edit#apply(a:buf, a:tick, a:edits)
    call gongwen#message#show('stale')
    return -1
  endif
  call gongwen#message#show('filled', len(a:edits))
  return len(a:edits)
endfunction

" Last year's text becomes this year's template: counts, dates and years become placeholders, or with a
" year as argument the years are carried forward to it.
function! gongwen#fill#generalize(year) abort
  if a:year !~# '^\%([1-9]\d\{3}\)\=$'
    call gongwen#message#show('no-year', a:year)
    return
  elseif !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show('not-text')
    return
  endif
  let [l:buf, l:tick] = [bufnr(''), b:changedtick]
  let l:answer = &modifiable ? gongwen#host#ask('generalize', l:buf, {'year': str2nr(a:year)})
        \ : {'error': gongwen#message#text('modifiable')}
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
  elseif empty(l:answer.edits)
    call gongwen#message#show('general-already')
  elseif !gongwen#edit#apply(l:buf, l:tick, l:answer.edits)
    call gongwen#message#show('stale')
  else
    call gongwen#list#show('template', s:changes(l:buf, l:answer.edits))
    call gongwen#message#show('generalized', len(l:answer.edits))
  endif
endfunction

" What was changed, for the location list: old → new, and the line as it is now. Each edit stays within
" its line.
function! s:changes(buf, edits) abort
  let l:items = []
  let [l:last, l:shift] = [-1, 0]
  for [l:line, l:start, l:_, l:end, l:old, l:new] in a:edits
    let l:shift = l:line == l:last ? l:shift : 0
    let l:last = l:line
    call add(l:items, {'bufnr': a:buf, 'lnum': l:line + 1, 'col': l:start + l:shift + 1,
          \ 'text': l:old[0] . ' → ' . l:new[0]})
    let l:shift += strlen(l:new[0]) - (l:end - l:start)
  endfor
  return l:items
endfunction

" For gongwen#key, and for the command: today's date goes into the placeholders of the date at the
" cursor. {Do}, {} if it is at none, or {error}.
function! gongwen#fill#date() abort
  let [l:buf, l:tick] = [bufnr(''), b:changedtick]
  let [l:year, l:month, l:day] = map(split(strftime('%Y %m %d')), 'str2nr(v:val)')
  let l:answer = gongwen#host#ask('fill_date', l:buf, {'line': line('.') - 1, 'column': col('.') - 1,
        \ 'year': l:year, 'month': l:month, 'day': l:day})
  if has_key(l:answer, 'error')
    return l:answer
  endif
  return empty(l:answer.edits) ? {} : {'Do': {-> s:put_date(l:buf, l:tick, l:answer.edits)}}
endfunction

function! s:put_date(buf, tick, edits) abort
  if !gongwen#edit#apply(a:buf, a:tick, a:edits)
    call gongwen#message#show(&modifiable ? 'stale' : 'modifiable')
  elseif mode() ==# 'i'
    " Behind the 日 (or 月, 年) of the last part, to go on.
    let l:end = gongwen#edit#follow({'edits': a:edits}, a:edits[-1][2:3])
    call cursor(l:end[0] + 1, l:end[1] + 1 + strlen('日'))
  endif
endfunction

function! gongwen#fill#today() abort
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return
  endif
  let l:date = gongwen#fill#date()
  if has_key(l:date, 'error')
    call gongwen#message#line(l:date.error)
  elseif empty(l:date)
    call gongwen#message#show('no-date')
  else
    call l:date.Do()
  endif
endfunction
