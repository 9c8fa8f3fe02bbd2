" What is said to the user: one line, in the user's language, never so long that it must be confirmed.
scriptencoding utf-8

" key -> [Chinese, English]; %s takes the argument.
let s:texts = {
      \ 'vim': has('nvim') ? ['需要 Neovim 0.7.2 以上版本', 'Needs Neovim 0.7.2 or later']
      \ : ["需要 Vim 9.0.1378 以上，'encoding' 为 utf-8；详见 :Gongwen health", "Needs Vim 9.0.1378 and 'encoding' utf-8; see :Gongwen health"],
      \ 'usage': ['用法：:Gongwen %s', 'Usage: :Gongwen %s'],
      \ 'unknown': ['没有这个子命令：%s', 'No such subcommand: %s'],
      \ 'not-text': ['此处不是文稿', 'Not a text buffer'],
      \ 'cmdwin': ['请先关闭命令行窗口', 'Close the command-line window first'],
      \ 'no-room': ['窗口太小，放不下提纲', 'No room for the outline'],
      \ 'missing': ['找不到后台程序，请先运行 ./run；详见 :Gongwen health', 'No gongwen executable: run ./run first; see :Gongwen health'],
      \ 'missing-set': ['g:gongwen_host 不可执行：%s', 'g:gongwen_host is not executable: %s'],
      \ 'no-module': ['找不到 libgongwen.so，没有按标题折叠', 'libgongwen.so is not found: no folds by headings'],
      \ 'no-libcall': ['编辑器没有 +libcall，没有按标题折叠', 'The editor has no +libcall: no folds by headings'],
      \ 'start': ['后台程序启动失败：%s', 'The host does not start: %s'],
      \ 'guard': ['后台程序屡次退出，已停用；:Gongwen restart 可重试', 'The host keeps dying and is off; try :Gongwen restart'],
      \ 'mute': ['后台程序启动后没有应答，已停用；:Gongwen restart 可重试', 'The host does not answer and is off; try :Gongwen restart'],
      \ 'silent': ['后台程序没有及时应答', 'The host did not answer in time'],
      \ 'gone': ['后台程序已退出', 'The host is gone'],
      \ 'restarted': ['后台程序已重启', 'The host was restarted'],
      \ 'stale': ['文稿已有改动，请重试', 'The text has changed meanwhile; try again'],
      \ 'modifiable': ['文稿不可修改', "The text is not modifiable"],
      \ 'readonly': ['文稿是只读的', 'The text is read-only'],
      \ 'diff': ['正在比对文稿，请先 :diffoff', 'The text is being compared: :diffoff first'],
      \ 'deleted': ['删除 %s 节，%s 行', 'sections deleted: %s, lines: %s'],
      \ 'yanked': ['已复制 %s 节，%s 行', 'sections yanked: %s, lines: %s'],
      \ 'references': ['%s 处引用的序号已变，:lopen 查看', 'references to look at: %s, see :lopen'],
      \ 'no-object': ['这里没有可选的内容', 'Nothing to select here'],
      \ 'no-headings': ['没有标题', 'There are no headings'],
      \ 'which-heading': ['转到哪个标题？', 'Go to which heading?'],
      \ 'counted': ['全文 %s 字', 'Whole text: %s characters'],
      \ 'counted-section': ['，本节 %s 字', '; this section: %s'],
      \ 'counted-range': ['所选 %s 行共 %s 字（全文 %s 字）', 'In these %s lines: %s characters (of %s)'],
      \ 'counted-left': ['，待填 %s', '; to fill: %s'],
      \ 'headings': ['共 %s 个标题', '%s headings'],
      \ 'wrapped': ['已到文末，从头继续', 'Past the end, continuing at the top'],
      \ 'wrapped-back': ['已到文首，从尾继续', 'Past the top, continuing at the end'],
      \ 'none-left': ['占位符已全部填完', 'No placeholders left'],
      \ 'left': ['还有 %s 处占位符', '%s placeholders left'],
      \ 'filled': ['已填写 %s 处', '%s placeholders filled'],
      \ 'no-fields': ['没有可以成批填写的占位符', 'There are no named placeholders to fill'],
      \ 'form': ['填好后 :w 写进文稿；gp 填入常用值', 'Fill in and :w; gp puts in the usual value'],
      \ 'form-blank': ['表单还是空的', 'The form is blank'],
      \ 'text-gone': ['文稿已经关闭', 'The text is gone'],
      \ 'times': ['%s处', '%s×'],
      \ 'usual': ['常用：%s', 'usual: %s'],
      \ 'no-date': ['光标处没有待填的日期', 'There is no open date at the cursor'],
      \ 'no-year': ['不是年份：%s', 'Not a year: %s'],
      \ 'general-already': ['没有可以换成占位符的数量、年份和日期', 'No counts, years or dates to make placeholders of'],
      \ 'generalized': ['已换成模板，改动 %s 处', 'Made a template: %s changes'],
      \ 'nothing-filled': ['尚未填写可同步的占位符', 'Nothing was filled that has equals'],
      \ 'crossing': ['同名的有 %s 处，其中 %s 处在别的节；再按一次全部填写', '%s alike, %s of them in other sections: the key again fills them'],
      \ 'no-equals': ['没有同名的占位符', 'No equal placeholders are left'],
      \ 'no-item': ['这里没有可以接着往下列的序号', 'No enumeration to go on with here'],
      \ 'renumbered': ['已改正 %s 处编号', '%s numbers put right'],
      \ 'numbers-right': ['编号无误', 'The numbers are right'],
      \ 'block': ['块选的文字不能套用模板，请改用字符选或行选', 'Not for a block: select characters or lines'],
      \ 'whole': ['整篇', 'whole'],
      \ 'which': ['插入哪一节？', 'Insert which section?'],
      \ 'which-kind': ['写哪种文稿？', 'What kind of document?'],
      \ 'no-kind': ['没有名为“%s”的文种', 'There is no kind of document called %s'],
      \ 'no-templates': ['没有模板', 'There are no templates'],
      \ 'node-gone': ['这一节已经不在了', 'This section is gone'],
      \ 'problems': ['模板有 %s 处问题，详见 :Gongwen problems', '%s problems in the templates: see :Gongwen problems'],
      \ 'problem-count': ['模板有 %s 处问题', '%s problems in the templates'],
      \ 'no-problems': ['模板没有问题', 'The templates are all right'],
      \ 'project': ['已读入项目的模板（只是文字，不会执行）：%s', 'Project templates read (data only): %s'],
      \ 'option-type': ['%s 的值不对，改用默认值', '%s has a wrong value; using the default'],
      \ 'option-unknown': ['没有这个选项：%s', 'No such option: %s'],
      \ 'outline': ['提纲', 'Outline'],
      \ 'outline-filter': ['筛选：%s', 'filter: %s'],
      \ 'outline-locked': ['不跟随', 'not following'],
      \ 'outline-stale': ['后台已退出', 'host is gone'],
      \ 'filter': ['筛选标题：', 'Filter: '],
      \ 'empty-filter': ['（没有相符的标题）', '(no such headings)'],
      \ 'empty': ['（尚无标题）', '(no headings yet)'],
      \ 'status-here': ['待填 %s/%s', '%s of %s to fill'],
      \ 'status-left': ['待填 %s', '%s to fill'],
      \ }

" 'zh' or 'en'.
function! gongwen#message#language() abort
  if &encoding ==# 'latin1'
    return 'en'
  endif
  for l:locale in [$LC_ALL, $LC_MESSAGES, $LANG]
    if l:locale !=# ''
      return l:locale =~# '^zh' || v:lang =~# '^zh' ? 'zh' : 'en'
    endif
  endfor
  return v:lang =~# '^zh' ? 'zh' : 'en'
endfunction

" One of two texts given here and now.
function! gongwen#message#either(zh, en) abort
  return gongwen#message#language() ==# 'zh' ? a:zh : a:en
endfunction

function! gongwen#message#text(key, ...) abort
  let l:text = call('gongwen#message#either', s:texts[a:key])
  for l:argument in a:000
    let l:text = substitute(l:text, '%s', '\=l:argument', '')
  endfor
  return l:text
endfunction

" Says it. The second function takes a text that is already in the user's language.
function! gongwen#message#show(key, ...) abort
  call gongwen#message#line(call('gongwen#message#text', [a:key] + a:000))
endfunction

function! gongwen#message#line(text) abort
  " The host's texts begin with its name already.
  let l:text = 'gongwen: ' . substitute(tr(a:text, "\n\t", '  '), '^gongwen\(: \|：\)', "", "")
  while strdisplaywidth(l:text) > v:echospace
    let l:text = strcharpart(l:text, 0, strchars(l:text) - 1)
  endwhile
  redraw
  echohl WarningMsg
  echomsg l:text
  echohl None
endfunction
