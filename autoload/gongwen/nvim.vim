" What is Neovim's own: the process, the tracking of changes, edits and marks, and drawing.
" gongwen/vim.vim has the same functions for Vim. Places are [line, column], 0-based, in bytes.

let s:marks = nvim_create_namespace('gongwen_marks')
let s:hints = nvim_create_namespace('gongwen_hints')

" ---- the process ----

" Starts the host. OnExit(job, code) and OnStderr(lines) are called later. Throws if it cannot start.
function! gongwen#nvim#start(command, OnExit, OnStderr) abort
  let l:options = {'rpc': v:true,
        \ 'on_exit': {job, code, _ -> a:OnExit(job, code)},
        \ 'on_stderr': {_, lines, __ -> a:OnStderr(lines)}}
  if !isdirectory(getcwd())
    let l:options.cwd = gongwen#root()
  endif
  let l:job = jobstart(a:command, l:options)
  if l:job <= 0
    throw a:command[0]
  endif
  return l:job
endfunction

function! gongwen#nvim#stop(job) abort
  call jobstop(a:job)
endfunction

" 0 if the channel is gone.
function! gongwen#nvim#notify(job, name, params) abort
  try
    call rpcnotify(a:job, a:name, a:params)
    return 1
  catch
    return 0
  endtry
endfunction

" Fires a User event; some version gives `data` to autocommands of Lua.
function! gongwen#nvim#announce(event, data) abort
  call nvim_exec_autocmds('User', extend({'pattern': a:event, 'modeline': v:false}, has('nvim-0.8') ? {'data': a:data} : {}))
endfunction

" Sends what the host has not heard yet of a buffer (0: no buffer), asks, and waits for the answer at most so
" many milliseconds; `params` has the `id` (no number in them may be beyond 2^53), and gets `buf` and `tick`.
" The answer; {} if none has come, 0 if the channel is gone, -1 if the buffer cannot be tracked.
function! gongwen#nvim#ask(job, name, params, buf, timeout) abort
  return v:lua.require'gongwen.ask'.ask(a:job, a:name, a:params, a:buf, a:timeout)
endfunction

" Lets messages come in until Done() or for so many milliseconds.
function! gongwen#nvim#wait(timeout, Done) abort
  call wait(a:timeout, a:Done, 5)
endfunction

" ---- the text ----

function! gongwen#nvim#track(buf) abort
  return luaeval('require("gongwen.track").attach(_A)', a:buf)
endfunction

" Tells the host what has changed since the last time, or the whole text. 1 when it is sent, 2 if
" there is nothing to send, 0 if the channel is gone, -1 if the buffer cannot be tracked.
function! gongwen#nvim#send_text(job, buf, whole) abort
  return luaeval('require("gongwen.track").send(_A[1], _A[2], _A[3])', [a:job, a:buf, a:whole])
endfunction

" The text from `start` to `end` as a list of lines; [] if there is no such place.
function! gongwen#nvim#get_text(buf, start, end) abort
  try
    return nvim_buf_get_text(a:buf, a:start[0], a:start[1], a:end[0], a:end[1], {})
  catch
    return []
  endtry
endfunction

function! gongwen#nvim#set_text(buf, start, end, lines) abort
  " Before signs were extmarks, this function took away those of the line.
  let l:signs = has('nvim-0.10') || a:start[0] != a:end[0] ? []
        \ : sign_getplaced(a:buf, {'group': '*', 'lnum': a:start[0] + 1})[0].signs
  call nvim_buf_set_text(a:buf, a:start[0], a:start[1], a:end[0], a:end[1], a:lines)
  for l:sign in l:signs
    call sign_place(l:sign.id, l:sign.group, l:sign.name, a:buf, {'lnum': l:sign.lnum, 'priority': l:sign.priority})
  endfor
endfunction

" Runs an Ex command with a buffer as the current one, in a window of it if there is one. No window is
" entered.
function! gongwen#nvim#in_buffer(buf, command) abort
  if a:buf == bufnr('')
    execute a:command
  else
    call luaeval('vim.api.nvim_buf_call(_A[1], function() vim.cmd(_A[2]) end)', [a:buf, a:command])
  endif
endfunction

" gongwen#edit#rearrange() and gongwen#edit#follow().
function! gongwen#nvim#apply(buf, tick, answer, register) abort
  return v:lua.require'gongwen.edit'.apply(a:buf, a:tick, a:answer, a:register) ? 1 : 0
endfunction

function! gongwen#nvim#follow(answer, place) abort
  return luaeval('{ require("gongwen.edit").follow(_A[1], _A[2], _A[3]) }', [a:answer] + a:place)
endfunction

" ---- marks that move with the text ----

" Marks the text from start to end; what is inserted at either end belongs to it.
function! gongwen#nvim#region_mark(buf, start, end) abort
  return nvim_buf_set_extmark(a:buf, s:marks, a:start[0], a:start[1], {'end_row': a:end[0], 'end_col': a:end[1],
        \ 'right_gravity': v:false, 'end_right_gravity': v:true})
endfunction

" Where it begins and ends now; [] if it is gone.
function! gongwen#nvim#region_places(buf, mark) abort
  let l:place = nvim_buf_get_extmark_by_id(a:buf, s:marks, a:mark, {'details': v:true})
  return empty(l:place) ? [] : [l:place[:1], [l:place[2].end_row, l:place[2].end_col]]
endfunction

function! gongwen#nvim#region_unmark(buf, mark) abort
  call nvim_buf_del_extmark(a:buf, s:marks, a:mark)
endfunction

" Highlights the placeholders of lines [first, end), a list of [line, column, size], in place of those
" that were highlighted there.
function! gongwen#nvim#set_marks(buf, first, end, marks, group) abort
  call luaeval('require("gongwen.marks").set(_A[1], _A[2], _A[3], _A[4], _A[5])',
        \ [a:buf, a:first, a:end, a:marks, a:group])
endfunction

" Replaces lines [first, end) of a buffer of ours.
function! gongwen#nvim#set_lines(buf, first, end, lines) abort
  call nvim_buf_set_lines(a:buf, a:first, a:end, v:false, a:lines)
endfunction

" A text behind each line, which is not part of it.
function! gongwen#nvim#set_hints(buf, hints, group) abort
  call nvim_buf_clear_namespace(a:buf, s:hints, 0, -1)
  for l:line in range(len(a:hints))
    call nvim_buf_set_extmark(a:buf, s:hints, l:line, 0, {'virt_text': [['    ' . a:hints[l:line], a:group]]})
  endfor
endfunction

" ---- keys ----

" What the key of `plug` in Insert mode did before it was mapped to that, as keys for an <expr> map that
" is not mapped again.
function! gongwen#nvim#usual(plug) abort
  return luaeval('require("gongwen.fallback").keys(_A)', a:plug)
endfunction

" The maps of the current buffer in Normal mode: a list of {lhs, rhs}.
function! gongwen#nvim#buffer_maps() abort
  return map(nvim_buf_get_keymap(0, 'n'), {_, map -> {'lhs': map.lhs, 'rhs': get(map, 'rhs', '')}})
endfunction

" A map, as maparg() tells it, that Neovim itself has made: it does not keep a key from being free.
function! gongwen#nvim#is_default_map(map) abort
  return !get(a:map, 'buffer', 0) && get(a:map, 'desc', '') =~# '^vim\.lsp\.'
endfunction

" Feeds a key as if typed now, before anything that waits; mapped or not.
function! gongwen#nvim#feed(key, mapped) abort
  call nvim_feedkeys(a:key, a:mapped ? 'im' : 'in', v:false)
endfunction

" Remembers what keys are read from now on; the second function ends that and tells the last one.
function! gongwen#nvim#watch_keys() abort
  call luaeval('require("gongwen.lastkey").watch()')
endfunction

function! gongwen#nvim#last_key() abort
  return luaeval('require("gongwen.lastkey").stop()')
endfunction

" ---- drawing ----

" Rows of a text are wanted from now on, or no more.
function! gongwen#nvim#open_rows(text) abort
  call luaeval('require("gongwen.outline").open(_A)', a:text)
endfunction

function! gongwen#nvim#close_rows(text) abort
  call luaeval('require("gongwen.outline").close(_A)', a:text)
endfunction

" An outline's buffer shows the rows of a text, whose rows are wanted, from now on; and `empty` where there
" are none.
function! gongwen#nvim#show_rows(buf, text, empty) abort
  call luaeval('require("gongwen.outline").show(unpack(_A))', [a:buf, a:text, a:empty])
endfunction

" Whether they have come.
function! gongwen#nvim#has_rows(text) abort
  return luaeval('require("gongwen.outline").has_come(_A)', a:text)
endfunction

" How many cells an outline's buffer needs for its rows and their counts.
function! gongwen#nvim#cells_of_rows(buf) abort
  return luaeval('require("gongwen.rows").cells(_A)', a:buf)
endfunction

function! gongwen#nvim#say_empty(buf, empty) abort
  call luaeval('require("gongwen.rows").say_empty(unpack(_A))', [a:buf, a:empty])
endfunction

" The buffer is no outline any more.
function! gongwen#nvim#forget_rows(buf) abort
  call luaeval('require("gongwen.outline").forget(_A)', a:buf)
endfunction

" The row that holds the text's cursor, -1 for none.
function! gongwen#nvim#row_of_cursor(text) abort
  return luaeval('require("gongwen.outline").row(_A)', a:text)
endfunction

" The node in a row: {id, level, fold}, {} if there is no such row.
function! gongwen#nvim#node(text, row) abort
  let l:node = luaeval('require("gongwen.outline").node(unpack(_A))', [a:text, a:row])
  return type(l:node) == v:t_dict ? l:node : {}
endfunction

" The row of a node's parent, -1 if it has none.
function! gongwen#nvim#parent(text, row) abort
  return luaeval('require("gongwen.outline").parent(unpack(_A))', [a:text, a:row])
endfunction

" Marks a row in the window of an outline, -1: none. The window is not entered.
function! gongwen#nvim#mark_row(window, row) abort
  call luaeval('require("gongwen.outline").mark(unpack(_A))', [a:window, a:row])
endfunction

" Whether the user's configuration has its own vim.ui.select(): the editor's is but a numbered list.
function! gongwen#nvim#has_own_select() abort
  return luaeval('not debug.getinfo(vim.ui.select, "S").source:find("vim/ui.lua", 1, true)')
endfunction

" Lets the user choose one of `items`, shown by Label(item); then calls Then(item), or Cancel().
function! gongwen#nvim#select(items, prompt, Label, Then, Cancel) abort
  let s:chosen = a:Then
  let s:cancelled = a:Cancel
  let s:label = a:Label
  call luaeval('require("gongwen.select")(_A[1], _A[2])', [a:items, a:prompt])
endfunction

function! gongwen#nvim#select_label(item) abort
  return s:label(a:item)
endfunction

function! gongwen#nvim#select_done(item) abort
  call s:chosen(a:item)
endfunction

function! gongwen#nvim#select_cancelled() abort
  call s:cancelled()
endfunction

" Opens a list of at most `count` rows with a line to type into behind the prompt: what is to be given to the
" functions below. `keys`, a list of [lhs, action], call gongwen#picker#act(action); whatever else is typed goes
" into the line, and calls gongwen#picker#narrow(). `inserting`: it is opened in Insert mode.
function! gongwen#nvim#open_list(prompt, count, keys, inserting) abort
  let l:width = min([100, &columns - 4])
  let l:height = max([1, min([a:count, &lines - 6, 16])])
  let l:label = a:prompt . ' '
  let l:cells = strdisplaywidth(l:label)
  let [l:row, l:column] = [max([0, (&lines - l:height) / 3 - 1]), (&columns - l:width) / 2]
  let l:buffers = []
  let l:windows = []
  for [l:top, l:left, l:wide, l:high] in [[l:row + 1, l:column, l:width, l:height], [l:row, l:column, l:cells, 1],
        \ [l:row, l:column + l:cells, l:width - l:cells, 1]]
    let l:buf = nvim_create_buf(v:false, v:true)
    call setbufvar(l:buf, '&bufhidden', 'wipe')
    call setbufvar(l:buf, '&undolevels', -1)
    call add(l:buffers, l:buf)
    call add(l:windows, nvim_open_win(l:buf, len(l:buffers) == 3, {'relative': 'editor', 'row': l:top, 'col': l:left,
          \ 'width': l:wide, 'height': l:high, 'style': 'minimal', 'focusable': len(l:buffers) == 3, 'zindex': 60}))
    call nvim_win_set_option(l:windows[-1], 'winhighlight', 'NormalFloat:Pmenu,CursorLine:PmenuSel,EndOfBuffer:Pmenu')
    call nvim_win_set_option(l:windows[-1], 'wrap', v:false)
  endfor
  call nvim_win_set_option(l:windows[0], 'cursorline', v:true)
  call nvim_buf_set_lines(l:buffers[1], 0, -1, v:true, [l:label])
  for [l:key, l:action] in a:keys
    execute printf('inoremap <buffer> <silent> <nowait> %s <Cmd>call gongwen#picker#act("%s")<CR>', l:key, l:action)
  endfor
  autocmd TextChangedI,TextChangedP <buffer> call gongwen#picker#narrow()
  if a:inserting
    " Inserting begins here as far as <BS> and undo are concerned.
    call gongwen#nvim#feed("\<C-g>u", 0)
  else
    startinsert
  endif
  return {'windows': l:windows, 'buffers': l:buffers}
endfunction

function! gongwen#nvim#typed_in_list(list) abort
  return getbufline(a:list.buffers[2], 1)[0]
endfunction

" Marks a row, counted from 0.
function! gongwen#nvim#mark_in_list(list, at) abort
  call nvim_win_set_cursor(a:list.windows[0], [a:at + 1, 0])
endfunction

function! gongwen#nvim#show_list(list, lines) abort
  call nvim_buf_set_lines(a:list.buffers[0], 0, -1, v:true, a:lines)
  call nvim_win_set_cursor(a:list.windows[0], [1, 0])
  call nvim_win_set_option(a:list.windows[0], 'cursorline', empty(a:lines) ? v:false : v:true)
endfunction

function! gongwen#nvim#close_list(list) abort
  for l:window in a:list.windows
    silent! call nvim_win_close(l:window, v:true)
  endfor
endfunction

" Shows lines over the text until the cursor moves or the window is left.
function! gongwen#nvim#popup(lines) abort
  let l:buf = nvim_create_buf(v:false, v:true)
  call nvim_buf_set_lines(l:buf, 0, -1, v:true, a:lines)
  call setbufvar(l:buf, '&bufhidden', 'wipe')
  let l:width = max(map(copy(a:lines), 'strdisplaywidth(v:val)'))
  let l:window = nvim_open_win(l:buf, v:false, {'relative': 'cursor', 'row': 1, 'col': 0, 'width': l:width,
        \ 'height': len(a:lines), 'style': 'minimal', 'focusable': v:false, 'noautocmd': v:true})
  let s:popup = {'window': l:window, 'place': getpos('.')}
  augroup gongwen_popup
    autocmd!
    " An event for a move from before may come late.
    autocmd CursorMoved <buffer> ++nested if getpos('.') != s:popup.place | call s:close_popup() | endif
    autocmd WinLeave,BufWipeout <buffer> ++nested call s:close_popup()
  augroup END
endfunction

function! s:close_popup() abort
  autocmd! gongwen_popup
  silent! call nvim_win_close(s:popup.window, v:true)
endfunction
