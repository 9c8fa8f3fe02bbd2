" The rows of outlines: their text is in the buffers; their colours, and what stands at the right edge of a
" window, are text properties of the rows on the screen, so a long outline is as quick as a short one. They go
" along with their lines; a row is drawn when it comes on the screen or changes, or the window has another width.

" A row, as in src/host/PROTOCOL.md.
let [s:TEXT, s:INDENT, s:ORDINAL, s:LEVEL, s:KIND, s:LEFT, s:FOLD, s:CHARACTERS] = range(1, 8)
let s:SIGNS = ['  ', '- ', '+ '] " no character here is of ambiguous width
" A number of placeholders of two digits, with the blanks beside it.
let s:COUNT_CELLS = 4
" A window keeps so many cells for the titles, at least.
let s:TITLE_CELLS = 10

" buffer -> {rows: those of gongwen/vim/outline.vim; drawn: of each row how it was drawn, '' if it is not; empty:
" what to say where there are no rows; widths: how many lines there are of each width in cells, if somebody wants
" to know, with `widths_for` as 'ambiwidth'}
let s:outlines = {}

let s:GROUPS = ['Title', 'Heading1', 'Heading2', 'Heading3', 'Heading4', 'Item', 'Fold', 'Ordinal', 'Count', 'Characters',
      \ 'Blank']

" ---- the text ----

" See gongwen#nvim#show_rows(). The rows stay those of the caller.
function! gongwen#vim#rows#show(buf, rows, empty) abort
  for l:name in s:GROUPS
    call gongwen#vim#mark#define(s:type(l:name), l:name ==# 'Blank' ? {} : {'highlight': 'GongwenOutline' . l:name})
  endfor
  augroup gongwen_rows
    autocmd!
    autocmd WinScrolled,TabEnter,BufWinEnter,VimResized * call s:paint_all()
    autocmd OptionSet ambiwidth call s:paint_all()
  augroup END
  let s:outlines[a:buf] = {'rows': a:rows, 'drawn': [], 'empty': a:empty, 'widths_for': ''}
  call gongwen#vim#rows#set(a:buf, 0, -1, len(a:rows))
endfunction

function! gongwen#vim#rows#forget(buf) abort
  call filter(s:outlines, 'v:key != a:buf')
  if empty(s:outlines)
    autocmd! gongwen_rows
  endif
endfunction

function! gongwen#vim#rows#say_empty(buf, empty) abort
  let s:outlines[a:buf].empty = a:empty
  call s:paint_windows(a:buf)
endfunction

" The fold's sign stands between the indentation and the ordinal.
function! s:line_of(row) abort
  return strpart(a:row[s:TEXT], 0, a:row[s:INDENT]) . s:SIGNS[a:row[s:FOLD]] . strpart(a:row[s:TEXT], a:row[s:INDENT])
endfunction

" Rows [first, last) of what the buffer shows are `count` others now, which are in its rows already; last -1:
" all that it shows.
function! gongwen#vim#rows#set(buf, first, last, count) abort
  let l:outline = s:outlines[a:buf]
  let l:last = a:last < 0 ? len(l:outline.drawn) : a:last
  if l:last > a:first
    call remove(l:outline.drawn, a:first, l:last - 1)
  endif
  call extend(l:outline.drawn, repeat([''], a:count), a:first)
  if empty(l:outline.rows)
    " A buffer without rows still has one line.
    call s:put_lines(a:buf, 0, gongwen#vim#edit#count(a:buf), [''])
  else
    let l:rows = a:count ? l:outline.rows[a:first : a:first + a:count - 1] : []
    call s:put_lines(a:buf, a:first, a:last < 0 ? gongwen#vim#edit#count(a:buf) : a:last,
          \ map(l:rows, {_, row -> s:line_of(row)}))
  endif
  call s:paint_windows(a:buf)
endfunction

" Puts lines in place of lines [first, last), leaving alone those that stay as they are at both ends.
function! s:put_lines(buf, first, last, lines) abort
  let l:old = a:last > a:first ? getbufline(a:buf, a:first + 1, a:last) : []
  let [l:head, l:tail, l:shorter] = [0, 0, min([len(l:old), len(a:lines)])]
  while l:head < l:shorter && l:old[l:head] ==# a:lines[l:head]
    let l:head += 1
  endwhile
  while l:tail < l:shorter - l:head && l:old[-1 - l:tail] ==# a:lines[-1 - l:tail]
    let l:tail += 1
  endwhile
  if l:head + l:tail == max([len(l:old), len(a:lines)])
    return
  endif
  let l:new = a:lines[l:head : len(a:lines) - l:tail - 1]
  call s:count(s:outlines[a:buf], l:old[l:head : len(l:old) - l:tail - 1], -1)
  call s:count(s:outlines[a:buf], l:new, 1)
  call setbufvar(a:buf, '&modifiable', 1)
  call gongwen#vim#edit#set_lines(a:buf, a:first + l:head, a:last - l:tail, l:new)
  call setbufvar(a:buf, '&modifiable', 0)
  call setbufvar(a:buf, '&modified', 0)
endfunction

" ---- how wide it is ----

" Adds `step` for each line to how many are as wide, if somebody wants to know.
function! s:count(outline, lines, step) abort
  if a:outline.widths_for !=# ''
    for l:line in a:lines
      let l:cells = strdisplaywidth(l:line)
      let a:outline.widths[l:cells] = get(a:outline.widths, l:cells) + a:step
    endfor
  endif
endfunction

" See gongwen#nvim#cells_of_rows().
function! gongwen#vim#rows#cells(buf) abort
  let l:outline = s:outlines[a:buf]
  if l:outline.widths_for !=# &ambiwidth
    let [l:outline.widths, l:outline.widths_for] = [{}, &ambiwidth]
    call s:count(l:outline, getbufline(a:buf, 1, '$'), 1)
  endif
  let l:most = max(map(keys(filter(copy(l:outline.widths), 'v:val > 0')), 'str2nr(v:val)'))
  " The first row's section is the largest, if it is the title's.
  let l:all = empty(l:outline.rows) ? 0 : l:outline.rows[0][s:CHARACTERS]
  return l:most + s:COUNT_CELLS + (l:all > 0 ? strlen(l:all) + 1 : 0)
endfunction

" ---- what is on the screen ----

" Puts the cursor of a window on a line, counted from 1, which comes into sight.
function! gongwen#vim#rows#set_line(window, lnum) abort
  call win_execute(a:window, 'call cursor(' . a:lnum . ', 1)')
  let l:height = winheight(a:window)
  let [l:top, l:bottom] = [line('w0', a:window), line('w$', a:window)]
  if a:window != win_getid() && (a:lnum < l:top || a:lnum > l:bottom)
    " As Vim scrolls the window that one is in: by lines, or so that the line is in the middle.
    let l:far = a:lnum < l:top - l:height / 2 || a:lnum > l:bottom + l:height / 2
    let l:new = l:far ? a:lnum - l:height / 2 : a:lnum < l:top ? a:lnum : a:lnum - l:height + 1
    call win_execute(a:window, printf('call winrestview({"topline": %d})', max([1, l:new])))
  endif
endfunction

function! s:paint_all() abort
  for l:buf in keys(s:outlines)
    call s:paint_windows(str2nr(l:buf))
  endfor
endfunction

function! s:paint_windows(buf) abort
  for l:window in win_findbuf(a:buf)
    call gongwen#vim#rows#paint(l:window)
  endfor
endfunction

" Draws what a window of an outline shows and is not drawn yet.
function! gongwen#vim#rows#paint(window) abort
  let l:buf = winbufnr(a:window)
  if !has_key(s:outlines, l:buf)
    return
  endif
  let l:outline = s:outlines[l:buf]
  if empty(l:outline.rows)
    call prop_clear(1, 1, {'bufnr': l:buf})
    call prop_add(1, 0, {'bufnr': l:buf, 'type': s:type('Item'), 'text': ' ' . l:outline.empty})
    return
  endif
  let l:count = min([len(l:outline.rows), line('$', a:window)])
  let l:top = min([max([line('w0', a:window), 1]), l:count])
  let l:bottom = min([max([line('w$', a:window), l:top]), l:count])
  let l:width = winwidth(a:window)
  let l:widths = s:columns(l:outline.rows[l:top - 1 : l:bottom - 1])
  let l:how = join([l:width, l:widths.characters, l:widths.left, &ambiwidth])
  if count(l:outline.drawn[l:top - 1 : l:bottom - 1], l:how) == l:bottom - l:top + 1
    return
  endif
  let l:places = {}
  for l:at in range(l:top - 1, l:bottom - 1)
    if l:outline.drawn[l:at] !=# l:how
      let l:outline.drawn[l:at] = l:how
      call s:paint_row(l:buf, l:at + 1, l:outline.rows[l:at], l:width, l:widths, l:places)
    endif
  endfor
  for [l:name, l:list] in items(l:places)
    call prop_add_list({'bufnr': l:buf, 'type': s:type(l:name)}, l:list)
  endfor
endfunction

" What of its text is of which group comes into `places`.
function! s:paint_row(buf, lnum, row, width, widths, places) abort
  call prop_clear(a:lnum, a:lnum, {'bufnr': a:buf})
  let [l:line, l:body] = [s:line_of(a:row), a:row[s:INDENT] + 2]
  call s:add(a:places, s:name_of(a:row), a:lnum, l:body + a:row[s:ORDINAL], strlen(l:line))
  if a:row[s:FOLD]
    call s:add(a:places, 'Fold', a:lnum, a:row[s:INDENT], a:row[s:INDENT] + 1)
  endif
  if a:row[s:ORDINAL]
    call s:add(a:places, 'Ordinal', a:lnum, l:body, l:body + a:row[s:ORDINAL])
  endif
  call s:paint_edge(a:buf, a:lnum, a:row, l:line, a:width, a:widths)
endfunction

function! s:add(places, name, lnum, first, last) abort
  if a:last > a:first
    let a:places[a:name] = add(get(a:places, a:name, []), [a:lnum, a:first + 1, a:lnum, a:last + 1])
  endif
endfunction

function! s:type(name) abort
  return 'gongwen_outline_' . a:name
endfunction

function! s:name_of(row) abort
  return a:row[s:KIND] ==# 'heading' ? 'Heading' . max([1, min([a:row[s:LEVEL], 4])])
        \ : a:row[s:KIND] ==# 'title' ? 'Title' : 'Item'
endfunction

" ---- the right edge ----

" The columns of counts of the rows on the screen: {characters, left}, in cells with the blanks beside them; 0
" for a column that is not there.
function! s:columns(rows) abort
  let l:characters = max(map(copy(a:rows), 'v:val[s:CHARACTERS]'))
  let l:left = l:characters ? max(map(copy(a:rows), 'v:val[s:LEFT]')) : 0
  return {'characters': l:characters ? strlen(l:characters) + 1 : 0, 'left': l:left ? strlen(l:left) + 2 : 0}
endfunction

" What stands at the right edge in a row: a list of [name of the group, text].
function! s:tail_of(row, widths) abort
  let l:count = a:row[s:LEFT] ? a:row[s:LEFT] . ' ' : ' '
  if a:widths.characters
    return [['Characters', printf('%*d', a:widths.characters, a:row[s:CHARACTERS])],
          \ ['Count', printf('%*s', max([a:widths.left, 1]), l:count)]]
  endif
  return a:row[s:LEFT] ? [['Count', ' ' . l:count]] : []
endfunction

" Virtual text, behind the row's text with blanks between them; or in it, where it is too long: it is cut between
" two characters, with … behind it, and its rest is out of sight.
function! s:paint_edge(buf, lnum, row, line, width, widths) abort
  let l:pieces = s:tail_of(a:row, a:widths)
  let l:cells = strlen(join(map(copy(l:pieces), 'v:val[1]'), ''))
  if a:width - l:cells < s:TITLE_CELLS
    let [l:pieces, l:cells] = [[], 0]
  endif
  let l:room = a:width - l:cells
  let l:taken = strdisplaywidth(a:line)
  if l:taken <= l:room
    if l:cells
      call insert(l:pieces, ['Blank', repeat(' ', l:room - l:taken)])
    endif
    let l:column = 0
  else
    let l:ellipsis = strdisplaywidth('…')
    let l:head = printf('%.*S', max([l:room - l:ellipsis, 0]), a:line)
    let l:rest = l:room - strdisplaywidth(l:head) - l:ellipsis
    call insert(l:pieces, [s:name_of(a:row), '…' . repeat(' ', l:rest)])
    let l:column = strlen(l:head) + 1
  endif
  for [l:name, l:text] in l:pieces
    if l:text !=# ''
      call prop_add(a:lnum, l:column, {'bufnr': a:buf, 'type': s:type(l:name), 'text': l:text})
    endif
  endfor
endfunction
