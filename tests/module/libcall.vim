" libcall.vim - the module as an editor calls it, in Vim and Neovim: $GONGWEN_MODULE is its path.
try
  let s:module = $GONGWEN_MODULE
  call assert_true(filereadable(s:module), 'no module: ' . s:module)
  call assert_equal(1, libcallnr(s:module, 'gongwen_line_level', '一、总体要求'))
  call assert_equal(2, libcallnr(s:module, 'gongwen_line_level', '（一）抓学习。组织学习四次。'))
  call assert_equal(0, libcallnr(s:module, 'gongwen_line_level', '工作平稳有序。'))
  call assert_equal(0, libcallnr(s:module, 'gongwen_line_level', ''))
  call assert_equal(2, libcallnr(s:module, 'gongwen_line_rank', '第一章　总则'))
  call assert_equal('heading', libcall(s:module, 'gongwen_line_kind', '一、总体要求'))
  call assert_equal('item', libcall(s:module, 'gongwen_line_kind', '二是健全制度。'))
  call assert_equal('blank', libcall(s:module, 'gongwen_line_kind', ''))
  " Again and again: each call loads the module anew.
  for s:i in range(1000)
    if libcallnr(s:module, 'gongwen_line_level', '（' . (s:i % 9 + 1) . '）台账') != 4
      call assert_report('call ' . s:i)
      break
    endif
  endfor
catch
  call assert_report(v:exception)
endtry
call writefile(empty(v:errors) ? ['ok'] : v:errors, '/dev/stdout', 'a')
if empty(v:errors)
  qall!
endif
cquit
