#!/usr/bin/env bash
# The script ./run: what it says without setting anything up.
. "$(dirname "$0")/lib.sh"
script=$GONGWEN_SOURCE/run

out=$("$script" help) status=$?
like './run help' "$status:$out" '0:*./run test*./run help*'
out=$("$script" fly 2>&1) status=$?
like 'an unknown subcommand' "$status:$out" '2:run: no such command: fly*help*'
out=$(env LC_ALL=zh_CN.UTF-8 "$script" fly 2>&1) status=$?
like 'in Chinese' "$status:$out" '2:*run：没有这个命令：fly*'

finish
