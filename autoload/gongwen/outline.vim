" What rows of a buffer the host is to send. They come to lua/gongwen/outline.lua, or to gongwen/vim/outline.vim.

" buffer -> {shown: the host was told to send rows; items, characters, filter: of which sort}
let s:models = {}

function! s:model(buf) abort
  if !has_key(s:models, a:buf)
    let s:models[a:buf] = {'shown': 0, 'items': gongwen#config#get('outline_items'),
          \ 'characters': gongwen#config#get('outline_characters'), 'filter': ''}
  endif
  return s:models[a:buf]
endfunction

" From now on rows of the buffer are wanted.
function! gongwen#outline#show(buf) abort
  let l:model = s:model(a:buf)
  if !l:model.shown
    let l:model.shown = 1
    call gongwen#editor#call('open_rows', a:buf)
    call s:tell(a:buf, l:model)
  endif
endfunction

function! s:tell(buf, model) abort
  call gongwen#host#notify('outline_open', {'buf': a:buf, 'filter': a:model.filter,
        \ 'items': a:model.items ? v:true : v:false, 'characters': a:model.characters ? v:true : v:false})
endfunction

" Whether rows have `items`, or `characters`, is the other way from now on.
function! gongwen#outline#switch(buf, what) abort
  let l:model = s:model(a:buf)
  let l:model[a:what] = !l:model[a:what]
  call s:tell(a:buf, l:model)
endfunction

" Shows only rows with these words, and those around them; all for ''.
function! gongwen#outline#filter(buf, words) abort
  let l:model = s:model(a:buf)
  if l:model.filter !=# a:words
    let l:model.filter = a:words
    call gongwen#host#notify('outline_filter', {'buf': a:buf, 'filter': a:words})
  endif
endfunction

function! gongwen#outline#filtered(buf) abort
  return s:model(a:buf).filter
endfunction

function! gongwen#outline#hide(buf) abort
  if has_key(s:models, a:buf) && s:models[a:buf].shown
    let s:models[a:buf].shown = 0
    call gongwen#editor#call('close_rows', a:buf)
    let s:models[a:buf].filter = ''
    call gongwen#host#notify('outline_close', {'buf': a:buf})
  endif
endfunction

" The host has the buffer's text, perhaps a new host: it is told again what is shown.
function! gongwen#outline#opened(buf) abort
  if has_key(s:models, a:buf) && s:models[a:buf].shown
    call s:tell(a:buf, s:models[a:buf])
    call gongwen#outline#window#retitle()
  endif
endfunction

" The buffer is gone.
function! gongwen#outline#gone(buf) abort
  if has_key(s:models, a:buf)
    call remove(s:models, a:buf)
    call gongwen#outline#window#gone(a:buf)
  endif
endfunction

" ---- for the rows, which are kept there ----

" They are out of step with the host's.
function! gongwen#outline#again(buf) abort
  call s:tell(a:buf, s:model(a:buf))
endfunction

" They are other ones now: for who listens, and for a width that follows them.
function! gongwen#outline#updated(buf) abort
  call gongwen#outline#window#fit(a:buf)
  call gongwen#host#announce('GongwenOutline', {'buf': a:buf, 'action': 'update'})
endfunction

function! gongwen#outline#fold(buf, id, action) abort
  call gongwen#host#notify('fold', {'buf': a:buf, 'node': a:id, 'action': a:action})
endfunction
