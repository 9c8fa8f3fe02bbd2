" The mark of the placeholder that waits to be filled: its bytes are a property, and what is inserted right before
" them grows another one that is empty at first.

" The mark that there is: {buf, id, near: its line when it was looked at last, counted from 1}; {} for none.
let s:live = {}

" Marks `size` bytes at a place of the current buffer, highlighted, and nothing else any more. What is inserted
" right there is inserted before them.
function! gongwen#vim#slot#mark(buf, place, size, group) abort
  call gongwen#vim#mark#define('gongwen_before', gongwen#vim#mark#growing())
  call gongwen#vim#mark#define('gongwen_pending', {'highlight': a:group, 'priority': 200})
  call gongwen#vim#slot#unmark()
  let s:live = {'buf': a:buf, 'id': gongwen#vim#mark#new_id(), 'near': a:place[0] + 1}
  let l:at = {'bufnr': a:buf, 'id': s:live.id}
  call prop_add(a:place[0] + 1, a:place[1] + 1, extend({'type': 'gongwen_before', 'length': 0}, l:at))
  call prop_add(a:place[0] + 1, a:place[1] + 1, extend({'type': 'gongwen_pending', 'length': a:size}, l:at))
  if !exists('#gongwen_slot#TextChanged#<buffer=' . a:buf . '>')
    call s:sweep_later(a:buf)
  endif
endfunction

" [where text inserted there begins, where the marked bytes are now, what they are]; [] when they are gone.
function! gongwen#vim#slot#read(size) abort
  if !empty(s:live) && bufloaded(s:live.buf)
    let l:before = gongwen#vim#mark#find(s:live.buf, 'gongwen_before', s:live.id, s:live.near)
    let l:slot = gongwen#vim#mark#find(s:live.buf, 'gongwen_pending', s:live.id, s:live.near)
    if !empty(l:before) && !empty(l:slot)
      let s:live.near = l:slot[0].lnum
      return [[l:before[0].lnum - 1, l:before[0].col - 1], [l:slot[0].lnum - 1, l:slot[0].col - 1],
            \ strpart(getbufline(s:live.buf, l:slot[0].lnum)[0], l:slot[0].col - 1, a:size)]
    endif
  endif
  return []
endfunction

function! gongwen#vim#slot#unmark() abort
  if !empty(s:live) && bufloaded(s:live.buf)
    for l:type in ['gongwen_before', 'gongwen_pending']
      call gongwen#vim#mark#remove(s:live.buf, l:type, s:live.id, s:live.near)
    endfor
  endif
  let s:live = {}
endfunction

" Undo brings lines back as they were, with properties of marks that are none any more.
function! s:sweep_later(buf) abort
  augroup gongwen_slot
    execute printf('autocmd TextChanged,TextChangedI <buffer=%d> call s:sweep()', a:buf)
  augroup END
endfunction

function! s:sweep() abort
  let [l:first, l:last] = [line("'["), min([line("']"), line('$')])]
  if get(s:live, 'buf', 0) == bufnr('') || l:first < 1 || l:last < l:first
    return
  endif
  for l:type in ['gongwen_before', 'gongwen_pending']
    call prop_remove({'type': l:type, 'all': 1}, l:first, l:last)
  endfor
endfunction
