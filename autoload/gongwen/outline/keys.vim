" The keys of the outline window.

" key -> [action, Chinese, English]
let s:keys = [
      \ ['<CR>', 'jump', '转到该节', 'go to the section'],
      \ ['<2-LeftMouse>', 'jump', '转到该节', 'go to the section'],
      \ ['o', 'show', '转到该节，光标留在提纲', 'show the section, stay here'],
      \ ['p', 'show', '转到该节，光标留在提纲', 'show the section, stay here'],
      \ ['za', 'toggle', '折叠或展开', 'toggle the fold'],
      \ ['zo', 'open', '展开', 'open the fold'],
      \ ['zc', 'close', '折叠', 'close the fold'],
      \ ['zO', 'open_all', '连同下级一起展开', 'open with all below'],
      \ ['zC', 'close_all', '连同下级一起折叠', 'close with all below'],
      \ ['zR', 'open_every', '全部展开', 'open all folds'],
      \ ['zM', 'close_every', '全部折叠', 'close all folds'],
      \ ['f', 'filter', '筛选标题', 'narrow to rows with some words'],
      \ ['<Esc>', 'clear', '取消筛选', 'show all rows again'],
      \ ['i', 'items', '显示或不显示“一是”等各项', 'rows for items, on and off'],
      \ ['c', 'characters', '显示或不显示字数', 'characters of sections, on and off'],
      \ ['t', 'lock', '是否跟随正文光标', "follow the text's cursor, on and off"],
      \ ['s', 'find', '转到正文光标所在的一节', "go to the section of the text's cursor"],
      \ ['<', 'promote', '升一级', 'promote the section'],
      \ ['>', 'demote', '降一级', 'demote the section'],
      \ ['K', 'move_up', '上移', 'move the section up'],
      \ ['J', 'move_down', '下移', 'move the section down'],
      \ ['dd', 'delete', '删除该节', 'delete the section'],
      \ ['yy', 'yank', '复制该节', 'yank the section'],
      \ ['q', 'quit', '关闭提纲', 'close the outline'],
      \ ['?', 'help', '显示按键', 'show the keys'],
      \ ]

function! gongwen#outline#keys#define() abort
  for [l:key, l:action, l:zh, l:en] in s:keys
    execute printf("nnoremap <buffer> <silent> <nowait> %s <Cmd>call gongwen#outline#keys#act('%s')<CR>",
          \ substitute(l:key, '^<$', '<lt>', ''), l:action)
  endfor
endfunction

" Does what a key of the outline says, for the node under the cursor.
function! gongwen#outline#keys#act(action) abort
  let l:view = gongwen#outline#window#view()
  if empty(l:view)
    return
  endif
  if a:action ==# 'quit'
    call gongwen#outline#window#close(l:view)
  elseif a:action ==# 'lock'
    call gongwen#outline#window#lock(l:view)
  elseif a:action ==# 'find'
    call gongwen#outline#window#find(l:view)
  elseif a:action ==# 'items' || a:action ==# 'characters'
    call gongwen#outline#switch(l:view.text, a:action)
  elseif a:action ==# 'filter'
    call s:filter(l:view)
  elseif a:action ==# 'clear'
    call s:narrow(l:view, '')
  elseif a:action ==# 'help'
    call s:show_keys()
  elseif a:action =~# '_every$'
    call gongwen#outline#fold(l:view.text, 0, substitute(a:action, 'every', 'all', ''))
  else
    let l:node = gongwen#editor#call('node', l:view.text, line('.') - 1)
    if empty(l:node)
      return
    elseif a:action ==# 'jump' || a:action ==# 'show'
      call s:reveal(l:view, l:node.id, a:action ==# 'jump')
    elseif a:action =~# 'mote$\|^move\|^delete\|^yank'
      call gongwen#structure#node(l:view.text, l:node.id, a:action, v:count1)
    else
      call s:fold(l:view, l:node, a:action)
    endif
  endif
endfunction

" Narrows the rows to those with the words that are typed, while they are typed; <CR> leaves it at that,
" <Esc> shows what was shown before.
function! s:filter(view) abort
  let l:before = gongwen#outline#filtered(a:view.text)
  let s:filtering = a:view
  augroup gongwen_outline_filter
    autocmd!
    autocmd CmdlineChanged @ call s:narrow(s:filtering, getcmdline())
  augroup END
  try
    " <Esc> and nothing typed are not the same.
    let l:typed = inputdialog(gongwen#message#text('filter'), l:before, "\n")
  finally
    autocmd! gongwen_outline_filter
  endtry
  call s:narrow(a:view, l:typed ==# "\n" ? l:before : l:typed)
  " The prompt goes.
  redraw
  echo ''
endfunction

function! s:narrow(view, words) abort
  call gongwen#outline#filter(a:view.text, a:words)
  call gongwen#outline#window#retitle()
endfunction

" As in Vim, closing what is a leaf or closed already closes the one above.
function! s:fold(view, node, action) abort
  let l:node = a:node
  if (a:action ==# 'close' && l:node.fold != 1) || (a:action ==# 'toggle' && l:node.fold == 0)
    let l:up = gongwen#editor#call('parent', a:view.text, line('.') - 1)
    let l:node = gongwen#editor#call('node', a:view.text, l:up)
    if empty(l:node) || l:node.level == 0
      return
    endif
    call cursor(l:up + 1, 1)
  endif
  call gongwen#outline#fold(a:view.text, l:node.id, a:action)
endfunction

function! s:reveal(view, id, enter) abort
  let l:answer = gongwen#host#ask('reveal', a:view.text, {'node': a:id})
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
    return
  endif
  let l:window = gongwen#outline#window#target(a:view)
  let l:outline = win_getid()
  if l:window
    call win_gotoid(l:window)
  else
    noautocmd vertical topleft split
  endif
  if bufnr('') != a:view.text
    execute 'buffer' a:view.text
  endif
  call gongwen#edit#leave_mark()
  call gongwen#edit#go(l:answer.line, l:answer.column)
  if !a:enter
    call win_gotoid(l:outline)
  endif
  call gongwen#host#announce('GongwenJump', {'buf': a:view.text, 'lnum': l:answer.line + 1, 'col': l:answer.column + 1})
endfunction

" The keys as they are mapped now: the user's own are shown, and none that he has taken away.
function! s:show_keys() abort
  let l:keys = {}
  for l:map in gongwen#editor#call('buffer_maps')
    let l:action = matchstr(l:map.rhs, "keys#act('\\zs\\w\\+\\|keys#act(\"\\zs\\w\\+")
    let l:keys[l:action] = get(l:keys, l:action, []) + [substitute(l:map.lhs, '<lt>', '<', 'g')]
  endfor
  let l:lines = []
  for [l:default, l:action, l:zh, l:en] in s:keys
    if has_key(l:keys, l:action)
      let l:mapped = join(sort(remove(l:keys, l:action)), ' ')
      call add(l:lines, ' ' . l:mapped . repeat(' ', max([22 - strlen(l:mapped), 1])) . gongwen#message#either(l:zh, l:en) . ' ')
    endif
  endfor
  call gongwen#editor#call('popup', l:lines)
endfunction
