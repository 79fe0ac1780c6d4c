#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds the release, and does the main job once on the embedded model (stories260K): quantise it with
# AWQ, read the result back, measure perplexity before and after, let both tell a story. Where there is a screen, the Studio then
# opens on that model. May be run again at any time; SALIENT_STUDIO=OFF builds no window.
#     packaging/run.sh [OUT]          OUT: where the quantised folder goes; default build/demo/stories260K-awq
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=${1:-build/demo/stories260K-awq}
model=resources/models/stories260K
calibration=resources/calibration/tinystories.txt
text=tests/data/tinystories_100.txt
# Threads that wait for each other sleep instead of spinning: on a busy machine that is faster by far.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}

step() {
    printf '\n== %s\n' "$*"
}
salient() {
    printf '$ salient %s\n' "$*"
    build/release/app/salient "$@"
}

step "Packages"
packaging/install_dependencies.sh

step "Build (preset release)"
cmake --preset release -DSALIENT_TESTS=OFF -DSALIENT_STUDIO="${SALIENT_STUDIO:-ON}"
targets=(salient)
[ "${SALIENT_STUDIO:-ON}" = OFF ] || targets+=(salient-studio)
cmake --build --preset release --target "${targets[@]}"

step "Quantise $model"
mkdir -p "$(dirname "$out")"
# 64 inputs per group: the largest size that this model's 64-wide layers take.
salient quantize "$model" -o "$out" --group-size 64 --calibration "$calibration" --samples 128 --length 256 --force
salient verify "$out" --against "$model"

step "Perplexity of the original, then of the result (lower is better)"
salient evaluate "$model" --text "$text" --context 512
salient evaluate "$out" --text "$text" --context 512

step "A story by the original, then by the result"
salient generate "$model" --prompt "Once upon a time" --max-tokens 80 --greedy
salient generate "$out" --prompt "Once upon a time" --max-tokens 80 --greedy

step "Done"
printf 'program   %s\nresult    %s\n' "$PWD/build/release/app/salient" "$(cd "$out" && pwd)"
printf 'next      build/release/app/salient quantize YOUR_MODEL_FOLDER -o OUT\n'

studio=build/release/app/salient-studio
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -x "$studio" ]; then
    step "The Studio opens on the embedded model"
    echo "Press Quantise, then Start, and watch the scale search. Then compare both models in Chat."
    exec "$studio" "$model"
fi
