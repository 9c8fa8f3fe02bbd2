" The rows of outlines: their text is in the buffers; their colours, and what stands at the right edge of a
" window, are text properties of the rows on the screen, so a wide outline is as quick as a narrow one. They are
" drawn again when rows change, and when the window scrolls or has another width.

" A row, as in src/host/PROTOCOL.md.
let [s:TEXT, s:INDENT, s:ORDINAL, s:LEVEL, s:KIND, s:LEFT, s:FOLD, s:CHARACTERS] = range(1, 8)
let s:SIGNS = ['  ', '- ', '+ '] " no character here is of ambiguous width
" A number of placeholders of two digits, with the blanks beside it.
let s:COUNT_CELLS = 4
" A window keeps so many cells for the titles, at least.
let s:TITLE_CELLS = 10

" buffer -> {rows: those of gongwen/vim/outline.vim; empty: what to say where there are none; widths: how many
" lines there are of each width in cells, if somebody wants to know, with `widths_for` as 'ambiwidth'}
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
  let s:outlines[a:buf] = {'rows': a:rows, 'empty': a:empty, 'widths_for': ''}
  call gongwen#vim#rows#set(a:buf, 0, -1, len(a:rows))
endfunction

function! gongwen#vim#rows#forget(buf) abort
  unlet! s:outlines[a:buf]
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
  if empty(l:outline.rows)
    " A buffer without rows still has one line.
    call s:put_lines(a:buf, 0, getbufinfo(a:buf)[0].linecount, [''])
  else
    let l:rows = a:count ? l:outline.rows[a:first : a:first + a:count - 1] : []
    call s:put_lines(a:buf, a:first, a:last < 0 ? getbufinfo(a:buf)[0].linecount : a:last,
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

" Draws what a window of an outline shows.
function! gongwen#vim#rows#paint(window) abort
  let l:buf = winbufnr(a:window)
  if !has_key(s:outlines, l:buf)
    return
  endif
  let l:outline = s:outlines[l:buf]
  let [l:top, l:bottom, l:width] = [line('w0', a:window), line('w$', a:window), winwidth(a:window)]
  let l:last = line('$', a:window)
  let [l:top, l:bottom] = [min([max([l:top, 1]), l:last]), min([max([l:bottom, l:top]), l:last])]
  for l:name in s:GROUPS
    call prop_remove({'bufnr': l:buf, 'type': s:type(l:name), 'all': 1}, l:top, l:bottom)
  endfor
  if empty(l:outline.rows)
    call prop_add(1, 0, {'bufnr': l:buf, 'type': s:type('Item'), 'text': ' ' . l:outline.empty})
    return
  endif
  let l:bottom = min([l:bottom, len(l:outline.rows)])
  let l:widths = s:columns(l:outline.rows[l:top - 1 : l:bottom - 1])
  let l:places = {}
  for l:lnum in range(l:top, l:bottom)
    let l:row = l:outline.rows[l:lnum - 1]
    let [l:line, l:body] = [s:line_of(l:row), l:row[s:INDENT] + 2]
    call s:add(l:places, s:name_of(l:row), l:lnum, l:body + l:row[s:ORDINAL], strlen(l:line))
    if l:row[s:FOLD]
      call s:add(l:places, 'Fold', l:lnum, l:row[s:INDENT], l:row[s:INDENT] + 1)
    endif
    if l:row[s:ORDINAL]
      call s:add(l:places, 'Ordinal', l:lnum, l:body, l:body + l:row[s:ORDINAL])
    endif
    call s:paint_edge(l:buf, l:lnum, l:row, l:line, l:width, l:widths)
  endfor
  for [l:name, l:list] in items(l:places)
    call prop_add_list({'bufnr': l:buf, 'type': s:type(l:name)}, l:list)
  endfor
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
  let [l:characters, l:left] = [0, 0]
  for l:row in a:rows
    let l:characters = max([l:characters, l:row[s:CHARACTERS]])
    let l:left = max([l:left, l:row[s:LEFT]])
  endfor
  return {'characters': l:characters ? strlen(l:characters) + 1 : 0,
        \ 'left': l:characters && l:left ? strlen(l:left) + 2 : 0}
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
    let [l:bytes, l:taken] = s:cut(a:line, max([l:room - l:ellipsis, 0]))
    call insert(l:pieces, [s:name_of(a:row), '…' . repeat(' ', l:room - l:taken - l:ellipsis)])
    let l:column = l:bytes + 1
  endif
  for [l:name, l:text] in l:pieces
    if l:text !=# ''
      call prop_add(a:lnum, l:column, {'bufnr': a:buf, 'type': s:type(l:name), 'text': l:text})
    endif
  endfor
endfunction

" The longest beginning of a text that takes at most so many cells: its bytes, and how many cells it takes.
function! s:cut(text, cells) abort
  let [l:bytes, l:taken] = [0, 0]
  for l:char in split(a:text, '\zs')
    let l:width = strdisplaywidth(l:char)
    if l:taken + l:width > a:cells
      break
    endif
    let [l:bytes, l:taken] = [l:bytes + strlen(l:char), l:taken + l:width]
  endfor
  return [l:bytes, l:taken]
endfunction
