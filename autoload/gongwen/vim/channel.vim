" The host as a job of Vim's, spoken to in JSON-RPC over its pipes: `:h language-server-protocol`, and
" src/host/PROTOCOL.md. Jobs are numbers here, as they are in Neovim.

" number -> {job, channel, code: of its exit once that is known, closed: its pipes are}
let s:jobs = {}
let s:last = 0
" Of what comes on standard error at a time so many bytes matter. Taken line by line, a program that never ends
" saying the same would keep Vim busy long after its end.
let s:LAST = 10000

" ---- life ----

" See gongwen#nvim#start().
function! gongwen#vim#channel#start(command, OnExit, OnStderr) abort
  let s:last += 1
  let l:number = s:last
  " The host has nothing to save, and one that was stopped takes no other signal than this one.
  let l:options = {'in_mode': 'lsp', 'out_mode': 'lsp', 'err_mode': 'raw', 'noblock': 1, 'stoponexit': 'kill',
        \ 'out_cb': {_, message -> s:receive(l:number, message)},
        \ 'err_cb': {_, text -> a:OnStderr(split(strpart(text, max([0, strlen(text) - s:LAST])), "\n"))},
        \ 'close_cb': {_ -> s:ended(l:number, {'closed': 1}, a:OnExit)},
        \ 'exit_cb': {_, code -> s:ended(l:number, {'code': code}, a:OnExit)}}
  if !isdirectory(getcwd())
    let l:options.cwd = gongwen#root()
  endif
  let l:job = job_start(a:command, l:options)
  if job_status(l:job) ==# 'fail'
    throw a:command[0]
  endif
  let s:jobs[l:number] = {'job': l:job, 'channel': job_getchannel(l:job)}
  return l:number
endfunction

" Its end is told when both have come: the code, and all that it had to say. A process that it has left
" behind may keep the pipes open.
function! s:ended(number, what, OnExit) abort
  if !has_key(s:jobs, a:number)
    return
  endif
  let l:entry = extend(s:jobs[a:number], a:what)
  if has_key(l:entry, 'code') && has_key(l:entry, 'closed')
    call remove(s:jobs, a:number)
    call a:OnExit(a:number, l:entry.code)
  elseif has_key(l:entry, 'code')
    call timer_start(100, {-> s:ended(a:number, {'closed': 1}, a:OnExit)})
  endif
endfunction

function! gongwen#vim#channel#stop(number) abort
  if has_key(s:jobs, a:number)
    call job_stop(s:jobs[a:number].job, 'kill')
  endif
endfunction

" ---- messages ----

" Sends a message, its parameters being JSON already. 0 if the channel is gone. What the host does not take at
" once Vim sends when it waits for a key.
function! gongwen#vim#channel#notify(number, name, params) abort
  let l:body = '{"jsonrpc":"2.0","method":"' . a:name . '","params":' . a:params . '}'
  try
    call ch_sendraw(s:jobs[a:number].channel, 'Content-Length: ' . strlen(l:body) . "\r\n\r\n" . l:body)
    return 1
  catch
    return 0
  endtry
endfunction

" See gongwen#nvim#ask().
function! gongwen#vim#channel#ask(number, name, params, buf, timeout) abort
  if a:buf
    let l:sent = gongwen#vim#track#send(a:number, a:buf, 0)
    if l:sent < 1
      return l:sent
    elseif l:sent == 1
      call gongwen#buffer#sent(a:buf)
    endif
    call extend(a:params, {'buf': a:buf, 'tick': getbufvar(a:buf, 'changedtick')})
  endif
  let l:reply = {}
  try
    let l:channel = s:jobs[a:number].channel
    " Not ch_evalexpr(): it loses an answer that comes right behind another message.
    call ch_sendexpr(l:channel, {'method': a:name, 'params': a:params}, {'callback': {_, message -> extend(l:reply, message)}})
  catch
    return 0
  endtry
  call gongwen#vim#channel#wait(a:timeout, {-> !empty(l:reply) || ch_status(l:channel) !=# 'open'})
  let l:error = get(l:reply, 'error')
  if type(l:error) == v:t_dict
    return extend({'error': get(l:error, 'message', '')}, get(l:error, 'data', {}))
  endif
  return has_key(l:reply, 'result') ? l:reply.result : ch_status(l:channel) ==# 'open' ? {} : 0
endfunction

" Messages and timers are served in the meantime.
function! gongwen#vim#channel#wait(timeout, Done) abort
  let l:start = reltime()
  while !a:Done() && reltimefloat(reltime(l:start)) * 1000 < a:timeout
    sleep 1m
  endwhile
endfunction

" Whatever the host says by itself comes through here. What is drawn at each key goes to its place at once, all
" else to autoload/gongwen/host.vim. A host that was replaced is not listened to.
function! s:receive(number, message) abort
  if a:number != gongwen#host#job() || !has_key(a:message, 'method')
    return
  endif
  let l:name = a:message.method
  try
    if l:name ==# 'rows'
      call gongwen#vim#outline#rows(a:message.params)
    elseif l:name ==# 'where'
      call gongwen#vim#outline#where(a:message.params)
    endif
  catch
    call gongwen#host#fault(l:name . ': ' . v:exception . ' ' . v:throwpoint)
  endtry
  if l:name !=# 'rows'
    call gongwen#host#receive(l:name, a:message.params)
  endif
endfunction
