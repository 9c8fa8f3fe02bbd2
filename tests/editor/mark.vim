" Placeholders highlighted in the text: those that the host knows, and after each edit no others.

function! Test_what_is_highlighted() abort
  let l:child = StartWith(['20XX年总结', 'XX公司有人员XX名，XXL，【单位名称】。', '```', 'XX', '```', '文字'])
  call WaitEqual(['1:20XX', '2:XX', '2:XX', '2:【单位名称】'], l:child, g:highlights)
  call assert_equal('GongwenPlaceholder', Eval(l:child, g:highlight_group))
  call assert_equal(1, Eval(l:child, 'hlexists("GongwenPlaceholder")'))
endfunction

function! Test_it_follows_every_edit() abort
  let l:child = StartWith(['20XX年总结', 'XX公司', '文字', 'XX局'])
  call WaitEqual(['1:20XX', '2:XX', '4:XX'], l:child, g:highlights)
  call Input(l:child, 'ggO总通XX<Esc>')
  call WaitEqual(['1:XX', '2:20XX', '3:XX', '5:XX'], l:child, g:highlights)
  call Input(l:child, '3Gdd')
  call WaitEqual(['1:XX', '2:20XX', '4:XX'], l:child, g:highlights)
  call Input(l:child, 'u')
  call WaitEqual(['1:XX', '2:20XX', '3:XX', '5:XX'], l:child, g:highlights)
  call Input(l:child, ':g/XX/d<CR>')
  call WaitEqual([], l:child, g:highlights)
  call Input(l:child, 'u')
  call WaitEqual(['1:XX', '2:20XX', '3:XX', '5:XX'], l:child, g:highlights)
  call Input(l:child, 'GddGdd')
  call WaitEqual(['1:XX', '2:20XX', '3:XX'], l:child, g:highlights)
  call Input(l:child, ':%d<CR>')
  call WaitEqual([], l:child, g:highlights)
  " Typed fast, with the host behind.
  call Input(l:child, 'iXX公司XX名<CR>XX局<CR>字<Esc>kdd')
  call WaitEqual(['1:XX', '1:XX'], l:child, g:highlights)
  " A fence far above.
  call Input(l:child, 'ggO```<Esc>')
  call WaitEqual([], l:child, g:highlights)
  call Input(l:child, 'dd')
  call WaitEqual(['1:XX', '1:XX'], l:child, g:highlights)
endfunction

" What an editor does to its marks when text comes back, or was away for a moment.
function! Test_they_are_where_they_were() abort
  let l:lines = ['工作总结', '一XX', '二、甲', '三XX', '四XX次', '五XX次', '六XX', '七XX', '八XX']
  let l:all = ['2:XX', '4:XX', '5:XX', '6:XX', '7:XX', '8:XX', '9:XX']
  let l:child = StartWith(l:lines)
  call WaitEqual(l:all, l:child, g:highlights)
  for l:keys in ['5Gcc换了<Esc>', '5Gdd', '2G3dd', '4Gccx<Esc>5Gccy<Esc>', '5GOXX新<Esc>']
    call Input(l:child, l:keys)
    call Wait(l:child, 'gongwen#ready()')
    call Input(l:child, ':undo 0<CR>')
    call WaitLines(l:lines, l:child)
    call WaitEqual(l:all, l:child, g:highlights)
  endfor
  " All are marked anew before and in between: the marks have ids that were others' then.
  let l:anew = 'call gongwen#mark#opened(1) | call gongwen#headings()'
  for l:keys in ['5Gcc换了<Esc>', '5Gdd', '2G3dd']
    call Ex(l:child, l:anew)
    call Input(l:child, l:keys)
    call Wait(l:child, 'gongwen#ready()')
    call Ex(l:child, l:anew)
    call Input(l:child, ':undo 0<CR>')
    call WaitLines(l:lines, l:child)
    call WaitEqual(l:all, l:child, g:highlights)
  endfor
  " The same text again: at the end of a line, and all of it, where no event tells.
  call Input(l:child, 'G$xp')
  call WaitEqual(l:all, l:child, g:highlights)
  call Ex(l:child, 'silent write')
  call Ex(l:child, 'noautocmd edit!')
  call Input(l:child, 'GoXX<Esc>')
  call WaitEqual(l:all + ['10:XX'], l:child, g:highlights)
endfunction

" Typing where there is none calls nothing: what is drawn is drawn again only where one came, went or moved.
function! Test_ordinary_keys_draw_nothing() abort
  let l:child = StartWith(['20XX年总结', '一、情况', '文字'])
  call WaitEqual(['1:20XX'], l:child, g:highlights)
  call CountDrawing(l:child)
  for l:keys in ['GA，打字<Esc>', 'Go又一行<Esc>', 'dd', 'ggj0i总<Esc>', 'u']
    call Input(l:child, l:keys)
    call Wait(l:child, 'gongwen#ready()')
  endfor
  call assert_equal(0, Eval(l:child, 'g:count'))
  call Input(l:child, 'G0iXX')
  call WaitEqual(['1:20XX', '3:XX'], l:child, g:highlights)
  call assert_true(Eval(l:child, 'g:count') > 0)
endfunction

function! Test_after_a_reload_and_a_new_host() abort
  let l:child = StartWith(['XX公司', '文字'])
  call WaitEqual(['1:XX'], l:child, g:highlights)
  call Input(l:child, 'ggdd')
  call WaitEqual([], l:child, g:highlights)
  call Ex(l:child, 'edit!')
  call WaitEqual(['1:XX'], l:child, g:highlights)
  call Ex(l:child, 'Gongwen restart')
  call Input(l:child, 'GoXX局<Esc>')
  call WaitEqual(['1:XX', '3:XX'], l:child, g:highlights)
endfunction

function! Test_switched_off() abort
  let l:child = StartWith(['XX公司'], {'before': ['let g:gongwen_highlight = 0']})
  call Wait(l:child, 'gongwen#ready()')
  call assert_equal([], Eval(l:child, g:highlights))
  " The keys go by what is highlighted, and without that too.
  call Input(l:child, 'A，XX局<Esc>gg0]x')
  call WaitEqual([1, 12], l:child, '[line("."), col(".")]')
endfunction
