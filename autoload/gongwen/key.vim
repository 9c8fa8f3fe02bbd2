" The keys of Insert mode. A key works in two steps within one mapping: ask() finds out what there is
" to do, then() gives the keys that do it. So an action stands between two <C-g>u, and a key that has
" nothing to do gives what was typed, unmapped, and leaves undo alone. In Neovim lua/gongwen/key.lua sees to
" the plain cases of some of them, and comes here with all others.

" What then() has to do: {Do: Funcref}, {usual: the <Plug> whose key does its usual work}, {again: the
" name to be asked for once the completion menu is closed}; {} is nothing.
let s:plan = {}

" Inserting in a block of lines: Vim puts into the others what it finds in the first one afterwards,
" byte by byte, and must not find an edit or a jump of ours there.
let s:block = 0

" Called before the first key can come.
function! gongwen#key#watch() abort
  augroup gongwen_key
    autocmd!
    autocmd ModeChanged [\x16]*:i* let s:block = 1
    autocmd InsertLeave * let s:block = 0
  augroup END
endfunction

" `name` as in <Plug>(gongwen-name).
function! gongwen#key#ask(name) abort
  let s:plan = s:is_plain(a:name) ? s:asks[a:name]() : s:special(a:name)
  if !has_key(s:plan, 'Do')
    let s:plan = s:otherwise(a:name, s:plan)
  endif
endfunction

" The same where it is known already that there is nothing to do: `answer` is {} or has an `error`.
function! gongwen#key#answered(name, answer) abort
  let s:plan = s:otherwise(a:name, a:answer)
endfunction

" Whether all that there is to do is what the key is for.
function! s:is_plain(name) abort
  return mode() ==# 'i' && !s:block && getcmdwintype() ==# '' && !gongwen#complete#is_open()
        \ && gongwen#placeholder#settle() && gongwen#buffer#attach(bufnr(''))
        \ && (!gongwen#fill#waits() || a:name ==# 'fill-same')
endfunction

" The plan where there is something else, or nothing.
function! s:special(name) abort
  if mode() !=# 'i' || s:block || getcmdwintype() !=# ''
    return s:usual_work(a:name)
  elseif gongwen#complete#is_open()
    if a:name =~# '^expand'
      " The item that is marked is the one that is meant.
      call gongwen#complete#close()
      return {'again': a:name}
    endif
    call gongwen#placeholder#settle()
  endif
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return s:usual_work(a:name)
  elseif gongwen#fill#waits() && a:name !=# 'fill-same'
    return {'Do': {-> s:after_equals(a:name)}}
  endif
  return s:asks[a:name]()
endfunction

" The plan where what was asked for is not to be done: `answer` has an `error`, is a plan, or is empty.
function! s:otherwise(name, answer) abort
  let l:fallback = s:usual_work(a:name)
  if has_key(a:answer, 'usual') || has_key(a:answer, 'again')
    return a:answer
  elseif get(a:answer, 'failed', 0)
    call gongwen#host#tell_key(a:answer.error)
    return l:fallback
  elseif has_key(a:answer, 'error')
    call gongwen#message#line(a:answer.error)
  elseif a:name ==# 'next-item' && gongwen#editor#call('usual', l:fallback.usual) ==# "\<C-l>"
    " What it does otherwise is to put a ^L into the text.
    call gongwen#message#show('no-item')
  elseif a:name =~# '^expand\|^chosen\|^next-item' && !(a:name ==# 'expand-or-next' && gongwen#placeholder#just_done())
    return l:fallback
  else
    call gongwen#message#show(a:name ==# 'today' ? 'no-date' : 'none-left')
  endif
  return {}
endfunction

function! s:usual_work(name) abort
  return {'usual': '<Plug>(gongwen-' . a:name . ')'}
endfunction

" For <expr>: the keys that follow.
function! gongwen#key#then() abort
  if has_key(s:plan, 'Do')
    return "\<C-g>u\<Cmd>call gongwen#key#act()\<CR>\<C-g>u"
  elseif has_key(s:plan, 'again')
    return "\<C-y>\<Cmd>call gongwen#key#again()\<CR>"
  endif
  return s:usual()
endfunction

" The key that was typed, which means what it does without this plugin.
function! s:usual() abort
  return has_key(s:plan, 'usual') && gongwen#editor#supported() ? gongwen#editor#call('usual', s:plan.usual) : ''
endfunction

function! gongwen#key#again() abort
  call gongwen#key#ask(s:plan.again)
  call gongwen#editor#call('feed', gongwen#key#then(), 0)
endfunction

function! gongwen#key#act() abort
  let l:plan = s:plan
  let s:plan = {}
  call l:plan.Do()
endfunction

" Fills the equals of what was just filled, then does what the key is for: the text is another now.
function! s:after_equals(name) abort
  call gongwen#fill#same()
  let l:answer = s:asks[a:name]()
  if has_key(l:answer, 'Do')
    call l:answer.Do()
  elseif has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
  endif
endfunction

" Does it next, between two steps of undo: for what comes by another way than a key.
function! gongwen#key#do(Do) abort
  let s:plan = {'Do': a:Do}
  call gongwen#editor#call('feed', gongwen#key#then(), 0)
endfunction

function! s:expand() abort
  " Behind a placeholder that waits to be filled there is nothing to expand.
  if gongwen#placeholder#pending()
    return {}
  endif
  let l:chosen = gongwen#complete#chosen()
  return empty(l:chosen) ? gongwen#template#expansion() : l:chosen
endfunction

function! s:expand_or_next() abort
  let l:expansion = s:expand()
  return has_key(l:expansion, 'Do') || has_key(l:expansion, 'error') ? l:expansion : s:next()
endfunction

function! s:next() abort
  return gongwen#placeholder#filling(1)
endfunction

function! s:prev() abort
  return gongwen#placeholder#filling(-1)
endfunction

let s:asks = {'expand': function('s:expand'), 'expand-or-next': function('s:expand_or_next'),
      \ 'next': function('s:next'), 'prev': function('s:prev'), 'chosen': {-> gongwen#complete#chosen()},
      \ 'next-item': {-> gongwen#item#next()},
      \ 'promote': {-> gongwen#structure#typed('promote')}, 'demote': {-> gongwen#structure#typed('demote')},
      \ 'new-sibling': {-> gongwen#structure#typed('new_sibling')},
      \ 'new-child': {-> gongwen#structure#typed('new_child')},
      \ 'today': function('gongwen#fill#date'),
      \ 'fill-same': {-> {'Do': function('gongwen#fill#same')}}}
