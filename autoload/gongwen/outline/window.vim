" The side window with the outline: one a tab, which follows the text in it that is served. It is
" opened, drawn and closed without being entered, and leaves no trace in the user's windows.

" t:gongwen_outline holds {window, buffer: its own; text: the buffer it shows; last: the window in
" which that was last; width: as it was given to it; layout, sizes: of the windows before it was
" opened; closed: {buffer, jumps} of the last window of text that was closed}. w:gongwen_locked in the
" window is 1 when it does not follow the text's cursor.

" outline buffer -> text buffer, in all tabs
let s:shown = {}
let s:opened = 0

" ---- opening and closing ----

" The outline of the present tab, {} if there is none.
function! gongwen#outline#window#view() abort
  return s:view()
endfunction

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

" Opens the outline of a text. Its rows are waited for a moment, so that it is there at once as it will be.
function! s:open(text) abort
  let [l:here, l:previous] = [win_getid(), win_getid(winnr('#'))]
  let l:view = {'text': a:text, 'last': l:here, 'layout': winlayout(), 'sizes': winrestcmd(),
        \ 'screen': [&columns, &lines], 'buffer': s:new_buffer()}
  call gongwen#buffer#sync(a:text)
  call gongwen#outline#show(a:text)
  call gongwen#editor#call('wait', gongwen#config#get('timeout'), {-> gongwen#editor#call('has_rows', a:text)})
  call s:show(l:view, a:text)
  let l:view.width = s:width(l:view)
  try
    execute 'noautocmd keepalt keepjumps vertical botright' l:view.width . 'split'
  catch /^Vim\%((\a\+)\)\=:E36:/
    execute 'bwipeout' l:view.buffer
    call s:forget(l:view.buffer)
    call gongwen#message#show('no-room')
    return
  endtry
  if exists('+winfixbuf')
    setlocal nowinfixbuf
  endif
  execute 'silent noautocmd keepalt keepjumps buffer' l:view.buffer
  let l:view.window = win_getid()
  let t:gongwen_outline = l:view
  call s:set_options()
  execute 'vertical resize' l:view.width
  let l:view.width = winwidth(0)
  call s:watch()
  call s:set_text(l:view, a:text)
  call gongwen#outline#keys#define()
  setlocal filetype=gongwen-outline
  if l:previous
    noautocmd call win_gotoid(l:previous)
  endif
  noautocmd call win_gotoid(l:here)
  call gongwen#host#announce('GongwenOutline', {'buf': a:text, 'action': 'open'})
endfunction

function! s:new_buffer() abort
  let s:opened += 1
  while bufexists('gongwen://outline/' . s:opened)
    let s:opened += 1
  endwhile
  let l:buffer = bufadd('gongwen://outline/' . s:opened)
  call setbufvar(l:buffer, '&buftype', 'nofile')
  call setbufvar(l:buffer, '&swapfile', 0)
  call setbufvar(l:buffer, '&undolevels', -1)
  call bufload(l:buffer)
  return l:buffer
endfunction

function! s:set_options() abort
  setlocal bufhidden=hide nobuflisted noswapfile nomodifiable undolevels=-1 textwidth=0
  setlocal nowrap nonumber norelativenumber nolist nospell nocursorcolumn colorcolumn= signcolumn=no
  setlocal foldcolumn=0 nofoldenable foldmethod=manual nodiff noscrollbind nocursorbind conceallevel=0
  setlocal scrolloff=0 sidescrolloff=0 winfixwidth
  let &l:fillchars = join(filter(split(&fillchars, ','), 'v:val !~# "^eob:"') + ['eob: '], ',')
  for [l:option, l:value] in [['winbar', ''], ['statuscolumn', '']]
    if exists('+' . l:option)
      execute 'let &l:' . l:option '= l:value'
    endif
  endfor
endfunction

function! s:watch() abort
  augroup gongwen_outline
    autocmd!
    autocmd QuitPre * ++nested call s:before_quit()
    autocmd WinClosed * call s:before_close(str2nr(expand('<amatch>')))
    autocmd WinEnter,BufEnter * call s:follow()
    " A new buffer is served only when it has its filetype.
    autocmd FileType * if expand('<amatch>') !=# 'gongwen-outline' | call s:follow() | endif
    autocmd BufWinEnter,BufEnter,WinEnter * call s:guard()
    autocmd BufReadCmd gongwen://outline/* call s:reread()
    autocmd BufFilePost * call gongwen#outline#window#retitle()
    autocmd BufWipeout gongwen://outline/* call s:forget(str2nr(expand('<abuf>')))
    autocmd InsertLeave * call s:fit_here()
  augroup END
endfunction

" ---- how wide it is ----

" The columns for an outline: as many as its rows take, within what the options say, and not more than
" half of the screen.
function! s:width(view) abort
  let [l:width, l:most] = [gongwen#config#get('outline_width'), gongwen#config#get('outline_width_max')]
  if l:most > l:width
    let l:width = max([l:width, min([l:most, gongwen#editor#call('cells_of_rows', a:view.buffer)])])
  endif
  return max([1, min([l:width, &columns / 2])])
endfunction

" Rows of a text are other ones now. While one types, nothing moves.
function! gongwen#outline#window#fit(text) abort
  let l:view = s:view()
  if !empty(l:view) && l:view.text == a:text && mode() !~# '^[iR]'
    call s:fit(l:view)
  endif
endfunction

function! s:fit_here() abort
  let l:view = s:view()
  if !empty(l:view)
    call s:fit(l:view)
  endif
endfunction

" Whose width is another than it was given has been made so by the user: it stays.
function! s:fit(view) abort
  if gongwen#config#get('outline_width_max') == 0 || winwidth(a:view.window) != a:view.width
    return
  endif
  let l:width = s:width(a:view)
  if l:width != a:view.width
    let a:view.width = l:width
    execute 'vertical' win_id2win(a:view.window) . 'resize' l:width
  endif
endfunction

" ---- closing ----

function! gongwen#outline#window#close(view) abort
  call s:close(a:view)
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
  execute 'bwipeout' a:view.buffer
  if winlayout() ==# a:view.layout && [&columns, &lines] == a:view.screen
    execute a:view.sizes
  endif
endfunction

" An outline's buffer is gone.
function! s:forget(buffer) abort
  let l:text = get(s:shown, a:buffer, 0)
  if l:text
    call remove(s:shown, a:buffer)
    call gongwen#editor#call('forget_rows', a:buffer)
    call s:release(l:text)
    " Not at once: what takes its place in the window has yet to come.
    call timer_start(0, {-> s:gone(l:text)})
  endif
endfunction

function! s:gone(text) abort
  if empty(s:shown)
    autocmd! gongwen_outline
  endif
  call gongwen#host#announce('GongwenOutline', {'buf': a:text, 'action': 'close'})
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
  if l:before != a:text
    call s:show(a:view, a:text)
    call s:release(l:before)
  endif
  call s:set_title(a:view)
  call gongwen#editor#call('mark_row', a:view.window, gongwen#editor#call('row_of_cursor', a:text))
endfunction

function! s:show(view, text) abort
  let a:view.text = a:text
  let s:shown[a:view.buffer] = a:text
  call gongwen#outline#show(a:text)
  call gongwen#editor#call('show_rows', a:view.buffer, a:text, s:empty(a:text))
endfunction

function! s:set_title(view) abort
  let l:filter = gongwen#outline#filtered(a:view.text)
  let l:parts = [gongwen#message#text('outline') . ' ' . fnamemodify(bufname(a:view.text), ':t')]
        \ + (l:filter ==# '' ? [] : [gongwen#message#text('outline-filter', l:filter)])
        \ + (s:is_locked(a:view) ? [gongwen#message#text('outline-locked')] : [])
        \ + (get(gongwen#buffer#get(a:view.text), 'open', 0) ? [] : [gongwen#message#text('outline-stale')])
  let l:title = substitute(join(l:parts, ' | '), '%', '%%', 'g')
  " The name is what may be cut.
  call setwinvar(a:view.window, '&statusline', ' ' . substitute(l:title, ' ', ' %<', ''))
endfunction

" What the titles tell has changed: a buffer's name, a filter, whether there is a host.
function! gongwen#outline#window#retitle() abort
  for l:tab in range(1, tabpagenr('$'))
    let l:view = gettabvar(l:tab, 'gongwen_outline', {})
    if !empty(l:view) && winbufnr(l:view.window) == l:view.buffer
      call s:set_title(l:view)
      call gongwen#editor#call('say_empty', l:view.buffer, s:empty(l:view.text))
    endif
  endfor
endfunction

function! s:empty(text) abort
  return gongwen#message#text(gongwen#outline#filtered(a:text) ==# '' ? 'empty' : 'empty-filter')
endfunction

" Follows the text's cursor no more, or again.
function! gongwen#outline#window#lock(view) abort
  call setwinvar(a:view.window, 'gongwen_locked', !s:is_locked(a:view))
  call s:set_title(a:view)
endfunction

function! s:is_locked(view) abort
  return getwinvar(a:view.window, 'gongwen_locked', 0)
endfunction

" The outline's cursor goes to the section of the text's.
function! gongwen#outline#window#find(view) abort
  let l:row = gongwen#editor#call('row_of_cursor', a:view.text)
  if l:row >= 0
    call gongwen#editor#call('mark_row', a:view.window, l:row)
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

" What is to be done when the command that is running has ended.
let s:due = []

" These events come before anything is drawn, and the first one before the next key, if it is typed already.
" Neovim had them in the midst of closing a window once; there, a timer is soon enough.
function! s:soon(Do) abort
  call add(s:due, a:Do)
  if exists('##SafeState')
    augroup gongwen_outline_soon
      autocmd!
      autocmd CursorMoved,SafeState * ++nested call s:do_due()
    augroup END
  endif
  call timer_start(0, {-> s:do_due()})
endfunction

function! s:do_due() abort
  if exists('#gongwen_outline_soon')
    autocmd! gongwen_outline_soon
  endif
  let [l:due, s:due] = [s:due, []]
  for l:Do in l:due
    call l:Do()
  endfor
endfunction

function! s:is_text_window(window) abort
  return win_gettype(a:window) ==# '' && !has_key(s:shown, winbufnr(a:window))
endfunction

" The windows of a tab that hold no outline and do not float.
function! s:text_windows(tab) abort
  return filter(copy(gettabinfo(a:tab)[0].windows), 's:is_text_window(v:val)')
endfunction

" The window of the present tab that shows an outline's text, or may show it; 0 if there is none.
function! gongwen#outline#window#target(view) abort
  return s:window_for(a:view.text, a:view.last)
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
    elseif !s:is_locked(l:view)
      call gongwen#editor#call('mark_row', l:view.window, gongwen#editor#call('row_of_cursor', l:view.text))
    endif
  endif
endfunction

" Another buffer has come into the outline's window, by :edit, :buffer or a picker. What brought it may
" still have to put the cursor there.
function! s:guard() abort
  let l:view = get(t:, 'gongwen_outline', {})
  if !empty(l:view) && win_getid() == l:view.window && bufnr('') != l:view.buffer && bufexists(l:view.buffer)
    call s:soon(function('s:move_out', [l:view.window]))
  endif
endfunction

" It goes to the window of the text, with its cursor, and the outline is there again.
function! s:move_out(window) abort
  let l:view = get(t:, 'gongwen_outline', {})
  let l:foreign = winbufnr(a:window)
  if get(l:view, 'window', 0) != a:window || l:foreign < 0 || l:foreign == l:view.buffer
        \ || !bufexists(l:view.buffer) || win_id2tabwin(a:window)[0] != tabpagenr() || getcmdwintype() !=# ''
    return
  endif
  let l:here = win_getid()
  noautocmd call win_gotoid(a:window)
  let l:place = filter(winsaveview(), {name, _ -> index(['lnum', 'col', 'coladd'], name) >= 0})
  if exists('+winfixbuf')
    setlocal nowinfixbuf
  endif
  execute 'silent noautocmd keepalt keepjumps buffer' l:view.buffer
  let l:target = s:window_for(l:view.text, l:view.last)
  if !l:target
    noautocmd vertical topleft split
    let l:target = win_getid()
    execute 'vertical' win_id2win(a:window) . 'resize' l:view.width
  endif
  " Not entered yet: the events of entering it are those of `buffer`.
  noautocmd call win_gotoid(l:target)
  if bufnr('') == l:foreign
    call gongwen#edit#leave_mark()
  else
    call s:take(l:foreign)
  endif
  call winrestview(l:place)
  if l:here != a:window
    call win_gotoid(l:here)
  endif
endfunction

" Shows a buffer in the present window; beside it if that may not be left.
function! s:take(buffer) abort
  try
    execute 'buffer' a:buffer
  catch /^Vim\%((\a\+)\)\=:E\%(37\|1513\):/
    execute 'sbuffer' a:buffer
  endtry
endfunction

" :edit in the outline itself: it is drawn again.
function! s:reread() abort
  let l:view = s:view()
  if !empty(l:view) && str2nr(expand('<abuf>')) == l:view.buffer
    call s:set_options()
    call s:show(l:view, l:view.text)
  endif
endfunction

" `:q` in the last window of text: the outline goes first, so that Vim decides as if it were not there.
function! s:before_quit() abort
  let l:view = s:view()
  if !empty(l:view) && s:text_windows(tabpagenr()) == [win_getid()]
    call s:close(l:view)
    " Still here, for the text was not written: so is the outline.
    call s:soon(function('s:reopen', [win_getid()]))
  endif
endfunction

function! s:reopen(window) abort
  if get(v:, 'exiting', v:null) is v:null && win_getid() == a:window && empty(s:view())
        \ && gongwen#buffer#served(bufnr(''))
    call s:open(bufnr(''))
  endif
endfunction

" What was in the last window of text is remembered: only that window knows where it came from.
function! s:before_close(window) abort
  let l:tab = win_id2tabwin(a:window)[0]
  let l:view = gettabvar(l:tab, 'gongwen_outline', {})
  if !empty(l:view) && s:text_windows(l:tab) == [a:window]
    let l:view.closed = {'buffer': winbufnr(a:window), 'jumps': getjumplist(a:window)}
  endif
  call s:soon(function('s:after_close'))
endfunction

" An outline does not stay alone: without text, its tab closes, or text comes back into it.
function! s:after_close() abort
  if getcmdwintype() !=# ''
    return
  endif
  for l:buffer in map(keys(s:shown), 'str2nr(v:val)')
    if empty(win_findbuf(l:buffer)) && !s:is_away(l:buffer)
      execute 'silent! bwipeout' l:buffer
    endif
  endfor
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

" Whether its window is there, and shows something else for a moment.
function! s:is_away(buffer) abort
  for l:tab in range(1, tabpagenr('$'))
    let l:view = gettabvar(l:tab, 'gongwen_outline', {})
    if !empty(l:view) && l:view.buffer == a:buffer && win_id2tabwin(l:view.window)[0]
      return 1
    endif
  endfor
endfunction

" The buffer to show where the last window of text was closed: what was in it; if that was deleted, what
" `:bdelete` shows in an only window, which is the newest in the jump list, then the next ones of the
" buffer list, rather loaded ones; 0 for none.
function! s:next_buffer(closed) abort
  let [l:jumps, l:at] = a:closed.jumps
  call map(l:jumps, 'v:val.bufnr')
  let l:older = l:at > 0 ? l:jumps[: l:at - 1] : []
  let l:newer = l:jumps[l:at :]
  let l:order = [a:closed.buffer]
  if exists('+jumpoptions') && &jumpoptions =~# 'clean\|unload'
    " Jumps to what is deleted are gone before it looks: the next one stands where it looks first.
    let l:order += filter(copy(l:newer), 'v:val != a:closed.buffer')[:0]
  endif
  let l:order += reverse(l:older) + reverse(l:newer)
        \ + range(a:closed.buffer + 1, max([a:closed.buffer, bufnr('$')])) + range(a:closed.buffer - 1, 1, -1)
  call filter(l:order, 'buflisted(v:val) && getbufvar(v:val, "&buftype") !=# "quickfix"')
  return get(filter(copy(l:order), 'bufloaded(v:val)') + l:order, 0, 0)
endfunction

" The outline is the only window: puts beside it what is to be seen now, or an empty buffer. The outline
" stays if there is something to show.
function! s:rescue(view) abort
  let l:buffer = s:next_buffer(get(a:view, 'closed', {'buffer': a:view.text, 'jumps': [[], 0]}))
  call win_gotoid(a:view.window)
  noautocmd vertical topleft split
  execute 'keepalt' l:buffer ? 'buffer ' . l:buffer : 'enew'
  let l:view = s:view()
  if !empty(l:view)
    if l:view.text == bufnr('')
      let l:view.last = win_getid()
    endif
    if gongwen#buffer#served(bufnr(''))
      execute 'vertical' win_id2win(l:view.window) . 'resize' l:view.width
    else
      execute win_id2win(l:view.window) . 'close'
    endif
  endif
endfunction

" A session has restored outlines as empty windows: they go, and come back where there is a text. This is called
" for each buffer of it; the windows are as they will be when it is over.
function! gongwen#outline#window#session() abort
  call timer_stop(get(s:, 'restoring', -1))
  let s:restoring = timer_start(0, {-> s:restore()})
endfunction

function! s:restore() abort
  let l:restored = filter(getbufinfo(), 'v:val.name =~# "^gongwen://outline/" && !has_key(s:shown, v:val.bufnr)')
  let l:tabs = uniq(sort(map(flatten(map(copy(l:restored), 'copy(v:val.windows)')), 'win_id2tabwin(v:val)[0]'), 'n'))
  for l:info in l:restored
    execute 'silent! bwipeout!' l:info.bufnr
  endfor
  let l:here = win_getid()
  for l:tab in filter(l:tabs, 'v:val <= tabpagenr("$")')
    execute 'noautocmd tabnext' l:tab
    let l:texts = filter(s:text_windows(l:tab), 'gongwen#buffer#served(winbufnr(v:val))')
    if empty(s:view()) && !empty(l:texts)
      let l:window = win_getid()
      noautocmd call win_gotoid(index(l:texts, l:window) >= 0 ? l:window : l:texts[0])
      call s:open(bufnr(''))
      noautocmd call win_gotoid(l:window)
    endif
  endfor
  noautocmd call win_gotoid(l:here)
endfunction
