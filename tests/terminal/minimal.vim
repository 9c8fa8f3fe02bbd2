" minimal.vim - an editor with gongwen and nothing else, whatever your own set-up is.
"
"   nvim -u tests/terminal/minimal.vim FILE
"   vim  -u tests/terminal/minimal.vim FILE
"
" Good for trying it out, and for reporting a bug: what goes wrong here is not your configuration.
set nocompatible
let s:root = fnamemodify(resolve(expand('<sfile>:p')), ':h:h:h')
let &runtimepath = join(map([s:root, $VIMRUNTIME], {_, path -> escape(path, '\,')}), ',')
let &packpath = &runtimepath
set encoding=utf-8 fileencodings=ucs-bom,utf-8,gb18030,latin1 backspace=indent,eol,start
set display=lastline laststatus=2 belloff=all
filetype plugin indent on
syntax enable
" Tests name the host they were built with; else it is the one in build/.
if !empty($GONGWEN_HOST)
  let g:gongwen_host = $GONGWEN_HOST
endif
