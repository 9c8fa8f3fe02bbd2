" The highlight groups, all of them default links: a colour scheme or a vimrc wins.

let s:links = {
      \ 'GongwenPlaceholder': 'Todo',
      \ 'GongwenPending': 'IncSearch',
      \ 'GongwenHint': 'Comment',
      \ 'GongwenPromptCursor': 'IncSearch',
      \ 'GongwenOutlineTitle': 'Title',
      \ 'GongwenOutlineHeading1': 'Statement',
      \ 'GongwenOutlineHeading2': 'Function',
      \ 'GongwenOutlineHeading3': 'Identifier',
      \ 'GongwenOutlineHeading4': 'Normal',
      \ 'GongwenOutlineItem': 'Comment',
      \ 'GongwenOutlineOrdinal': 'Number',
      \ 'GongwenOutlineCount': 'WarningMsg',
      \ 'GongwenOutlineCharacters': 'Comment',
      \ 'GongwenOutlineFold': 'Special',
      \ }

function! s:link() abort
  for [l:group, l:target] in items(s:links)
    execute 'highlight default link' l:group l:target
  endfor
endfunction

" Makes sure that the groups are there, now and after :colorscheme.
function! gongwen#highlight#define() abort
  augroup gongwen_highlight
    autocmd!
    autocmd ColorScheme * call s:link()
  augroup END
  call s:link()
endfunction
