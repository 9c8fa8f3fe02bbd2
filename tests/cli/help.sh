#!/usr/bin/env bash
# The help files: both languages have the same tags, every |tag| leads somewhere, every default map, option
# and command of the plugin is described.
. "$(dirname "$0")/lib.sh"
command -v nvim >/dev/null || { echo 'skipped: no nvim'; exit 77; }
cp -r "$GONGWEN_SOURCE/doc" doc
nvim --headless -u NONE -i NONE -n -c 'helptags doc' -c 'qall!' >messages 2>&1
is 'helptags says nothing' "$(cat messages)" ''
is 'the tags of both languages' "$(grep -v '^!' doc/tags-cn | cut -f 1)" "$(grep -v '^!' doc/tags | cut -f 1)"
is 'the Chinese tags lead to the Chinese file' "$(grep -v '^!' doc/tags-cn | cut -f 2 | sort -u)" gongwen.cnx

# shellcheck disable=SC2016 # the editor's variable
runtime=$(nvim --headless -u NONE -i NONE -n -c 'call writefile([$VIMRUNTIME], "runtime")' -c 'qall!'; cat runtime)
cut -f 1 doc/tags "$runtime/doc/tags" | sort -u >known
for file in doc/gongwen.txt doc/gongwen.cnx; do
  grep -oP '(?<![[:alnum:]])\|[^|\s]+\|' "$file" | tr -d '|' | sort -u >used
  is "$file: links that lead nowhere" "$(comm -23 used known)" ''
  is "$file: options" \
    "$(sed -n "s/^      \\\\ '\([a-z_]*\)': \[.*/g:gongwen_\1/p" "$GONGWEN_SOURCE/autoload/gongwen/config.vim" |
      grep -vxFf <(grep -oE '^g:gongwen_[a-z_]+' "$file"))" ''
  is "$file: commands" \
    "$(sed -n "/^let s:commands/,/}/s/^      \\\\ '\([a-z]*\)':.*/\1/p" "$GONGWEN_SOURCE/autoload/gongwen/command.vim" |
      grep -vxFf <(grep -oE '^:Gongwen [a-z]+' "$file" | cut -d ' ' -f 2))" ''
  is "$file: maps" \
    "$(sed -n "s/^      \\\\ \['[a-z]*', '\([^']*\)', '<Plug>.*/\1/p" "$GONGWEN_SOURCE/autoload/gongwen/maps.vim" |
      while read -r key; do grep -qF "	$key	<Plug>" "$file" || echo "$key"; done)" ''
  is "$file: highlight groups" \
    "$(sed -n "s/^      \\\\ '\(Gongwen[A-Za-z0-9]*\)': .*/\1/p" "$GONGWEN_SOURCE/autoload/gongwen/highlight.vim" |
      while read -r group; do grep -q "${group%[1-4]}" "$file" || echo "$group"; done)" ''
done

finish
