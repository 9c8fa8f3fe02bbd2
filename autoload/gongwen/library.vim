" The template files: what is wrong with them, and that a project has some of its own.

" What is wrong at present: a list of FILE:LINE:COL: message.
let s:problems = []
" The files that were written since the host last spoke of problems.
let s:written = {}
let s:announced = {}
" The characters that triggers end in, as keys; {} as long as they are not known.
let s:ends = {}
let s:TITLE = ':Gongwen problems'

" A host was greeted: from now on it reads the files again when they change.
function! gongwen#library#watch() abort
  let s:problems = []
  augroup gongwen_library
    autocmd!
    autocmd BufWritePost *.yaml,*.yml,*.json,*.code-snippets let s:written[s:real(expand('<afile>'))] = 1
  augroup END
  let l:project = gongwen#config#project_dir()
  if l:project !=# '' && !has_key(s:announced, l:project) && !empty(globpath(l:project, '*', 1, 1))
    let s:announced[l:project] = 1
    let l:name = fnamemodify(l:project, ':~:.:s?/$??')
    call gongwen#message#show('project', strdisplaywidth(l:name) > &columns / 3 ? pathshorten(l:name) : l:name)
  endif
endfunction

" The host has read the files, and this is wrong with them; said when it is news, or when a file was
" written that it is about.
function! gongwen#library#told(problems) abort
  let l:known = s:problems
  let s:problems = a:problems
  let l:written = filter(map(copy(a:problems), 's:parse(v:val)'), 'has_key(s:written, s:real(v:val.filename))')
  let s:written = {}
  if !empty(l:written)
    let l:first = l:written[0]
    call gongwen#message#line(printf('%s:%d:%d: %s',
          \ fnamemodify(l:first.filename, ':t'), l:first.lnum, l:first.col, l:first.text))
  elseif !empty(filter(copy(a:problems), 'index(l:known, v:val) < 0'))
    call gongwen#message#show('problems', len(a:problems))
  endif
  if getqflist({'title': 0}).title ==# s:TITLE
    call s:fill('r')
  endif
endfunction

" The host has read the files, and these are the characters that triggers end in.
function! gongwen#library#told_ends(ends) abort
  let s:ends = {}
  for l:end in a:ends
    let s:ends[l:end] = v:true
  endfor
endfunction

function! gongwen#library#lost() abort
  let s:ends = {}
endfunction

" The characters that triggers end in, as keys; {} as long as they are not known.
function! gongwen#library#ends() abort
  return s:ends
endfunction

" Whether the text before the cursor may end in a trigger: else the host need not be asked.
function! gongwen#library#may_end_trigger() abort
  if empty(s:ends)
    return 1
  endif
  let l:end = col('.') - 1
  let l:tail = strpart(getline('.'), max([0, l:end - 4]), min([4, l:end]))
  return has_key(s:ends, strcharpart(l:tail, strchars(l:tail) - 1))
endfunction

" :Gongwen problems
function! gongwen#library#list() abort
  let l:answer = gongwen#host#request('info', {}, gongwen#config#get('timeout'))
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
    return
  endif
  let s:problems = l:answer.problems
  if empty(s:problems)
    call gongwen#message#show('no-problems')
    return
  endif
  call s:fill(' ')
  let l:window = win_getid()
  botright copen
  call win_gotoid(l:window)
  call gongwen#message#show('problem-count', len(s:problems))
endfunction

function! s:fill(action) abort
  call setqflist([], a:action, {'title': s:TITLE, 'items': map(copy(s:problems), 's:parse(v:val)')})
endfunction

function! s:parse(problem) abort
  let [l:file, l:line, l:column, l:text] = matchlist(a:problem, '^\(.\{-}\):\(\d\+\):\(\d\+\): \(.*\)$')[1 : 4]
  return {'filename': l:file, 'lnum': str2nr(l:line), 'col': str2nr(l:column), 'text': l:text}
endfunction

function! s:real(file) abort
  return resolve(fnamemodify(a:file, ':p'))
endfunction
