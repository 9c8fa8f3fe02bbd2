" What scripts and statuslines may call. Line and column numbers here count from 1, columns in bytes.

" The version of this face; the host refuses to talk to another one.
function! gongwen#version() abort
  return '0.1.0'
endfunction

" The plugin's own folder.
let s:root = expand('<sfile>:p:h:h')
function! gongwen#root() abort
  return s:root
endfunction

" The headings of a buffer (the current one by default), as a list of
" {lnum, col, kind, level, ordinal, title, placeholders}; the document's title comes first, with kind
" 'title' and level 0. Attaches the buffer if need be; [] when the host cannot tell.
function! gongwen#headings(...) abort
  return s:cached(get(a:000, 0, bufnr('')), 'headings', {'items': v:false}, function('s:heading'))
endfunction

" The placeholders of a buffer: a list of {lnum, col, text, field}; field is '' when it shares none.
function! gongwen#placeholders(...) abort
  return s:cached(get(a:000, 0, bufnr('')), 'placeholders', {}, function('s:placeholder'))
endfunction

" Where the cursor is: the titles of the sections around it, outermost first, joined by ' > '. Cheap.
function! gongwen#breadcrumb() abort
  call gongwen#buffer#watched()
  return join(get(gongwen#buffer#get(bufnr('')), 'path', []), ' > ')
endfunction

" The breadcrumb and the number of placeholders left in the section and in the text, for 'statusline': cheap, and safe to evaluate
" again (each % is doubled). Empty in other buffers.
function! gongwen#statusline() abort
  call gongwen#buffer#watched()
  return get(gongwen#buffer#get(bufnr('')), 'status', '')
endfunction

" True once the host has seen the present text of the buffer.
function! gongwen#ready(...) abort
  let l:buf = get(a:000, 0, bufnr(''))
  return gongwen#host#state() ==# 'ready'
        \ && get(gongwen#buffer#get(l:buf), 'seen', -1) == getbufvar(l:buf, 'changedtick', -2)
endfunction

" An answer of the host about the whole buffer, kept as long as the text stays the same.
function! s:cached(buf, what, params, Convert) abort
  if !gongwen#buffer#attach(a:buf)
    return []
  endif
  let l:entry = gongwen#buffer#get(a:buf)
  let l:tick = getbufvar(a:buf, 'changedtick')
  let l:kept = l:entry.cache
  if get(get(l:kept, a:what, {}), 'tick', -1) != l:tick
    let l:answer = gongwen#host#ask(a:what, a:buf, a:params)
    if has_key(l:answer, 'error')
      return []
    endif
    let l:kept[a:what] = {'tick': l:tick, 'list': map(l:answer[a:what], {_, row -> a:Convert(row)})}
  endif
  return deepcopy(l:kept[a:what].list)
endfunction

function! s:heading(row) abort
  let [l:line, l:column, l:kind, l:level, l:ordinal, l:title, l:left] = a:row
  return {'lnum': l:line + 1, 'col': l:column + 1, 'kind': l:kind, 'level': l:level,
        \ 'ordinal': l:ordinal, 'title': l:title, 'placeholders': l:left}
endfunction

function! s:placeholder(row) abort
  let [l:line, l:column, l:text, l:field] = a:row
  return {'lnum': l:line + 1, 'col': l:column + 1, 'text': l:text, 'field': l:field}
endfunction
