#!/usr/bin/env bash
# outline.sh PROGRAM - what the example prints for outline.in.
set -euo pipefail
cd -- "$(dirname -- "$0")"
"$1" <outline.in | diff outline.expected -
