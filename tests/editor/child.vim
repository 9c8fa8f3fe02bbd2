" What the editor under test starts with: nothing but the plugin, and the host that was built.
set nocompatible
let &runtimepath = expand('<sfile>:p:h:h:h') . ',' . &runtimepath
if $GONGWEN_TEST_FACE !=# ''
  let &runtimepath = $GONGWEN_TEST_FACE . ',' . &runtimepath
endif
let g:gongwen_host = $GONGWEN_HOST
let g:gongwen_snippet_dirs = [expand('<sfile>:p:h') . '/snippets']
set columns=80 lines=24 noswapfile hidden
filetype plugin on
syntax on
