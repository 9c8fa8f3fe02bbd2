" What works and what does not: one report, for :checkhealth and for :Gongwen health. What is looked for
" is looked for, and the host is started, by the same functions as everywhere.
scriptencoding utf-8

" A list of [kind, text]; kind is start, ok, info, warn or error.
function! gongwen#health#report() abort
  let l:report = [['start', 'gongwen ' . gongwen#version()]] + s:editor()
  if gongwen#editor#supported()
    let l:answer = s:ask_host()
    let l:report += s:host(l:answer) + s:module() + s:templates(l:answer) + s:in_the_way()
  endif
  return l:report
endfunction

" :Gongwen health
function! gongwen#health#show() abort
  call s:show('health', map(gongwen#health#report(), {_, line ->
        \ line[0] ==# 'start' ? line[1] : printf('  %-6s %s', toupper(line[0]), line[1])}))
endfunction

" :Gongwen info
function! gongwen#health#info() abort
  call s:show('info', map(filter(gongwen#health#report(), 'v:val[0] !=# "start"'), 'v:val[1]'))
endfunction

" Lines in a window of their own, which q closes: more than one would have to be confirmed below.
function! s:show(name, lines) abort
  if getcmdwintype() !=# ''
    call gongwen#message#show('cmdwin')
    return
  endif
  let l:name = 'gongwen://' . a:name
  execute 'silent! bwipeout' fnameescape(l:name)
  execute 'silent keepalt botright' min([len(a:lines), &lines / 2]) . 'new' fnameescape(l:name)
  setlocal buftype=nofile bufhidden=wipe noswapfile nobuflisted undolevels=-1 nonumber norelativenumber nospell wrap
  call setline(1, map(copy(a:lines), 'tr(v:val, "\n", " ")'))
  setlocal nomodifiable nomodified
  syntax match ErrorMsg /^  ERROR/
  syntax match WarningMsg /^  WARN/
  syntax match MoreMsg /^  OK/
  nnoremap <buffer> <silent> <nowait> q <Cmd>close<CR>
endfunction

" ---- the parts of the report ----

function! s:editor() abort
  let l:missing = gongwen#editor#missing()
  let l:is = s:either('编辑器：', 'editor: ') . gongwen#editor#version()
  if !empty(l:missing)
    return [['error', l:is . s:either('，缺少：', '; it lacks ') . join(l:missing, ', ')]]
  endif
  return [['ok', l:is]]
endfunction

" With what the host has told of itself.
function! s:host(answer) abort
  let l:found = gongwen#host#find()
  if l:found.problem !=# ''
    return [['error', l:found.problem]]
  endif
  let l:lines = [['ok', s:either('程序：', 'executable: ') . l:found.path . ' (' . l:found.source . ')']]
  let l:about = gongwen#host#about()
  if has_key(a:answer, 'error')
    let l:lines += [['error', a:answer.error]]
          \ + map(l:about.errors, '["info", v:val]')
  else
    " One that runs since before an update may be another than the one that would be started now.
    let l:lines += [['ok', printf(s:either('后台程序 %s，进程 %d，已打开 %d 个文稿', 'host %s, process %d, %d buffers open'),
          \ a:answer.version, a:answer.pid, a:answer.buffers)]]
          \ + (l:about.path ==# l:found.path ? [] : [['warn', printf(s:either('正在运行的是 %s；:Gongwen restart 可换用',
          \ 'what runs is %s; :Gongwen restart changes to it'), l:about.path)]])
          \ + (a:answer.log ==# '' ? [] : [['info', s:either('日志：', 'log: ') . a:answer.log]])
  endif
  return l:lines + map(l:about.faults, {_, fault -> ['warn', s:either('内部错误：', 'internal error: ') . fault]})
endfunction

" Folds by headings are all that is lost without the module.
function! s:module() abort
  let l:found = gongwen#module#find()
  if l:found.problem !=# ''
    return [['warn', l:found.problem]]
  endif
  let l:version = gongwen#module#version(l:found.path)
  let l:is = s:either('模块：', 'module: ') . l:found.path
  if l:version ==# ''
    return [['warn', l:is . s:either('，加载不了', ' cannot be loaded')]]
  endif
  return [[l:version ==# gongwen#version() ? 'ok' : 'warn', l:is . ' (' . l:version . ')']]
endfunction

function! s:templates(answer) abort
  let l:lines = has_key(a:answer, 'error') ? []
        \ : a:answer.loading ? [['info', s:either('模板正在读取', 'the templates are still being read')]]
        \ : [[a:answer.sections ? 'ok' : 'warn', printf(s:either('模板 %d 节', '%d sections to insert'), a:answer.sections)]]
  for l:dir in gongwen#config#snippet_dirs()
    call add(l:lines, ['info', s:either('模板目录：', 'templates: ') . l:dir . (isdirectory(l:dir) ? '' : s:either('（没有）', ' (none)'))])
  endfor
  return l:lines + map(copy(get(a:answer, 'problems', [])), '["warn", v:val]')
endfunction

" What of the user's set-up keeps something from working.
function! s:in_the_way() abort
  let l:lines = map(gongwen#config#problems(), '["warn", v:val]')
  for [l:so, l:zh, l:en] in [
        \ [!exists('g:did_load_filetypes'), '没有打开文件类型检测，*.gongwen 不会自动识别；请加 :filetype plugin on',
        \ 'filetypes are not detected, so *.gongwen is not known: say :filetype plugin on'],
        \ [&paste, "'paste' 已打开，插入模式的按键不起作用", "'paste' is set: keys of Insert mode do nothing"]]
    let l:lines += l:so ? [['warn', s:either(l:zh, l:en)]] : []
  endfor
  let l:copies = s:copies()
  if len(l:copies) > 1
    call add(l:lines, ['warn', s:either('装了不止一份：', 'there is more than one: ') . join(l:copies, ', ')
          \ . s:either('；用的是 ', '; used is ') . gongwen#root()])
  endif
  let l:taken = gongwen#maps#taken()
  if !empty(l:taken)
    call add(l:lines, ['info', s:either('已有映射、没有占用的键：', 'keys that were mapped already and left alone: ') . join(l:taken, ', ')])
  endif
  if &ambiwidth ==# 'double'
    call add(l:lines, ['info', s:either("'ambiwidth' 是 double，提纲照此排版", "'ambiwidth' is double; the outline is laid out for it")])
  endif
  return l:lines
endfunction

" The folders that hold this plugin and are looked into at start-up.
function! s:copies() abort
  let l:paths = split(&runtimepath, '\\\@<!,') + map(split(&packpath, '\\\@<!,'), 'v:val . "/pack/*/start/*"')
  let l:found = globpath(join(l:paths, ','), 'autoload/gongwen.vim', 1, 1)
  return uniq(sort(map(l:found, 'fnamemodify(resolve(v:val), ":h:h")')))
endfunction

" What the host tells of itself, or `error`; a new one is given the time to refuse or to end, and to read its
" templates. Asking one that has ended would start another, and the reason would be lost.
function! s:ask_host() abort
  call gongwen#host#start()
  call gongwen#editor#call('wait', 2000, {-> gongwen#host#state() ==# 'ready' || gongwen#host#problem() !=# ''})
  if gongwen#host#state() !=# 'ready' && gongwen#host#problem() !=# ''
    return {'error': gongwen#host#problem()}
  endif
  let l:start = reltime()
  let l:answer = gongwen#host#request('info', {}, 2000)
  while get(l:answer, 'loading', 0) && reltimefloat(reltime(l:start)) < 2.0
    call gongwen#editor#call('wait', 20, {-> 0})
    let l:answer = gongwen#host#request('info', {}, 2000)
  endwhile
  return l:answer
endfunction

function! s:either(zh, en) abort
  return gongwen#message#either(a:zh, a:en)
endfunction
