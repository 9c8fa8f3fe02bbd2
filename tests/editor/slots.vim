" The day's work with placeholders: what may stand around a jump, between two fills and after them.

let s:text = ['工作总结', '一、基本情况', '党员XX名，其中女党员XX名，预备党员XX名。', '完。']
let s:place = '[line("."), col(".")]'

" Presses a key of Normal mode and compares where the cursor comes to.
function! s:leads(child, keys, place) abort
  call Input(a:child, a:keys)
  call WaitEqual(a:place, a:child, s:place)
endfunction

function! s:pend(lines, ...) abort
  let l:child = StartWith(a:lines, get(a:000, 0, {}))
  call Ex(l:child, 'let g:left = 0 | autocmd InsertLeave,InsertEnter * let g:left += 1')
  call Input(l:child, 'gg0i')
  call WaitEqual('i', l:child, 'mode()')
  call Ex(l:child, 'let g:left = 0')
  call Input(l:child, '<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  return l:child
endfunction

" ---- jumping ----

function! Test_within_one_the_next_is_another() abort
  let l:child = StartWith(['XXXX年，有XX名', '又XXX人'])
  call WaitEqual([1, 1], l:child, s:place)
  for l:column in [1, 2, 3, 4]
    call Ex(l:child, 'call cursor(1, ' . l:column . ')')
    call s:leads(l:child, ']x', [1, 14])
  endfor
  " In the middle and on the last character of it, and backwards.
  call Ex(l:child, 'call cursor(1, 15)')
  call s:leads(l:child, ']x', [2, 4])
  call Ex(l:child, 'call cursor(2, 6)')
  call s:leads(l:child, '[x', [1, 14])
  call s:leads(l:child, '[x', [1, 1])
endfunction

function! Test_what_is_one_stop() abort
  let l:child = StartWith(['XX年XX月XX日', 'XXXX年', 'XXX', '服装XXL，HTTPXX，aXX，https://a.cn/XX，`XX`', '有ＸＸ名、××人', '3××4', '○○同志'])
  let l:stops = [[1, 6], [1, 11], [2, 1], [3, 1], [5, 4], [5, 16], [7, 1], [1, 1]]
  for l:place in l:stops
    call s:leads(l:child, ']x', l:place)
  endfor
  for l:place in reverse(l:stops[:-2]) + [[1, 1]]
    call s:leads(l:child, '[x', l:place)
  endfor
  call WaitEqual(8, l:child, 'len(gongwen#placeholders())')
endfunction

function! Test_one_message_when_it_wraps_or_ends() abort
  let l:child = StartWith(['XX名', '共XX人'])
  call Ex(l:child, 'messages clear')
  call s:leads(l:child, 'gg0]x', [2, 4])
  call assert_equal([], Messages(l:child))
  call s:leads(l:child, ']x', [1, 1])
  call assert_equal(['gongwen: Past the end, continuing at the top'], Messages(l:child))
  call Ex(l:child, 'messages clear')
  call Input(l:child, '4]x')
  call WaitEqual(['gongwen: Past the end, continuing at the top'], l:child, 'split(execute("messages"), "\n")')
  call WaitEqual([1, 1], l:child, s:place)
  call Ex(l:child, '%s/XX/8/g | messages clear')
  call Input(l:child, 'G3]x')
  call WaitEqual(['gongwen: No placeholders left'], l:child, 'split(execute("messages"), "\n")')
  call assert_equal([2, 1], Eval(l:child, s:place))
endfunction

" A macro that calls itself ends where no more are left, as one with a search in it does.
function! Test_a_macro_that_calls_itself() abort
  let l:child = StartWith(['甲XX，乙XX', '', '丙XX', '完'])
  call Ex(l:child, 'let @q = "]xR五五\<Esc>@q" | messages clear')
  call Input(l:child, 'gg0@q')
  call WaitLines(['甲五五，乙五五', '', '丙五五', '完'], l:child)
  call WaitEqual(['gongwen: No placeholders left'], l:child, 'split(execute("messages"), "\n")[-1:]')
  call WaitEqual(['n', [3, 7]], l:child, '[mode(), ' . s:place . ']')
  call assert_equal(1, Eval(l:child, 'count(execute("messages"), "No placeholders left")'))
endfunction

" What plugins that switch the input method go by never comes while one types, fills, inserts and lists on.
function! Test_an_input_method_is_never_switched() abort
  let l:child = StartWith(['XX党支部总结', '一、情况', 'XX党支部有XX人。', '一是甲，共XX次；', ''])
  call Ex(l:child, 'let g:events = [] | autocmd InsertEnter,InsertLeavePre,InsertLeave,CmdlineEnter,CmdlineLeave,ModeChanged * call add(g:events, expand("<amatch>"))')
  call Input(l:child, 'gg0i')
  call WaitEqual('i', l:child, 'mode()')
  call Ex(l:child, 'let g:events = []')
  for [l:keys, l:lnum, l:line] in [['<C-j>总支<C-s><C-s>', 3, '总支党支部有XX人。'], ['<C-j>12<C-k><C-k>', 3, '总支党支部有12人。'],
        \ ['<C-j><BS>', 4, '一是甲，共次；'], ['<End><C-l>乙', 4, '一是甲，共次；二是乙'], ['<Down>魑魅<C-j>三<C-j>', 5, '共三次']]
    call Input(l:child, l:keys)
    call WaitEqual(l:line, l:child, 'getline(' . l:lnum . ')')
  endfor
  call assert_equal([[], 'i'], Eval(l:child, '[g:events, mode()]'))
endfunction

function! Test_whatever_changed_the_text() abort
  let l:child = StartWith(['XX公司有XX名，', '共XX人', '完'], {'before': ['set autoread']})
  for [l:command, l:places] in [
        \ ['%s/共/总共/', [[1, 12], [2, 7]]],
        \ ['silent write', [[1, 12], [2, 7]]],
        \ ['setlocal textwidth=4 formatoptions+=mM | normal! gggqG', v:null],
        \ ['edit!', [[1, 12], [2, 7]]],
        \ ['global/公司/delete', [[1, 7]]],
        \ ['undo', [[1, 12], [2, 7]]],
        \ ['1move $', [[1, 7], [3, 1], [3, 12]]],
        \ ['normal! ggyyP', [[1, 7], [2, 7], [4, 1], [4, 12]]],
        \ ['%!sort -r', v:null]]
    call Ex(l:child, l:command)
    let l:slots = Eval(l:child, 'map(gongwen#placeholders(), "[v:val.lnum, v:val.col]")')
    if l:places isnot v:null
      call assert_equal(l:places, filter(copy(l:slots), 'v:val != [1, 1]'), l:command)
    endif
    " As many as the text shows, each of them a stop in turn.
    call assert_equal(count(join(Lines(l:child)), 'XX'), len(l:slots), l:command)
    call Ex(l:child, 'call cursor(line("$"), col([line("$"), "$"]))')
    for l:place in l:slots
      call s:leads(l:child, ']x', l:place)
    endfor
  endfor
  call Ex(l:child, 'edit!')
  " Another program.
  call writefile(['新的一行', '由XX写，第XX次', ''], g:scratch . '/text0.gongwen')
  call Ex(l:child, 'checktime')
  call WaitEqual('由XX写，第XX次', l:child, 'getline(2)')
  call Ex(l:child, 'call cursor(1, 1)')
  call s:leads(l:child, ']x', [2, 4])
  call s:leads(l:child, ']x', [2, 15])
endfunction

function! Test_options_and_folds_change_nothing() abort
  let l:lines = ['总结', '一、情况', 'XX公司有xx名，', '共XX人', '二、完', 'XX次']
  for l:options in ['nowrapscan', 'ignorecase', 'ignorecase smartcase', 'nomagic', 'selection=exclusive', 'virtualedit=all',
        \ 'virtualedit=onemore', 'whichwrap=b,s,h,l,<,>,[,]', 'langmap=xX,Xx', 'langmap=zx,xz,vb,bv,hl,lh,kj,jk', 'noshowcmd', 'foldopen=', 'scrolloff=999', 'nostartofline']
    if Is('vim') && l:options =~# 'langmap'
      continue " applies to the names of <Plug> keys, too
    endif
    let l:child = StartWith(l:lines)
    call Ex(l:child, 'set ' . l:options)
    call Ex(l:child, 'setlocal foldmethod=manual | 2,4fold | 5,6fold')
    " The keys as they are mapped, or what langmap makes of them.
    call Ex(l:child, 'nmap <buffer> m <Plug>(gongwen-next)')
    call Ex(l:child, 'nmap <buffer> M <Plug>(gongwen-prev)')
    let l:tick = Eval(l:child, 'b:changedtick')
    let l:regtype = Eval(l:child, '[@/, @", getpos("v")[1]]')
    call Input(l:child, 'gg0')
    for [l:key, l:place] in [['m', [3, 1]], ['m', [3, 12]], ['m', [4, 4]], ['m', [6, 1]], ['m', [3, 1]], ['M', [6, 1]], ['M', [4, 4]], ['2m', [3, 1]]]
      call s:leads(l:child, l:key, l:place)
      call assert_equal(-1, Eval(l:child, 'foldclosed(".")'), l:options)
    endfor
    call assert_equal([l:tick, 0, 'n'], Eval(l:child, '[b:changedtick, &modified, mode()]'), l:options)
    call assert_equal(l:regtype[:1], Eval(l:child, '[@/, @"]'), l:options)
    call Stop(l:child)
  endfor
endfunction

function! Test_visual_mode_and_operators() abort
  let l:child = StartWith(s:text)
  call Input(l:child, 'gg0v2]x')
  call WaitEqual(['v', 3, 30], l:child, '[mode()] + ' . s:place)
  call Input(l:child, '[x')
  call WaitEqual(['v', 3, 7], l:child, '[mode()] + ' . s:place)
  call Input(l:child, '<Esc>gg0V]x')
  call WaitEqual(['V', 3, 7], l:child, '[mode()] + ' . s:place)
  call Input(l:child, '<Esc>3G0<C-v>2]x')
  call WaitEqual(["\<C-v>", 3, 30], l:child, '[mode()] + ' . s:place)
  call Input(l:child, '<Esc>3G0y2]x')
  call WaitEqual('党员XX名，其中女党员', l:child, '@"')
  call Input(l:child, '3G$d[x')
  call WaitEqual('党员XX名，其中女党员XX名，预备党员。', l:child, 'getline(3)')
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Input(l:child, '3G0c]x总计<Esc>')
  call WaitEqual('总计XX名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
  " . does it again, from where the cursor is.
  call Input(l:child, 'l.')
  call WaitEqual('总计总计XX名，预备党员XX名。', l:child, 'getline(3)')
endfunction

function! Test_two_buffers_keep_their_places() abort
  let l:child = s:pend(['甲XX，XX', '完'])
  call Input(l:child, '一<Esc>')
  call WaitEqual('n', l:child, 'mode()')
  call writefile(['乙XX', '丙XX'], g:scratch . '/other.gongwen')
  call Ex(l:child, 'split ' . g:scratch . '/other.gongwen')
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, 'gg0i<C-j>二<C-j>')
  call WaitEqual(['乙二', '丙XX'], l:child, 'getline(1, "$")')
  call WaitEqual([2, 4], l:child, s:place)
  " Left while one waits, and entered again.
  call Ex(l:child, 'inoremap <F5> <Cmd>wincmd p<CR>')
  call Input(l:child, '<F5>')
  call WaitEqual('甲一，XX', l:child, 'getline(1)')
  call WaitEqual(0, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '<C-j>三<Esc>')
  call WaitEqual('甲一，三', l:child, 'getline(1)')
  call Ex(l:child, 'wincmd p')
  call assert_equal(['乙二', '丙XX'], Lines(l:child))
  call Input(l:child, 'gg0i<C-j>四<Esc>')
  call WaitEqual(['乙二', '丙四'], l:child, 'getline(1, "$")')
  " Two windows of one text stand at two places.
  call Ex(l:child, 'only | %s/[二四]/XX/ | vsplit')
  call s:leads(l:child, 'gg0]x', [1, 4])
  call Ex(l:child, 'wincmd p')
  call s:leads(l:child, 'G0]x', [2, 4])
  call Ex(l:child, 'wincmd p')
  call WaitEqual([1, 4], l:child, s:place)
  call s:leads(l:child, ']x', [2, 4])
endfunction

function! Test_a_jump_is_seen_and_can_be_taken_back() abort
  let l:lines = map(range(200), '"第" . v:val . "行文字，总通开一。"') + ['“四”——共XX次🎉XX'] + map(range(200), '"尾"')
  let l:child = StartWith(l:lines)
  call Input(l:child, '7G')
  call s:leads(l:child, ']x', [201, 19])
  call assert_equal([1, 1], Eval(l:child, '[line("w0") <= 201, line("w$") >= 201]'))
  call s:leads(l:child, ']x', [201, 28])
  " Vim's jumplist keeps the other one of the line as well.
  call s:leads(l:child, Is('vim') ? '<C-o><C-o>' : '<C-o>', [7, 1])
endfunction

" ---- filling ----

function! Test_the_first_text_takes_its_place() abort
  for l:text in ['a', '3', ' ', '二十', '贯彻落实“四个”精神，总——通', '🎉𝔼']
    let l:child = s:pend(s:text)
    call Input(l:child, l:text)
    call WaitEqual('党员' . l:text . '名，其中女党员XX名，预备党员XX名。', l:child, 'getline(3)')
    call assert_equal(0, Eval(l:child, 'g:left'))
    call Input(l:child, '<Esc>u')
    call WaitLines(s:text, l:child)
    call Stop(l:child)
  endfor
  for [l:keys, l:text] in [['<C-r>=6*7<CR>', '42'], ['<C-r>="总\n通"<CR>', "总\n通"], ['<C-v>u5f00', '开'], ['<C-r><C-o>a', '寄存器XX'],
        \ ['<C-y>', '基'], ['<C-e>', '。']]
    " Two of the keys take the character above or below.
    let l:lines = l:keys =~# 'C-[ye]' ? ['基本', 'XX名', '。'] : s:text
    let l:child = s:pend(l:lines)
    call Ex(l:child, 'let @a = "寄存器XX"')
    call Input(l:child, l:keys)
    call WaitEqual(substitute(join(l:lines, "\n"), 'XX', l:text, ''), l:child, 'join(getline(1, "$"), "\n")')
    call assert_equal(0, Eval(l:child, 'g:left'), l:keys)
    call Stop(l:child)
  endfor
endfunction

function! Test_a_number_is_what_was_typed() abort
  for l:value in ['12', '十二', '１２', '廿', '1,200', '〇']
    let l:child = s:pend(['共XX次，又XX次'])
    call Input(l:child, l:value . '<C-s>')
    call WaitEqual('共' . l:value . '次，又XX次', l:child, 'getline(1)')
    call Input(l:child, '<Esc>u')
    call WaitLines(['共XX次，又XX次'], l:child)
    call Stop(l:child)
  endfor
endfunction

function! Test_a_value_with_placeholders_does_not_loop() abort
  let l:child = s:pend(['XX党支部', '到XX党支部。', '完'], {'before': ['let g:gongwen_fill_same = 1']})
  call Ex(l:child, 'let @a = "XX镇XX"')
  call Input(l:child, '<C-r>a<Esc>')
  call WaitEqual('XX镇XX党支部', l:child, 'getline(1)')
  call WaitEqual('n', l:child, 'mode()')
  call WaitEqual('到XX镇XX党支部。', l:child, 'getline(2)')
  call Input(l:child, 'uu')
  call WaitLines(['XX党支部', '到XX党支部。', '完'], l:child)
endfunction

function! Test_the_maps_of_others_do_not_eat_the_text() abort
  let l:child = StartWith(s:text)
  for l:mode in ['s', 'x', 'v']
    call Ex(l:child, l:mode . 'noremap <buffer> 五 <Cmd>let g:eaten = 1<CR>')
    call Ex(l:child, l:mode . 'noremap <buffer> 5 <Cmd>let g:eaten = 1<CR>')
  endfor
  call Input(l:child, 'gg0i<C-j>5<C-j>五<C-j>5五<Esc>')
  call WaitEqual('党员5名，其中女党员五名，预备党员5五名。', l:child, 'getline(3)')
  call assert_equal(0, Eval(l:child, 'get(g:, "eaten", 0)'))
endfunction

function! Test_equals_in_thirty_places_are_one_step() abort
  let l:lines = repeat(['XX党支部召开会议，学习XX次，“XX党支部先进”，到XX镇去。'], 30)
  let l:child = s:pend(l:lines)
  call Input(l:child, '总务处<C-s>')
  let l:after = repeat(['总务处党支部召开会议，学习XX次，“XX党支部先进”，到XX镇去。'], 30)
  call WaitLines(l:after, l:child)
  call assert_match('29 placeholders filled', Eval(l:child, 'execute("1messages")'))
  call assert_equal(0, Eval(l:child, 'g:left'))
  call Input(l:child, '<Esc>u')
  call WaitEqual(l:lines[1:], l:child, 'getline(2, "$")')
  call assert_equal(l:after[0], Eval(l:child, 'getline(1)'))
  call Input(l:child, 'u')
  call WaitLines(l:lines, l:child)
  call Input(l:child, '<C-r><C-r>')
  call WaitLines(l:after, l:child)
endfunction

" ---- undo ----

function! Test_two_fills_and_their_expansion() abort
  let l:child = StartWith(['工作总结', ''])
  call Input(l:child, 'GAztyq')
  call WaitEqual('ztyq', l:child, 'getline(2)')
  call Input(l:child, '<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  let l:states = [Lines(l:child)]
  for l:value in ['2026', '总务处']
    call Input(l:child, l:value)
    call Wait(l:child, 'stridx(join(getline(1, "$")), "' . l:value . '") >= 0')
    call add(l:states, Lines(l:child))
    call Input(l:child, '<C-j>')
    call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  endfor
  call Input(l:child, '<Esc>')
  for l:state in [l:states[1], l:states[0], ['工作总结', 'ztyq'], ['工作总结', '']]
    call Input(l:child, 'u')
    call WaitLines(l:state, l:child)
  endfor
  for l:state in [['工作总结', 'ztyq']] + l:states
    call Input(l:child, '<C-r>')
    call WaitLines(l:state, l:child)
  endfor
endfunction

function! Test_undo_leaves_nothing_behind() abort
  let l:child = s:pend(s:text)
  call Ex(l:child, 'imap <buffer> <Tab> <Plug>(gongwen-expand)')
  call Input(l:child, '五<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '<C-o>u')
  call WaitLines(s:text, l:child)
  call WaitEqual(0, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '<Esc>GA<Tab><BS>x')
  call WaitEqual('完。x', l:child, 'getline("$")')
  call Input(l:child, '<Tab>')
  call WaitEqual("完。x\t", l:child, 'getline("$")')
endfunction

function! Test_undo_after_reopening() abort
  let l:before = ['set undofile', 'set undodir=' . g:scratch]
  let l:child = StartWith(s:text + [''], {'before': l:before})
  call Input(l:child, 'gg0i<C-j>五<C-j>六<Esc>GAztyq')
  call WaitEqual('ztyq', l:child, 'getline("$")')
  call Input(l:child, '<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '<Esc>')
  call WaitEqual('n', l:child, 'mode()')
  call Ex(l:child, 'write')
  call Stop(l:child)
  let l:again = Start({'file': g:scratch . '/text0.gongwen', 'before': l:before})
  call Wait(l:again, 'gongwen#ready()')
  for l:line in ['ztyq', '', '']
    call Input(l:again, 'u')
    call WaitEqual(l:line, l:again, 'getline("$")')
  endfor
  call WaitEqual('党员五名，其中女党员XX名，预备党员XX名。', l:again, 'getline(3)')
  call Input(l:again, 'u')
  call WaitLines(s:text + [''], l:again)
  call s:leads(l:again, 'gg0]x', [3, 7])
endfunction

" ---- what is left ----

function! Test_the_counter_follows() abort
  let l:child = StartWith(['总结', '', 'XX公司有XX名', '共XX人', '第XX次', '完'])
  " Milliseconds from the keys to the right number in the statusline; Vim tells of a change when it draws it.
  call Ex(l:child, "function! Until(left) abort\n let l:start = reltime() | redraw\n"
        \ . "call gongwen#editor#call('wait', 4000, {-> gongwen#statusline() ==# (a:left ? a:left . ' to fill' : '')})\n"
        \ . "return [gongwen#statusline(), reltimefloat(reltime(l:start)) * 1000]\nendfunction")
  call WaitEqual('4 to fill', l:child, 'gongwen#statusline()')
  let l:times = []
  for [l:keys, l:left] in [['normal! 3Gdd', 2], ['undo', 4], ['global/XX/delete', 0], ['undo', 4], ['redo', 0], ['undo', 4],
        \ ["normal! 4G0l\<C-v>jly5G$p", 6], ['undo', 4], ['%s/XX/8/', 1], ['undo', 4], ['%delete', 0], ['undo', 4],
        \ ['call setline(1, ["XX次", "XX"])', 6]]
    let [l:status, l:ms] = Eval(l:child, '[execute(' . string(l:keys) . '), Until(' . l:left . ')][1]')
    call assert_equal(l:left ? l:left . ' to fill' : '', l:status, l:keys)
    call add(l:times, l:ms)
  endfor
  " A machine that is busy for a moment is no fault: most of them.
  call assert_true(sort(l:times, 'f')[len(l:times) * 3 / 4] < 100, string(l:times))
endfunction

function! Test_the_list_leads_to_each() abort
  let l:child = StartWith(['总结', '一、情况', '（一）人员', '“总”——有XX名，共XX人', '二、问题', '【单位名称】'])
  call Ex(l:child, 'Gongwen placeholders')
  call assert_equal([[4, 19], [4, 30], [6, 1]], Eval(l:child, 'map(getloclist(0), "[v:val.lnum, v:val.col]")'))
  call assert_equal(['情况 > 人员', '情况 > 人员', '问题'], Eval(l:child, 'map(getloclist(0), {_, i -> matchstr(i.text, "（\\zs[^（]*\\ze）$")})'))
  for l:place in [[4, 19], [4, 30], [6, 1]]
    call Ex(l:child, 'll ' . (index([[4, 19], [4, 30], [6, 1]], l:place) + 1))
    call assert_equal(l:place, Eval(l:child, s:place))
  endfor
endfunction

function! Test_colours_survive_another_scheme() abort
  let l:child = StartWith(s:text)
  for l:scheme in ['desert', 'default', 'blue']
    call Ex(l:child, 'colorscheme ' . l:scheme)
    for l:group in ['GongwenPlaceholder', 'GongwenPending']
      call assert_notequal('', Eval(l:child, 'synIDattr(synIDtrans(hlID("' . l:group . '")), "name")'))
      call assert_notmatch('cleared', Eval(l:child, 'execute("highlight ' . l:group . '")'), l:scheme)
    endfor
  endfor
endfunction
