" For soak.vim, run in the editors: the text after each of the last steps, and the same steps made by hand.

" The last `count` changes, undone and redone: the text after each of them.
function! SoakSteps(count) abort
  let l:texts = [getline(1, '$')]
  for l:i in range(a:count - 1)
    silent undo
    call insert(l:texts, getline(1, '$'))
  endfor
  for l:i in range(a:count - 1)
    silent redo
  endfor
  return l:texts
endfunction

" Each text as one change, as one step of undo.
function! SoakFollow(texts) abort
  for l:text in a:texts
    let &undolevels = &undolevels
    if line('$') > len(l:text)
      silent call deletebufline('', len(l:text) + 1, '$')
    endif
    call setline(1, l:text)
  endfor
  let &undolevels = &undolevels
endfunction

" Another text, without a past.
function! SoakBegin(file) abort
  let l:old = bufnr('')
  execute 'silent edit!' fnameescape(a:file)
  if bufnr('') != l:old
    execute 'silent bwipeout!' l:old
  endif
  " Blocks of columns depend on where lines are wrapped, and that on the windows there are.
  set nowrap noautoindent noswapfile formatoptions=tcq nrformats=
endfunction
