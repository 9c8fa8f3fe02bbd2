" A list to choose from, narrowed by typing: vim.ui.select() where the user has put something better in
" its place, else small windows over the text. In Insert mode these are used without leaving it, so that an
" input method stays as it is.

" {Find, Columns, items: that are shown, typed: what they were found by, marked: which of them, window:
" where one came from, inserting, shown: as the editor keeps it, Then, Cancel}
let s:list = {}

" What the keys do meanwhile.
let s:keys = [['<CR>', 'take'], ['<C-y>', 'take'], ['<Esc>', 'cancel'], ['<C-c>', 'cancel'],
      \ ['<Down>', 'next'], ['<C-n>', 'next'], ['<C-j>', 'next'], ['<Tab>', 'next'],
      \ ['<Up>', 'previous'], ['<C-p>', 'previous'], ['<C-k>', 'previous'], ['<S-Tab>', 'previous']]

" So many rows are shown; who looks for more types more.
let s:ROWS = 200

" Columns are aligned up to so many cells.
let s:COLUMN = 44

" Lets the user choose an item. `From` is the list of them, or Find(text, count), which gives the best
" `count` of those that the text is meant for, 0 being all; Columns(item) what is shown of one, a list of
" texts. Calls Then(item) or Cancel(), with the editor in the window and mode that it is called in, as far
" as vim.ui.select() cares.
function! gongwen#picker#one(From, prompt, Columns, Then, Cancel) abort
  let l:Find = type(a:From) == v:t_list ? function('s:find', [a:From, a:Columns]) : a:From
  if gongwen#editor#call('has_own_select')
    call gongwen#editor#call('select', l:Find('', 0), a:prompt, {item -> join(a:Columns(item), '  ')}, a:Then, a:Cancel)
    return
  endif
  call s:close()
  let l:items = l:Find('', s:ROWS)
  let s:list = {'Find': l:Find, 'Columns': a:Columns, 'typed': '', 'window': win_getid(), 'inserting': mode() ==# 'i',
        \ 'Then': a:Then, 'Cancel': a:Cancel}
  let s:list.shown = gongwen#editor#call('open_list', a:prompt, len(l:items), s:keys, s:list.inserting)
  augroup gongwen_picker
    autocmd!
    autocmd WinLeave,BufLeave <buffer> ++nested call s:close()
  augroup END
  call s:show(l:items)
endfunction

" Those of a list in whose columns every word of the text is.
function! s:find(items, Columns, text, count) abort
  let l:found = copy(a:items)
  for l:word in split(tolower(a:text), '[[:space:]　]\+')
    call filter(l:found, {_, item -> stridx(tolower(join(a:Columns(item))), l:word) >= 0})
  endfor
  return a:count > 0 ? l:found[: a:count - 1] : l:found
endfunction

" Rows of columns as lines, in which the columns stand one below the other; those too long for that
" move the rest of their line.
function! s:align(rows) abort
  let l:widths = []
  for l:row in a:rows
    for l:i in range(len(l:row) - 1)
      let l:cells = min([s:COLUMN, strdisplaywidth(l:row[l:i])])
      if l:i == len(l:widths)
        call add(l:widths, l:cells)
      elseif l:cells > l:widths[l:i]
        let l:widths[l:i] = l:cells
      endif
    endfor
  endfor
  return map(a:rows, {_, row -> substitute(join(map(row,
        \ {i, text -> text . repeat(' ', get(l:widths, i, 0) - strdisplaywidth(text))}), '  '), ' *$', '', '')})
endfunction

function! s:show(items) abort
  call extend(s:list, {'items': a:items, 'marked': 0})
  call gongwen#editor#call('show_list', s:list.shown, s:align(map(copy(a:items), {_, item -> s:list.Columns(item)})))
endfunction

" Shows what is meant by the text that was typed, if that is news.
function! gongwen#picker#narrow() abort
  let l:typed = gongwen#editor#call('typed_in_list', s:list.shown)
  if l:typed !=# s:list.typed
    let s:list.typed = l:typed
    call s:show(s:list.Find(l:typed, s:ROWS))
  endif
endfunction

" What one of the keys is for. It may come in one burst with the text before it: then that is not narrowed to
" yet.
function! gongwen#picker#act(action) abort
  if a:action ==# 'cancel'
    return s:leave(s:list.Cancel)
  endif
  call gongwen#picker#narrow()
  let l:count = len(s:list.items)
  if l:count && a:action ==# 'take'
    let [l:item, l:Then] = [s:list.items[s:list.marked], s:list.Then]
    call s:leave({-> l:Then(l:item)})
  elseif l:count
    call gongwen#picker#mark((s:list.marked + (a:action ==# 'next' ? 1 : l:count - 1)) % l:count)
  endif
endfunction

" Marks the item in a row, counted from 0.
function! gongwen#picker#mark(at) abort
  let s:list.marked = a:at
  call gongwen#editor#call('mark_in_list', s:list.shown, a:at)
endfunction

" Goes back to where one came from, in the mode that one was in, and does it there.
function! s:leave(Do) abort
  let l:list = s:list
  let s:list = {}
  call s:shut(l:list)
  call win_gotoid(l:list.window)
  let s:Do = a:Do
  call gongwen#editor#call('feed', (l:list.inserting ? "\<C-g>u" : "\<C-\>\<C-n>")
        \ . "\<Cmd>call gongwen#picker#done()\<CR>", 0)
endfunction

function! gongwen#picker#done() abort
  call s:Do()
endfunction

" The list is left by another way: nothing was chosen.
function! s:close() abort
  let l:list = s:list
  let s:list = {}
  if !empty(l:list)
    call s:shut(l:list)
    if !l:list.inserting
      stopinsert
    endif
  endif
endfunction

function! s:shut(list) abort
  autocmd! gongwen_picker
  call gongwen#editor#call('close_list', a:list.shown)
endfunction
