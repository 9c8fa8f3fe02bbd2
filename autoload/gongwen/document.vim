" Whole documents: :Gongwen new {kind}.

" The kinds that can be inserted as a whole: a list of {name, triggers, description, file, line}; []
" when the host does not answer.
function! gongwen#document#kinds() abort
  return gongwen#template#named(gongwen#host#request('templates', {}, gongwen#config#get('timeout')),
        \ 'documents', ['name', 'triggers', 'description', 'file', 'line'])
endfunction

" For completion: the names of those whose name has `lead` in it, or whose trigger begins with it.
function! gongwen#document#matches(lead) abort
  let l:kinds = filter(gongwen#document#kinds(), {_, kind -> stridx(kind.name, a:lead) >= 0
        \ || !empty(filter(copy(kind.triggers), 'stridx(v:val, a:lead) == 0'))})
  return map(l:kinds, 'v:val.name')
endfunction

" Begins a document of the kind with this name or trigger; lets the user choose one if it is ''.
function! gongwen#document#new(name) abort
  let l:kinds = gongwen#document#kinds()
  if empty(l:kinds)
    let l:problem = gongwen#host#problem()
    call gongwen#message#line(l:problem !=# '' ? l:problem : gongwen#message#text('no-templates'))
  elseif a:name ==# ''
    call gongwen#picker#one(l:kinds, gongwen#message#text('which-kind'), function('s:columns'),
          \ {kind -> s:begin(kind.name)}, {-> 0})
  elseif empty(filter(l:kinds, {_, kind -> kind.name ==# a:name || index(kind.triggers, a:name) >= 0}))
    call gongwen#message#show('no-kind', a:name)
  else
    call s:begin(a:name)
  endif
endfunction

function! s:columns(kind) abort
  return [a:kind.name, join(a:kind.triggers, '  '), a:kind.description]
endfunction

function! s:begin(name) abort
  if getcmdwintype() !=# ''
    call gongwen#message#show('cmdwin')
    return
  elseif !s:is_blank() && !s:open()
    return
  endif
  if &filetype ==# ''
    setfiletype gongwen
  endif
  if !gongwen#buffer#attach(bufnr(''))
    call gongwen#message#show('not-text')
    return
  endif
  let [l:buf, l:tick] = [bufnr(''), b:changedtick]
  let l:answer = gongwen#host#ask('new', l:buf, {'line': 0, 'column': 0, 'name': a:name, 'path': expand('%:t')})
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
  else
    call gongwen#template#put(l:buf, l:tick, l:answer)
  endif
endfunction

" A text buffer with nothing in it, which may be written to.
function! s:is_blank() abort
  return &buftype ==# '' && &modifiable && line('$') == 1 && getline(1) ==# ''
endfunction

" Goes to a new buffer: in place of the present one where :enew may, else in a window of its own.
function! s:open() abort
  if &filetype ==# 'gongwen-outline'
    wincmd p
  endif
  let l:kept = &modified && !&hidden && &bufhidden ==# '' && len(win_findbuf(bufnr(''))) == 1
  try
    execute &buftype ==# '' && !l:kept && empty(getwinvar(0, '&winfixbuf')) ? 'enew' : 'new'
    return 1
  catch
    call gongwen#message#line(substitute(v:exception, '^Vim[^:]*:', '', ''))
    return 0
  endtry
endfunction
