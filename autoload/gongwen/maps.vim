" The default maps: only in the buffers of g:gongwen_filetypes, only on keys that are free, and only
" for actions that the user has not mapped himself.

let s:maps = [
      \ ['i', '<C-j>', '<Plug>(gongwen-expand-or-next)'],
      \ ['i', '<C-k>', '<Plug>(gongwen-prev)'],
      \ ['x', '<C-j>', '<Plug>(gongwen-expand)'],
      \ ['i', '<C-l>', '<Plug>(gongwen-next-item)'],
      \ ['nxo', ']x', '<Plug>(gongwen-next)'],
      \ ['nxo', '[x', '<Plug>(gongwen-prev)'],
      \ ['nxo', ']]', '<Plug>(gongwen-next-heading)'],
      \ ['nxo', '[[', '<Plug>(gongwen-prev-heading)'],
      \ ['nxo', '][', '<Plug>(gongwen-next-sibling)'],
      \ ['nxo', '[]', '<Plug>(gongwen-prev-sibling)'],
      \ ['nxo', '[u', '<Plug>(gongwen-parent)'],
      \ ['xo', 'ah', '<Plug>(gongwen-select-section-a)'],
      \ ['xo', 'ih', '<Plug>(gongwen-select-section-i)'],
      \ ['xo', 'ai', '<Plug>(gongwen-select-item-a)'],
      \ ['xo', 'ii', '<Plug>(gongwen-select-item-i)'],
      \ ['xo', 'as', '<Plug>(gongwen-select-sentence-a)'],
      \ ['xo', 'is', '<Plug>(gongwen-select-sentence-i)'],
      \ ['nx', '<s', '<Plug>(gongwen-promote)'],
      \ ['nx', '>s', '<Plug>(gongwen-demote)'],
      \ ['nx', '<S', '<Plug>(gongwen-promote-alone)'],
      \ ['nx', '>S', '<Plug>(gongwen-demote-alone)'],
      \ ['n', '[e', '<Plug>(gongwen-move-up)'],
      \ ['n', ']e', '<Plug>(gongwen-move-down)'],
      \ ['n', '<LocalLeader>o', '<Plug>(gongwen-new-sibling)'],
      \ ['n', '<LocalLeader>O', '<Plug>(gongwen-new-child)'],
      \ ['n', '<LocalLeader>d', '<Plug>(gongwen-delete-section)'],
      \ ['n', '<LocalLeader>y', '<Plug>(gongwen-yank-section)'],
      \ ['n', '<LocalLeader>p', '<Plug>(gongwen-duplicate-section)'],
      \ ['nx', '<LocalLeader>r', '<Plug>(gongwen-renumber)'],
      \ ['i', '<C-s>', '<Plug>(gongwen-fill-same)'],
      \ ['n', 'gs', '<Plug>(gongwen-fill-same)'],
      \ ['n', 'gO', '<Plug>(gongwen-outline)'],
      \ ]

function! s:is_free(key, mode) abort
  let l:map = maparg(a:key, a:mode, 0, 1)
  return empty(l:map) || gongwen#editor#call('is_default_map', l:map)
endfunction

" Defines those that are wanted in the current buffer; b:gongwen_maps has the keys that were not free.
function! gongwen#maps#define() abort
  if gongwen#config#get('no_maps') || get(g:, 'no_plugin_maps', 0) || get(g:, 'no_gongwen_maps', 0)
        \ || exists('b:gongwen_maps')
    return
  endif
  let l:undo = []
  let b:gongwen_maps = []
  for [l:modes, l:key, l:plug] in s:maps
    for l:mode in split(l:modes, '\zs')
      if hasmapto(l:plug, l:mode)
        continue
      elseif !s:is_free(l:key, l:mode)
        call add(b:gongwen_maps, l:mode . ' ' . l:key)
      else
        let l:lhs = substitute(l:key, '^<\ze.$', '<lt>', '')
        execute l:mode . 'map <buffer> <silent>' l:lhs l:plug
        call add(l:undo, 'silent! ' . l:mode . 'unmap <buffer> ' . l:lhs)
      endif
    endfor
  endfor
  call gongwen#maps#undo(l:undo + ['unlet! b:gongwen_maps'])
endfunction

" The keys that were not free, of all buffers: a list of `MODE KEY`.
function! gongwen#maps#taken() abort
  let l:taken = []
  for l:buffer in getbufinfo({'bufloaded': 1})
    let l:taken += get(l:buffer.variables, 'gongwen_maps', [])
  endfor
  return uniq(sort(l:taken))
endfunction

" Adds commands to what undoes the settings of the current buffer's filetype.
function! gongwen#maps#undo(commands) abort
  let l:before = get(b:, 'undo_ftplugin', '')
  let b:undo_ftplugin = join((l:before ==# '' ? [] : [l:before]) + map(a:commands, '"execute " . string(v:val)'), ' | ')
endfunction
