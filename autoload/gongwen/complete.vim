" Completion by the editor's own menu: what may be meant by the word before the cursor. Choosing an
" item with <C-y> puts its section in place of the word, as an expansion does; any other way out of
" the menu leaves the word.

" What the menu shows: {column: where the word begins, rows: as in src/host/PROTOCOL.md, more: there is
" more than that}
let s:shown = {'column': 0, 'rows': [], 'more': 0}
" The item that was taken last, until gongwen#complete#chosen() has looked whether it was chosen:
" {data, buf, tick, place}
let s:taken = {}
let s:closing = 0

" How the heading of a level is numbered, for the menu.
let s:ordinals = ['', '一、', '（一）', '1.', '（1）']

" Sets 'omnifunc' of the current buffer, if it is free.
function! gongwen#complete#define() abort
  if &l:omnifunc ==# ''
    setlocal omnifunc=gongwen#complete#omni
    call gongwen#maps#undo(['setlocal omnifunc<'])
  endif
endfunction

" For 'omnifunc' and 'completefunc'.
function! gongwen#complete#omni(findstart, base) abort
  if !a:findstart
    " Typing on narrows what is there.
    return extend({'words': map(copy(s:shown.rows), {_, row -> s:item(row, a:base)})},
          \ s:shown.more ? {'refresh': 'always'} : {})
  endif
  if getcmdwintype() !=# '' || !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return -3
  endif
  let l:answer = gongwen#host#ask('complete', bufnr(''), {'line': line('.') - 1, 'column': col('.') - 1,
        \ 'path': expand('%:t'), 'previews': &completeopt =~# 'preview\|popup' ? v:true : v:false})
  if has_key(l:answer, 'error')
    call gongwen#host#tell_key(l:answer.error)
    return -3
  endif
  let s:shown = {'column': col('.') - 1 - l:answer.size, 'rows': l:answer.items, 'more': l:answer.more}
  augroup gongwen_complete
    autocmd!
    autocmd CompleteDone <buffer> call s:done()
  augroup END
  call gongwen#editor#call('watch_keys')
  return s:shown.column
endfunction

function! s:item(row, base) abort
  let [l:word, l:kind, l:name, l:level, l:description; l:preview] = a:row
  return {'word': l:word, 'abbr': l:name ==# '' ? l:kind : l:name, 'kind': l:name ==# '' ? gongwen#message#text('whole') : s:ordinals[l:level],
        \ 'menu': l:kind . (l:description ==# '' ? '' : '  ' . l:description), 'info': get(l:preview, 0, ''),
        \ 'user_data': {'gongwen': {'kind': l:kind, 'name': l:name, 'word': l:word}},
        \ 'dup': 1, 'equal': stridx(l:word, a:base) != 0}
endfunction

" Whether the menu is open and ours.
function! gongwen#complete#is_open() abort
  return pumvisible() && exists('#gongwen_complete#CompleteDone')
endfunction

" The menu has gone. Only behind a key that is whole may another be fed, and only behind <C-y>, or a
" <CR> that did no more than that, is it of use: chosen() sees whether the text has changed since.
function! s:done() abort
  let l:data = s:data(v:completed_item)
  let l:key = gongwen#complete#forget()
  if l:key =~# "^[\<C-y>\<CR>]$" && !empty(l:data)
    let s:taken = {'data': l:data, 'buf': bufnr(''), 'tick': b:changedtick, 'place': getpos('.')}
    if !s:closing
      call gongwen#editor#call('feed', "\<Plug>(gongwen-chosen)", 1)
    endif
  endif
  let s:closing = 0
endfunction

" The menu is about to be closed by a <C-y>, and who closes it asks chosen() himself.
function! gongwen#complete#close() abort
  let s:closing = 1
endfunction

" Whatever becomes of the menu from now on is no choice. Tells the last key.
function! gongwen#complete#forget() abort
  let s:taken = {}
  if !exists('#gongwen_complete#CompleteDone')
    return ''
  endif
  autocmd! gongwen_complete
  return gongwen#editor#call('last_key')
endfunction

function! s:data(item) abort
  let l:data = get(a:item, 'user_data', '')
  return type(l:data) == v:t_dict ? get(l:data, 'gongwen', {}) : {}
endfunction

" For gongwen#key: what the item that was just taken from the menu asks to be done. {Do}, {} when none
" was chosen after all, or {error}.
function! gongwen#complete#chosen() abort
  if empty(s:taken)
    return {}
  endif
  let l:taken = s:taken
  let s:taken = {}
  let l:size = col('.') - 1 - s:shown.column
  if l:taken.buf != bufnr('') || l:taken.tick != b:changedtick || l:taken.place != getpos('.')
        \ || strpart(getline('.'), s:shown.column, l:size) !=# l:taken.data.word
    return {}
  endif
  return gongwen#template#insertion({'kind': l:taken.data.kind, 'name': l:taken.data.name, 'size': l:size})
endfunction

" A completion engine has put the word of an item before the cursor, and it was chosen.
function! gongwen#complete#take(data) abort
  let l:size = strlen(a:data.word)
  if mode() !=# 'i' || strpart(getline('.'), col('.') - 1 - l:size, l:size) !=# a:data.word
    return
  endif
  let l:plan = gongwen#template#insertion({'kind': a:data.kind, 'name': a:data.name, 'size': l:size})
  if has_key(l:plan, 'Do')
    call gongwen#key#do(l:plan.Do)
  elseif has_key(l:plan, 'error')
    call gongwen#message#line(l:plan.error)
  endif
endfunction
