" The options: g:gongwen_NAME, read when they are needed, so they may be set before or after loading.

" name -> [default, what it is]
let s:options = {
      \ 'host': ['', 'the executable; empty: build/gongwen beside the plugin, then $PATH'],
      \ 'filetypes': [['gongwen'], 'filetypes that are served at once'],
      \ 'timeout': [200, 'milliseconds an explicit key waits for the host at most'],
      \ 'outline_width': [32, 'columns of the outline'],
      \ 'outline_width_max': [0, 'columns up to which it grows for long titles; 0: it does not'],
      \ 'outline_items': [0, '1: the outline has rows for the items at the start of a line'],
      \ 'outline_characters': [0, '1: the outline tells how many characters a section has'],
      \ 'snippet_dirs': [[], 'further directories of templates'],
      \ 'highlight': [1, '1: placeholders are highlighted'],
      \ 'fill_same': [0, '1: filling a placeholder fills its equals'],
      \ 'check_on_write': [0, '1: :write says how many placeholders are left'],
      \ 'no_maps': [0, '1: no default maps'],
      \ 'recommended_style': [0, "1: formatoptions+=mM in gongwen buffers"],
      \ }
let s:told = {}

function! gongwen#config#get(name) abort
  let l:default = s:options[a:name][0]
  let l:value = get(g:, 'gongwen_' . a:name, l:default)
  if l:value is# l:default || s:fits(l:value, l:default)
    return l:value
  endif
  if !has_key(s:told, a:name)
    let s:told[a:name] = 1
    call gongwen#message#show('option-type', 'g:gongwen_' . a:name)
  endif
  return l:default
endfunction

" What is wrong with the options: a list of lines.
function! gongwen#config#problems() abort
  let l:problems = []
  for l:name in sort(filter(keys(g:), 'v:val =~# "^gongwen_"'))
    let l:option = l:name[len('gongwen_') :]
    if !has_key(s:options, l:option)
      call add(l:problems, gongwen#message#text('option-unknown', 'g:' . l:name))
    elseif !s:fits(g:[l:name], s:options[l:option][0])
      call add(l:problems, gongwen#message#text('option-type', 'g:' . l:name))
    endif
  endfor
  return l:problems
endfunction

" The folder of templates of the project that the current file, or the working directory, is in; ''
" if there is none.
function! gongwen#config#project_dir() abort
  for l:from in [expand('%:p:h'), getcwd()]
    let l:project = isdirectory(l:from) ? finddir('.gongwen/snippets', escape(l:from, ' ,;') . ';') : ''
    if l:project !=# ''
      return fnamemodify(l:project, ':p')
    endif
  endfor
  return ''
endfunction

" The files of values that the writer keeps, the strongest first: the one of the text's project, and his
" own.
function! gongwen#config#values_files(buf) abort
  let l:folder = fnamemodify(bufname(a:buf), ':p:h')
  let l:project = isdirectory(l:folder) ? findfile('.gongwen/values.yaml', escape(l:folder, ' ,;') . ';') : ''
  let l:config = $XDG_CONFIG_HOME !=# '' ? $XDG_CONFIG_HOME : $HOME . '/.config'
  return (l:project ==# '' ? [] : [fnamemodify(l:project, ':p')]) + [l:config . '/gongwen/values.yaml']
endfunction

" Where templates are read from, the strongest first: the project's, the user's, those that ship.
function! gongwen#config#snippet_dirs() abort
  let l:project = gongwen#config#project_dir()
  let l:config = $XDG_CONFIG_HOME !=# '' ? $XDG_CONFIG_HOME : $HOME . '/.config'
  let l:dirs = l:project ==# '' ? [] : [l:project]
  let l:dirs += map(copy(gongwen#config#get('snippet_dirs')), 'expand(v:val)')
  return l:dirs + [l:config . '/gongwen/snippets', gongwen#root() . '/snippets']
endfunction

function! s:fits(value, default) abort
  let l:number = type(a:default) == v:t_number
  return type(a:value) == type(a:default)
        \ && (!l:number || a:value >= 0)
        \ || l:number && type(a:value) == v:t_bool
endfunction
