" What works and what does not: one report, for :checkhealth and for :Gongwen health. It starts the
" host by the same function as everything else.

" A list of [kind, text]; kind is start, ok, info, warn or error.
function! gongwen#health#report() abort
  let l:report = [['start', 'gongwen ' . gongwen#version()]]
  if !gongwen#editor#supported()
    return l:report + [['error', gongwen#message#text('vim')]]
  endif
  let l:found = gongwen#host#find()
  if l:found.problem !=# ''
    call add(l:report, ['error', l:found.problem])
  else
    call add(l:report, ['ok', s:either('程序：', 'executable: ') . l:found.path . ' (' . l:found.source . ')'])
    let l:report += s:ask_host()
  endif
  for l:problem in gongwen#config#problems()
    call add(l:report, ['warn', l:problem])
  endfor
  for l:fault in gongwen#host#about().faults
    call add(l:report, ['warn', s:either('内部错误：', 'internal error: ') . l:fault])
  endfor
  return l:report
endfunction

" :Gongwen health
function! gongwen#health#show() abort
  call s:show('health', map(gongwen#health#report(), {_, line ->
        \ line[0] ==# 'start' ? line[1] : printf('  %-6s %s', toupper(line[0]), line[1])}))
endfunction

" :Gongwen info
function! gongwen#health#info() abort
  let l:lines = map(filter(gongwen#health#report(), 'v:val[0] !=# "start"'), 'v:val[1]')
  for l:dir in gongwen#config#snippet_dirs()
    call add(l:lines, s:either('模板目录：', 'templates: ') . l:dir . (isdirectory(l:dir) ? '' : s:either('（没有）', ' (none)')))
  endfor
  call s:show('info', l:lines)
endfunction

" Lines in a window of their own, which q closes: more than one would have to be confirmed below.
function! s:show(name, lines) abort
  if getcmdwintype() !=# ''
    call gongwen#message#show('cmdwin')
    return
  endif
  let l:name = 'gongwen://' . a:name
  execute 'silent! bwipeout' fnameescape(l:name)
  execute 'keepalt botright' min([len(a:lines), &lines / 2]) . 'new' fnameescape(l:name)
  setlocal buftype=nofile bufhidden=wipe noswapfile nobuflisted undolevels=-1 nonumber norelativenumber nospell wrap
  call setline(1, map(copy(a:lines), 'tr(v:val, "\n", " ")'))
  setlocal nomodifiable nomodified
  syntax match ErrorMsg /^  ERROR/
  syntax match WarningMsg /^  WARN/
  syntax match MoreMsg /^  OK/
  nnoremap <buffer> <silent> <nowait> q <Cmd>close<CR>
endfunction

function! s:ask_host() abort
  " Give a new host the time to read its templates.
  let l:start = reltime()
  let l:answer = gongwen#host#request('info', {}, 2000)
  while get(l:answer, 'loading', 0) && reltimefloat(reltime(l:start)) < 2.0
    call gongwen#editor#call('wait', 20, {-> 0})
    let l:answer = gongwen#host#request('info', {}, 2000)
  endwhile
  if has_key(l:answer, 'error')
    let l:problem = gongwen#host#problem()
    return [['error', l:problem !=# '' ? l:problem : l:answer.error]]
      \ + map(gongwen#host#about().errors, '["info", v:val]')
  endif
  let l:lines = [['ok', printf(s:either('后台程序 %s，进程 %d，已打开 %d 个文稿', 'host %s, process %d, %d buffers open'),
        \ l:answer.version, l:answer.pid, l:answer.buffers)],
        \ l:answer.loading ? ['info', s:either('模板正在读取', 'the templates are still being read')]
        \ : [l:answer.sections ? 'ok' : 'warn', printf(s:either('模板 %d 节', '%d sections to insert'), l:answer.sections)]]
  let l:lines += map(copy(l:answer.problems), '["warn", v:val]')
  return l:lines + (l:answer.log ==# '' ? [] : [['info', s:either('日志：', 'log: ') . l:answer.log]])
endfunction

function! s:either(zh, en) abort
  return gongwen#message#either(a:zh, a:en)
endfunction
