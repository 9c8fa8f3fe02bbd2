" look.vim - a text was opened in an editor that a user has set up: does everything work? g:look has the
" host that is to be used, whether help is to be found, and the file for the result: `ok` or what is wrong.
let [s:host, s:help, s:result] = g:look
unlet g:look

function! s:look() abort
  let l:start = reltime()
  while !gongwen#ready() && reltimefloat(reltime(l:start)) < 60.0
    call gongwen#headings()
    sleep 10m
  endwhile
  call assert_equal('gongwen', &filetype)
  call assert_equal(['工作总结', '甲'], map(gongwen#headings(), 'v:val.title'))
  let l:report = gongwen#health#report()
  call assert_equal([], filter(copy(l:report), {_, line -> line[0] ==# 'warn' || line[0] ==# 'error'}))
  call assert_equal(resolve(s:host), resolve(gongwen#host#about().path))
  call assert_equal(resolve(s:host), resolve('/proc/' . gongwen#host#about().pid . '/exe'))
  " The module answers, and is the one that came with the host.
  setlocal foldmethod=expr foldexpr=gongwen#fold#expr()
  call assert_equal([0, 1, 1], map([1, 2, 3], 'foldlevel(v:val)'))
  " A template of those that ship.
  execute 'Gongwen insert 主要成效'
  call assert_true(line('$') > 3, 'nothing was inserted')
  undo
  Gongwen outline
  call assert_equal(2, winnr('$'))
  if s:help !=# ''
    help gongwen-expand
    call assert_match('\V/doc/gongwen.txt\$', expand('%:p'))
    help gongwen-health@cn
    call assert_match('\V/doc/gongwen.cnx\$', expand('%:p'))
  endif
endfunction

try
  call s:look()
catch
  call add(v:errors, v:exception . ' ' . v:throwpoint)
endtry
call writefile(empty(v:errors) ? ['ok'] : v:errors + split(execute('messages'), "\n"), s:result)
qall!
