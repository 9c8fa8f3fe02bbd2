" What goes in, byte for byte, whatever the text and its options are; and what undo makes of it.

let s:text = ['工作总结', '一、基本情况', '已有党员XX名。', '', '二、存在问题', '问题XX个。']
let s:section = ['二、貔貅要求', '20XX年，XX支部党员XX名，“总结”——通知、需要一〇※。']
let s:special = "总开一四、。；《》“”——\\n%&~|<CR><Esc><C-v>`date`\\1\\$HOME\t制表 XX"

function! s:start(lines, ...) abort
  let l:child = StartWith(a:lines, get(a:000, 0, {}))
  call Ex(l:child, 'let g:expanded = 0 | autocmd User GongwenExpanded let g:expanded += 1')
  return l:child
endfunction

" A section of so many lines in a folder of the user's own; the environment that shows it to the editor.
function! s:long_section(count, ...) abort
  call mkdir(g:scratch . '/config/gongwen/snippets', 'p')
  call writefile(['kind: 长文', 'sections:', '  - name: 长节', '    trigger: qqcj', '    level: 1', '    body: |']
        \ + map(range(1, a:count), '"      第" . v:val . "段 teh 总结、通知（XX） word \"引号\"。" . repeat("文字", 30) . get(a:000, 0, "")'), g:scratch . '/config/gongwen/snippets/long.yaml')
  return {'XDG_CONFIG_HOME': g:scratch . '/config'}
endfunction

function! Test_special_characters() abort
  let l:child = s:start(s:text)
  call Ex(l:child, 'iabbrev date 不该 | inoremap ( （） | set tildeop gdefault')
  call Input(l:child, '4GAqqts<C-j>三')
  call WaitEqual(substitute(s:special, 'XX', '三', ''), l:child, 'getline(4)')
  call Input(l:child, '<Esc>uu')
  call WaitEqual('qqts', l:child, 'getline(4)')
endfunction

" 200 lines come as one change, and nothing that watches typing touches them.
function! Test_two_hundred_lines() abort
  let l:body = map(range(1, 200), '"第" . v:val . "段 teh 总结、通知（XX） word \"引号\"。" . repeat("文字", 30)')
  for l:options in ['textwidth=20 formatoptions+=a', 'textwidth=20 formatoptions=tcqmMa1', 'autoindent smartindent cindent', 'expandtab shiftwidth=2', 'wrapmargin=10', 'paste', 'formatoptions+=mB formatexpr=Bad() indentexpr=Bad()']
    let l:child = s:start(s:text, {'env': s:long_section(200)})
    call writefile(['iabbrev teh the', 'inoremap （ （）<Left>', 'inoremap " ""<Left>', 'inoremap 总 坏', 'function! Bad()', 'let g:bad = 1', 'return 9', 'endfunction'], g:scratch . '/others.vim')
    call Ex(l:child, 'source ' . g:scratch . '/others.vim')
    call Ex(l:child, 'imap <F9> <Plug>(gongwen-expand)')
    call Ex(l:child, 'autocmd TextChangedI * let g:changes = get(g:, "changes", 0) + 1')
    call Ex(l:child, 'call setline(4, "qqcj") | set ' . l:options)
    if l:options ==# 'paste'
      " No map is looked at: the section is asked for by name.
      call Ex(l:child, '4delete | 3 | Gongwen insert 长节')
    else
      call Input(l:child, '4GA<F9>')
    endif
    call WaitEqual(206, l:child, 'line("$")')
    call assert_equal(['二、长节'] + l:body + ['三、存在问题'], Eval(l:child, 'getline(4, 205)'), l:options)
    call assert_true(Eval(l:child, 'get(g:, "changes", 0)') <= 1)
    call assert_equal(0, Eval(l:child, 'exists("g:bad")'))
    call Input(l:child, '<Esc>u')
    call WaitEqual(6, l:child, 'line("$")')
    call Stop(l:child)
  endfor
endfunction

" 400 placeholders in 12,000 characters: at once. The quickest of a few times, for the machine does other things.
function! Test_four_hundred_placeholders() abort
  let l:child = s:start(s:text, {'env': s:long_section(100, '，共XX次、XX人、XX%' . repeat('总开', 12))})
  call Ex(l:child, 'imap <buffer> <F9> <Cmd>let g:start = reltime()<CR><Plug>(gongwen-expand)<Cmd>call add(g:took, reltimefloat(reltime(g:start)))<CR>')
  call Ex(l:child, 'let g:took = []')
  for l:time in range(1, 5)
    call Input(l:child, '4GSqqcj<F9>')
    call WaitEqual(l:time, l:child, 'len(g:took)')
    call assert_equal([106, 402], Eval(l:child, '[line("$"), count(join(getline(1, "$")), "XX")]'))
    call Input(l:child, '<Esc>uu')
    call WaitLines(s:text, l:child)
  endfor
  call assert_true(Eval(l:child, 'sort(g:took, "f")[0]') < 0.05, string(Eval(l:child, 'g:took')))
endfunction

function! Test_indentation() abort
  for l:indent in ['', '　　', '  ', "\t", '　 ']
    let l:child = s:start(['工作总结', '一、甲', l:indent])
    call Input(l:child, '3GAqqdc<C-j>')
    call WaitEqual([l:indent . '二、多层', l:indent . '第一段XX。', '', l:indent . '　　第二段。', l:indent . '（一）小节。内容。'], l:child, 'getline(3, "$")')
    call Input(l:child, '三<Esc>uu')
    call WaitEqual(l:indent . 'qqdc', l:child, 'getline(3)')
    call Stop(l:child)
  endfor
endfunction

" An empty text, the last line, a file without a final LF, with CRLF, with a byte order mark.
function! Test_edges_of_a_file() abort
  for [l:bytes, l:keys, l:written] in [
        \ [[''], 'iqqyq<C-j>', ['一、貔貅要求', s:section[1], '']],
        \ [['一、甲', '文。'], 'Goqqyq<C-j>', ['一、甲', '文。', '二、貔貅要求', s:section[1]]],
        \ [['一、甲', ''], 'Goqqyq<C-j>', ['一、甲', '二、貔貅要求', s:section[1], '']],
        \ [["一、甲\r", "qqyq\r", "二、乙\r", ''], '2GA<C-j>', ["一、甲\r", "二、貔貅要求\r", s:section[1] . "\r", "三、乙\r", '']],
        \ [["\uFEFF一、甲", 'qqyq', ''], '2GA<C-j>', ["\uFEFF一、甲", '二、貔貅要求', s:section[1], '']],
        \ [["\uFEFFqqyq\r", ''], 'GA<C-j>', ["\uFEFF一、貔貅要求\r", s:section[1] . "\r", '']]]
    let l:file = g:scratch . '/edge.gongwen'
    call writefile(l:bytes, l:file, 'b')
    let l:child = Start({'file': l:file})
    call Ex(l:child, 'setlocal nofixendofline')
    call Wait(l:child, 'gongwen#ready()')
    call Input(l:child, l:keys . '<C-\><C-n>')
    call WaitEqual('n', l:child, 'mode()')
    call Ex(l:child, 'silent write')
    call assert_equal(l:written, readfile(l:file, 'b'), string(l:bytes))
    call Stop(l:child)
  endfor
endfunction

function! Test_a_text_of_another_encoding() abort
  let l:file = g:scratch . '/gb.gongwen'
  call writefile([iconv('一、甲', 'utf-8', 'gb18030'), ''], l:file, 'b')
  let l:child = Start()
  call Ex(l:child, 'edit ++enc=gb18030 ' . l:file)
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, 'Goqqyq<C-j>2026<C-j>')
  call WaitEqual(1, l:child, 'gongwen#placeholder#pending()')
  call Input(l:child, '总通<Esc>')
  call WaitEqual('2026年，总通支部', l:child, 'strcharpart(getline(3), 0, 10)')
  call Ex(l:child, 'silent write')
  call assert_equal(map(['一、甲', '二、貔貅要求', '2026年，总通支部党员XX名，“总结”——通知、需要一〇※。', ''], 'iconv(v:val, "utf-8", "gb18030")'), readfile(l:file, 'b'))
endfunction

function! Test_a_text_that_must_not_change() abort
  let l:child = s:start(s:text)
  call Input(l:child, '4GAqqyq')
  call WaitEqual('qqyq', l:child, 'getline(4)')
  call Ex(l:child, 'setlocal nomodifiable')
  " Vim itself refuses the key that is left then.
  let l:child.fails = 1
  call Input(l:child, '<C-j>')
  call WaitEqual(6, l:child, 'line("$")')
  call assert_equal(0, Eval(l:child, 'g:expanded'))
endfunction

" The cursor is seen, also where everything around is folded.
function! Test_folds() abort
  for l:method in ['manual', 'expr', 'indent']
    let l:child = s:start(s:text)
    call Ex(l:child, 'setlocal foldmethod=' . l:method . ' foldexpr=1 foldlevel=0')
    if l:method ==# 'manual'
      call Ex(l:child, '2,6fold')
    endif
    call Ex(l:child, 'normal! zM')
    call Ex(l:child, 'call cursor(3, 1) | Gongwen insert 貔貅要求')
    call WaitEqual(s:section, l:child, 'getline(4, 5)')
    call WaitEqual([5, -1], l:child, '[line("."), foldclosed(".")]')
    call Stop(l:child)
  endfor
endfunction

" Registers, marks, searches, options and the jumplist: rough.vim has them for jumps too.
function! Test_traces() abort
  let l:child = s:start(s:text)
  call Ex(l:child, 'let [@a, @", @/, @0, @1, @-] = ["甲", "默认", "查找", "零", "一", "短"] | set hlsearch')
  call Ex(l:child, '5mark b | 1mark c')
  let l:traces = '[@a, @", @/, @0, @1, @-, v:hlsearch, histnr("/"), histnr(":"), getpos("''c"), len(getjumplist()[0])]'
  call Input(l:child, '4GAqqyq')
  call WaitEqual('qqyq', l:child, 'getline(4)')
  let l:before = Eval(l:child, l:traces)
  call Input(l:child, '<C-j>')
  call WaitEqual(s:section, l:child, 'getline(4, 5)')
  call assert_equal(l:before, Eval(l:child, l:traces))
  " A mark stays with its line.
  call assert_equal('三、存在问题', Eval(l:child, 'getline("''b")'))
endfunction

" Fill, fill, and undo each; the section; the typing before it. And all of it again.
function! Test_undo_of_a_filling() abort
  let l:child = s:start(s:text)
  call Input(l:child, '4GA前文')
  call WaitEqual('前文', l:child, 'getline(4)')
  call Input(l:child, '，qqyq<C-j>2026<C-j>红星<C-j>三十<Esc>')
  call WaitEqual('2026年，红星支部党员三十名', l:child, 'matchstr(getline(6), ".*名")')
  let l:steps = ['2026年，红星支部党员XX名', '2026年，XX支部党员XX名', '20XX年，XX支部党员XX名']
  for l:line in l:steps
    call Input(l:child, 'u')
    call WaitEqual(l:line, l:child, 'matchstr(getline(6), ".*名")')
  endfor
  call Input(l:child, 'u')
  call WaitLines(s:text[:2] + ['前文，qqyq'] + s:text[4:], l:child)
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
  call Input(l:child, '<C-r>')
  call WaitEqual('前文，qqyq', l:child, 'getline(4)')
  for l:line in reverse(l:steps) + ['2026年，红星支部党员三十名']
    call Input(l:child, '<C-r>')
    call WaitEqual(l:line, l:child, 'matchstr(getline(6), ".*名")')
  endfor
  " Nothing lingers: the key on a line of its own is itself again, or goes to what is left in the text.
  call Input(l:child, 'uu')
  call WaitEqual(0, l:child, 'gongwen#placeholder#pending()')
  call Ex(l:child, 'silent %s/XX/8/g')
  call Input(l:child, 'Go没有<C-j>了')
  call WaitEqual(['没有', '了'], l:child, 'getline(line("$") - 1, "$")')
endfunction

function! Test_undo_survives_a_reload_from_an_undofile() abort
  let l:child = s:start(s:text)
  call Ex(l:child, 'set undofile undodir=' . g:scratch)
  call Input(l:child, '4GAqqyq<C-j>2026<Esc>')
  call WaitEqual('2026年，', l:child, 'strcharpart(getline(5), 0, 6)')
  call Ex(l:child, 'silent write')
  let l:file = Eval(l:child, 'expand("%:p")')
  call Stop(l:child)
  let l:child = Start({'file': l:file, 'before': ['set undofile undodir=' . g:scratch]})
  call Wait(l:child, 'gongwen#ready()')
  call Input(l:child, 'u')
  call WaitEqual(s:section, l:child, 'getline(4, 5)')
  call Input(l:child, 'u')
  call WaitEqual('qqyq', l:child, 'getline(4)')
  call Input(l:child, 'u')
  call WaitLines(s:text, l:child)
endfunction

" . repeats what was typed last, as it stands in the help; and no byte of a key gets into the text.
function! Test_dot() abort
  let l:child = s:start(s:text)
  call Input(l:child, '4GAqqdy<C-j>三<Esc>')
  call WaitEqual('共三次', l:child, 'getline(4)')
  call Input(l:child, '6GA，<Esc>.')
  call WaitEqual('问题XX个。，，', l:child, 'getline(6)')
  call Input(l:child, '4GA又qqwz<C-j><Esc>6G.')
  call WaitEqual('n', l:child, 'mode()')
  call WaitEqual(['共三次又完毕', '二、存在问题', '问题XX个。，，又qqwz'], l:child, 'getline(4, "$")')
endfunction

" A count repeats what was typed, as it was typed, not what was put in.
function! Test_a_count() abort
  let l:child = s:start(s:text)
  call Input(l:child, '4G3Aqqwz<C-j>，<Esc>')
  call WaitEqual('n', l:child, 'mode()')
  call assert_equal(s:text[:2] + ['完毕，qqwz，qqwz，'] + s:text[4:], Lines(l:child))
endfunction

" Maps that other plugins have for printable keys eat nothing: there is no Select mode to be in.
function! Test_maps_of_select_and_visual_mode() abort
  let l:child = s:start(s:text)
  call Ex(l:child, 'vnoremap 2 <Esc>:let g:eaten = 1<lt>CR> | snoremap 2 <Nop> | xnoremap <expr> 0 execute("let g:eaten = 1")')
  call Input(l:child, '4GAqqyq<C-j>2026<C-j>20<Esc>')
  call WaitEqual('2026年，20支部', l:child, 'strcharpart(getline(5), 0, 10)')
  call assert_equal(0, Eval(l:child, 'exists("g:eaten")'))
endfunction

" In :normal and in a macro the key does its work in order.
function! Test_normal_and_macros() abort
  let l:child = s:start(s:text)
  call Ex(l:child, 'execute "normal 4GAqqdy\<C-j>三\<Esc>"')
  call WaitEqual('共三次', l:child, 'getline(4)')
  call Ex(l:child, 'let @q = "A，qqdy\<C-j>四\<Esc>" | 4normal @q')
  call WaitEqual('共三次，共四次', l:child, 'getline(4)')
  call Ex(l:child, '3,4normal @q')
  call WaitEqual(['已有党员XX名。，共四次', '共三次，共四次，共四次'], l:child, 'getline(3, 4)')
  call Ex(l:child, 'g/，共四次$/execute "normal Sqqwz\<C-j>"')
  call WaitEqual(['完毕', '完毕'], l:child, 'getline(3, 4)')
endfunction
