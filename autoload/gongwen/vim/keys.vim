" Keys of Insert mode: lent for a moment, with what they did before, and the last one that was read.

" ---- keys that mean something else for a moment ----

" buffer -> list of [lhs, rhs that it has meanwhile, the buffer-local map there was, or {}]
let s:lent = {}

" Maps keys, a list of [lhs, rhs], in the current buffer, if it has not lent them already.
function! gongwen#vim#keys#borrow(keys) abort
  if has_key(s:lent, bufnr(''))
    return
  endif
  let s:lent[bufnr('')] = []
  for [l:lhs, l:rhs] in a:keys
    let l:map = maparg(l:lhs, 'i', 0, 1)
    call add(s:lent[bufnr('')], [l:lhs, l:rhs, get(l:map, 'buffer', 0) ? l:map : {}])
    execute 'inoremap <buffer> <silent> <nowait>' l:lhs l:rhs
  endfor
endfunction

" They are again what they were, but for those that somebody has mapped since: he means it.
function! gongwen#vim#keys#give_back(buf) abort
  if !has_key(s:lent, a:buf)
    return
  elseif bufloaded(a:buf)
    call gongwen#vim#in_buffer(a:buf, 'call gongwen#vim#keys#restore()')
  endif
  call remove(s:lent, a:buf)
endfunction

function! gongwen#vim#keys#restore() abort
  for [l:lhs, l:rhs, l:map] in s:lent[bufnr('')]
    let l:now = maparg(l:lhs, 'i', 0, 1)
    if !get(l:now, 'buffer', 0) || l:now.rhs !=# l:rhs
      continue
    endif
    execute 'iunmap <buffer>' l:lhs
    if !empty(l:map)
      call mapset('i', 0, l:map)
    endif
  endfor
endfunction

" ---- what a key of ours does where it has nothing to do ----

" The map that ours, being one of the buffer, hides; it is to be run.
let s:hidden = {}

" See gongwen#nvim#usual().
function! gongwen#vim#keys#usual(plug) abort
  let l:maps = filter(maplist(), 'v:val.mode =~# "[i!]" && !v:val.abbr')
  let l:ours = filter(copy(l:maps), 'v:val.rhs ==? a:plug')
  let l:local = filter(copy(l:ours), 'v:val.buffer')
  if empty(l:local)
    return empty(l:ours) ? '' : gongwen#vim#keys#code(l:ours[0].lhs)
  endif
  let l:key = l:local[0].lhsraw
  let l:others = filter(l:maps, '!v:val.buffer && v:val.lhsraw ==# l:key && v:val.rhs !=? a:plug')
  if empty(l:others)
    return gongwen#vim#keys#code(l:local[0].lhs)
  endif
  let s:hidden = l:others[0]
  return "\<Cmd>call gongwen#vim#keys#run_hidden()\<CR>"
endfunction

" Keys as they are typed, from their names.
function! gongwen#vim#keys#code(text) abort
  return eval('"' . substitute(escape(a:text, '"\'), '<\ze[^<>]\+>', '\\<', 'g') . '"')
endfunction

function! gongwen#vim#keys#run_hidden() abort
  let l:map = s:hidden
  let l:lhs = gongwen#vim#keys#code(l:map.lhs)
  if l:map.expr && l:map.scriptversion < 999999
    call s:feed(eval(gongwen#vim#keys#code(s:named(l:map))), l:lhs, !l:map.noremap)
  elseif !l:map.expr && !l:map.noremap && stridx(gongwen#vim#keys#code(l:map.rhs), l:lhs) == 0
    call s:feed(gongwen#vim#keys#code(s:named(l:map)), l:lhs, 1)
  else
    " Under another name it runs as it is, in its script.
    let l:name = '<Plug>(gongwen-hidden)'
    let l:same = filter(copy(l:map), 'v:key !=# "lhsrawalt"')
    call mapset('i', 0, extend(l:same, {'lhs': l:name, 'lhsraw': gongwen#vim#keys#code(l:name), 'mode': 'i'}))
    call feedkeys(gongwen#vim#keys#code(l:name), 'im')
  endif
endfunction

" The right side of a map without <SID>.
function! s:named(map) abort
  return substitute(a:map.rhs, '\c<SID>', '<SNR>' . a:map.sid . '_', 'g')
endfunction

" Puts keys before what waits. A map that begins with its own key means that key: :h recursive_mapping
function! s:feed(keys, lhs, remap) abort
  if a:remap && stridx(a:keys, a:lhs) == 0
    call feedkeys(strpart(a:keys, strlen(a:lhs)), 'im')
    call feedkeys(a:lhs, 'in')
  else
    call feedkeys(a:keys, a:remap ? 'im' : 'in')
  endif
endfunction

" ---- the last key ----

" It is seen by a popup window of one cell, through which one sees the text.
let s:watcher = 0
let s:last = ''

function! gongwen#vim#keys#watch() abort
  let s:last = ''
  if !s:watcher
    let s:watcher = popup_create('', {'line': 1, 'col': 1, 'minwidth': 1, 'maxwidth': 1, 'maxheight': 1,
          \ 'mask': [[1, 1, 1, 1]], 'zindex': 1, 'filter': function('s:see'), 'filtermode': 'i'})
  endif
endfunction

function! s:see(window, key) abort
  let s:last = a:key
  return 0
endfunction

" Ends the watch, and tells.
function! gongwen#vim#keys#last() abort
  call popup_close(s:watcher)
  let s:watcher = 0
  return s:last
endfunction
