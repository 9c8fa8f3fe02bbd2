#!/usr/bin/env bash
# install.sh - `cmake --install` into an empty folder; then the example is built against what lies
# there, found by pkg-config alone, and run.
set -euo pipefail
: "${GONGWEN_BUILD:?the build folder}" "${GONGWEN_SOURCE:?the folder of the checkout}" "${CC:?the compiler}"
folder=$(mktemp -d)
trap 'rm -rf -- "$folder"' EXIT

cmake --install "$GONGWEN_BUILD" --prefix "$folder/prefix" >"$folder/log" || { cat "$folder/log"; exit 1; }
pc=$(find "$folder/prefix" -name gongwen.pc)
[ -n "$pc" ] || { echo 'gongwen.pc is not installed'; exit 1; }
export PKG_CONFIG_PATH=${pc%/*}
libraries=$(pkg-config --variable=libdir gongwen)
for file in "$libraries/libgongwen.so" "$(pkg-config --variable=includedir gongwen)/gongwen/gongwen.h"; do
  [ -e "$file" ] || { echo "$file is not there"; exit 1; }
done

cp "$GONGWEN_SOURCE/examples/outline.c" "$folder"
cd "$folder"
# shellcheck disable=SC2046,SC2086 # flags are several words
$CC -std=c11 ${FLAGS-} $(pkg-config --cflags gongwen) outline.c $(pkg-config --libs gongwen) -o outline
LD_LIBRARY_PATH=$libraries bash "$GONGWEN_SOURCE/tests/module/outline.sh" "$folder/outline"

version=$(pkg-config --modversion gongwen)
[ "$("$folder/prefix/bin/gongwen" --version)" = "gongwen $version" ] ||
  { echo "the executable is not of version $version"; exit 1; }
