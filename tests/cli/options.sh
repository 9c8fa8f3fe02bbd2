#!/usr/bin/env bash
# Options, help, messages and exit codes.
. "$(dirname "$0")/lib.sh"

version=$(sed -n 's/^project(gongwen VERSION \([0-9.]*\).*/\1/p' "$GONGWEN_SOURCE/CMakeLists.txt")
for way in --version -V; do
  run "$way"
  is "$way" "$status:$out:$err" "0:gongwen $version"$'\n:'
done
run outline --version
is 'a subcommand with --version' "$status:$out" "0:gongwen $version"$'\n'

run help
like 'help' "$status:$out" '0:*outline*placeholders*snippets*renumber*host*Exit status*'
for command in outline placeholders snippets renumber host; do
  run help "$command"
  like "help $command" "$status:$out" "0:gongwen $command*"
  first=$out
  run "$command" --help
  is "$command --help" "$status:$out" "0:$first"
done

run
is 'nothing asked' "$status:$out:$err" $'2::gongwen: which command? (see `gongwen help`)\n'
run fly
is 'an unknown command' "$status:$out:$err" $'2::gongwen: unknown command: fly (see `gongwen help`)\n'
run help fly
is 'help on an unknown command' "$status:$out" '2:'
run outline
like 'no file' "$status:$out:$err" '2::gongwen: outline needs a file*'
run outline --fly a.txt
is 'an unknown option' "$status:$out:$err" \
  $'2::gongwen: outline: option not understood: --fly (see `gongwen help outline`)\n'
run placeholders a.txt --items
is 'an option of another command' "$status:$out:$err" \
  $'2::gongwen: placeholders: option not understood: --items (see `gongwen help placeholders`)\n'
run outline -x
like 'an unknown letter' "$status:$err" '2:gongwen: outline: option not understood: -x*'
run outline --encoding
is 'a missing value' "$status:$err" $'2:gongwen: outline: --encoding needs a value\n'
run outline --format=xml a.txt
is 'an unknown format' "$status:$err" $'2:gongwen: unknown format: xml (text, tsv or json)\n'
run host
is 'host without an editor' "$status:$out:$err" $'2::gongwen: host needs --editor=nvim or --editor=vim\n'
run host --editor=ed
like 'host for an unknown editor' "$status:$out:$err" '2::*ed*'

# Options may stand behind the file; `--` ends them.
printf '一、总体要求\n' >-f.txt
run outline --format=tsv -- -f.txt
is 'a file with a dash' "$status:$out" $'0:1\t1\theading\t1\t1\t总体要求\n'
run outline ./-f.txt --format=tsv
is 'an option behind the file' "$status:$out" $'0:1\t1\theading\t1\t1\t总体要求\n'

# Chinese where the locale is, by the order of precedence.
locale=(LC_ALL=zh_CN.UTF-8)
run fly
is 'Chinese by LC_ALL' "$err" $'gongwen: 没有这个命令：fly（见 gongwen help）\n'
locale=(LC_ALL= LC_MESSAGES=zh_TW.UTF-8 LANG=C)
run fly
is 'Chinese by LC_MESSAGES' "$err" $'gongwen: 没有这个命令：fly（见 gongwen help）\n'
locale=(LC_ALL=C.UTF-8 LANG=zh_CN.UTF-8)
run fly
is 'LC_ALL wins' "$err" $'gongwen: unknown command: fly (see `gongwen help`)\n'

# A reader that goes away is no error; a full disk is one.
yes '一、总体要求' | head -n 200000 >long.txt
err=$("$GONGWEN" outline long.txt 2>&1 >/dev/full)
is 'a full disk' "$?:$err" '2:gongwen: cannot write to standard output: No space left on device'
err=$( { "$GONGWEN" outline long.txt | head -n 1 >/dev/null; } 2>&1)
is 'a closed pipe' "$err" ''
err=$( { trap '' PIPE; "$GONGWEN" outline long.txt | head -n 1 >/dev/null; } 2>&1)
is 'a closed pipe where SIGPIPE is ignored' "$err" ''

finish
