" A Vim under test: in a terminal, into which its keys are written, and asked over a channel of its own.
" harness_nvim.vim has the same functions for a Neovim.

execute 'lua harness_channel = dofile("' . escape(expand('<sfile>:p:h'), '\"') . '/channel.lua")'

" What a terminal sends, where it is not a letter with <C-.
let s:bytes = {'lt': '<', 'esc': "\<Esc>", 'cr': "\r", 'tab': "\t", 'space': ' ', 'bar': '|', 'bs': "\x7f",
      \ 'up': "\<Esc>OA", 'down': "\<Esc>OB", 'right': "\<Esc>OC", 'left': "\<Esc>OD", 'home': "\<Esc>OH", 'end': "\<Esc>OF",
      \ 'del': "\<Esc>[3~", 's-tab': "\<Esc>[Z", 'f1': "\<Esc>OP", 'f2': "\<Esc>OQ", 'f3': "\<Esc>OR", 'f4': "\<Esc>OS",
      \ 'f5': "\<Esc>[15~", 'f6': "\<Esc>[17~", 'f7': "\<Esc>[18~", 'f8': "\<Esc>[19~", 'f9': "\<Esc>[20~"}

" Milliseconds, several times the 'ttimeoutlen' of child_vim.vim.
let s:ESCAPE = 25

function! VimStart(arguments, options) abort
  let l:child = {'socket': tempname(), 'shown': '', 'requests': 0, 'ready': 0}
  call luaeval('harness_channel.listen(_A)', l:child.socket)
  let l:child.job = jobstart(Command(a:arguments), {'pty': v:true, 'width': 80, 'height': 24, 'cwd': a:options.cwd,
        \ 'env': extend({'TERM': 'xterm-256color', 'GONGWEN_TEST_CHANNEL': l:child.socket}, a:options.env),
        \ 'on_stdout': function('s:show', [l:child])})
  let l:child.terminal = nvim_get_chan_info(l:child.job).pty
  return l:child
endfunction

" The end of what it has written on its screen, for the report of its death.
function! s:show(child, _, lines, __) abort
  let a:child.shown = strpart(a:child.shown . join(a:lines, "\n"), max([0, strlen(a:child.shown) - 2000]))
endfunction

" Asks when all keys are taken: an answer to what was asked before could come before them.
function! s:request(child, what, text, ...) abort
  let l:time = get(a:000, 0, g:deadline + 5000)
  call WaitUntil('the keys are taken', {-> Ended(a:child) || !luaeval('harness_channel.is_untaken(_A)', a:child.terminal)})
  if get(a:child, 'escaped', 0)
    " A message that comes while Vim waits for what may be behind an <Esc> would let it wait for ever.
    execute 'sleep' s:ESCAPE . 'm'
    let a:child.escaped = 0
  endif
  let a:child.requests += 1
  let l:answer = Ended(a:child) ? [] : luaeval('harness_channel.request(_A[1], _A[2], _A[3])',
        \ [a:child.socket, [a:child.requests, a:what, a:text], l:time])
  if l:time == 0
    return 0
  endif
  if empty(l:answer)
    throw 'the editor ' . (Ended(a:child) ? 'has ended: ' : 'does not answer: ') . strtrans(a:child.shown)
  endif
  if !l:answer[1]
    throw substitute(l:answer[2], '^Vim', 'the editor: &', '')
  endif
  return l:answer[2]
endfunction

function! VimMode(child) abort
  return s:request(a:child, 'mode', '')
endfunction

function! VimEval(child, expression) abort
  return s:request(a:child, 'eval', a:expression)
endfunction

function! VimEx(child, command) abort
  call s:request(a:child, 'ex', a:command)
endfunction

function! VimTell(child, command) abort
  call s:request(a:child, 'ex', a:command, 0)
endfunction

function! VimAwait(child) abort
  call s:request(a:child, 'mode', '')
endfunction

" Before the editor reads keys, its terminal would make something else of them. And O and [ right behind an <Esc>
" would be read as the beginning of another key: they are written when it has been taken.
function! VimInput(child, keys) abort
  if !a:child.ready
    call VimAwait(a:child)
    let a:child.ready = 1
  endif
  for l:part in split(a:keys, '<[Ee]sc>\zs\ze[O[]')
    if get(a:child, 'escaped', 0) && l:part =~# '^[O[]'
      call VimAwait(a:child)
    endif
    let a:child.escaped = l:part =~? '<Esc>$'
    call chansend(a:child.job, substitute(l:part, '<\([^<> ]\+\)>', {match -> s:to_bytes(match[0], match[1])}, 'g'))
  endfor
endfunction

function! s:to_bytes(all, name) abort
  let l:name = tolower(a:name)
  if l:name =~# '^c-[a-z@\[\\\]^_]$'
    return nr2char(and(char2nr(l:name[2]), 0x1f))
  elseif has_key(s:bytes, l:name)
    return s:bytes[l:name]
  elseif a:name =~# '^\%(F\d\+\|[CSMAD]-.\+\)$'
    throw 'the harness knows no key ' . a:all
  endif
  return a:all
endfunction

" As a terminal does it that puts paste in brackets.
function! VimPaste(child, text) abort
  call chansend(a:child.job, "\<Esc>[200~" . a:text . "\<Esc>[201~")
endfunction

function! VimEnd(child) abort
  call luaeval('harness_channel.close(_A)', a:child.socket)
endfunction

" ---- what the editors keep in places of their own ----

" See harness_nvim.vim. A property of the face, by its type.
function! s:properties(type, value) abort
  return printf('empty(prop_type_get("%s")) ? [] : map(prop_list(1, {"end_lnum": -1, "types": ["%s"]}), {_, p -> %s})', a:type, a:type, a:value)
endfunction

let g:highlights = s:properties('gongwen_placeholder', 'p.lnum . ":" . strpart(getline(p.lnum), p.col - 1, p.length)')
let g:highlight_group = 'prop_type_get("gongwen_placeholder").highlight'
let g:processes = 'len(job_info())'
let g:regions = 'len(' . s:properties('gongwen_region', '1') . ')'

" Not every version tells what such a text says: as it is on the screen.
let g:hints = '[execute("redraw"), map(range(1, line("$")), {_, l -> trim(join(map(range(virtcol([l, "$"]), winwidth(0)),'
      \ . ' {_, c -> screenstring(win_screenpos(0)[0] + l - line("w0"), win_screenpos(0)[1] + c - 1)}), ""))})][1]'

let g:list = 'len(popup_list()) < 2 ? [] : getbufline(winbufnr(min(popup_list())), 1, "$")'
let g:list_typed = 'trim(matchstr(getbufline(winbufnr(max(popup_list())), 1)[0], ".*[:：?？] \\zs.*"))'

let g:popup = 'empty(popup_list()) ? [] : getbufline(winbufnr(popup_list()[0]), 1, "$")'

" What is a script's own can be called by its number.
let g:rows = 'call("<SNR>" . getscriptinfo({"name": "gongwen/vim/outline.vim$"})[0].sid . "_all", [t:gongwen_outline.text])'

function! PlaceMarks(child, places) abort
  call Ex(a:child, 'let g:marks = ' . string(a:places))
  call Ex(a:child, 'call prop_type_add("mine", {}) | for i in range(len(g:marks)) |'
        \ . ' call prop_add(g:marks[i][0] + 1, g:marks[i][1] + 1, {"type": "mine", "id": i + 1}) | endfor')
endfunction

let g:marked_places = 'map(range(1, len(g:marks)), {_, i -> map([prop_find({"type": "mine", "id": i, "both": 1, "lnum": 1})],'
      \ . ' {_, p -> empty(p) ? [] : [p.lnum - 1, p.col - 1]})[0]})'

" A function can be defined anew only by a file of the name that belongs to it.
function! s:count_calls(child, name) abort
  let l:folder = g:scratch . '/count/autoload/gongwen'
  call mkdir(l:folder, 'p')
  call writefile(['let g:count = 0', 'let s:counted = funcref("gongwen#vim#' . a:name . '")', 'function! gongwen#vim#' . a:name . '(...) abort',
        \ '  let g:count += 1', '  return call(s:counted, a:000)', 'endfunction'], l:folder . '/vim.vim')
  call Ex(a:child, 'source ' . l:folder . '/vim.vim')
endfunction

function! CountAsking(child) abort
  call s:count_calls(a:child, 'ask')
endfunction

function! CountDrawing(child) abort
  call s:count_calls(a:child, 'set_marks')
endfunction

function! NoteChanges(child) abort
  call Ex(a:child, 'let g:noted = []')
  call Ex(a:child, 'call listener_add({_, __, ___, ____, changes -> extend(g:noted, map(copy(changes), {_, c -> [c.lnum - 1, c.end - 1]}))})')
endfunction

let g:changes = '[listener_flush(), sort(copy(g:noted))][1]'
