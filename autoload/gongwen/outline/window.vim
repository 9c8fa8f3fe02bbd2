" The side window with the outline: one a tab, which follows the text in it that is served. It is
" opened, drawn and closed without being entered, and leaves no trace in the user's windows.

" t:gongwen_outline holds {window, buffer: its own; text: the buffer it shows; last: the window in
" which that was last; layout, sizes: of the windows before it was opened}.

" outline buffer -> text buffer, in all tabs
let s:shown = {}
let s:opened = 0

" key -> [action, Chinese, English]
let s:keys = [
      \ ['<CR>', 'jump', '转到该节', 'go to the section'],
      \ ['<2-LeftMouse>', 'jump', '转到该节', 'go to the section'],
      \ ['o', 'show', '转到该节，光标留在提纲', 'show the section, stay here'],
      \ ['p', 'show', '转到该节，光标留在提纲', 'show the section, stay here'],
      \ ['za', 'toggle', '折叠或展开', 'toggle the fold'],
      \ ['zo', 'open', '展开', 'open the fold'],
      \ ['zc', 'close', '折叠', 'close the fold'],
      \ ['zO', 'open_all', '连同下级一起展开', 'open with all below'],
      \ ['zC', 'close_all', '连同下级一起折叠', 'close with all below'],
      \ ['zR', 'open_every', '全部展开', 'open all folds'],
      \ ['zM', 'close_every', '全部折叠', 'close all folds'],
      \ ['<', 'promote', '升一级', 'promote the section'],
      \ ['>', 'demote', '降一级', 'demote the section'],
      \ ['K', 'move_up', '上移', 'move the section up'],
      \ ['J', 'move_down', '下移', 'move the section down'],
      \ ['dd', 'delete', '删除该节', 'delete the section'],
      \ ['yy', 'yank', '复制该节', 'yank the section'],
      \ ['q', 'quit', '关闭提纲', 'close the outline'],
      \ ['?', 'help', '显示按键', 'show the keys'],
      \ ]

" ---- opening and closing ----

" The outline of the present tab, {} if there is none.
function! s:view() abort
  let l:view = get(t:, 'gongwen_outline', {})
  return !empty(l:view) && win_id2tabwin(l:view.window)[0] == tabpagenr()
        \ && winbufnr(l:view.window) == l:view.buffer ? l:view : {}
endfunction

function! gongwen#outline#window#toggle() abort
  let l:view = s:view()
  if getcmdwintype() !=# ''
    call gongwen#message#show('cmdwin')
  elseif !empty(l:view)
    call s:close(l:view)
  elseif !gongwen#editor#supported()
    call gongwen#message#show('vim')
  elseif !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show('not-text')
  else
    call s:open(bufnr(''))
  endif
endfunction

" Opens the outline of a text.
function! s:open(text) abort
  let [l:here, l:previous] = [win_getid(), win_getid(winnr('#'))]
  let l:view = {'text': a:text, 'last': l:here, 'layout': winlayout(), 'sizes': winrestcmd(),
        \ 'screen': [&columns, &lines]}
  let l:width = gongwen#config#get('outline_width')
  let s:opened += 1
  while bufexists('gongwen://outline/' . s:opened)
    let s:opened += 1
  endwhile
  let l:view.buffer = bufadd('gongwen://outline/' . s:opened)
  call setbufvar(l:view.buffer, '&buftype', 'nofile')
  call setbufvar(l:view.buffer, '&swapfile', 0)
  try
    execute 'noautocmd keepalt keepjumps vertical botright' l:width . 'split'
  catch /^Vim\%((\a\+)\)\=:E36:/
    execute 'noautocmd bwipeout' l:view.buffer
    call gongwen#message#show('no-room')
    return
  endtry
  execute 'noautocmd keepalt keepjumps buffer' l:view.buffer
  let l:view.window = win_getid()
  let t:gongwen_outline = l:view
  call s:set_options(l:view)
  execute 'vertical resize' l:width
  call s:watch()
  call s:set_text(l:view, l:view.text)
  call s:map_keys()
  setlocal filetype=gongwen-outline
  if l:previous
    noautocmd call win_gotoid(l:previous)
  endif
  noautocmd call win_gotoid(l:here)
endfunction

function! s:set_options(view) abort
  setlocal bufhidden=wipe nobuflisted noswapfile nomodifiable undolevels=-1 textwidth=0
  setlocal nowrap nonumber norelativenumber nolist nospell nocursorcolumn colorcolumn= signcolumn=no
  setlocal foldcolumn=0 nofoldenable foldmethod=manual nodiff noscrollbind nocursorbind conceallevel=0
  setlocal scrolloff=0 sidescrolloff=0 winfixwidth
  let &l:fillchars = join(filter(split(&fillchars, ','), 'v:val !~# "^eob:"') + ['eob: '], ',')
  for [l:option, l:value] in [['winbar', ''], ['statuscolumn', ''], ['winfixbuf', 1]]
    if exists('+' . l:option)
      execute 'let &l:' . l:option '= l:value'
    endif
  endfor
endfunction

function! s:watch() abort
  augroup gongwen_outline
    autocmd!
    autocmd QuitPre * ++nested call s:before_quit()
    autocmd WinClosed * call timer_start(0, function('s:after_close'))
    autocmd WinEnter,BufEnter * call s:follow()
    " A new buffer is served only when it has its filetype.
    autocmd FileType * if expand('<amatch>') !=# 'gongwen-outline' | call s:follow() | endif
    autocmd BufWinEnter * call s:guard()
    autocmd BufFilePost * call s:retitle()
    autocmd BufWipeout gongwen://outline/* call s:forget(str2nr(expand('<abuf>')))
  augroup END
endfunction

" Closes an outline of the present tab; the sizes of the other windows are again what they were.
function! s:close(view) abort
  if winnr('$') == 1
    call s:rescue(a:view)
    return
  endif
  if win_getid() == a:view.window
    noautocmd call win_gotoid(s:window_for(a:view.text, a:view.last))
  endif
  execute win_id2win(a:view.window) . 'close'
  if winlayout() ==# a:view.layout && [&columns, &lines] == a:view.screen
    execute a:view.sizes
  endif
endfunction

" An outline's buffer is gone.
function! s:forget(buffer) abort
  let l:text = get(s:shown, a:buffer, 0)
  if l:text
    call remove(s:shown, a:buffer)
    call s:release(l:text)
    " Not at once: what takes its place in the window has yet to come.
    call timer_start(0, {-> s:unwatch()})
  endif
endfunction

function! s:unwatch() abort
  if empty(s:shown)
    autocmd! gongwen_outline
  endif
endfunction

" No more rows for a text that no outline shows.
function! s:release(text) abort
  if index(values(s:shown), a:text) < 0
    call gongwen#outline#hide(a:text)
  endif
endfunction

" ---- what it shows ----

" The outline shows `text` from now on.
function! s:set_text(view, text) abort
  let l:before = get(s:shown, a:view.buffer, 0)
  let a:view.text = a:text
  let s:shown[a:view.buffer] = a:text
  if l:before && l:before != a:text
    call s:release(l:before)
  endif
  call s:set_title(a:view)
  call s:draw(a:view.buffer, 0, -1, gongwen#outline#all(a:text))
  call gongwen#outline#show(a:text)
  call s:mark_row(a:view.window, gongwen#outline#row(a:text))
endfunction

function! s:set_title(view) abort
  let l:name = fnamemodify(bufname(a:view.text), ':t')
  call setwinvar(a:view.window, '&statusline', ' ' . gongwen#message#text('outline') . ' '
        \ . substitute(l:name, '%', '%%', 'g'))
endfunction

" A buffer has another name.
function! s:retitle() abort
  for l:tab in range(1, tabpagenr('$'))
    let l:view = gettabvar(l:tab, 'gongwen_outline', {})
    if !empty(l:view) && winbufnr(l:view.window) == l:view.buffer
      call s:set_title(l:view)
    endif
  endfor
endfunction

" Rows [first, end) of the text's outline are these now, rendered.
function! gongwen#outline#window#rows(text, first, end, rows) abort
  for [l:buffer, l:shown] in items(s:shown)
    if l:shown == a:text && bufloaded(str2nr(l:buffer))
      let l:kept = map(win_findbuf(str2nr(l:buffer)), {_, window -> [window, s:node_in(window)]})
      call s:draw(str2nr(l:buffer), a:first, a:end, a:rows)
      for [l:window, l:id] in l:kept
        call s:return_to(l:window, a:text, l:id)
      endfor
    endif
  endfor
endfunction

" The text's cursor is in `row`; -1: above all.
function! gongwen#outline#window#where(text, row) abort
  for [l:buffer, l:shown] in items(s:shown)
    if l:shown == a:text
      for l:window in win_findbuf(str2nr(l:buffer))
        if l:window != win_getid()
          call s:mark_row(l:window, a:row)
        endif
      endfor
    endif
  endfor
endfunction

function! s:mark_row(window, row) abort
  call setwinvar(a:window, '&cursorline', a:row >= 0)
  if a:row >= 0 && a:row < getbufinfo(winbufnr(a:window))[0].linecount
    call gongwen#editor#call('set_line', a:window, a:row + 1)
  endif
endfunction

" The nodes drawn in an outline's buffer are those of b:gongwen_ids: what its cursor stands on before
" the rows change must be found again after.
function! s:node_in(window) abort
  return get(getbufvar(winbufnr(a:window), 'gongwen_ids', []), line('.', a:window) - 1, 0)
endfunction

function! s:return_to(window, text, id) abort
  let l:row = a:window == win_getid() ? gongwen#outline#find(a:text, a:id) : gongwen#outline#row(a:text)
  if l:row >= 0 && l:row + 1 != line('.', a:window)
    call s:mark_row(a:window, l:row)
  endif
endfunction

" Draws rows [first, end) (-1: to the end), touching no line whose text stays.
function! s:draw(buffer, first, end, rows) abort
  let l:ids = getbufvar(a:buffer, 'gongwen_ids', [])
  let l:end = a:end < 0 ? len(l:ids) : a:end
  let l:new = map(copy(a:rows), 'v:val.line')
  let l:old = empty(l:ids) ? [] : getbufline(a:buffer, a:first + 1, l:end)
  call gongwen#editor#call('clear_paint', a:buffer, a:first, max([l:end, 1]))
  if l:new !=# l:old
    " A buffer without rows still has one line.
    call gongwen#editor#call('set_rows', a:buffer, a:first, empty(l:ids) ? -1 : l:end, l:new)
  endif
  let l:kept = (a:first ? l:ids[: a:first - 1] : [])
  call setbufvar(a:buffer, 'gongwen_ids', l:kept + map(copy(a:rows), 'v:val.id') + l:ids[l:end :])
  let l:row = a:first
  for l:drawn in a:rows
    call gongwen#editor#call('paint_row', a:buffer, l:row, l:drawn.pieces,
          \ l:drawn.tail, 'GongwenOutlineCount')
    let l:row += 1
  endfor
  if empty(getbufvar(a:buffer, 'gongwen_ids'))
    call gongwen#editor#call('paint_row', a:buffer, 0, [], gongwen#message#text('empty'), 'GongwenOutlineItem')
  endif
endfunction

" A text is gone: so are the outlines that still show it. An outline that is alone then is seen to by
" after_close().
function! gongwen#outline#window#gone(text) abort
  for [l:buffer, l:shown] in items(s:shown)
    if l:shown == a:text && getcmdwintype() ==# ''
      for l:window in win_findbuf(str2nr(l:buffer))
        if len(gettabinfo(win_id2tabwin(l:window)[0])[0].windows) > 1
          call win_execute(l:window, 'close')
        endif
      endfor
    endif
  endfor
endfunction

" ---- among the other windows ----

function! s:is_text_window(window) abort
  return win_gettype(a:window) ==# '' && !has_key(s:shown, winbufnr(a:window))
endfunction

" The windows of a tab that hold no outline and do not float.
function! s:text_windows(tab) abort
  return filter(copy(gettabinfo(a:tab)[0].windows), 's:is_text_window(v:val)')
endfunction

" The window of the present tab for a text: `last` if it still shows it, another one that does, or any
" that may; 0 if there is none.
function! s:window_for(text, last) abort
  let l:windows = s:text_windows(tabpagenr())
  for l:window in [a:last] + l:windows
    if index(l:windows, l:window) >= 0 && winbufnr(l:window) == a:text
      return l:window
    endif
  endfor
  for l:window in [a:last] + l:windows
    if index(l:windows, l:window) >= 0 && getbufvar(winbufnr(l:window), '&buftype') ==# ''
      return l:window
    endif
  endfor
  return get(l:windows, 0, 0)
endfunction

" The outline follows the text that is entered; other windows leave it as it is.
function! s:follow() abort
  let l:view = s:view()
  if empty(l:view) || win_gettype() !=# ''
    return
  elseif win_getid() == l:view.window
    setlocal cursorline
  elseif gongwen#buffer#served(bufnr(''))
    let l:view.last = win_getid()
    if l:view.text != bufnr('')
      call s:set_text(l:view, bufnr(''))
    else
      call s:mark_row(l:view.window, gongwen#outline#row(l:view.text))
    endif
  endif
endfunction

" Another buffer has come into the outline's window: it belongs beside it.
function! s:guard() abort
  let l:view = get(t:, 'gongwen_outline', {})
  if !empty(l:view) && win_getid() == l:view.window && bufnr('') != l:view.buffer
    call timer_start(0, {-> s:move_out(l:view)})
  endif
endfunction

function! s:move_out(view) abort
  let l:foreign = winbufnr(a:view.window)
  if l:foreign < 0 || l:foreign == a:view.buffer || win_id2tabwin(a:view.window)[0] != tabpagenr()
    return
  endif
  let l:target = s:window_for(a:view.text, a:view.last)
  if l:target == a:view.window || l:target == 0
    return
  endif
  execute win_id2win(a:view.window) . 'close'
  call win_gotoid(l:target)
  execute 'buffer' l:foreign
  call s:open(gongwen#buffer#served(bufnr('')) ? bufnr('') : a:view.text)
endfunction

" `:q` in the last window of text: the outline goes first, so that Vim decides as if it were not there.
function! s:before_quit() abort
  let l:view = s:view()
  if !empty(l:view) && s:text_windows(tabpagenr()) == [win_getid()]
    call s:close(l:view)
    " Still here, for the text was not written: so is the outline.
    call timer_start(0, {-> s:reopen(win_getid(), tabpagenr())})
  endif
endfunction

function! s:reopen(window, tab) abort
  if win_getid() == a:window && tabpagenr() == a:tab && empty(s:view()) && gongwen#buffer#served(bufnr(''))
    call s:open(bufnr(''))
  endif
endfunction

" An outline does not stay alone: without text, its tab closes, or text comes back into it.
function! s:after_close(timer) abort
  if getcmdwintype() !=# ''
    return
  endif
  for l:tab in reverse(range(1, tabpagenr('$')))
    let l:view = gettabvar(l:tab, 'gongwen_outline', {})
    if !empty(l:view) && winbufnr(l:view.window) == l:view.buffer && empty(s:text_windows(l:tab))
      if tabpagenr('$') > 1
        execute 'tabclose' l:tab
      else
        call s:rescue(l:view)
      endif
    endif
  endfor
endfunction

" The outline is the only window: puts beside it the text it shows, or the listed buffer used last,
" or an empty one. The outline stays if there is something to show.
function! s:rescue(view) abort
  let l:listed = getbufinfo({'buflisted': 1})
  call sort(l:listed, {one, other -> other.lastused - one.lastused})
  let l:buffers = map(l:listed, 'v:val.bufnr')
  let l:buffer = index(l:buffers, a:view.text) >= 0 && bufloaded(a:view.text) ? a:view.text : get(l:buffers, 0, 0)
  call win_gotoid(a:view.window)
  noautocmd vertical topleft split
  if exists('+winfixbuf')
    setlocal nowinfixbuf
  endif
  execute 'keepalt' l:buffer ? 'buffer ' . l:buffer : 'enew'
  let l:view = s:view()
  if !empty(l:view)
    if l:view.text == bufnr('')
      let l:view.last = win_getid()
    endif
    if gongwen#buffer#served(bufnr(''))
      execute 'vertical' win_id2win(l:view.window) . 'resize' gongwen#config#get('outline_width')
    else
      execute win_id2win(l:view.window) . 'close'
    endif
  endif
endfunction

" A session has restored outlines as empty windows: they go, and come back where there is a text.
function! gongwen#outline#window#session() abort
  for l:info in getbufinfo()
    if l:info.name =~# '^gongwen://outline/' && !has_key(s:shown, l:info.bufnr)
      execute 'silent! bwipeout!' l:info.bufnr
    endif
  endfor
  if empty(s:view()) && gongwen#buffer#served(bufnr(''))
    call s:open(bufnr(''))
  endif
endfunction

" ---- its keys ----

function! s:map_keys() abort
  for [l:key, l:action, l:zh, l:en] in s:keys
    execute printf("nnoremap <buffer> <silent> <nowait> %s <Cmd>call gongwen#outline#window#act('%s')<CR>",
          \ substitute(l:key, '^<$', '<lt>', ''), l:action)
  endfor
endfunction

" Does what a key of the outline says, for the node under the cursor.
function! gongwen#outline#window#act(action) abort
  let l:view = s:view()
  if empty(l:view)
    return
  endif
  if a:action ==# 'quit'
    call s:close(l:view)
  elseif a:action ==# 'help'
    call s:show_keys()
  elseif a:action =~# '_every$'
    call gongwen#outline#fold(l:view.text, 0, substitute(a:action, 'every', 'all', ''))
  else
    let l:node = gongwen#outline#node(l:view.text, line('.') - 1)
    if empty(l:node)
      return
    elseif a:action ==# 'jump' || a:action ==# 'show'
      call s:reveal(l:view, l:node.id, a:action ==# 'jump')
    elseif a:action =~# 'mote$\|^move\|^delete\|^yank'
      call gongwen#structure#node(l:view.text, l:node.id, a:action, v:count1)
    else
      call s:fold(l:view, l:node, a:action)
    endif
  endif
endfunction

" As in Vim, closing what is a leaf or closed already closes the one above.
function! s:fold(view, node, action) abort
  let l:node = a:node
  if (a:action ==# 'close' && l:node.fold != 1) || (a:action ==# 'toggle' && l:node.fold == 0)
    let l:up = gongwen#outline#parent(a:view.text, line('.') - 1)
    let l:node = gongwen#outline#node(a:view.text, l:up)
    if empty(l:node) || l:node.level == 0
      return
    endif
    call cursor(l:up + 1, 1)
  endif
  call gongwen#outline#fold(a:view.text, l:node.id, a:action)
endfunction

function! s:reveal(view, id, enter) abort
  let l:answer = gongwen#host#ask('reveal', a:view.text, {'node': a:id})
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
    return
  endif
  let l:window = s:window_for(a:view.text, a:view.last)
  let l:outline = win_getid()
  if l:window
    call win_gotoid(l:window)
  else
    noautocmd vertical topleft split
  endif
  if bufnr('') != a:view.text
    execute 'buffer' a:view.text
  endif
  call gongwen#edit#leave_mark()
  call gongwen#edit#go(l:answer.line, l:answer.column)
  if !a:enter
    call win_gotoid(l:outline)
  endif
endfunction

" The keys as they are mapped now, the user's own changes included.
function! s:show_keys() abort
  let l:lines = []
  let l:seen = {}
  for [l:key, l:action, l:zh, l:en] in s:keys
    if !has_key(l:seen, l:action)
      let l:seen[l:action] = 1
      let l:mapped = filter(map(copy(s:keys), 'v:val[0]'), {_, key -> maparg(key, 'n') =~# "act('" . l:action . "')"})
      if !empty(l:mapped)
        let l:keys = join(l:mapped, ' ')
        call add(l:lines, ' ' . l:keys . repeat(' ', max([22 - strlen(l:keys), 1])) . gongwen#message#either(l:zh, l:en) . ' ')
      endif
    endif
  endfor
  call gongwen#editor#call('popup', l:lines)
endfunction
