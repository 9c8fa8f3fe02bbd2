" Lines over the text until the cursor moves or the window is left.

let s:popup = 0

" See gongwen#nvim#popup().
function! gongwen#vim#popup#show(lines) abort
  let s:popup = popup_create(a:lines, {'line': 'cursor+1', 'col': 'cursor', 'pos': 'topleft', 'wrap': 0,
        \ 'highlight': 'Pmenu', 'moved': [0, 0, 0]})
  augroup gongwen_popup
    autocmd!
    autocmd CursorMoved,WinLeave,BufWipeout <buffer> ++nested call s:close()
  augroup END
endfunction

function! s:close() abort
  autocmd! gongwen_popup
  call popup_close(s:popup)
endfunction
