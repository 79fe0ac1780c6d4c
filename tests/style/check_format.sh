#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sources are formatted as .clang-format says:  check_format.sh [ROOT]
# Exits 77 (skipped) without clang-format 14: other versions format differently.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-$here/../..}
. "$here/source_files.sh"

for program in clang-format-14 clang-format ''; do
    if [ -z "$program" ]; then
        echo "skipped: clang-format 14 is not installed"
        exit 77
    fi
    "$program" --version 2>/dev/null | grep -q 'version 14\.' && break
done

list=$(sourceFiles "$root" '*.h' '*.cpp' '*.cu' '*.cuh')
cd "$root"
# shellcheck disable=SC2086
"$program" --style=file --dry-run --Werror $list
