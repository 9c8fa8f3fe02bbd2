" plug.vim - what vim-plug does with a plugin that is always loaded.

function! plug#begin(...) abort
  let s:home = a:0 ? a:1 : (has('nvim') ? stdpath('data') : split(&runtimepath, ',')[0]) . '/plugged'
  let s:plugs = []
  command! -nargs=+ -bar Plug call s:add(<args>)
  command! -nargs=* PlugInstall call s:install()
endfunction

function! s:add(repository, ...) abort
  let l:name = fnamemodify(a:repository, ':t')
  call add(s:plugs, extend({'uri': 'https://git::@github.com/' . a:repository . '.git', 'dir': s:home . '/' . l:name},
        \ get(a:000, 0, {})))
endfunction

function! plug#end() abort
  let l:paths = split(&runtimepath, ',')
  let &runtimepath = join([l:paths[0]] + map(copy(s:plugs), 'v:val.dir') + l:paths[1:], ',')
  filetype plugin indent on
  syntax enable
endfunction

" `do` is run in the plugin's folder by the shell.
function! s:install() abort
  for l:plug in filter(copy(s:plugs), '!isdirectory(v:val.dir)')
    echo system('git clone --progress --depth 1 ' . shellescape(l:plug.uri) . ' ' . shellescape(l:plug.dir) . ' 2>&1')
    execute 'cd' fnameescape(l:plug.dir)
    echo system(l:plug.do)
    cd -
    execute 'helptags' fnameescape(l:plug.dir . '/doc')
  endfor
endfunction
