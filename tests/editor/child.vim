" What the editor under test starts with: nothing but the plugin, and the host that was built.
set nocompatible
if !has('nvim')
  source <sfile>:h/child_vim.vim
endif
let &runtimepath = expand('<sfile>:p:h:h:h') . ',' . &runtimepath
if $GONGWEN_TEST_FACE !=# ''
  let &runtimepath = $GONGWEN_TEST_FACE . ',' . &runtimepath
endif
let g:gongwen_host = $GONGWEN_HOST
" Slow machines and sanitizers are no faults; a test of the bound itself sets its own.
let g:gongwen_timeout = get(g:, 'gongwen_timeout', 4000)
let g:gongwen_snippet_dirs = [expand('<sfile>:p:h') . '/snippets']
set columns=80 lines=24 noswapfile hidden
filetype plugin on
syntax on
