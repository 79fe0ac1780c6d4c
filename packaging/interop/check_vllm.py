#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Generates from a quantised folder with vLLM's CPU build, next to `salient generate`:

    check_vllm.py FOLDER --salient PROGRAM

vLLM computes in bfloat16, salient in float32, so that their greedy texts part sooner or later. Therefore vLLM is also asked
what it thinks of each of salient's tokens: most must be its first choice, all among its first few.
"""
import argparse
import json
import os
import pathlib

from salient_program import Salient

PROMPT = "Once upon a time"
TOKENS = 20
FIRST_CHOICES, WORST_RANK = 15, 5  # at least, at most; a wrong unpacking gives ranks in the thousands


def start(folder: pathlib.Path):
    os.environ.setdefault("VLLM_CPU_KVCACHE_SPACE", "2")
    os.environ.setdefault("VLLM_LOGGING_LEVEL", "ERROR")
    os.environ["HF_HUB_OFFLINE"] = "1"
    # The worker is another process and has to find vllm_int4_product.
    here = str(pathlib.Path(__file__).parent)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    from vllm import LLM
    length = min(1024, json.loads((folder / "config.json").read_text()).get("max_position_embeddings", 1024))
    return LLM(str(folder), enforce_eager=True, max_model_len=length, dtype="bfloat16", disable_log_stats=True,
               worker_extension_cls="vllm_int4_product.Int4ProductExtension")


def greedy(model, prompt: list[int]) -> list[int]:
    from vllm import SamplingParams
    wanted = SamplingParams(temperature=0, max_tokens=TOKENS, ignore_eos=True)
    return list(model.generate([{"prompt_token_ids": prompt}], wanted, use_tqdm=False)[0].outputs[0].token_ids)


def ranks(model, prompt: list[int], tokens: list[int]) -> list[int]:
    """Of each token after its predecessors, 1 is vLLM's first choice."""
    from vllm import SamplingParams
    wanted = SamplingParams(temperature=0, max_tokens=1, prompt_logprobs=1)
    given = model.generate([{"prompt_token_ids": prompt + tokens}], wanted, use_tqdm=False)[0].prompt_logprobs
    return [given[len(prompt) + i][token].rank for i, token in enumerate(tokens)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--salient", required=True)
    options = arguments.parse_args()
    folder, salient = options.folder.resolve(), Salient(options.salient)
    answer = salient.result("generate", folder, "--prompt", PROMPT, "--max-tokens", TOKENS, "--greedy")
    prompt, ours = answer["prompt_tokens"], answer["tokens"]
    model = start(folder)
    theirs, rank = greedy(model, prompt), ranks(model, prompt, ours)
    print(f"prompt   {PROMPT!r} {prompt}")
    for name, tokens in (("salient", ours), ("vllm", theirs)):
        text = salient.result("detokenize", folder, "--tokens", ",".join(map(str, tokens)))["text"]
        print(f"{name:8} {tokens}\n         {text!r}")
    agreeing = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    print(f"the first {agreeing} of {len(theirs)} tokens agree; of salient's {len(ours)} tokens, {rank.count(1)} are vLLM's "
          f"first choice, the worst is its number {max(rank)}")
    from vllm_int4_product import native_product_exists
    if not native_product_exists():
        print("this processor has no AVX-512: vLLM's 4-bit product was replaced by a plain one in torch; "
              "the reading of the folder and all else is vLLM's")
    if len(theirs) < TOKENS or rank.count(1) < FIRST_CHOICES * len(ours) / TOKENS or max(rank) > WORST_RANK:
        raise SystemExit("vLLM and salient disagree")


if __name__ == "__main__":
    main()
