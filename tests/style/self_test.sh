#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The style checks can fail: each is run on a small tree that is in order, then on trees with one fault each.
#     self_test.sh includes|spdx|format
set -eu
here=$(cd "$(dirname "$0")" && pwd)
check=$here/check_$1.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

# write PATH LINE...: a source file in the tree.
write() {
    mkdir -p "$tree/$(dirname "$1")"
    target=$tree/$1
    shift
    printf '%s\n' "$@" >"$target"
}

accepts() {
    if ! "$check" "$tree" >"$tree/.out" 2>&1; then
        echo "FAILED: $1 should be accepted:"
        cat "$tree/.out"
        failures=$((failures + 1))
    fi
}

# rejects PATTERN PATH LINE...: with this file the check fails and its message matches PATTERN; the file is removed again.
rejects() {
    pattern=$1
    shift
    write "$@"
    if "$check" "$tree" >"$tree/.out" 2>&1; then
        echo "FAILED: accepted $*"
        failures=$((failures + 1))
    elif ! grep -Eq "^$1:.*$pattern" "$tree/.out"; then
        echo "FAILED: expected '$1: ... $pattern' for $*, found:"
        cat "$tree/.out"
        failures=$((failures + 1))
    fi
    rm "$tree/$1"
}

testIncludes() {
    write kernels/tensor.h '#pragma once' '#include <vector>'
    write kernels/make_backend.cpp '#include "kernels/cpu/cpu_backend.h"'
    write kernels/cpu/isa/wide.h '#pragma once' '#include "kernels/cpu/cpu_backend.h"' '#include "kernels/tensor.h"'
    write core/recipe.h '#pragma once' '#include "core/events.h"' '#include "kernels/tensor.h"'
    write core/quantize_model.h '#pragma once' '#include "core/export/plan.h"'
    write core/model/model_source.cpp '#include "core/architectures/architecture.h"'
    write core/architectures/llama.cpp '#include "core/model/model_config.h"'
    write core/quantizers/awq.cpp '#include "core/model/block.h"' '#include "core/recipe.h"'
    write core/engine/engine.cpp '#include "core/quantize_model.h"'
    write app/cli_main.cpp '#include "core/engine/engine.h"'
    write tests/kernels/a_test.cpp '#include "kernels/cpu/cpu_backend.h"' '#include "tests/support/files.h"'
    write tests/ui/page_test.cpp '#include "page_test.moc"'
    accepts "a tree in order"
    rejects 'repository root' tests/ui/a_test.cpp '#include "page_test.moc"'
    rejects 'above them' kernels/a.cpp '#include "core/events.h"'
    rejects 'common headers' kernels/a.h '#pragma once' '#include "kernels/cpu/cpu_backend.h"'
    rejects 'each other' kernels/cpu/a.cpp '#include "kernels/cuda/cuda_backend.h"'
    rejects 'not a back-end' core/model/a.cpp '#include "kernels/cpu/cpu_backend.h"'
    rejects 'nothing above it' core/model/a.cpp '#include "app/cli_commands.h"'
    rejects 'beside or above' core/checkpoint/a.cpp '#include "core/model/block.h"'
    rejects 'beside or above' core/checkpoint/a.cpp '#include "core/tokenizer/tokenizer.h"'
    rejects 'beside or above' core/quantizers/a.cpp '#include "core/evaluation/perplexity.h"'
    rejects 'beside or above' core/model/a.cpp '#include "core/quantize_model.h"'
    rejects 'beside or above' core/quantize_model.cpp '#include "core/engine/engine.h"'
    rejects 'plain value' core/recipe.cpp '#include "core/quantize_model.h"'
    rejects 'does not know' core/novel/a.cpp '#include "core/model/block.h"'
    rejects 'from the repository root' core/model/a.cpp '#include "block.h"'
    rejects 'from the repository root' core/model/a.cpp '#  include "../recipe.h"'
    rejects 'neither tests' app/a.cpp '#include "tests/support/files.h"'
    rejects 'no Qt' core/model/a.cpp '#include <QString>'
    rejects 'pragma once' core/model/a.h '#include <vector>'
}

testSpdx() {
    mkdir "$tree/LICENSES"
    touch "$tree/LICENSES/Apache-2.0.txt" "$tree/LICENSES/GPL-3.0-or-later.txt"
    write core/a.cpp '// SPDX-License-Identifier: Apache-2.0'
    write ui/a.cpp '// SPDX-License-Identifier: GPL-3.0-or-later'
    write packaging/a.sh '#!/bin/sh' '# SPDX-License-Identifier: Apache-2.0'
    write build/dev/generated.cpp 'int x;'
    accepts "a tree in order"
    rejects 'found none' core/b.h '#pragma once'
    rejects 'found none' CMakeLists.txt 'project(x)'
    rejects 'found none' .ci/run '#!/bin/sh'
    rejects 'found none' core/late.cpp '' '' '' '// SPDX-License-Identifier: Apache-2.0'
    rejects 'found GPL' core/b.cpp '// SPDX-License-Identifier: GPL-3.0-or-later'
    rejects 'found Apache' ui/b.cpp '// SPDX-License-Identifier: Apache-2.0'
    rm "$tree/LICENSES/GPL-3.0-or-later.txt"
    rejects 'is missing' ui/a.cpp '// SPDX-License-Identifier: GPL-3.0-or-later'
}

testFormat() {
    cp "$here/../../.clang-format" "$tree/"
    write core/a.cpp 'int twice(int x) { return 2 * x; }' 'int* p = nullptr;'
    "$check" "$tree" >/dev/null 2>&1 || [ $? -ne 77 ] || exit 77
    write core/a.cpp 'int* p = nullptr;'
    accepts "a formatted file"
    rejects 'clang-format-violations' core/b.cpp 'int  *p=nullptr;'
}

case $1 in
includes) testIncludes ;;
spdx) testSpdx ;;
format) testFormat ;;
*)
    echo "self_test.sh includes|spdx|format"
    exit 2
    ;;
esac
[ "$failures" -eq 0 ]
