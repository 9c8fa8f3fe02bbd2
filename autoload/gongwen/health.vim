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
  let l:groups = {'ok': 'MoreMsg', 'warn': 'WarningMsg', 'error': 'ErrorMsg', 'start': 'Title', 'info': 'None'}
  for [l:kind, l:text] in gongwen#health#report()
    execute 'echohl' l:groups[l:kind]
    echo l:kind ==# 'start' ? l:text : printf('  %-6s %s', toupper(l:kind), l:text)
  endfor
  echohl None
endfunction

" :Gongwen info
function! gongwen#health#info() abort
  for [l:kind, l:text] in gongwen#health#report()
    if l:kind !=# 'start'
      echo l:text
    endif
  endfor
  for l:dir in gongwen#config#snippet_dirs()
    echo s:either('模板目录：', 'templates: ') . l:dir . (isdirectory(l:dir) ? '' : s:either('（没有）', ' (none)'))
  endfor
endfunction

function! s:ask_host() abort
  " Give a new host the time to read its templates.
  let l:answer = gongwen#host#request('info', {}, 2000)
  if has_key(l:answer, 'error')
    let l:problem = gongwen#host#problem()
    return [['error', l:problem !=# '' ? l:problem : l:answer.error]]
      \ + map(gongwen#host#about().errors, '["info", v:val]')
  endif
  let l:lines = [['ok', printf(s:either('宿主程序 %s，进程 %d，已打开 %d 个文稿', 'host %s, process %d, %d buffers open'),
        \ l:answer.version, l:answer.pid, l:answer.buffers)],
        \ [l:answer.sections ? 'ok' : 'warn', printf(s:either('模板 %d 节', '%d sections to insert'), l:answer.sections)]]
  let l:lines += map(copy(l:answer.problems), '["warn", v:val]')
  return l:lines + (l:answer.log ==# '' ? [] : [['info', s:either('日志：', 'log: ') . l:answer.log]])
endfunction

function! s:either(zh, en) abort
  return gongwen#message#either(a:zh, a:en)
endfunction
