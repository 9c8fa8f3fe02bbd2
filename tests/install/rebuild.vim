" rebuild.vim - see rebuild.sh: g:look has the command that puts another host and module into the place of
" those that run, the host, and the file for the result.
let [s:command, s:host, s:result] = g:look

function! s:fold() abort
  let v:errmsg = ''
  setlocal foldmethod=expr foldexpr=gongwen#fold#expr()
  return map([1, 2, 3], 'foldlevel(v:val)')
endfunction

function! s:exe() abort
  return resolve('/proc/' . gongwen#host#about().pid . '/exe')
endfunction

" The files of libgongwen that this process has in its memory.
function! s:mapped() abort
  return uniq(sort(map(filter(readfile('/proc/self/maps'), 'v:val =~# "libgongwen"'), 'matchstr(v:val, "/.*")')))
endfunction

function! s:look() abort
  call assert_equal(['工作总结', '甲'], map(gongwen#headings(), 'v:val.title'))
  call assert_equal(resolve(s:host), s:exe())
  call assert_equal([0, 1, 1], s:fold())
  let l:pid = gongwen#host#about().pid
  let l:said = system(s:command)
  call assert_equal(0, v:shell_error, l:said)
  " What runs has gone on, with the files that are no longer there.
  call assert_equal(resolve(s:host) . ' (deleted)', s:exe())
  call assert_match('libgongwen.* (deleted)$', join(s:mapped()))
  call append('$', ['二、乙', '有XX名。'])
  call assert_equal(['工作总结', '甲', '乙'], map(gongwen#headings(), 'v:val.title'))
  call assert_equal(l:pid, gongwen#host#about().pid)
  call assert_equal([0, 1, 1], s:fold())
  call assert_equal(1, foldlevel(4))
  silent Gongwen restart
  let l:start = reltime()
  while !gongwen#ready() && reltimefloat(reltime(l:start)) < 60.0
    sleep 10m
  endwhile
  call assert_equal(['工作总结', '甲', '乙'], map(gongwen#headings(), 'v:val.title'))
  call assert_notequal(l:pid, gongwen#host#about().pid)
  call assert_equal(resolve(s:host), s:exe())
  call assert_equal([0, 1, 1], s:fold())
  call assert_equal([], filter(gongwen#health#report(), {_, line -> line[0] ==# 'warn' || line[0] ==# 'error'}))
endfunction

try
  call s:look()
catch
  call add(v:errors, v:exception . ' ' . v:throwpoint)
endtry
call writefile(empty(v:errors) ? ['ok'] : v:errors, s:result)
qall!
