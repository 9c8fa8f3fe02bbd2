" A Neovim under test: asked by RPC. harness_vim.vim has the same functions for a Vim.

function! NvimStart(arguments, options) abort
  return {'job': jobstart(Command(['--embed', '--headless'] + a:arguments), {'rpc': v:true, 'env': a:options.env, 'cwd': a:options.cwd})}
endfunction

function! NvimMode(child) abort
  return rpcrequest(a:child.job, 'nvim_get_mode')
endfunction

function! s:request(child, name, text) abort
  let l:mode = NvimMode(a:child)
  if l:mode.blocking
    throw 'the editor waits for a key in mode ' . l:mode.mode
  endif
  return rpcrequest(a:child.job, a:name, a:text)
endfunction

function! NvimEval(child, expression) abort
  return s:request(a:child, 'nvim_eval', a:expression)
endfunction

function! NvimEx(child, command) abort
  call s:request(a:child, 'nvim_command', a:command)
endfunction

function! NvimTell(child, command) abort
  call rpcnotify(a:child.job, 'nvim_command', a:command)
endfunction

function! NvimInput(child, keys) abort
  call rpcrequest(a:child.job, 'nvim_input', a:keys)
endfunction

function! NvimAwait(child) abort
  call rpcrequest(a:child.job, 'nvim_eval', '1')
endfunction

function! NvimPaste(child, text) abort
  call rpcrequest(a:child.job, 'nvim_paste', a:text, v:true, -1)
endfunction

function! NvimEnd(child) abort
endfunction

" ---- what the editors keep in places of their own ----

" Expressions of the editor. The placeholders of the buffer that are highlighted, each as LNUM:TEXT, and in what.
let g:highlights = 'map(nvim_buf_get_extmarks(0, nvim_create_namespace("gongwen_placeholders"), 0, -1, {"details": v:true}),'
      \ . ' {_, m -> (m[1] + 1) . ":" . strpart(getline(m[1] + 1), m[2], m[3].end_col - m[2])})'
let g:highlight_group = 'nvim_buf_get_extmarks(0, nvim_get_namespaces().gongwen_placeholders, 0, -1, {"details": v:true})[0][3].hl_group'

" The texts behind the lines of the buffer.
let g:hints = 'map(nvim_buf_get_extmarks(0, nvim_get_namespaces().gongwen_hints, 0, -1, {"details": v:true}), "trim(v:val[3].virt_text[0][0])")'

" How many programs it has started.
let g:processes = 'len(filter(nvim_list_chans(), "!empty(get(v:val, \"argv\", []))"))'

" How many regions of the buffer are marked.
let g:regions = 'len(nvim_buf_get_extmarks(0, nvim_get_namespaces().gongwen_marks, 0, -1, {}))'

" The rows of the list to choose from, [] when it is not open; and what is typed there.
let g:list = 'map([filter(nvim_list_wins(), "nvim_win_get_config(v:val).relative !=# \"\"")],'
      \ . ' {_, w -> len(w) < 3 ? [] : getbufline(winbufnr(min(w)), 1, "$")})[0]'
let g:list_typed = 'getline(1)'

" The lines that lie over the text, [] when there are none.
let g:popup = 'get(map(filter(gettabinfo(tabpagenr())[0].windows, "win_gettype(v:val) ==# ''popup''"),'
      \ . ' "getbufline(winbufnr(v:val), 1, ''$'')"), 0, [])'

" The rows of the outline of the present tab as the host has sent them.
let g:rows = 'luaeval("require(''gongwen.outline'').all(_A)", t:gongwen_outline.text)'

" Marks of somebody else's at places [line, column] of the buffer, counted from 0; and where they are now.
function! PlaceMarks(child, places) abort
  call Ex(a:child, 'let g:mine = nvim_create_namespace("mine") | let g:marks = map(' . string(a:places) . ', {_, p -> nvim_buf_set_extmark(0, g:mine, p[0], p[1], {})})')
endfunction

let g:marked_places = 'map(copy(g:marks), {_, mark -> nvim_buf_get_extmark_by_id(0, g:mine, mark, {})})'

" From now on g:count tells how often the host is asked, or placeholders are drawn.
function! CountAsking(child) abort
  call Ex(a:child, 'lua vim.g.count = 0; local wire = require("gongwen.ask"); local ask = wire.ask; '
        \ . 'wire.ask = function(...) vim.g.count = vim.g.count + 1; return ask(...) end')
endfunction

function! CountDrawing(child) abort
  call Ex(a:child, 'lua vim.g.count = 0; local marks = require("gongwen.marks"); local set = marks.set; '
        \ . 'marks.set = function(...) vim.g.count = vim.g.count + 1; return set(...) end')
endfunction

" From now on g:changes tells what lines [first, last) are changed, counted from 0.
function! NoteChanges(child) abort
  call Ex(a:child, 'let g:noted = []')
  call Ex(a:child, 'lua vim.api.nvim_buf_attach(0, false, {on_lines = function(_, _, _, first, last) '
        \ . 'local noted = vim.g.noted; noted[#noted + 1] = {first, last}; vim.g.noted = noted end})')
endfunction

let g:changes = 'sort(copy(g:noted))'
