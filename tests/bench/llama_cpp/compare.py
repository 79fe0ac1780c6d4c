# SPDX-License-Identifier: Apache-2.0
"""Runs `salient bench model` and llama.cpp (measure.py) in turns and prints medians and their ratios.

compare.py --salient PROGRAM --folder FOLDER --gguf FILE --threads N --rounds N --prompt TOKENS --decode TOKENS
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--salient", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--precision", default="fp32")
    parser.add_argument("--head-bits", default="16")
    parser.add_argument("--gguf", required=True)
    for name in ("--threads", "--rounds", "--prompt", "--decode"):
        parser.add_argument(name, type=int, required=True)
    return parser.parse_args()


def last_json_line(command, environment=None):
    run = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=False)
    if run.returncode != 0:
        raise SystemExit(f"{command[0]} ended with {run.returncode}")
    return json.loads(run.stdout.decode().strip().splitlines()[-1])


def measure_salient(given):
    command = [given.salient, "bench", "model", given.folder, "--prompt", str(given.prompt), "--decode", str(given.decode),
               "--history", "1", "--repeats", "1", "--precision", given.precision,
               "--head-bits", given.head_bits, "--json"]
    result = last_json_line(command, os.environ | {"OMP_NUM_THREADS": str(given.threads)})["result"]
    return {"prompt": result["prompt"]["tokens_per_second"], "decode": result["decode"]["tokens_per_second"],
            "system": result["device"]}


def measure_llama(given):
    measure = pathlib.Path(__file__).with_name("measure.py")
    return last_json_line([sys.executable, str(measure), given.gguf, "--threads", str(given.threads),
                           "--prompt", str(given.prompt), "--decode", str(given.decode)])


def spread(values):
    return f"{statistics.median(values):8.1f} ({min(values):.1f} ... {max(values):.1f})"


def main():
    given = parse_arguments()
    ours, theirs = [], []
    for turn in range(given.rounds):
        ours.append(measure_salient(given))
        theirs.append(measure_llama(given))
        print(f"round {turn + 1}/{given.rounds}: salient {ours[-1]['prompt']:.1f} / {ours[-1]['decode']:.1f}, "
              f"llama.cpp {theirs[-1]['prompt']:.1f} / {theirs[-1]['decode']:.1f} tokens/s (prompt / decode)", flush=True)
    version = subprocess.run([given.salient, "--version"], stdout=subprocess.PIPE, check=True).stdout.decode().strip()
    print(f"\n{version}: {ours[0]['system']}, {given.folder}")
    print(f"llama-cpp-python {theirs[0]['version']}: {theirs[0]['system']}, {given.gguf}")
    print(f"{given.threads} threads, medians of {given.rounds} alternating rounds (lowest ... highest), tokens/s\n")
    print(f"{'':24}{'salient':28}{'llama.cpp':28}ratio")
    for key, name in (("prompt", f"prompt, {given.prompt} tokens"), ("decode", f"decode, {given.decode} tokens")):
        mine = [round_[key] for round_ in ours]
        other = [round_[key] for round_ in theirs]
        print(f"{name:24}{spread(mine):28}{spread(other):28}{statistics.median(mine) / statistics.median(other):.2f}")


if __name__ == "__main__":
    main()
