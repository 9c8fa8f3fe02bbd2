" The shared module, which answers questions about one line in this process (:help libcall()).

let s:found = {}

" {path, problem}; problem is '' when it is there. It lies beside the host, in the library folder of the
" same prefix, or in the plugin's build folder.
function! gongwen#module#find() abort
  if !has('libcall')
    return {'path': '', 'problem': gongwen#message#text('no-libcall')}
  endif
  let l:files = [gongwen#root() . '/build/libgongwen.so']
  let l:host = gongwen#host#find()
  if l:host.problem ==# ''
    let l:beside = fnamemodify(resolve(l:host.path), ':h')
    let l:prefix = fnamemodify(l:beside, ':h')
    let l:files = [l:beside . '/libgongwen.so', l:prefix . '/lib/libgongwen.so', l:prefix . '/lib64/libgongwen.so']
          \ + glob(escape(l:prefix, ' \*?[{`$') . '/lib/*/libgongwen.so', 1, 1) + l:files
  endif
  for l:file in l:files
    if filereadable(l:file)
      return {'path': l:file, 'problem': ''}
    endif
  endfor
  return {'path': '', 'problem': gongwen#message#text('no-module')}
endfunction

" The path of one that works, for callers who ask for each line; '' if there is none. It is looked for
" once, and again after gongwen#module#forget().
function! gongwen#module#path() abort
  if empty(s:found)
    let s:found = gongwen#module#find()
    if s:found.problem ==# '' && gongwen#module#version(s:found.path) ==# ''
      let s:found.path = ''
    endif
  endif
  return s:found.path
endfunction

function! gongwen#module#forget() abort
  let s:found = {}
endfunction

" The version of a module, '' if it cannot be loaded.
function! gongwen#module#version(path) abort
  try
    return libcall(a:path, 'gw_version', '')
  catch /^Vim(return):/
    return ''
  endtry
endfunction
