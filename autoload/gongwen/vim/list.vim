" A list to choose from, and a line to type into: two popup windows, which take the keys while they are there.
" No window is entered and no mode is left, so an input method stays as it is.

" {windows: of the list and of the line; prompt, typed; actions: key -> its name; pasting, register: what comes
" is a paste, the name of a register}
let s:list = {}

" See gongwen#nvim#open_list().
function! gongwen#vim#list#open(prompt, count, keys) abort
  let l:width = min([100, &columns - 4])
  let l:height = max([1, min([a:count, &lines - 6, 16])])
  let [l:row, l:column] = [max([0, (&lines - l:height) / 3 - 1]) + 1, (&columns - l:width) / 2 + 1]
  let l:common = {'col': l:column, 'minwidth': l:width, 'maxwidth': l:width, 'wrap': 0, 'highlight': 'Pmenu',
        \ 'scrollbar': 0, 'zindex': 250}
  call gongwen#vim#mark#define('gongwen_prompt', {'highlight': 'GongwenPromptCursor'})
  let s:list = {'prompt': a:prompt . ' ', 'typed': '', 'actions': {}, 'pasting': 0, 'register': 0, 'windows': [
        \ popup_create('', extend({'line': l:row + 1, 'minheight': l:height, 'maxheight': l:height}, l:common)),
        \ popup_create('', extend({'line': l:row, 'filter': function('s:take_key'), 'mapping': 0,
        \ 'callback': function('s:closed')}, l:common))]}
  for [l:key, l:name] in a:keys
    let s:list.actions[gongwen#vim#keys#code(l:key)] = l:name
  endfor
  call s:show_typed()
  return s:list
endfunction

" <C-c> closes the popup window that has the keys, whatever its filter says.
function! s:closed(window, result) abort
  if a:result == -1
    call gongwen#picker#act('cancel')
  endif
endfunction

" See gongwen#nvim#close_list().
function! gongwen#vim#list#close(list) abort
  for l:window in a:list.windows
    call popup_close(l:window)
  endfor
endfunction

" See gongwen#nvim#show_list().
function! gongwen#vim#list#show(list, lines) abort
  call popup_settext(a:list.windows[0], a:lines)
  call popup_setoptions(a:list.windows[0], {'cursorline': !empty(a:lines)})
  call gongwen#vim#list#mark(a:list, 0)
endfunction

" See gongwen#nvim#mark_in_list().
function! gongwen#vim#list#mark(list, at) abort
  let l:window = a:list.windows[0]
  let l:options = popup_getoptions(l:window)
  let l:top = max([1, l:options.firstline])
  let l:height = l:options.maxheight
  let l:first = a:at + 1 < l:top ? a:at + 1 : max([l:top, a:at + 2 - l:height])
  if l:first != l:options.firstline
    call popup_setoptions(l:window, {'firstline': l:first})
  endif
  call win_execute(l:window, 'call cursor(' . (a:at + 1) . ', 1)')
endfunction

" ---- the line ----

function! s:show_typed() abort
  let l:text = s:list.prompt . s:list.typed
  let l:end = {'col': strlen(l:text) + 1, 'length': 1, 'type': 'gongwen_prompt'}
  call popup_settext(s:list.windows[1], [{'text': l:text . ' ', 'props': [l:end]}])
endfunction

" What no one has typed: these go on.
let s:passing = ["\<CursorHold>", "\<Ignore>", "\<FocusGained>", "\<FocusLost>", "\<Cmd>", "\<ScriptCmd>"]

" The filter: nothing else goes on to the text.
function! s:take_key(window, key) abort
  let l:pasting = s:list.pasting
  if index(s:passing, a:key) >= 0
    return 0
  elseif s:list.register
    let s:list.register = 0
    call s:type(strchars(a:key) == 1 ? get(getreg(a:key, 1, 1), 0, '') : '')
  elseif a:key ==# "\<PasteStart>" || a:key ==# "\<PasteEnd>"
    let s:list.pasting = a:key ==# "\<PasteStart>"
  elseif !l:pasting && has_key(s:list.actions, a:key)
    call gongwen#picker#act(s:list.actions[a:key])
  elseif a:key ==# "\<C-r>"
    let s:list.register = 1
  elseif index(["\<BS>", "\<C-h>"], a:key) >= 0
    call s:set_typed(strcharpart(s:list.typed, 0, strchars(s:list.typed) - 1))
  elseif a:key ==# "\<C-w>"
    call s:set_typed(substitute(s:list.typed, '\%(\k\+\|[^[:blank:]]\)\=[[:blank:]]*$', '', ''))
  elseif a:key ==# "\<C-u>"
    call s:set_typed('')
  elseif a:key ==# "\<LeftMouse>"
    call s:click(getmousepos())
  elseif strpart(a:key, 0, 1) !=# "\x80" && char2nr(a:key) >= 32
    call s:type(a:key)
  endif
  return 1
endfunction

function! s:type(text) abort
  call s:set_typed(s:list.typed . a:text)
endfunction

function! s:set_typed(text) abort
  let s:list.typed = a:text
  call s:show_typed()
  call gongwen#picker#narrow()
endfunction

" On a row: that one; elsewhere: none.
function! s:click(place) abort
  if a:place.winid == s:list.windows[0]
    call gongwen#picker#mark(a:place.line - 1)
    call gongwen#picker#act('take')
  elseif a:place.winid != s:list.windows[1]
    call gongwen#picker#act('cancel')
  endif
endfunction
