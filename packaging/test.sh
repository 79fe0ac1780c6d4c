#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds everything with warnings as errors, and runs all tests, those of style included.
# Ends with ctest's summary and its exit status; leaves a JUnit file in the build folder.
#     packaging/test.sh [PRESET]      PRESET: dev (default) or asan; with SALIENT_STUDIO=OFF without the window and Qt
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${1:-dev}
# Several tests run at a time, each with as many threads as there are processors: waiting threads must not spin.
export OMP_WAIT_POLICY=passive

packaging/install_dependencies.sh
settings=(-DSALIENT_STUDIO="${SALIENT_STUDIO:-ON}" -DSALIENT_PRECOMPILED_HEADERS=ON)
if [[ -n "${CI:-}" && "$preset" == dev ]]; then
    settings+=(-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O2) # nobody debugs this build: a tenth less to compile and to link
fi
cmake --preset "$preset" "${settings[@]}"
cmake --build --preset "$preset"
ctest --test-dir "build/$preset" --output-on-failure --no-tests=error --parallel "$(nproc)" \
    --output-junit "test-results.xml"
