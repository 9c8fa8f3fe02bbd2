" Filling once, everywhere: what was put into a placeholder goes into its equals as well, when the
" writer asks for it, or by itself with g:gongwen_fill_same. An undo step of its own.

" What was filled last: {buf, field, mark: around the text that took the place, while it is being
" typed; value: the text afterwards}; {} for nothing.
let s:filled = {}

" Text has come in place of a placeholder of this field, from `start` to `end`; more may follow.
function! gongwen#fill#began(buf, field, start, end) abort
  call gongwen#fill#forget()
  if a:field ==# ''
    return
  endif
  let s:filled = {'buf': a:buf, 'field': a:field, 'mark': gongwen#editor#call('region_mark', a:buf, a:start, a:end)}
  augroup gongwen_fill
    autocmd!
    autocmd InsertLeave <buffer> call gongwen#fill#left()
  augroup END
endfunction

function! gongwen#fill#forget() abort
  call s:take()
  let s:filled = {}
endfunction

" The text is complete: reads it, once.
function! s:take() abort
  augroup gongwen_fill
    autocmd!
  augroup END
  if has_key(s:filled, 'mark')
    let l:mark = remove(s:filled, 'mark')
    let l:lines = bufloaded(s:filled.buf) ? gongwen#editor#call('region_text', s:filled.buf, l:mark) : []
    let s:filled.value = len(l:lines) == 1 ? l:lines[0] : ''
  endif
endfunction

" Insert mode ends.
function! gongwen#fill#left() abort
  let l:typing = has_key(s:filled, 'mark')
  call s:take()
  if l:typing && gongwen#config#get('fill_same')
    " Insert mode has still to end, and its undo step with it.
    call timer_start(0, {-> s:ready() ? gongwen#fill#same() : 0})
  endif
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

" Fills the equals of the placeholder that was filled last, and says how many.
function! gongwen#fill#same() abort
  call s:take()
  if !s:ready()
    call gongwen#message#show('nothing-filled')
    return
  endif
  let l:filled = s:filled
  call gongwen#fill#forget()
  call gongwen#fill#put(l:filled.buf, [l:filled.field], [l:filled.value], 'no-equals')
endfunction

" Puts values into fields of the current buffer. The cursor stays on its character. How many
" placeholders were filled; -1 where that could not be done, which is said.
function! gongwen#fill#put(buf, names, values, none) abort
  let l:tick = b:changedtick
  if !&modifiable
    call gongwen#message#show('modifiable')
    return -1
  endif
  let l:answer = gongwen#host#ask('fill', a:buf, {'names': a:names, 'values': a:values})
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
    return -1
  elseif empty(l:answer.edits)
    call gongwen#message#show(a:none)
    return 0
  elseif !gongwen#edit#apply(a:buf, l:tick, l:answer.edits)
    call gongwen#message#show('stale')
    return -1
  endif
  call gongwen#message#show('filled', len(l:answer.edits))
  return len(l:answer.edits)
endfunction
