" The soak: `./run soak [MINUTES]` types at random, for as long as one likes, into two editors, one with the
" plugin, one without, and at random kills, stops and wakes the host. Started by tests/editor/harness.vim.
"
" - What does not need the plugin (typing, editing, undo and redo) is done in both: the texts stay equal.
" - What needs it (expand, jump, fill, structure) is done in the one; the other is given the same steps, so
"   that undo goes back through them in both, one step for each. Nothing of the text may get lost by it.
" - What the host knows is what a fresh reading of the text knows.
" - Neither the editor nor the host needs more memory in the end than when it was warm.
"
" $GONGWEN_SEED, which is shown, makes the same run again; $GONGWEN_SOAK_MINUTES: how long.
execute 'source' fnameescape($GONGWEN_TEST_DIR . '/faulty.vim')

let s:here = expand('<sfile>:p:h')
let s:seconds = str2float($GONGWEN_SOAK_MINUTES ==# '' ? '0.35' : $GONGWEN_SOAK_MINUTES) * 60
let s:seed = str2nr($GONGWEN_SEED ==# '' ? localtime() % 1000000 : $GONGWEN_SEED)
let s:STEPS = 60 " of a round, which begins with a new text

function! s:random(below) abort
  let s:state = (s:state * 1103515245 + 12345) % 2147483648
  return s:state / 65536 % a:below
endfunction

function! s:pick(list) abort
  return a:list[s:random(len(a:list))]
endfunction

let s:text = ['20XX年工作总结', '', '一、基本情况', '党员XX名，其中女党员XX名。', '（一）组织设置。由XX同志负责。', '（二）队伍。一是好，二是XX。', '二、主要工作',
      \ '1.学习。“总结”——通知、需要、开展。', '2.实践。见第一部分。', '三、存在问题', '【单位名称】问题XX个。', '四、下一步打算']
let s:words = ['总', '通知', '“四”', '——开展', '需要一', 'XX', '20XX年', 'XX党支部', '一、新', '（三）又', '2.条', '，', '。', '3.', 'ab', ' ', '五、更多XX']
" In both: Normal mode, at a random place.
let s:edits = ['dd', '2dd', 'yyp', 'ddp', 'J', 'x', 'X', 'D', '>>', '<<', 'daw', 'yyP', 'd2l', 'i<CR><Esc>', 'R改改<Esc>', 'a<BS><BS><Esc>', 'i<C-w><Esc>',
      \ ':m0<CR>', ':t.<CR>', ':.,+1join<CR>', '<C-v>jlx', ':s/XX/XXX/e<CR>', ':g/三/s/$/尾/<CR>']
let s:undos = ['u', '2u', '3u', '<C-r>', '2<C-r>', 'g-', 'g+', ':earlier 2<CR>', ':later 2<CR>', '4u', 'u<C-r>']
" In the one: an action's keys, and whether all lines stay that it is not about (those with a placeholder, and
" that of the cursor). A jump in Normal mode goes away again: what is typed where it has come to would fill.
let s:actions = [
      \ ['A，qqwz<C-j><Esc>', 1], ['oqqdy<C-j>五<Esc>', 1], ['Go魍魉<C-j>，魑魅<C-j>六<Esc>', 1], ['oztyq<C-j>甲<C-j>乙<C-j><Esc>', 1], ['ojbqk<C-j><Esc>', 1],
      \ ['A<C-j><Esc>', 1], ['0i<C-j>七<C-j>八<C-k><Esc>', 1], ['0i<C-j><BS><C-j>“总”<Esc>', 1], ['0i<C-k>通<C-k><C-j>知<Esc>', 1], ['0i<C-j>第一<F12><Esc>', 1],
      \ [']xG$', 1], ['3[xG$', 1], ['d]x', 0], ['c]x开<Esc>', 0], [']]', 1], ['A<C-l>三<Esc>', 1], ['ggOwk<C-j><Esc>', 1],
      \ ['<F2>', 1], ['<F3>', 1], ['<F4>', 1], ['<F5>', 1], ['2<F3>', 1], ['<F6>', 0], ['<F7>', 0], ['<F8>', 1], ['<F9>新题<Esc>', 1], ['<F10>子题<Esc>', 1],
      \ ['.', 0], [':Gongwen outline<CR>', 1], [':Gongwen insert 无空<CR>', 1], [':Gongwen renumber<CR>', 1], [':Gongwen template<CR>', 0]]
let s:maps = ['<F2> <Plug>(gongwen-move-up)', '<F3> <Plug>(gongwen-move-down)', '<F4> <Plug>(gongwen-promote)', '<F5> <Plug>(gongwen-demote)',
      \ '<F6> <Plug>(gongwen-delete-section)', '<F7> <Plug>(gongwen-duplicate-section)', '<F8> <Plug>(gongwen-renumber)', '<F9> <Plug>(gongwen-new-sibling)',
      \ '<F10> <Plug>(gongwen-new-child)']

" ---- the two editors ----

function! s:type(child, keys) abort
  call Input(a:child, a:keys)
  call Input(a:child, '<C-\><C-n>')
  call Input(a:child, ':let g:step = ' . s:step . '<CR>')
  call WaitUntil('the end of ' . a:keys, {-> !Mode(a:child).blocking && Eval(a:child, '[mode(), get(g:, "step", 0)]') ==# ['n', s:step]})
endfunction

function! s:both_type(keys) abort
  call s:type(s:with, a:keys)
  call s:type(s:without, a:keys)
endfunction

function! s:same() abort
  call assert_equal(Lines(s:without), Lines(s:with), 'with the plugin the text is another one')
  call assert_equal(Eval(s:without, 'undotree().seq_last'), Eval(s:with, 'undotree().seq_last'), 'other steps of undo')
endfunction

" The lines that an action must not touch, without what renumbering may write.
function! s:content(lines) abort
  return map(copy(a:lines), {_, line -> substitute(line, '[一二三四五六七八九十（）、.0-9\t 　。]', '', 'g')})
endfunction

function! s:plain() abort
  let l:lines = Eval(s:with, 'line("$")')
  let l:keys = (1 + s:random(l:lines)) . 'G' . s:pick(['0', '$'])
  let l:keys .= s:random(3) ? s:pick(['a', 'i', 'o', 'A', 'O']) . join(map(range(1 + s:random(5)), 's:pick(s:words)'), '') . '<Esc>' : s:pick(s:edits)
  call add(s:done, l:keys)
  call s:both_type(l:keys)
endfunction

function! s:undo() abort
  let l:keys = s:pick(s:undos)
  call add(s:done, l:keys)
  call s:both_type(l:keys)
endfunction

function! s:action() abort
  let l:before = Lines(s:with)
  let l:line = 1 + s:random(len(l:before))
  let [l:keys, l:keeps] = s:pick(s:actions)
  call add(s:done, l:line . 'G0' . l:keys)
  let l:last = Eval(s:with, 'undotree().seq_last')
  call s:type(s:with, l:line . 'G0' . l:keys)
  let l:steps = Eval(s:with, 'undotree().seq_last') - l:last
  if l:steps > 0
    call Ex(s:without, 'call SoakFollow(' . string(Eval(s:with, 'SoakSteps(' . l:steps . ')')) . ')')
  else
    call assert_equal(l:before, Lines(s:with), 'changed without a step of undo')
  endif
  if l:keeps
    let l:after = join(s:content(Lines(s:with)), '')
    let l:kept = filter(l:before[: l:line - 1][: -2] + l:before[l:line :], 'v:val !~# "X\\|【"')
    let l:lost = filter(s:content(l:kept), 'stridx(l:after, v:val) < 0')
    call assert_equal([], l:lost, 'lost: ' . string([l:before, Lines(s:with)]))
  endif
endfunction

" ---- the host ----

function! s:host() abort
  let l:pid = HostPid(s:with)
  return l:pid && Alive(l:pid) ? l:pid : 0
endfunction

function! s:wake() abort
  if s:stopped
    call Signal('CONT', s:stopped)
    let s:stopped = 0
  endif
endfunction

function! s:harm() abort
  call s:wake()
  let l:pid = s:host()
  if l:pid
    let l:signal = s:pick(['KILL', 'KILL', 'TERM', 'STOP'])
    call add(s:done, 'kill -' . l:signal)
    call Signal(l:signal, l:pid)
    let s:stopped = l:signal ==# 'STOP' ? l:pid : 0
    let s:counts[l:signal ==# 'STOP' ? 'stops' : 'kills'] += 1
  endif
endfunction

" What the host knows is what a fresh reading knows; a host is there, if need be by :Gongwen restart.
function! s:check() abort
  call s:wake()
  " A reader may be slow when the machine is busy; a key may not.
  call Ex(s:with, 'let g:gongwen_timeout = 4000')
  call WaitUntil('a host', {-> s:knows()})
  let l:text = g:scratch . '/fresh'
  call writefile(Lines(s:with), l:text)
  for [l:what, l:rows] in items({'outline': 'map(gongwen#headings(), {_, h -> join([h.lnum, h.col, h.kind, h.level, h.ordinal, h.title], "\t")})',
        \ 'placeholders': 'map(gongwen#placeholders(), {_, p -> join([p.lnum, p.col, p.text, p.field ==# "" ? "-" : p.field], "\t")})'})
    " A host whose end was not yet noticed knows nothing, and the next one may not come any more.
    let l:known = Eval(s:with, l:rows)
    while empty(l:known) && Eval(s:with, 'gongwen#host#state()') !=# 'ready'
      call WaitUntil('a host', {-> s:knows()})
      let l:known = Eval(s:with, l:rows)
    endwhile
    call assert_equal(systemlist([$GONGWEN_HOST, l:what, '--format=tsv', l:text]), l:known, l:what)
  endfor
  call Ex(s:with, 'let g:gongwen_timeout = 200')
  let s:counts.checks += 1
endfunction

" A question that cannot be answered from memory finds out that a host is gone, and starts another.
function! s:knows() abort
  if Eval(s:with, 'gongwen#ready()')
    return 1
  elseif Eval(s:with, 'gongwen#host#state()') ==# 'failed'
    call assert_match(':Gongwen restart', Eval(s:with, 'gongwen#host#problem()'))
    call Ex(s:with, 'silent Gongwen restart')
    let s:counts.restarts += 1
    return 0
  endif
  call Eval(s:with, 'gongwen#host#ask("count", bufnr(""), {"first": 0, "end": 1}, 4000)')
  return 0
endfunction

" ---- rounds ----

" Megabytes in memory of a process.
function! s:memory(pid) abort
  let l:rss = a:pid ? filter(readfile('/proc/' . a:pid . '/status'), 'v:val =~# "^VmRSS"') : []
  return empty(l:rss) ? 0.0 : str2nr(matchstr(l:rss[0], '\d\+')) / 1024.0
endfunction

function! s:begin(round) abort
  for [l:child, l:name] in [[s:with, 'with'], [s:without, 'without']]
    let l:file = printf('%s/%s%d.gongwen', g:scratch, l:name, a:round)
    call writefile(s:text, l:file)
    call Ex(l:child, 'call SoakBegin(' . string(l:file) . ')')
    call Ex(l:child, 'messages clear')
  endfor
  for l:map in s:maps
    call Ex(s:with, 'nmap <buffer> ' . l:map)
  endfor
  call Ex(s:with, 'imap <buffer> <F12> <Plug>(gongwen-fill-same)')
endfunction

function! s:round(round, harmful) abort
  let s:state = (s:seed * 1000 + a:round) % 2147483648
  let s:done = ['round ' . a:round]
  call s:begin(a:round)
  for l:i in range(s:STEPS)
    let s:step += 1
    try
      call s:do(a:harmful)
      if s:random(6) == 0 || l:i == s:STEPS - 1
        call s:check()
      endif
    catch
      call add(v:errors, v:exception . ' at ' . v:throwpoint)
    endtry
    if !empty(v:errors)
      throw 'stopped after ' . string(s:done[max([0, len(s:done) - 12]) :])
    endif
  endfor
endfunction

function! s:do(harmful) abort
  if a:harmful && s:random(12) == 0
    call s:harm()
  elseif s:random(3)
    call s:plain()
  elseif s:random(2)
    call s:action()
  else
    call s:undo()
  endif
  call s:same()
endfunction

function! s:tell(round, start) abort
  let s:sizes = [s:memory(Eval(s:with, 'getpid()')), s:memory(Eval(s:without, 'getpid()')), s:memory(s:host())]
  let l:seconds = float2nr(reltimefloat(reltime(a:start)))
  call Say(printf('%02d:%02d round %d, %d steps, %d checks, %d kills, %d stops, %d restarts; MB: editor %.1f (without %.1f), host %.1f',
        \ l:seconds / 60, l:seconds % 60, a:round, s:step, s:counts.checks, s:counts.kills, s:counts.stops, s:counts.restarts,
        \ s:sizes[0], s:sizes[1], s:sizes[2]))
endfunction

function! Test_soak() abort
  let [s:step, s:stopped] = [0, 0]
  let s:counts = {'checks': 0, 'kills': 0, 'stops': 0, 'restarts': 0}
  call Say('GONGWEN_SEED=' . s:seed)
  let l:options = {'before': ['let g:gongwen_timeout = 200', 'set undolevels=1000 shortmess+=at'], 'fails': 1}
  let s:with = Start(l:options)
  let s:without = Start({'before': ['let g:loaded_gongwen = 1', 'set undolevels=1000 shortmess+=at'], 'fails': 1})
  for l:child in [s:with, s:without]
    call Ex(l:child, 'source ' . s:here . '/child.vim')
  endfor
  let l:start = reltime()
  let l:told = reltime()
  let l:warm = []
  let l:round = 0
  " The first half leaves the host alone: what it needs is that of one host all the time.
  while reltimefloat(reltime(l:start)) < s:seconds
    let l:round += 1
    let l:harmful = reltimefloat(reltime(l:start)) > s:seconds / 2
    if l:harmful && !exists('l:calm')
      call s:tell(l:round - 1, l:start)
      let l:calm = s:sizes
      call assert_equal([0, 0], [s:counts.kills, s:counts.restarts])
    endif
    call s:round(l:round, l:harmful)
    if empty(l:warm) && reltimefloat(reltime(l:start)) > s:seconds / 4
      call s:tell(l:round, l:start)
      let l:warm = s:sizes
    endif
    if reltimefloat(reltime(l:told)) > 30
      call s:tell(l:round, l:start)
      let l:told = reltime()
    endif
  endwhile
  call s:tell(l:round, l:start)
  call assert_true(s:counts.kills > 0)
  " Flat, once it is warm: the editor from the half on, of which what one without the plugin needs more is not
  " ours; the host while it is left alone.
  let l:grown = [s:sizes[0] - l:calm[0] - max([0, float2nr(ceil(s:sizes[1] - l:calm[1]))]), l:calm[2] - l:warm[2]]
  if $GONGWEN_SANITIZED !=# ''
    let l:grown[1] = 0 " it keeps what is freed, to tell whether it is used
  endif
  call assert_true(l:grown[0] < 0.2 * l:calm[0] && l:grown[1] < 0.2 * l:warm[2] + 1, 'MB more than when it was warm: editor, host: ' . string(l:grown))
endfunction
