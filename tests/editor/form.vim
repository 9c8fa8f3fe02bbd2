" The form of fields, and the subcommands that look at the whole text.

let s:text = ['XX党支部20XX年总结', '一、情况', '20XX年，XX党支部有党员XX名。', '由【单位名称】负责，“XX党支部好”。']

function! s:start(...) abort
  let l:child = StartWith(s:text, get(a:000, 0, {}))
  call Ex(l:child, 'let g:text = bufnr("")')
  return l:child
endfunction

function! Test_the_form_fills_the_text() abort
  let l:child = s:start()
  call Ex(l:child, 'Gongwen fields')
  call assert_equal(['gongwen-fields', 'acwrite', 0], Eval(l:child, '[&filetype, &buftype, &modified]'))
  call WaitLines(['XX党支部：', '20XX：', '单位名称：'], l:child)
  call assert_equal(['2×  XX党支部20XX年总结', '2×  XX党支部20XX年总结  usual: ' . strftime('%Y'), '1×  由【单位名称】负责，“XX党支部好…'], Eval(l:child, g:hints))
  " It opens clean: nothing to undo.
  call assert_equal(0, Eval(l:child, 'undotree().seq_cur'))
  call Input(l:child, 'A总务处第一<Esc>jA2026年<Esc>')
  call WaitEqual('20XX：2026年', l:child, 'getline(2)')
  call Ex(l:child, 'write')
  call WaitEqual(['总务处第一党支部2026年总结', '一、情况', '2026年，总务处第一党支部有党员XX名。',
        \ '由【单位名称】负责，“XX党支部好”。'], l:child, 'getbufline(g:text, 1, "$")')
  " What is filled is gone from it; the text is filled by one undo step.
  call WaitLines(['单位名称：'], l:child)
  call assert_equal(0, Eval(l:child, '&modified'))
  call Ex(l:child, 'wincmd p | undo')
  call WaitLines(s:text, l:child)
  " It follows: the fields are back.
  call Ex(l:child, 'wincmd p')
  call WaitLines(['XX党支部：', '20XX：', '单位名称：'], l:child)
endfunction

function! Test_what_is_typed_stays_while_the_text_changes() abort
  let l:child = s:start()
  call Ex(l:child, 'Gongwen fields')
  call WaitEqual(3, l:child, 'line("$")')
  call Input(l:child, 'GA财政局<Esc>')
  call WaitEqual('单位名称：财政局', l:child, 'getline(3)')
  call Ex(l:child, 'call setbufline(g:text, 2, ["一、XX公司情况"])')
  call WaitLines(['XX党支部：', '20XX：', 'XX公司：', '单位名称：财政局'], l:child)
  call assert_equal(1, Eval(l:child, '&modified'))
  " Called again from the text it is the same one.
  call Ex(l:child, 'wincmd p | Gongwen fields')
  call assert_equal(['gongwen-fields', 2], Eval(l:child, '[&filetype, winnr("$")]'))
  call Ex(l:child, 'write')
  call WaitEqual('由财政局负责，“XX党支部好”。', l:child, 'getbufline(g:text, 4)[0]')
endfunction

function! Test_usual_values_are_put_in_when_asked_for() abort
  call mkdir(g:scratch . '/config/gongwen', 'p')
  call mkdir(g:scratch . '/.gongwen', 'p')
  call writefile(['20XX: 2025', '单位名称: 财政局'], g:scratch . '/config/gongwen/values.yaml')
  call writefile(['20XX: 2026'], g:scratch . '/.gongwen/values.yaml')
  let l:child = s:start({'env': {'XDG_CONFIG_HOME': g:scratch . '/config'}})
  call Ex(l:child, 'Gongwen fields')
  call WaitLines(['XX党支部：', '20XX：', '单位名称：'], l:child)
  call assert_match('usual: 2026$', Eval(l:child, g:hints)[1])
  call assert_match('usual: 财政局$', Eval(l:child, g:hints)[2])
  call Input(l:child, '2Ggp')
  call WaitLines(['XX党支部：', '20XX：2026', '单位名称：'], l:child)
  call Input(l:child, 'gP')
  call WaitLines(['XX党支部：', '20XX：2026', '单位名称：财政局'], l:child)
  " Nothing has come into the text by itself.
  call assert_equal(s:text, Eval(l:child, 'getbufline(g:text, 1, "$")'))
  call delete(g:scratch . '/.gongwen', 'rf')
endfunction

function! Test_when_it_cannot_be_done() abort
  let l:child = StartWith(['有XX名'])
  call Ex(l:child, 'Gongwen fields')
  call assert_equal(1, Eval(l:child, 'winnr("$")'))
  call assert_match('no named placeholders', Eval(l:child, 'execute("1messages")'))
  let l:child = s:start()
  call Ex(l:child, 'Gongwen fields')
  call Ex(l:child, 'write')
  call assert_match('The form is blank', Eval(l:child, 'execute("1messages")'))
  call Input(l:child, 'A一<Esc>')
  call WaitEqual('XX党支部：一', l:child, 'getline(1)')
  call Ex(l:child, 'call setbufvar(g:text, "&modifiable", 0) | write')
  call assert_match('not modifiable', Eval(l:child, 'execute("1messages")'))
  call assert_equal([1, s:text], Eval(l:child, '[&modified, getbufline(g:text, 1, "$")]'))
  call Ex(l:child, 'execute "bwipeout!" g:text')
  call WaitUntil('the text is gone', {-> !Eval(l:child, 'bufexists(g:text)')})
  call Ex(l:child, 'write')
  call assert_match('The text is gone', Eval(l:child, 'execute("1messages")'))
endfunction

function! Test_a_template_of_the_text() abort
  let l:text = ['2025年总结', '2025年学习12次，占96.8%。', '第3次，“5个”。']
  let l:child = StartWith(l:text)
  call Ex(l:child, 'Gongwen template')
  call WaitLines(['20XX年总结', '20XX年学习XX次，占XX%。', '第3次，“5个”。'], l:child)
  call assert_equal(['2025 → 20XX', '2025 → 20XX', '12 → XX', '96.8 → XX'], Eval(l:child, 'map(getloclist(0), "v:val.text")'))
  call assert_equal([[1, 1], [2, 1], [2, 14], [2, 25]], Eval(l:child, 'map(getloclist(0), "[v:val.lnum, v:val.col]")'))
  call Input(l:child, 'u')
  call WaitLines(l:text, l:child)
  call assert_equal(0, Eval(l:child, '&modified'))
  call Ex(l:child, 'Gongwen template 2027')
  call WaitLines(['2027年总结', '2027年学习XX次，占XX%。', '第3次，“5个”。'], l:child)
  call Ex(l:child, 'Gongwen template 27')
  call assert_match('Not a year: 27', Eval(l:child, 'execute("1messages")'))
endfunction

function! Test_what_is_left() abort
  let l:child = s:start()
  call Ex(l:child, 'Gongwen done')
  call assert_equal(['XX党支部20XX年', 'XX党支部20XX年总结', '20XX年，XX党支部有  （情况）', '20XX年，XX党支部有党员XX  （情况）',
        \ 'XX党支部有党员XX名。  （情况）', '由【单位名称】负责，“XX党支  （情况）', '位名称】负责，“XX党支部好”。  （情况）'],
        \ Eval(l:child, 'map(getloclist(0), "v:val.text")'))
  call assert_match('7 placeholders left', Eval(l:child, 'execute("1messages")'))
  call Ex(l:child, 'lclose | %s/XX\|【单位名称】/甲/g | Gongwen done')
  call assert_match('No placeholders left', Eval(l:child, 'execute("1messages")'))
endfunction

function! Test_a_check_on_write() abort
  let l:child = s:start({'before': ['let g:gongwen_check_on_write = 1']})
  call Ex(l:child, 'write')
  call assert_match('7 placeholders left', Eval(l:child, 'execute("1messages")'))
  let l:child = s:start()
  call Ex(l:child, 'write')
  call assert_notmatch('placeholders left', Eval(l:child, 'execute("messages")'))
endfunction
