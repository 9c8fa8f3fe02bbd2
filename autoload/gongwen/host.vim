" The host process: found, started when a buffer needs it, greeted, asked, and started again by the
" next action when it is gone. What the two sides say is written in src/host/PROTOCOL.md.

" At most so many starts in so many seconds; then it stays off until :Gongwen restart.
let s:MAX_STARTS = 3
let s:PERIOD = 10.0
" A host that has not answered for so many seconds when it is asked again is replaced.
let s:PATIENCE = 2.0
" A program that has not answered the greeting after so many milliseconds, or has written so many lines to its
" standard error before, is not the host, and would be silent, or busy the editor, for ever.
let s:GREETING = 5000
let s:CHATTER = 1000
" The last words of a program come within so many milliseconds of its end.
let s:LAST_WORDS = 100

" state: 'off', 'starting' (greeted, has not answered yet), 'ready', 'failed' (off until :Gongwen
" restart); problem: why it is off, '' if nothing is wrong; errors: last lines of its stderr.
let s:host = {'state': 'off', 'job': 0, 'path': '', 'version': '', 'pid': 0, 'problem': '', 'errors': []}
let s:starts = []
let s:jobs = {}        " job -> 1 once it has answered hello; not those that we have stopped
let s:told = {}        " problem that was told unasked -> when
let s:unborn = ''      " why the program that was started ends before it answers hello
let s:last_id = 0
let s:later = {}       " id -> Funcref, for those who do not
let s:asked = {}       " id -> Funcref, for those who do not but want to know if there is none
let s:silent_since = []
let s:chatter = 0      " lines on its standard error before it has answered hello
let s:leaving = 0
let s:faults = []

augroup gongwen_host
  autocmd!
  autocmd VimLeavePre * let s:leaving = 1
augroup END

" ---- what there is ----

function! gongwen#host#state() abort
  return s:host.state
endfunction

function! gongwen#host#job() abort
  return s:host.job
endfunction

" For reports: a copy of all that is known.
function! gongwen#host#about() abort
  return extend(deepcopy(s:host), {'faults': copy(s:faults)})
endfunction

" The executable: {path, source, problem}; problem is '' when it can be run.
function! gongwen#host#find() abort
  let l:wanted = gongwen#config#get('host')
  let l:places = l:wanted !=# '' ? [[expand(l:wanted), 'g:gongwen_host']]
        \ : [[gongwen#root() . '/build/gongwen', 'build']] + s:installed() + [['gongwen', '$PATH']]
  for [l:path, l:source] in l:places
    if exepath(l:path) !=# ''
      return {'path': exepath(l:path), 'source': l:source, 'problem': ''}
    endif
  endfor
  return {'path': l:wanted, 'source': l:places[0][1], 'problem': l:wanted !=# ''
        \ ? gongwen#message#text('missing-set', l:wanted) : gongwen#message#text('missing')}
endfunction

" Where the host is if `cmake --install` has put this plugin into PREFIX/share/gongwen.
function! s:installed() abort
  let l:root = resolve(gongwen#root())
  return l:root =~# '/share/gongwen$' ? [[fnamemodify(l:root, ':h:h') . '/bin/gongwen', 'installed']] : []
endfunction

" ---- life ----

" Makes sure that a host runs or is starting: 1, or 0 with the reason in gongwen#host#problem().
function! gongwen#host#start() abort
  if s:host.state ==# 'starting' || s:host.state ==# 'ready'
    return 1
  endif
  if s:leaving || get(v:, 'exiting', v:null) isnot v:null || s:host.state ==# 'failed'
    return 0
  endif
  if !gongwen#editor#supported()
    let s:host.problem = gongwen#message#text('vim')
    return 0
  endif
  let l:found = gongwen#host#find()
  if l:found.problem !=# ''
    let s:host.problem = l:found.problem
    return 0
  endif
  call filter(s:starts, 'reltimefloat(reltime(v:val)) < s:PERIOD')
  if len(s:starts) >= s:MAX_STARTS
    let l:last = empty(s:host.errors) ? '' : ' ' . s:host.errors[-1]
    call s:fail(gongwen#message#text('guard') . l:last)
    return 0
  endif
  call add(s:starts, reltime())
  return s:launch(l:found.path)
endfunction

" Why there is no host; '' if nothing is wrong.
function! gongwen#host#problem() abort
  return s:host.problem
endfunction

" The same for those who did not ask, while typing or moving about: a problem is told once.
function! gongwen#host#wake() abort
  if gongwen#host#start()
    return 1
  endif
  call gongwen#host#tell_once(s:host.problem)
  return 0
endfunction

function! gongwen#host#tell_once(problem) abort
  if a:problem !=# '' && !has_key(s:told, a:problem)
    let s:told[a:problem] = reltime()
    call gongwen#message#line(a:problem)
  endif
endfunction

" The same for an explicit key in Insert mode: told again when the last time is a while ago, for a key
" that does its usual work as well must not talk at each stroke.
function! gongwen#host#tell_key(problem) abort
  if has_key(s:told, a:problem) && reltimefloat(reltime(s:told[a:problem])) > s:PERIOD
    call remove(s:told, a:problem)
  endif
  call gongwen#host#tell_once(a:problem)
endfunction

" Stops the host, forgets what was wrong with it, and starts it again.
function! gongwen#host#restart() abort
  call s:stop()
  call gongwen#module#forget()
  let s:starts = []
  let s:told = {}
  let s:unborn = ''
  let s:host.state = 'off'
  let s:host.problem = ''
  let s:host.errors = []
  return gongwen#host#start()
endfunction

function! s:launch(path) abort
  let s:silent_since = []
  let s:chatter = 0
  try
    let s:host.job = gongwen#editor#call('start', [a:path, 'host', '--editor=' . (has('nvim') ? 'nvim' : 'vim')],
          \ function('s:on_exit'), function('s:on_stderr'))
  catch
    let s:host.problem = gongwen#message#text('start', substitute(v:exception, '^Vim[^:]*:', '', ''))
    return 0
  endtry
  let s:jobs[s:host.job] = 0
  let s:host.state = 'starting'
  let s:host.path = a:path
  let s:host.problem = ''
  call gongwen#host#notify('hello', {'id': s:new_id(function('s:on_hello')), 'version': gongwen#version(),
        \ 'language': gongwen#message#language(), 'ambiwidth': &ambiwidth ==# 'double' ? 2 : 1,
        \ 'snippets': gongwen#config#snippet_dirs()})
  " In two steps: an editor that was busy all the time has then read what there is to read.
  let l:job = s:host.job
  call timer_start(s:GREETING / 2, {-> timer_start(s:GREETING / 2, {-> s:check_greeting(l:job)})})
  " The host reads in order: what follows need not wait for its answer.
  call gongwen#buffer#reopen()
  return s:host.state ==# 'starting'
endfunction

function! s:on_hello(answer) abort
  if has_key(a:answer, 'error')
    call s:stop()
    call s:fail(a:answer.error)
    return
  endif
  let s:jobs[s:host.job] = 1
  let s:host.state = 'ready'
  let s:host.version = a:answer.version
  let s:host.pid = a:answer.pid
  let s:host.errors = []
  let s:told = {}
  let s:unborn = ''
  call gongwen#library#watch()
endfunction

function! s:check_greeting(job) abort
  if a:job == s:host.job && !get(s:jobs, a:job, 1)
    call s:refuse()
  endif
endfunction

" What was started is no host.
function! s:refuse() abort
  call s:stop()
  call s:fail(gongwen#message#text('mute'))
endfunction

function! s:on_stderr(lines) abort
  let s:host.errors = s:last(s:host.errors + filter(s:last(a:lines), 'v:val !=# ""'))
  let s:chatter += len(a:lines)
  if s:chatter > s:CHATTER && !get(s:jobs, s:host.job, 1)
    call s:refuse()
  endif
endfunction

function! s:on_exit(job, code) abort
  if s:leaving || !has_key(s:jobs, a:job)
    return
  endif
  let l:greeted = remove(s:jobs, a:job)
  if a:job == s:host.job
    call s:lost()
  endif
  if !l:greeted && s:host.state !=# 'failed'
    call timer_start(empty(s:host.errors) ? s:LAST_WORDS : 0, {-> s:tell_unborn(a:code)})
  endif
  call gongwen#host#announce('GongwenHostExit')
endfunction

" It never said a word: a wrong build, a missing library. Told once, however often it is tried and whatever it
" says.
function! s:tell_unborn(code) abort
  if s:unborn ==# ''
    let s:unborn = gongwen#message#text('start', empty(s:host.errors) ? 'exit ' . a:code : s:host.errors[-1])
  endif
  if s:host.state ==# 'off'
    let s:host.problem = s:unborn
    call gongwen#host#tell_once(s:unborn)
  endif
endfunction

" Ends the host on purpose.
function! s:stop() abort
  if s:host.job
    call remove(s:jobs, s:host.job)
    call gongwen#editor#call('stop', s:host.job)
  endif
  call s:lost()
endfunction

" There is no host any more: forget all that was its.
function! s:lost() abort
  if has_key(s:jobs, s:host.job)
    " Only the channel is gone as yet: the program that hides behind it goes, too.
    call gongwen#editor#call('stop', s:host.job)
  endif
  let s:host.job = 0
  let s:host.state = s:host.state ==# 'failed' ? 'failed' : 'off'
  let s:host.pid = 0
  let s:later = {}
  let l:asked = values(s:asked)
  let s:asked = {}
  call gongwen#buffer#lost()
  call gongwen#library#lost()
  for l:Then in l:asked
    call l:Then({'error': gongwen#message#text('gone')})
  endfor
endfunction

function! s:fail(problem) abort
  let s:host.state = 'failed'
  let s:host.problem = a:problem
  call gongwen#host#tell_once(a:problem)
endfunction

" ---- messages ----

" Sends a message that nobody waits for. 0 if there is no host to take it.
function! gongwen#host#notify(name, params) abort
  if s:host.state !=# 'starting' && s:host.state !=# 'ready'
    return 0
  endif
  if gongwen#editor#call('notify', s:host.job, a:name, a:params)
    return 1
  endif
  call s:lost()
  return 0
endfunction

" Sending has shown that there is no host behind the channel any more.
function! gongwen#host#gone() abort
  call s:lost()
endfunction

" Asks about a buffer, with its present text: waits at most `timeout` milliseconds (the option's, by
" default). Always a dictionary; with `error`, a line for the user, when there is no answer, and with
" `failed` when the host is the reason.
function! gongwen#host#ask(name, buf, params, ...) abort
  return s:ask(a:name, a:buf, a:params, a:0 ? a:1 : gongwen#config#get('timeout'), 1)
endfunction

" The same without a buffer.
function! gongwen#host#request(name, params, timeout) abort
  return s:ask(a:name, 0, a:params, a:timeout, 1)
endfunction

" The same without waiting: Then(answer) is called later, with `error` if the host ends before that.
function! gongwen#host#later(name, buf, params, Then) abort
  if !gongwen#host#start() || !gongwen#buffer#sync(a:buf)
    call a:Then({'error': s:host.problem})
    return
  endif
  let l:id = s:new_id(v:null)
  let s:asked[l:id] = a:Then
  call gongwen#host#notify(a:name, extend({'id': l:id, 'buf': a:buf, 'tick': getbufvar(a:buf, 'changedtick')}, a:params))
endfunction

" `again`: a host that has died may be noticed only by asking it; then the next one is asked.
function! s:ask(name, buf, params, timeout, again) abort
  if (s:host.state !=# 'ready' || !empty(s:silent_since)) && !s:revive()
    return {'error': s:host.problem, 'failed': 1}
  endif
  let l:job = s:host.job
  let l:answer = a:buf && !gongwen#buffer#in_step(a:buf) ? s:catch_up(a:buf, a:timeout) : 1
  if l:answer is# 1
    let s:last_id += 1
    let l:answer = gongwen#editor#call('ask', l:job, a:name, extend({'id': s:last_id}, a:params), a:buf, a:timeout)
  endif
  if type(l:answer) == v:t_dict && !empty(l:answer)
    let s:silent_since = []
    return l:answer
  elseif type(l:answer) == v:t_dict
    return gongwen#host#silent()
  endif
  " It may be known already that the channel leads nowhere.
  if l:answer == 0 && l:job == s:host.job
    call s:lost()
  endif
  return a:again ? s:ask(a:name, a:buf, a:params, a:timeout, 0)
        \ : {'error': s:host.problem !=# '' ? s:host.problem : gongwen#message#text('gone'), 'failed': 1}
endfunction

" The host has not answered in time: what is told then.
function! gongwen#host#silent() abort
  if empty(s:silent_since)
    let s:silent_since = reltime()
  endif
  return {'error': gongwen#message#text('silent'), 'failed': 1}
endfunction

" Makes sure that there is a host, in place of one that has not answered for too long.
function! s:revive() abort
  if !empty(s:silent_since) && reltimefloat(reltime(s:silent_since)) > s:PATIENCE
    call s:stop()
    let s:silent_since = []
  endif
  return gongwen#host#start()
endfunction

" Waits for a host that is behind, and gives it the text if it has none: 1. {} if it stays behind, -1 if it
" cannot have the text.
function! s:catch_up(buf, timeout) abort
  call gongwen#editor#call('wait', a:timeout, {-> !gongwen#buffer#held(a:buf)})
  return gongwen#buffer#held(a:buf) ? {} : gongwen#buffer#sync(a:buf) ? 1 : -1
endfunction

" What the host says comes through here, but for rows of an outline and answers that are waited for.
function! gongwen#host#receive(name, params) abort
  let s:silent_since = []
  try
    if has_key(s:handlers, a:name)
      call s:handlers[a:name](a:params)
    endif
  catch
    call gongwen#host#fault(a:name . ': ' . v:exception . ' ' . v:throwpoint)
  endtry
endfunction

" Something is wrong in what was to be done with it.
function! gongwen#host#fault(text) abort
  let s:faults = s:last(s:faults + [a:text])
endfunction

function! s:on_answer(params) abort
  if has_key(s:later, a:params.id)
    call call(remove(s:later, a:params.id), [a:params])
  elseif has_key(s:asked, a:params.id)
    call call(remove(s:asked, a:params.id), [a:params])
  endif
  " Else nobody waits for it any more.
endfunction

let s:handlers = {
      \ 'answer': function('s:on_answer'),
      \ 'problems': {params -> gongwen#library#told(params.problems)},
      \ 'triggers': {params -> gongwen#library#told_ends(params.ends)},
      \ 'seen': function('gongwen#buffer#seen'),
      \ 'resync': function('gongwen#buffer#resync'),
      \ 'where': function('gongwen#buffer#where'),
      \ 'marks': function('gongwen#mark#told'),
      \ }

" What is worth keeping of a list that grows.
function! s:last(list) abort
  return a:list[max([0, len(a:list) - 5]) :]
endfunction

function! s:new_id(Later) abort
  let s:last_id += 1
  if type(a:Later) == v:t_func
    let s:later[s:last_id] = a:Later
  endif
  return s:last_id
endfunction

" A User event, for those who listen. What it tells is in g:gongwen_event while it lasts, and for autocommands
" of Lua in their `data`.
function! gongwen#host#announce(event, ...) abort
  if !exists('#User')
    return
  endif
  let l:around = get(g:, 'gongwen_event', {})
  let g:gongwen_event = get(a:000, 0, {})
  try
    call gongwen#editor#call('announce', a:event, g:gongwen_event)
  finally
    let g:gongwen_event = l:around
    if empty(l:around)
      unlet g:gongwen_event
    endif
  endtry
endfunction
