" What a text has to bear in a day: any option, any window, any way to change it. No byte is lost, undo
" goes back step by step, and nothing of the user's is left changed.

let s:text = ['工作总结', '一、基本情况', '党员XX名，其中女党员XX名，预备党员XX名。', '完。']

function! s:pend(...) abort
  let l:child = StartWith(get(a:000, 0, s:text), get(a:000, 1, {}))
  call Input(l:child, 'gg0i<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  return l:child
endfunction

" All that a jump or an expansion must leave as it is.
let s:traces = '[map(split("\"0123456789-abz", "\\zs"), "getreg(v:val, 1)"), @/, v:hlsearch, histnr("/"), histnr(":"), getpos("''a"), filter(split(execute("set all"), "\\s\\+"), {_, o -> o !~# "modified$"})]'

function! Test_traces() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'let [@a, @b, @", @/, @-, @3] = ["甲", "乙", "默认", "查找", "短", "三"] | call setpos("''a", [0, 2, 4, 0])')
  let l:before = Eval(l:child, s:traces)
  call Input(l:child, 'gg]x')
  call WaitEqual([3, 7], l:child, '[line("."), col(".")]')
  call Input(l:child, 'ggi<C-j>五<C-j><BS>六<C-k><Esc>')
  call WaitEqual('党员五名，其中女党员六名，预备党员XX名。', l:child, 'getline(3)')
  call Input(l:child, 'Gowk<C-j><Esc>')
  call WaitEqual('完毕', l:child, 'getline("$")')
  let l:after = Eval(l:child, s:traces)
  for l:i in range(len(l:before))
    call assert_equal(l:before[l:i], l:after[l:i])
  endfor
endfunction

" Rows of options under which a jump lands, a fill fills and an undo goes back.
function! Test_options_change_nothing() abort
  for l:options in ['selection=exclusive', 'virtualedit=all', 'virtualedit=onemore', 'whichwrap=<,>,h,l,b,s,[,]', 'noignorecase nomagic',
        \ 'ignorecase smartcase nowrapscan', 'backspace=', 'langmap=xX,Xx', 'textwidth=20 formatoptions+=a', 'formatoptions=tcqmMa1 textwidth=10',
        \ 'paste', 'revins', 'selectmode=mouse,key,cmd keymodel=startsel', 'nostartofline', 'linebreak showbreak=>', 'gdefault', 'report=0', 'ambiwidth=double',
        \ 'autoindent smartindent cindent', 'fileformat=dos', 'binary', 'digraph', 'insertmode', 'showmatch', 'encoding=utf-8', 'lazyredraw', 'noundofile undolevels=0']
    if l:options =~# 'revins\|insertmode\|undolevels=0' || Is('vim') && l:options =~# 'langmap'
      continue " Vim applies this to the names of <Plug> keys, too
    endif
    let l:child = StartWith(s:text)
    call Ex(l:child, 'silent! set ' . l:options)
    call Input(l:child, 'ggi')
    call WaitEqual('i', l:child, 'mode()')
    if l:options !=# 'paste'
      call Input(l:child, '<C-j>五')
      try
      call WaitEqual('党员五名', l:child, 'matchstr(join(getline(1, "$"), ""), "党员.*$")[: len("党员五名") - 1]')
      call Input(l:child, '<C-j><BS>')
      call WaitEqual('党员五名，其中女党员名，预备党员XX名。', l:child, 'matchstr(join(getline(1, "$"), ""), "党员.\\{-}。")')
      call Input(l:child, '<Esc>uu')
      call WaitLines(s:text, l:child)
      catch
        call assert_report(l:options . ' ' . v:exception . string(Lines(l:child)))
      endtry
    endif
    call Stop(l:child)
  endfor
endfunction

function! Test_bytes_that_editors_stumble_over() abort
  for l:value in ['总', '通', '“”', '——', '总结、通知，“四个”——开展。需要', '🎉𝔼', "é́"]
    let l:child = s:pend()
    call Input(l:child, l:value)
    call WaitEqual('党员' . l:value . '名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
    call Input(l:child, '<Esc>u')
    call WaitLines(s:text, l:child)
    call Stop(l:child)
    " With the key right behind, in one burst.
    let l:child = s:pend()
    call Input(l:child, l:value . '<C-j>' . l:value . '<C-j>' . l:value)
    call WaitEqual(printf('党员%s名，其中女党员%s名，预备党员%s名。', l:value, l:value, l:value), l:child, 'getline(3)')
    call Input(l:child, '<Esc>uuu')
    call WaitLines(s:text, l:child)
    call Stop(l:child)
  endfor
endfunction

function! Test_a_value_that_holds_placeholders() abort
  let l:child = s:pend()
  call Ex(l:child, 'let @a = "XX人、XX"')
  call Input(l:child, '<C-r>a')
  call WaitEqual('党员XX人、XX名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  call Input(l:child, '<Esc>u')
  call WaitLines(s:text, l:child)
  call Input(l:child, 'gg0i<C-j>XX')
  call WaitEqual('党员XX名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  call WaitEqual([0, 9], l:child, '[gongwen#placeholder#pending(), col(".")]')
endfunction

function! Test_undo_tree() abort
  let l:child = s:pend()
  call Input(l:child, '五<C-j>六<C-j>七<Esc>')
  call WaitEqual('党员五名，其中女党员六名，预备党员七名。', l:child, 'getline(3)')
  for [l:key, l:line] in [['g-', '党员五名，其中女党员六名，预备党员XX名。'], ['g-', '党员五名，其中女党员XX名，预备党员XX名。'], ['g-', s:text[2]],
        \ ['g+', '党员五名，其中女党员XX名，预备党员XX名。'], ['ccx<Esc>', 'x'], ['g-', '党员五名，其中女党员六名，预备党员七名。'],
        \ ['g-', '党员五名，其中女党员六名，预备党员XX名。'], [':earlier 9<CR>', s:text[2]], [':later 9<CR>', 'x']]
    call Input(l:child, l:key)
    call WaitEqual(l:line, l:child, 'getline(3)')
    call Wait(l:child, 'gongwen#ready()')
    call assert_equal(count(l:line, 'XX'), Eval(l:child, 'len(gongwen#placeholders())'))
  endfor
endfunction

function! Test_dot_and_macros() abort
  " . repeats what was typed since the last step of the fill.
  let l:child = s:pend()
  call Input(l:child, '五<Esc>G.')
  call WaitEqual('n', l:child, 'mode()')
  call assert_notmatch('[[:cntrl:]]', join(Eval(l:child, 'getline(1, "$")'), ''))
  call assert_equal('党员五名，其中女党员XX名，预备党员XX名。', Eval(l:child, 'getline(3)'))
  call Stop(l:child)
  " A recorded fill gives the same text again.
  let l:child = StartWith(['党员XX名，XX', '党员XX名，XX'])
  call Input(l:child, 'gg0qqi<C-j>总<C-j>“通”<Esc>q')
  call WaitEqual('党员总名，“通”', l:child, 'getline(1)')
  call Input(l:child, 'gg0@q')
  call WaitLines(['党员总名，“通”', '党员总名，“通”'], l:child)
  call Input(l:child, 'uu')
  call WaitEqual('党员XX名，XX', l:child, 'getline(2)')
endfunction

function! Test_counts() abort
  let l:child = StartWith(s:text)
  call Input(l:child, 'gg3]x')
  call WaitEqual([3, 50], l:child, '[line("."), col(".")]')
  call Input(l:child, '2[x')
  call WaitEqual([3, 7], l:child, '[line("."), col(".")]')
  call Input(l:child, '99]x')
  call WaitEqual('n', l:child, 'mode()')
  call Input(l:child, 'gg0d]x')
  call WaitEqual('XX名，其中女党员XX名，预备党员XX名。', l:child, 'getline(1)')
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Input(l:child, 'gg0v]xd')
  call WaitEqual('X名，其中女党员XX名，预备党员XX名。', l:child, 'getline(1)')
  call Input(l:child, 'u3ifoo<Esc>')
  call WaitEqual('foofoofoo工作总结', l:child, 'getline(1)')
  " A count for i, with a jump in between: each repetition is typed where the last one ended.
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
endfunction

function! Test_visual_block() abort
  let l:child = StartWith(['甲XX', '乙XX', '丙XX'])
  call Input(l:child, 'gg]x')
  call WaitEqual([1, 4], l:child, '[line("."), col(".")]')
  call Input(l:child, '<C-v>2jlc')
  call WaitEqual('i', l:child, 'mode()')
  call Input(l:child, '总<Esc>')
  call WaitLines(['甲总', '乙总', '丙总'], l:child)
  call Input(l:child, 'ugg0]x<C-v>2jI数<Esc>')
  call WaitLines(['甲数XX', '乙数XX', '丙数XX'], l:child)
  call Input(l:child, 'u')
  call WaitLines(['甲XX', '乙XX', '丙XX'], l:child)
  " A jump within such an insertion would spoil what Vim puts into the other lines: the key is itself.
  call Input(l:child, 'gg0<C-v>2jI<C-j>五<Esc>')
  call WaitLines(['', '五甲XX', '乙XX', '丙XX'], l:child)
endfunction

function! Test_two_windows() abort
  let l:child = StartWith(s:text)
  call Ex(l:child, 'split | wincmd p | call cursor(4, 1) | wincmd p')
  call Input(l:child, 'gg0i<C-j>五')
  call WaitEqual('党员五名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  call Input(l:child, '<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Ex(l:child, 'wincmd p')
  call WaitEqual(0, l:child, 'gongwen#placeholder#pending()')
  " Nothing is marked but what was filled, where it is not known yet that it shares no field.
  call assert_equal(Is('vim') ? 0 : 1, Eval(l:child, g:regions))
  call assert_equal('', Eval(l:child, 'maparg("<BS>", "i")'))
  call assert_equal('党员五名，其中女党员XX名，预备党员XX名。', Eval(l:child, 'getline(3)'))
  call Stop(l:child)
  " Another window of the same buffer changes the text meanwhile.
  let l:child = s:pend()
  call Ex(l:child, 'call appendbufline("", 0, "新题")')
  call Input(l:child, '五')
  call WaitEqual('党员五名，其中女党员XX名，预备党员XX名。', l:child, 'getline(4)')
endfunction

" Vim throws away what is typed ahead of an error (E21), so it is typed again.
function! s:is_left(child) abort
  call Input(a:child, '<C-\><C-n>')
  return Eval(a:child, 'mode()[0]') ==# 'n'
endfunction

function! Test_windows_come_and_go() abort
  for l:command in ['tabnew', 'split', 'vsplit', 'new', 'file ' . 'renamed.gongwen', 'edit!', 'checktime', 'set nomodifiable', 'copen', 'terminal', 'help', 'enew',
        \ 'bdelete!', 'bwipeout!', 'bunload!', 'only', 'close', 'setfiletype text', 'set filetype=text', 'Gongwen outline', 'Gongwen placeholders', 'Gongwen restart',
        \ '%delete', '3delete', '3substitute/XX/YY/', 'normal! gggqG', 'undo 0', 'stopinsert', 'doautocmd FocusLost', 'write', 'wall', 'redraw!',
        \ Is('vim') ? 'call popup_create("浮", {})' : 'lua vim.api.nvim_open_win(vim.api.nvim_create_buf(false, true), true, {relative="editor",row=1,col=1,width=10,height=2})']
    " Vim itself says E21 where nothing can be typed.
    let l:child = s:pend(s:text, {'fails': l:command =~# '^\%(set nomodifiable\|help\|copen\|terminal\|Gongwen placeholders\)'})
    call Ex(l:child, 'silent! ' . l:command)
    call Input(l:child, '五')
    call WaitUntil('Normal mode', {-> s:is_left(l:child)})
    if l:command !~# 'delete\|%\|substitute\|normal'
      " Filled, or as it was; nothing between.
      let l:line = Eval(l:child, 'bufloaded(1) ? join(getbufline(1, 3), "") : ""')
      call assert_match('^\%(党员\%(五\|XX\|五XX\)名，其中女党员XX名，预备党员XX名。\)\?$', l:line, l:command)
    endif
    call assert_equal(0, Eval(l:child, 'gongwen#placeholder#pending()'), l:command)
    call Ex(l:child, 'silent! noautocmd only! | silent! noautocmd buffer! 1')
    call assert_equal('', Eval(l:child, 'maparg("<BS>", "i")'), l:command)
    call Stop(l:child)
  endfor
endfunction

" NUL, bytes that are no UTF-8, and what follows them on a line.
function! Test_lines_of_any_bytes() abort
  let l:lines = ['工作总结', '一、甲', "零\n甲XX乙", "坏\xff\xe4X丙XX丁", "\n\nXX", 'dy', "\xe6\x80dy"]
  let l:child = StartWith(['工作总结'])
  call Ex(l:child, 'call setline(1, [' . join(map(copy(l:lines), {_, l -> '"' . substitute(substitute(l, "\n", '\\n', 'g'), '[^\x01-\x7f]', {m -> join(map(range(strlen(m[0])), {_, i -> printf('\x%02x', char2nr(m[0][i]) % 256)}), '')}, 'g') . '"'}), ', ') . '])')
  let l:before = Eval(l:child, 'getline(1, "$")')
  call assert_equal(7, len(l:before))
  call Ex(l:child, 'Gongwen outline')
  call WaitUntil('the rows', {-> len(Outline(l:child)) == 2})
  " Expand below and behind such bytes, jump to what is on their lines, fill it, and undo all.
  call Input(l:child, '6GA<C-j>三')
  call WaitEqual('共三次', l:child, 'getline(6)')
  call Input(l:child, '<Esc>3G0i<C-j>')
  call WaitEqual([3, 8, 1], l:child, '[line("."), col("."), gongwen#placeholder#pending()]')
  call Input(l:child, '总')
  call Wait(l:child, 'getline(3) ==# "零\n甲总乙"')
  call Input(l:child, '<C-j>')
  call WaitEqual([4, 10], l:child, '[line("."), col(".")]')
  call Input(l:child, '<BS><C-j>五<Esc>')
  call Wait(l:child, 'getline(5) ==# "\n\n五"')
  call Input(l:child, '7GA<C-j>七<Esc>')
  call WaitEqual('n', l:child, 'mode()')
  for l:i in range(9)
    call Input(l:child, 'u')
  endfor
  call Wait(l:child, '1')
  call WaitEqual(0, l:child, 'undotree().seq_cur')
  call Input(l:child, '<C-r>')
  call WaitEqual(l:before, l:child, 'getline(1, "$")')
endfunction

function! Test_renumbering_and_expanding_on_lines_with_nul() abort
  let l:child = StartWith(['工作总结', '一、甲', '三、乙'])
  call Ex(l:child, 'call setline(3, "三、乙\n丙")')
  call Ex(l:child, 'Gongwen renumber')
  call Wait(l:child, 'getline(3) ==# "二、乙\n丙"')
  call Ex(l:child, 'call setline(4, "零\n，dy")')
  call Input(l:child, '4GA<C-j>')
  call Wait(l:child, 'getline(4) ==# "零\n，共XX次"')
endfunction

function! Test_an_outline_of_ten_thousand() abort
  let l:numbers = map(range(1, 99), {_, n -> (n < 20 ? '' : split('二三四五六七八九', '\zs')[n / 10 - 2])
        \ . (n < 10 ? '' : '十') . ([''] + split('一二三四五六七八九', '\zs'))[n % 10]})
  let l:lines = ['工作总结']
  for l:one in l:numbers
    let l:lines += [l:one . '、大节'] + map(copy(l:numbers), {_, two -> '（' . two . '）小节'})
  endfor
  let l:child = StartWith(l:lines)
  call Ex(l:child, 'Gongwen outline')
  call WaitEqual(1 + 99 * 100, l:child, 'line("$", t:gongwen_outline.window)')
  " Typing in the text and a heading put in at the top change what differs, and no more.
  let l:tick = 'getbufvar(t:gongwen_outline.buffer, "changedtick")'
  let l:before = Eval(l:child, l:tick)
  call Input(l:child, 'Go字<Esc>')
  call WaitEqual(9902, l:child, 'line("$")')
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal(l:before, Eval(l:child, l:tick))
  call Ex(l:child, 'call append(1, "（一）新的一节")')
  call WaitEqual(9902, l:child, 'line("$", t:gongwen_outline.window)')
  call assert_equal(l:before + 1, Eval(l:child, l:tick))
  call Ex(l:child, 'call win_gotoid(t:gongwen_outline.window)')
  call Input(l:child, 'zM')
  call WaitEqual(101, l:child, 'line("$")')
endfunction

function! Test_files_of_other_encodings() abort
  let l:file = g:scratch . '/gb.gongwen'
  call writefile([iconv("工作总结\r", 'utf-8', 'gb18030'), iconv("党员XX名，“总”——通。\r", 'utf-8', 'gb18030')], l:file)
  let l:child = Start()
  call Ex(l:child, 'edit ++enc=gb18030 ++ff=dos ' . l:file)
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, 'gg0i<C-j>五<Esc>')
  call WaitEqual('党员五名，“总”——通。', l:child, 'getline(2)')
  call Ex(l:child, 'write')
  call assert_equal([iconv("工作总结\r", 'utf-8', 'gb18030'), iconv("党员五名，“总”——通。\r", 'utf-8', 'gb18030'), ''], readfile(l:file, 'b'))
endfunction

" In the command-line window, in Replace mode and in a prompt the keys do what they did.
function! Test_places_that_are_no_text() abort
  let l:child = StartWith(s:text)
  call Input(l:child, 'q:')
  call WaitEqual(':', l:child, 'getcmdwintype()')
  call Ex(l:child, 'imap <buffer> <C-j> <Plug>(gongwen-expand-or-next)')
  call Input(l:child, 'iecho 1<C-j>')
  call WaitEqual('', l:child, 'getcmdwintype()')
  call WaitLines(s:text, l:child)
  call Input(l:child, '<C-\><C-n>')
  call WaitEqual('n', l:child, 'mode(1)')
  call Ex(l:child, 'setlocal nomodifiable')
  call Input(l:child, 'gg0]x')
  call WaitEqual([3, 7], l:child, '[line("."), col(".")]')
  call WaitLines(s:text, l:child)
endfunction

" The outline's window goes away by any door, and nothing of it is left.
function! Test_ways_to_close_the_outline() abort
  for l:command in ['only', 'call win_gotoid(t:gongwen_outline.window) | close', 'call win_gotoid(t:gongwen_outline.window) | quit',
        \ Is('vim') ? 'call win_execute(t:gongwen_outline.window, "close!")' : 'call nvim_win_close(t:gongwen_outline.window, v:true)', 'execute "bwipeout" t:gongwen_outline.buffer',
        \ 'execute "bdelete" t:gongwen_outline.buffer', 'tabonly | only', 'call win_gotoid(t:gongwen_outline.window) | hide']
    let l:child = StartWith(s:text)
    call Ex(l:child, 'Gongwen outline')
    call WaitUntil('the rows', {-> len(Outline(l:child)) == 2})
    call Ex(l:child, l:command)
    call WaitEqual([1, 'gongwen', 1], l:child, '[winnr("$"), &filetype, bufnr("")]')
    call WaitEqual(0, l:child, 'len(filter(getbufinfo(), {_, b -> b.name =~# "^gongwen://"}))')
    call WaitEqual(0, l:child, 'exists("#gongwen_outline#WinEnter")')
    call Input(l:child, 'gg0i<C-j>五<Esc>')
    call WaitEqual('党员五名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
    call Ex(l:child, 'Gongwen outline')
    call WaitUntil('the rows again', {-> len(Outline(l:child)) == 2})
    call Stop(l:child)
  endfor
endfunction

" A file that gets another name, or is read again from under a placeholder that waits.
function! Test_renaming_and_reloading() abort
  let l:child = s:pend()
  call Ex(l:child, 'Gongwen outline')
  call WaitUntil('the rows', {-> len(Outline(l:child)) == 2})
  call Ex(l:child, 'silent file renamed.gongwen')
  call Input(l:child, '<Esc>Go二、新<Esc>')
  call WaitUntil('the new row', {-> len(Outline(l:child)) == 3})
  call Ex(l:child, 'silent saveas! ' . g:scratch . '/saved.gongwen')
  call WaitEqual('saved.gongwen', l:child, 'matchstr(getwinvar(t:gongwen_outline.window, "&statusline"), "[^<]*$")')
  call Input(l:child, 'gg0i<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Ex(l:child, 'edit!')
  call Input(l:child, '<Esc>')
  call WaitEqual(0, l:child, 'gongwen#placeholder#pending()')
  call assert_equal(s:text + ['二、新'], Lines(l:child))
  call assert_equal('', Eval(l:child, 'maparg("<BS>", "i")'))
endfunction
