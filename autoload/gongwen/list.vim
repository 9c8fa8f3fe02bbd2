" The location list.

" Shows items, as for setloclist(); the cursor stays where it is.
function! gongwen#list#show(name, items) abort
  call setloclist(0, [], ' ', {'title': ':Gongwen ' . a:name, 'items': a:items})
  let l:window = win_getid()
  lopen
  call win_gotoid(l:window)
endfunction
