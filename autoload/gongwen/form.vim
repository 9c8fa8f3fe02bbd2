" The form: one line a field of the text, `name：value`, in a normal buffer. Writing it fills the text;
" what is left blank stays. It follows the text while it is open.

" form buffer -> {text: the buffer it fills, fields: as the host tells them, usual: name -> value that the
" writer keeps for it}
let s:forms = {}
let s:colon = '：'

" Opens the form of the current buffer, or goes to it.
function! gongwen#form#open() abort
  let l:text = bufnr('')
  if getcmdwintype() !=# ''
    call gongwen#message#show('cmdwin')
    return
  elseif !gongwen#buffer#attach(l:text)
    call gongwen#message#show(gongwen#editor#supported() ? 'not-text' : 'vim')
    return
  endif
  let l:answer = gongwen#host#ask('fields', l:text, {})
  if has_key(l:answer, 'error')
    call gongwen#message#line(l:answer.error)
  elseif empty(l:answer.fields)
    call gongwen#message#show('no-fields')
  elseif !s:go_to(l:text)
    call s:create(l:text, l:answer.fields)
  endif
endfunction

" Goes to the form of a text, if it is shown in this tab.
function! s:go_to(text) abort
  for [l:form, l:state] in items(s:forms)
    if l:state.text == a:text && bufwinnr(str2nr(l:form)) > 0
      return win_gotoid(win_getid(bufwinnr(str2nr(l:form))))
    endif
  endfor
  return 0
endfunction

function! s:create(text, fields) abort
  let l:usual = s:values(a:text)
  execute 'keepalt belowright' min([len(a:fields), &lines / 3]) . 'new'
  execute 'silent keepalt file' fnameescape('gongwen://fields/' . a:text)
  setlocal buftype=acwrite bufhidden=wipe noswapfile nobuflisted nowrap nonumber norelativenumber nospell
  setlocal winfixheight textwidth=0 formatoptions-=a
  let s:forms[bufnr('')] = {'text': a:text, 'fields': [], 'usual': l:usual}
  augroup gongwen_form
    autocmd! * <buffer>
    autocmd BufWriteCmd <buffer> call gongwen#form#write(str2nr(expand('<abuf>')))
    autocmd BufWipeout <buffer> call remove(s:forms, str2nr(expand('<abuf>')))
  augroup END
  nnoremap <buffer> <silent> gp <Cmd>call gongwen#form#put_usual(line('.'), line('.'))<CR>
  nnoremap <buffer> <silent> gP <Cmd>call gongwen#form#put_usual(1, line('$'))<CR>
  setlocal undolevels=-1
  call s:show(bufnr(''), a:fields)
  setlocal undolevels<
  setlocal filetype=gongwen-fields
  call cursor(1, col([1, '$']))
  call gongwen#message#show('form')
endfunction

" ---- lines ----

" The value in a line of the form; '' for a line of no field.
function! s:value(line, name) abort
  return trim(strpart(a:line, strlen(a:name . s:colon)))
endfunction

" The names and values that the form holds, blank ones left out: [names, values].
function! s:filled(form) abort
  let [l:names, l:values] = [[], []]
  for l:line in getbufline(a:form, 1, '$')
    for l:field in s:forms[a:form].fields
      if stridx(l:line, l:field[0] . s:colon) == 0
        let l:value = s:value(l:line, l:field[0])
        if l:value !=# '' && index(l:names, l:field[0]) < 0
          call add(l:names, l:field[0])
          call add(l:values, l:value)
        endif
        break
      endif
    endfor
  endfor
  return [l:names, l:values]
endfunction

" The form shows these fields; what has been typed for those that are still there stays.
function! s:show(form, fields) abort
  let l:state = s:forms[a:form]
  let [l:names, l:values] = s:filled(a:form)
  let l:state.fields = a:fields
  let l:lines = []
  let l:hints = []
  for [l:name, l:count, l:line, l:column; l:_] in a:fields
    let l:at = index(l:names, l:name)
    call add(l:lines, l:name . s:colon . (l:at < 0 ? '' : l:values[l:at]))
    let l:usual = get(l:state.usual, l:name, '')
    call add(l:hints, gongwen#message#text('times', l:count) . '  ' . s:context(l:state.text, l:line, l:column)
          \ . (l:usual ==# '' ? '' : '  ' . gongwen#message#text('usual', l:usual)))
  endfor
  if getbufline(a:form, 1, '$') !=# l:lines
    let l:modified = getbufvar(a:form, '&modified')
    call gongwen#editor#call('set_lines', a:form, 0, -1, l:lines)
    call setbufvar(a:form, '&modified', l:modified && !empty(l:names))
  endif
  call gongwen#editor#call('set_hints', a:form, l:hints, 'GongwenHint')
endfunction

" The words around a placeholder, for people.
function! s:context(text, line, column) abort
  let l:line = get(getbufline(a:text, a:line + 1), 0, '')
  let l:before = strpart(l:line, 0, a:column)
  let l:skip = max([0, strchars(l:before) - 8])
  let l:rest = strpart(l:line, a:column)
  return (l:skip ? '…' : '') . strcharpart(l:before, l:skip)
        \ . strcharpart(l:rest, 0, 16) . (strchars(l:rest) > 16 ? '…' : '')
endfunction

" ---- what the writer always fills in ----

function! s:values(text) abort
  let l:answer = gongwen#host#request('values', {'files': gongwen#config#values_files(a:text)},
        \ gongwen#config#get('timeout'))
  let l:usual = {'20XX': strftime('%Y')}
  for [l:name, l:value; l:rest] in get(l:answer, 'values', [])
    let l:usual[l:name] = l:value
  endfor
  if !empty(get(l:answer, 'problems', []))
    call gongwen#message#line(l:answer.problems[0])
  endif
  return l:usual
endfunction

" Puts the usual values into lines [first, last] that are blank.
function! gongwen#form#put_usual(first, last) abort
  let l:state = s:forms[bufnr('')]
  for l:lnum in range(a:first, a:last)
    for l:field in l:state.fields
      if getline(l:lnum) =~# '^\V' . escape(l:field[0], '\') . s:colon . '\s\*\$' && has_key(l:state.usual, l:field[0])
        call setline(l:lnum, l:field[0] . s:colon . l:state.usual[l:field[0]])
      endif
    endfor
  endfor
endfunction

" ---- writing, and following ----

function! gongwen#form#write(form) abort
  let l:state = s:forms[a:form]
  let [l:names, l:values] = s:filled(a:form)
  if !bufloaded(l:state.text)
    call gongwen#message#show('text-gone')
  elseif empty(l:names)
    call gongwen#message#show('form-blank')
  elseif gongwen#fill#put(l:state.text, l:names, l:values) >= 0
    call setbufvar(a:form, '&modified', 0)
    call s:follow(a:form)
  endif
endfunction

" The host has seen a new text.
function! gongwen#form#seen(buf, tick) abort
  for [l:form, l:state] in items(s:forms)
    if l:state.text == a:buf && a:tick == getbufvar(a:buf, 'changedtick')
      call s:follow(str2nr(l:form))
    endif
  endfor
endfunction

" Asks for the fields anew.
function! s:follow(form) abort
  call gongwen#host#later('fields', s:forms[a:form].text, {}, {answer -> s:told(a:form, answer)})
endfunction

function! s:told(form, answer) abort
  if !has_key(s:forms, a:form) || !bufloaded(a:form) || has_key(a:answer, 'error')
    return
  endif
  if s:forms[a:form].fields !=# a:answer.fields
    call s:show(a:form, a:answer.fields)
  endif
endfunction
