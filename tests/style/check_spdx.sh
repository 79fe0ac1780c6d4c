#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every source file says its licence in its first three lines, the right one for its place:  check_spdx.sh [ROOT]
# Prints "file: what is wrong" per violation and exits 1.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-$here/../..}
. "$here/source_files.sh"

list=$(sourceFiles "$root" '*.h' '*.cpp' '*.cu' '*.cuh' '*.sh' '*.py' '*.cmake' 'CMakeLists.txt' 'run')
cd "$root"
status=0
for file in $list; do
    case $file in
    # These link QCustomPlot.
    ui/* | tests/ui/* | app/studio_main.cpp) expected=GPL-3.0-or-later ;;
    *) expected=Apache-2.0 ;;
    esac
    found=$(sed -n '1,3s/^.*SPDX-License-Identifier: *\([A-Za-z0-9.+-]*\).*$/\1/p' "$file" | head -n 1)
    if [ "$found" != "$expected" ]; then
        echo "$file: SPDX-License-Identifier: $expected expected in the first three lines, found ${found:-none}"
        status=1
    elif [ ! -f "LICENSES/$found.txt" ]; then
        echo "$file: LICENSES/$found.txt is missing"
        status=1
    fi
done
exit $status
