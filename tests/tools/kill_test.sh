#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `kill -9` at random moments of `salient quantize`: afterwards the output folder does not exist, or it verifies.
#     kill_test.sh PROGRAM MODEL COUNT [QUANTIZE_OPTION...]
# First one run to its end, which gives the length of a run and a folder to verify; then COUNT runs are killed, every second
# one while it replaces a finished folder; then one more run ends well among what the killed ones left behind.
# SALIENT_KILL_SEED=N repeats the moments of an earlier test.
set -euo pipefail
[ $# -ge 3 ] || {
    echo "usage: kill_test.sh PROGRAM MODEL COUNT [QUANTIZE_OPTION...]" >&2
    exit 2
}
program=$1 model=$2 count=$3
shift 3
options=("$@")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME=$work/data
out=$work/out
seed=${SALIENT_KILL_SEED:-$RANDOM}
RANDOM=$seed

fail() {
    echo "kill_test: $* (SALIENT_KILL_SEED=$seed)" >&2
    exit 1
}
now() {
    date +%s%N
}
quantize() {
    exec "$program" quantize "$model" -o "$out" --force "${options[@]}"
}
verify() {
    "$program" verify "$1" >"$work/verify.log" 2>&1
}

began=$(now)
(quantize) >"$work/quantize.log" 2>&1 || {
    cat "$work/quantize.log"
    fail "the undisturbed run failed"
}
milliseconds=$((($(now) - began) / 1000000))
verify "$out" || fail "the undisturbed run's folder does not verify: $(cat "$work/verify.log")"

# The judge can say no: a folder whose weights lost their last bytes.
cp -r "$out" "$work/torn"
for file in "$work"/torn/*.safetensors; do
    truncate -s -16 "$file"
done
! verify "$work/torn" || fail "verify accepts a truncated folder"

cp -r "$out" "$work/finished"
killed=0 complete=0 absent=0
for ((run = 1; run <= count; run++)); do
    rm -rf "$out"
    ((run % 2)) || cp -r "$work/finished" "$out"
    moment=$((RANDOM * 32768 + RANDOM))
    moment=$((moment % milliseconds))
    (quantize) >"$work/quantize.log" 2>&1 &
    pid=$!
    sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
    kill -9 "$pid" 2>/dev/null || true
    status=0
    wait "$pid" 2>/dev/null || status=$?
    [ "$status" -ne 137 ] || killed=$((killed + 1))
    if [ ! -e "$out" ]; then
        absent=$((absent + 1))
        state="no folder"
    elif verify "$out"; then
        complete=$((complete + 1))
        state="a folder that verifies"
    else
        fail "run $run, killed after $moment ms, left a folder that does not verify: $(cat "$work/verify.log")"
    fi
    echo "run $run of $count: kill -9 after $moment of about $milliseconds ms: $state"
done
[ "$killed" -gt 0 ] || [ "$count" -eq 0 ] || fail "every run had ended before its kill"

(quantize) >"$work/quantize.log" 2>&1 || {
    cat "$work/quantize.log"
    fail "the run after the killed ones failed"
}
verify "$out" || fail "the folder of the run after the killed ones does not verify"
echo "$killed of $count runs were killed: $absent times no folder, $complete times one that verifies; seed $seed"
