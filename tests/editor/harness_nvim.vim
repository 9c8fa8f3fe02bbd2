" A Neovim under test: asked by RPC. harness_vim.vim has the same functions for a Vim.

function! NvimStart(arguments, options) abort
  return {'job': jobstart(Command(['--embed', '--headless'] + a:arguments), {'rpc': v:true, 'env': a:options.env, 'cwd': a:options.cwd})}
endfunction

function! NvimMode(child) abort
  return rpcrequest(a:child.job, 'nvim_get_mode')
endfunction

function! s:request(child, name, text) abort
  let l:mode = NvimMode(a:child)
  if l:mode.blocking
    throw 'the editor waits for a key in mode ' . l:mode.mode
  endif
  return rpcrequest(a:child.job, a:name, a:text)
endfunction

function! NvimEval(child, expression) abort
  return s:request(a:child, 'nvim_eval', a:expression)
endfunction

function! NvimEx(child, command) abort
  call s:request(a:child, 'nvim_command', a:command)
endfunction

function! NvimTell(child, command) abort
  call rpcnotify(a:child.job, 'nvim_command', a:command)
endfunction

function! NvimInput(child, keys) abort
  call rpcrequest(a:child.job, 'nvim_input', a:keys)
endfunction

function! NvimAwait(child) abort
  call rpcrequest(a:child.job, 'nvim_eval', '1')
endfunction

function! NvimPaste(child, text) abort
  call rpcrequest(a:child.job, 'nvim_paste', a:text, v:true, -1)
endfunction

function! NvimEnd(child) abort
endfunction
