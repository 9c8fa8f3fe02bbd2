" The host's copy is the buffer's text, whatever is done to it. Every line here is a heading or holds
" placeholders, so that what the host knows of them tells the text; the command line, reading the
" buffer's lines from a file, is the judge.

function! s:random(below) abort
  let s:seed = (s:seed * 1103515245 + 12345) % 2147483648
  return s:seed / 65536 % a:below
endfunction

function! s:pick(list) abort
  return a:list[s:random(len(a:list))]
endfunction

function! s:truth(child) abort
  let l:file = g:scratch . '/truth'
  call writefile(Lines(a:child), l:file)
  let l:rows = {}
  for l:what in ['outline', 'placeholders']
    let l:rows[l:what] = systemlist([$GONGWEN_HOST, l:what, '--format=tsv', l:file])
  endfor
  return l:rows
endfunction

let s:headings = 'map(gongwen#headings(), {_, h -> join([h.lnum, h.col, h.kind, h.level, h.ordinal, h.title], "\t")})'
let s:slots = 'map(gongwen#placeholders(), {_, p -> join([p.lnum, p.col, tr(p.text, "\t", " "), p.field ==# "" ? "-" : p.field], "\t")})'

" The command line writes a blank for a tab.
function! s:check(child, after) abort
  let l:truth = s:truth(a:child)
  " Without items: the command line is not asked for them either.
  call assert_equal(l:truth.outline, Eval(a:child, s:headings), a:after)
  call assert_equal(l:truth.placeholders, Eval(a:child, s:slots), a:after)
endfunction

" What is highlighted: the same; and in Neovim, where the keys for the next and the one before go by that without
" asking the host, from some places.
function! s:check_marks(child, after) abort
  let l:slots = map(s:truth(a:child).placeholders, {_, row -> split(row, "\t")})
  try
    call WaitEqual(map(copy(l:slots), {_, slot -> slot[0] . ':' . slot[2]}), a:child,
          \ 'map(' . g:highlights . ', {_, mark -> tr(mark, "\t", " ")})')
    if Is('vim')
      return
    endif
    call WaitEqual(1, a:child, 'luaeval("require(\"gongwen.track\").is_marked(vim.api.nvim_get_current_buf()) and 1 or 0")')
  catch /gave up/
    call add(v:errors, a:after)
    throw 'gave up'
  endtry
  let l:lines = Lines(a:child)
  for l:turn in range(8)
    let l:line = s:random(len(l:lines))
    let [l:column, l:here] = [s:random(strlen(l:lines[l:line]) + 1), s:random(2)]
    let l:next = filter(copy(l:slots), {_, slot -> slot[0] - 1 > l:line || (slot[0] - 1 == l:line && slot[1] > l:column + !l:here)})
    let l:before = filter(copy(l:slots), {_, slot -> slot[0] - 1 < l:line || (slot[0] - 1 == l:line && slot[1] - 1 + strlen(slot[2]) <= l:column)})
    let l:wanted = map([get(l:next, 0, []), get(l:before, -1, [])],
          \ {_, slot -> empty(slot) ? v:null : {'line': slot[0] - 1, 'column': slot[1] - 1, 'size': strlen(slot[2])}})
    let l:found = map([1, -1], {_, direction -> Eval(a:child, printf('luaeval("require(\"gongwen.marks\").next(vim.api.nvim_get_current_buf(), %d, %d, %d, %s)")',
          \ l:line, l:column, direction, l:here ? 'true' : 'false'))})
    call assert_equal(l:wanted, l:found, a:after . ', ' . string([l:line, l:column, l:here]))
  endfor
endfunction

" Keys of Normal mode. Those of the first line are the ones that Neovim reports wrongly.
let s:edits = ['viwp', 'vi{p', 'yyjjvi{p', 'Vjp', 'yiwVp', 'vip"_dP',
      \ 'dd', '3dd', 'p', 'P', 'yyp', 'yy5p', 'J', '3J', 'x', 'X', 'D', 'dG', 'dgg', '>>', '<<', 'xp', 'ddp', 'daw',
      \ 'o二、新的XX<Esc>', 'O（一）新的<CR>三、又一个XX次<Esc>', 'A尾XX<Esc>', 'I头<Esc>', 'cc四、换了<Esc>', 'i<CR><Esc>', 'a<BS><BS><BS><Esc>',
      \ 'R改改改<Esc>', '<C-v>jjlx', '<C-v>jjI二、<Esc>', 'gqip', '.', '.', 'u', 'u', 'u', '<C-r>', '3u', 'qqyyPq@q', 'U',
      \ ':m0<CR>', ':m$<CR>', ':t0<CR>', ':1,2d<CR>', ':%s/XX/XXX/<CR>', ':%s/二/三/g<CR>', ':g/三/d<CR>', ':g/XX/normal A一<CR>',
      \ ':%!sort<CR>', ':%d<CR>', ':%d<CR>u', ':earlier 3<CR>', ':later 2<CR>', ':undo 0<CR>', ':w<CR>', ':e!<CR>', ':r %<CR>',
      \ ':2,3join<CR>', ':retab<CR>', ':noautocmd e!<CR>']

let s:lines = ['工作总结', '一、甲XX', '（一）子', '1.条目XX次。', '正文XX，20XX年，', '', '二、乙', '【单位】落实XX', '三、丙', '总结、“四”XX']

function! Test_random_edits() abort
  let s:seed = $GONGWEN_TEST_SEED ==# '' ? localtime() % 100000 : str2nr($GONGWEN_TEST_SEED)
  call Say('seed ' . s:seed)
  let l:child = StartWith(s:lines)
  let l:host = Eval(l:child, 'gongwen#host#about().pid')
  let l:done = []
  for l:step in range(150)
    let l:jump = s:random(14) + 1 . 'G' . s:pick(['0', '$', 'w', ''])
    let l:keys = s:pick(s:edits)
    call Input(l:child, l:jump . l:keys)
    call add(l:done, l:jump . l:keys)
    call Input(l:child, '<Esc>')
    call WaitEqual('n', l:child, 'mode()')
    call Input(l:child, ':let g:step = ' . l:step . '<CR>')
    call WaitEqual(l:step, l:child, 'get(g:, "step", -1)')
    if Eval(l:child, 'line("$")') > 60
      call Ex(l:child, '20,$d')
    endif
    call s:check(l:child, 'after ' . string(l:done[max([0, len(l:done) - 5]) :]))
    call s:check_marks(l:child, 'after ' . string(l:done[max([0, len(l:done) - 5]) :]))
    if !empty(v:errors)
      return
    endif
  endfor
  " The same host all the time: a new one would know everything by itself.
  call assert_equal(l:host, Eval(l:child, 'gongwen#host#about().pid'))
  call Ex(l:child, 'messages clear')
endfunction

function! Test_a_preview_is_not_text() abort
  if Is('vim')
    call Skip('Vim shows no preview of a substitution')
  endif
  let l:child = StartWith(s:lines)
  call Ex(l:child, 'set inccommand=split')
  call Input(l:child, ':%s/XX/二/g')
  call WaitEqual('c', l:child, 'mode()')
  call Input(l:child, '<Esc>')
  call WaitEqual('n', l:child, 'mode()')
  call s:check(l:child, 'a preview')
endfunction

function! Test_another_program_writes_the_file() abort
  let l:child = StartWith(s:lines)
  call Ex(l:child, 'set autoread')
  call writefile(['总结', '一、别人写的XX'], Eval(l:child, 'expand("%:p")'))
  call system('touch -d "2 seconds ago" ' . shellescape(Eval(l:child, 'expand("%:p")')))
  call Ex(l:child, 'checktime')
  call WaitEqual('一、别人写的XX', l:child, 'getline(2)')
  call s:check(l:child, 'checktime')
endfunction

function! Test_two_buffers_and_unloading() abort
  let l:child = StartWith(s:lines)
  call writefile(['第二', '一、另一个XX'], g:scratch . '/b.gongwen')
  call Ex(l:child, 'edit ' . g:scratch . '/b.gongwen')
  call s:check(l:child, 'the second')
  call Ex(l:child, 'call appendbufline(1, 0, ["零、", "一、加XX"])')
  call Ex(l:child, 'buffer 1')
  call s:check(l:child, 'the first')
  call assert_equal(1, Eval(l:child, 'gongwen#headings(2)[-1].title ==# "另一个XX"'))
  call Ex(l:child, 'write | buffer 2 | bunload 1')
  call assert_equal(0, Eval(l:child, 'gongwen#ready(1)'))
  call WaitEqual(0, l:child, 'gongwen#buffer#served(1)')
  call Ex(l:child, 'buffer 1')
  call s:check(l:child, 'loaded again')
endfunction

function! Test_any_bytes() abort
  let l:child = StartWith(['工作总结', '一、甲'])
  call Ex(l:child, 'call setline(3, "二、坏字节" . "\xff\xe4" . "XX")')
  call Ex(l:child, 'call append(3, "三、\n零XX")')
  call WaitEqual(4, l:child, 'len(gongwen#headings())')
  call assert_equal([3, 4], Eval(l:child, 'map(gongwen#placeholders(), "v:val.lnum")'))
  call Input(l:child, 'gg2]x')
  call WaitEqual(4, l:child, 'line(".")')
endfunction

function! Test_what_scripts_may_call() abort
  let l:child = StartWith(s:lines)
  call assert_equal({'lnum': 2, 'col': 1, 'kind': 'heading', 'level': 1, 'ordinal': '1', 'title': '甲XX', 'placeholders': 4},
        \ Eval(l:child, 'gongwen#headings()[1]'))
  call assert_equal({'lnum': 2, 'col': 10}, Eval(l:child, 'filter(gongwen#placeholders()[0], {k, _ -> k ==# "lnum" || k ==# "col"})'))
  call Input(l:child, '3G')
  call WaitEqual('甲XX > 子', l:child, 'gongwen#breadcrumb()')
  call assert_match('^甲XX > 子 > .*\d', Eval(l:child, 'gongwen#statusline()'))
  call Ex(l:child, 'call setline(2, "一、百分之5%dXX")')
  call WaitEqual('百分之5%dXX > 子', l:child, 'gongwen#breadcrumb()')
  call assert_match('百分之5%%dXX', Eval(l:child, 'gongwen#statusline()'))
  call assert_true(Eval(l:child, 'map([reltime()], {_, t -> [map(range(1000), "gongwen#statusline()"), reltimefloat(reltime(t))][1]})[0]') < 0.05)
  " Up a level the breadcrumb is shorter again.
  call Input(l:child, '1G')
  call WaitEqual('', l:child, 'gongwen#breadcrumb()')
endfunction

function! Test_headings_motions() abort
  let l:child = StartWith(['总结', '一、甲', '正文', '（一）子', '二、乙', '正文', '三、丙', '尾'])
  call Input(l:child, '3G]]')
  call WaitEqual(4, l:child, 'line(".")')
  call Input(l:child, '2]]')
  call WaitEqual(7, l:child, 'line(".")')
  call Input(l:child, '9[[')
  call WaitEqual(1, l:child, 'line(".")')
  call Input(l:child, '3Gd]]')
  call WaitEqual(['总结', '一、甲', '（一）子', '二、乙', '正文', '三、丙', '尾'], l:child, 'getline(1, "$")')
endfunction

function! Test_the_list_of_placeholders() abort
  let l:child = StartWith(s:lines)
  call Ex(l:child, 'Gongwen placeholders')
  call assert_equal(2, Eval(l:child, 'winnr("$")'))
  call assert_equal('gongwen', Eval(l:child, '&filetype'))
  call assert_equal(Eval(l:child, 'map(gongwen#placeholders(), "[v:val.lnum, v:val.col]")'),
        \ Eval(l:child, 'map(getloclist(0), "[v:val.lnum, v:val.col]")'))
  call assert_match('XX.*甲XX', Eval(l:child, 'getloclist(0)[0].text'))
  call Ex(l:child, 'lclose | %d | Gongwen placeholders')
  call assert_equal(1, Eval(l:child, 'winnr("$")'))
endfunction
