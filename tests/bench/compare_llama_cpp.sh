#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Speed of a model in this program and in llama.cpp, side by side: same threads, alternating runs, medians and ratios for
# prompt and decode. Opt-in: compiles llama-cpp-python once (minutes) into a cache folder; no part of the tests.
#     tests/bench/compare_llama_cpp.sh MODEL [FOLDER] [--format gguf-q4_0] [--threads N] [--rounds N] [--prompt N] [--decode N]
#                                      [--precision bf16] [--head-bits 8]
#         MODEL                    16-bit model folder, of which llama.cpp's file is made (Q4_0 with a Q8_0 head)
#         FOLDER                   what `salient bench model` runs, e.g. its AWQ folder; default MODEL
#     SALIENT=PROGRAM              default build/release/app/salient
#     SALIENT_INTEROP_ENV=FOLDER   a ready Python environment with llama-cpp-python, used as it is
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
llama_cpp_version=0.3.36

fail() {
    echo "compare_llama_cpp: $1" >&2
    exit "${2:-1}"
}

folders=() format=gguf-q4_0 precision=fp32 head_bits=16 rounds=5 prompt=512 decode=128 threads=$(nproc)
while [ $# -gt 0 ]; do
    case $1 in
    --head-bits)
        [ $# -ge 2 ] || fail "$1 needs a value"
        head_bits=$2
        shift
        ;;
    --format | --threads | --rounds | --prompt | --decode | --precision)
        [ $# -ge 2 ] || fail "$1 needs a value"
        printf -v "${1#--}" %s "$2"
        shift
        ;;
    -*) fail "unknown option $1; usage: compare_llama_cpp.sh MODEL [FOLDER] [--format gguf-q4_0] [--threads N] [--rounds N]" ;;
    *) folders+=("$1") ;;
    esac
    shift
done
for number in "$threads" "$rounds" "$prompt" "$decode"; do
    [[ $number =~ ^[1-9][0-9]*$ ]] || fail "a whole number of at least 1 expected, found '$number'"
done
[[ ${#folders[@]} =~ ^[12]$ ]] || fail "one or two folders expected, found ${#folders[@]}"
for folder in "${folders[@]}"; do
    [ -f "$folder/config.json" ] || fail "a folder with a config.json expected, found '$folder'" 2
done
salient=${SALIENT:-$here/../../build/release/app/salient}
[ -x "$salient" ] || fail "$salient is not there; run packaging/run.sh first or set SALIENT" 2

cache=${XDG_CACHE_HOME:-$HOME/.cache}/salient
environment=${SALIENT_INTEROP_ENV:-$cache/interop-llama-cpp-$llama_cpp_version}
if [ ! -x "$environment/bin/python" ]; then
    [ -z "${SALIENT_INTEROP_ENV:-}" ] || fail "no $environment/bin/python; SALIENT_INTEROP_ENV names no Python environment" 2
    python3 -c "import ensurepip" 2>/dev/null ||
        fail "python3 with venv is needed (apt-get install python3-venv), or set SALIENT_INTEROP_ENV" 3
    echo "Making the Python environment $environment (once, several minutes)"
    mkdir -p "$cache"
    rm -rf "$environment.part"
    python3 -m venv "$environment.part"
    "$environment.part/bin/pip" install -q "llama-cpp-python==$llama_cpp_version"
    mv "$environment.part" "$environment"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
file=$work/$(basename "${folders[0]}")-${format#gguf-}.gguf
"$salient" convert "${folders[0]}" -o "$file" --format "$format" >/dev/null
"$environment/bin/python" "$here/llama_cpp/compare.py" --salient "$salient" --folder "${folders[-1]}" --precision "$precision" --head-bits "$head_bits" \
    --gguf "$file" --threads "$threads" --rounds "$rounds" --prompt "$prompt" --decode "$decode"
