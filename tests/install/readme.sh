#!/usr/bin/env bash
# readme.sh - both READMEs tell the same lines for installing; the other tests follow those of the English one.
. "${GONGWEN_SOURCE:?}/tests/install/lib.sh"

# code README HEADING: the code in that section.
code() {
  awk -v heading="$2" '/^## / { section = $0 == "## " heading } section && /^```/ { fence = !fence; print; next } section && fence' \
    "$GONGWEN_SOURCE/$1"
}
[ "$(code README.md Install | grep -c '^```')" -ge 18 ] || fail 'there is less in it than there was'
diff <(code README.md Install) <(code README.zh-CN.md 安装) || fail 'they differ'
finish
