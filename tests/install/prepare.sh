#!/usr/bin/env bash
# prepare.sh - what the tests of installing begin with, in $GONGWEN_INSTALL: origin/gongwen.git, a
# repository of this checkout as it is now, from which the others clone; and cache, what a first clone
# has compiled.
set -euo pipefail
: "${GONGWEN_SOURCE:?the folder of the checkout}" "${GONGWEN_INSTALL:?where to}"
command -v git >/dev/null || { echo 'skipped: git is not installed'; exit 77; }
rm -rf "$GONGWEN_INSTALL"
mkdir -p "$GONGWEN_INSTALL/origin"
export GIT_DIR=$GONGWEN_INSTALL/origin/gongwen.git
git init --quiet --bare --initial-branch=main
git --work-tree="$GONGWEN_SOURCE" add --all
git --work-tree="$GONGWEN_SOURCE" -c user.name=test -c user.email=test@localhost commit --quiet --message=test
unset GIT_DIR

. "$GONGWEN_SOURCE/tests/install/lib.sh"
new_home
clean git clone --quiet https://github.com/OWNER/gongwen "$folder/clone"
clean "$folder/clone/run" build
echo "$(find "$GONGWEN_INSTALL/cache" -name '*.o' | wc -l) objects"
