" Text properties of others, in Vim: an edit moves them along with their text, as Neovim does by itself, and undo
" brings them back.

let s:pieces = ['总', '通', 'a', 'XX', '“引”', '—', '\', '&', '~', 'bc', ' ', "\t", "\n"]

function! s:random(below) abort
  return a:below < 1 ? 0 : rand(s:seed) % a:below
endfunction

function! s:text(most) abort
  return join(map(range(s:random(a:most)), {-> s:pieces[s:random(len(s:pieces))]}), '')
endfunction

" A column between two characters of a text.
function! s:column(text) abort
  return byteidx(a:text, s:random(strchars(a:text) + 1))
endfunction

" An edit of `lines`: [first, start, last, stop, old, new].
function! s:edit(lines) abort
  let l:first = s:random(len(a:lines))
  let l:last = min([len(a:lines) - 1, l:first + (s:random(3) == 0 ? s:random(3) : 0)])
  let l:start = s:column(a:lines[l:first])
  let l:stop = l:first == l:last ? l:start + s:column(strpart(a:lines[l:first], l:start)) : s:column(a:lines[l:last])
  let l:old = copy(a:lines[l:first : l:last])
  let l:old[-1] = strpart(l:old[-1], 0, l:stop)
  let l:old[0] = strpart(l:old[0], l:start)
  return [l:first, l:start, l:last, l:stop, l:old, map(range(1 + (s:random(3) == 0 ? s:random(4) : 0)), {-> s:text(5)})]
endfunction

function! s:applied(lines, edit) abort
  let [l:first, l:start, l:last, l:stop, l:_, l:new] = a:edit
  let l:lines = copy(l:new)
  let l:lines[-1] .= strpart(a:lines[l:last], l:stop)
  let l:lines[0] = strpart(a:lines[l:first], 0, l:start) . l:lines[0]
  return (l:first > 0 ? a:lines[: l:first - 1] : []) + l:lines + a:lines[l:last + 1 :]
endfunction

" The characters right before and right behind what an edit replaces, as [id, line, column, size], counted from
" 1, where there are any: they are the same characters afterwards.
function! s:neighbours(lines, edit) abort
  let [l:first, l:start, l:last, l:stop; l:_] = a:edit
  let l:before = matchstr(strpart(a:lines[l:first], 0, l:start), '.$')
  let l:behind = matchstr(strpart(a:lines[l:last], l:stop), '^.')
  return (l:before ==# '' ? [] : [[1, l:first + 1, l:start - strlen(l:before) + 1, strlen(l:before)]])
        \ + (l:behind ==# '' ? [] : [[2, l:last + 1, l:stop + 1, strlen(l:behind)]])
endfunction

let s:told = 'sort(map(prop_list(1, {"end_lnum": -1, "types": ["mine"]}), {_, p -> [p.id, p.lnum, p.col, p.length]}))'

function! Test_they_go_along_with_their_text() abort
  let s:seed = srand(str2nr($GONGWEN_TEST_SEED ==# '' ? localtime() : $GONGWEN_TEST_SEED))
  call Say('GONGWEN_TEST_SEED=' . ($GONGWEN_TEST_SEED ==# '' ? localtime() : $GONGWEN_TEST_SEED))
  let l:child = StartWith([''])
  call Ex(l:child, 'call prop_type_add("mine", {}) | call prop_type_add("long", {})')
  for l:round in range(150)
    let l:lines = map(range(1 + s:random(6)), {-> s:text(8)})
    let l:edit = s:edit(l:lines)
    let l:marks = s:neighbours(l:lines, l:edit)
    call Ex(l:child, 'silent %delete _ | call setline(1, ' . string(l:lines) . ')')
    for [l:id, l:lnum, l:column, l:size] in l:marks
      call Ex(l:child, printf('call prop_add(%d, %d, {"type": "mine", "id": %d, "length": %d})', l:lnum, l:column, l:id, l:size))
    endfor
    " One over all lines: half of it would be an internal error of Vim's.
    if len(l:lines) > 1
      call Ex(l:child, printf('call prop_add(1, 1, {"type": "long", "id": 3, "end_lnum": %d, "end_col": %d})',
            \ len(l:lines), strlen(l:lines[-1]) + 1))
    endif
    let l:about = string([l:round, l:lines, l:edit])
    call Ex(l:child, 'let g:done = gongwen#edit#apply(bufnr(""), b:changedtick, ' . string([l:edit]) . ')')
    call assert_equal(1, Eval(l:child, 'g:done'), l:about)
    let l:after = s:applied(l:lines, l:edit)
    call assert_equal(l:after, Lines(l:child), l:about)
    let l:wanted = map(copy(l:marks), {_, m -> m[0] == 1 ? m : [2, m[1] + len(l:after) - len(l:lines),
          \ m[2] + strlen(l:after[m[1] - 1 + len(l:after) - len(l:lines)]) - strlen(l:lines[m[1] - 1]), m[3]]})
    call assert_equal(l:wanted, Eval(l:child, s:told), l:about)
    call Ex(l:child, 'undo')
    call assert_equal([l:lines, l:marks], Eval(l:child, '[getline(1, "$"), ' . s:told . ']'), l:about)
    if !empty(v:errors)
      break
    endif
  endfor
endfunction

" Virtual text stays, too; the version that does not tell what it says keeps it where the line is neither moved
" nor broken in two.
function! Test_virtual_text() abort
  let l:child = StartWith(['总结', '二、甲XX', '正文'])
  call Ex(l:child, 'call prop_type_add("mine", {}) | call prop_add(2, 0, {"type": "mine", "text": "旁注", "text_align": "after"})')
  call Ex(l:child, 'call prop_add(2, 4, {"type": "mine", "text": "中间"})')
  let l:count = 'len(prop_list(2, {"types": ["mine"]}))'
  call assert_equal(2, Eval(l:child, l:count))
  call Ex(l:child, 'Gongwen renumber')
  call assert_equal(['一、甲XX', 2], Eval(l:child, '[getline(2), ' . l:count . ']'))
  call Ex(l:child, 'redraw')
  call assert_equal('一中间、甲XX旁注', Eval(l:child, 'trim(substitute(join(map(range(1, 30), "screenstring(2, v:val)"), ""), "\\s", "", "g"))'))
endfunction
