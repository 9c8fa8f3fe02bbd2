" What users expect of any plugin: it is silent, modest, and does as it is told.

let s:lines = ['总结', '一、甲XX', '二、乙XX']

" What the default keys do, where the plugin has mapped them.
function! s:maps(child) abort
  let l:keys = '[["i", "<C-j>"], ["i", "<C-k>"], ["n", "]x"], ["n", "[x"], ["n", "]]"], ["n", "[["], ["n", "gO"]]'
  return Eval(a:child, 'map(' . l:keys . ', {_, k -> get(maparg(k[1], k[0], 0, 1), "buffer", 0) ? maparg(k[1], k[0]) : ""})')
endfunction

" So it takes next to no time; how much is no matter of a test.
function! Test_start_up_loads_nothing_more() abort
  let l:log = g:scratch . '/startup'
  call system(Command([Is('vim') ? '--not-a-term' : '--headless', '--startuptime', l:log, '+qall']))
  let l:lines = readfile(l:log)
  call assert_equal(1, len(filter(copy(l:lines), 'v:val =~# "plugin/gongwen.vim"')), string(l:lines))
  call assert_equal([], filter(copy(l:lines), 'v:val =~# "autoload/gongwen\|lua/gongwen"'))
endfunction

function! Test_the_load_guard() abort
  let l:child = Start({'before': ['let g:loaded_gongwen = 1']})
  call assert_equal([0, 0, ''], Eval(l:child, '[exists(":Gongwen"), exists("#gongwen"), maparg("<Plug>(gongwen-next)", "n")]'))
  call Stop(l:child)
  let l:child = Start({'before': ['command Gongwen let g:mine = 1']})
  call Ex(l:child, 'Gongwen')
  call assert_equal(1, Eval(l:child, 'g:mine'))
endfunction

function! Test_filetype() abort
  let l:child = Start()
  for [l:name, l:type] in [['a.gongwen', 'gongwen'], ['b.gw', 'gongwen'], ['c.txt', 'text'], ['d.md', 'markdown']]
    call Ex(l:child, 'edit ' . g:scratch . '/' . l:name)
    call assert_equal(l:type, Eval(l:child, '&filetype'))
  endfor
  call Ex(l:child, 'edit ' . g:scratch . '/e.gw')
  " Nothing about wrapping is decided for the user, and what is set goes away again.
  let l:options = 'map(["textwidth", "wrap", "linebreak", "formatoptions", "matchpairs"], {_, o -> eval("&l:" . o)})'
  call Ex(l:child, 'enew')
  let l:plain = Eval(l:child, l:options)
  call Ex(l:child, 'setfiletype gongwen')
  call assert_equal(l:plain[0:3], Eval(l:child, l:options)[0:3])
  call Ex(l:child, 'set filetype=text')
  call assert_equal(l:plain[4], Eval(l:child, '&l:matchpairs'))
  call assert_equal('', Eval(l:child, 'maparg("]x", "n")'))
endfunction

function! Test_global_options_stay() abort
  let l:all = 'map(split(execute("setglobal syntax= | setglobal all"), "\n"), {_, l -> substitute(l, "\\s\\+", " ", "g")})'
  let l:plain = Eval(Start(), l:all)
  let l:child = Start({'file': g:scratch . '/a.gongwen'})
  call Ex(l:child, 'Gongwen outline')
  call Ex(l:child, 'Gongwen outline')
  call Ex(l:child, 'enew')
  call assert_equal(l:plain, Eval(l:child, l:all))
endfunction

function! Test_maps() abort
  let l:child = StartWith(s:lines)
  call assert_equal(['<Plug>(gongwen-expand-or-next)', '<Plug>(gongwen-prev)', '<Plug>(gongwen-next)', '<Plug>(gongwen-prev)',
        \ '<Plug>(gongwen-next-heading)', '<Plug>(gongwen-prev-heading)', '<Plug>(gongwen-outline)'], s:maps(l:child))
  call Input(l:child, 'gO')
  call WaitEqual(2, l:child, 'winnr("$")')
  for l:switch in ['let g:gongwen_no_maps = 1', 'let g:no_plugin_maps = 1', 'let g:no_gongwen_maps = v:true']
    let l:child = StartWith(s:lines, {'before': [l:switch]})
    call assert_equal(repeat([''], 7), s:maps(l:child))
    call assert_notequal('', Eval(l:child, 'maparg("<Plug>(gongwen-next)", "n")'))
    call assert_notequal('', Eval(l:child, 'maparg("<Plug>(gongwen-expand)", "i")'))
    call Stop(l:child)
  endfor
  " The user's own win: on the same key, and for the same action.
  let l:child = StartWith(s:lines, {'before': ['nnoremap ]x mine', 'imap <Tab> <Plug>(gongwen-expand-or-next)']})
  call assert_equal(['', '', 'mine'], [s:maps(l:child)[0], s:maps(l:child)[2], Eval(l:child, 'maparg("]x", "n")')])
  call Input(l:child, 'gg0i<Tab>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
endfunction

function! Test_further_filetypes() abort
  let l:file = g:scratch . '/a.txt'
  call writefile(s:lines, l:file)
  let l:child = Start({'file': l:file, 'before': ['let g:gongwen_filetypes = ["gongwen", "text"]']})
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, ']x')
  call WaitEqual([2, 10], l:child, '[line("."), col(".")]')
endfunction

function! Test_setup_only_fills_the_options() abort
  if Is('vim')
    call Skip('setup() is for configurations in Lua')
  endif
  let l:child = StartWith(s:lines, {'before': ['lua package.path = package.path']})
  call Ex(l:child, 'lua require("gongwen").setup({ outline_width = 24 })')
  call assert_equal(24, Eval(l:child, 'g:gongwen_outline_width'))
  call Ex(l:child, 'Gongwen outline')
  call assert_equal(24, Eval(l:child, 'winwidth(t:gongwen_outline.window)'))
endfunction

function! Test_a_wrong_option_is_told_once() abort
  let l:child = StartWith(s:lines, {'before': ['let g:gongwen_outline_width = "wide"']})
  call Ex(l:child, 'Gongwen outline | Gongwen outline | Gongwen outline')
  call assert_equal(32, Eval(l:child, 'winwidth(t:gongwen_outline.window)'))
  call assert_equal(1, Eval(l:child, 'count(execute("messages"), "gongwen_outline_width")'))
endfunction

function! Test_messages_fit_and_are_in_the_users_language() abort
  for [l:locale, l:pattern] in [['zh_CN.UTF-8', '占位符已全部填完'], ['C.UTF-8', 'No placeholders left']]
    let l:child = StartWith(['总结'], {'env': {'LC_ALL': '', 'LANG': l:locale}})
    call Ex(l:child, 'Gongwen next')
    call assert_match(l:pattern, Eval(l:child, 'execute("messages")'))
    call Ex(l:child, 'call gongwen#message#line(repeat("很长", 100))')
    call assert_equal(1, Eval(l:child, 'strdisplaywidth(split(execute("1messages"), "\n")[-1]) <= v:echospace'))
    call Ex(l:child, 'Gongwen nonsense')
    call Ex(l:child, 'Gongwen')
    call Stop(l:child)
  endfor
endfunction

function! Test_events() abort
  let l:file = g:scratch . '/a.gongwen'
  call writefile(s:lines, l:file)
  let l:child = Start({'file': l:file, 'before': ['let g:events = []',
        \ 'autocmd User Gongwen* call add(g:events, expand("<amatch>"))']})
  call WaitEqual(['GongwenReady'], l:child, 'g:events')
  call Ex(l:child, 'Gongwen outline')
  call WaitEqual('GongwenOutline', l:child, 'g:events[-1]')
  call Ex(l:child, 'Gongwen insert 无空')
  call WaitEqual('GongwenExpanded', l:child, 'filter(copy(g:events), {_, e -> e !=# "GongwenOutline"})[-1]')
endfunction
