#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Loads a compressed-tensors folder as users do, with transformers and the compressed-tensors package, and compares with what
`salient` computes from it:

    check_compressed_tensors.py FOLDER --salient PROGRAM

The package turns weights into the type of the scales, fp16, before it multiplies; `salient` does not round them. Therefore
logits may differ by fp16's precision, and greedy tokens where the two best are that close.
"""
import argparse
import pathlib

import compressed_tensors
import torch
import transformers

from salient_program import Salient

TOKENS = 64
PROMPTS = ["Once upon a time", "The capital of France is", "def main():\n    print("]
LOGIT_BOUND = 1e-2  # of the largest logit; a wrong unpacking is off by its whole size
FIRST_CHOICES, WORST_RANK = 60, 3


def ranks(model, prompt: list[int], tokens: list[int]) -> list[int]:
    """Of each token after its predecessors, 1 is the model's first choice."""
    logits = model(torch.tensor([prompt + tokens])).logits[0, len(prompt) - 1:-1]
    chosen = logits.gather(1, torch.tensor(tokens)[:, None])
    return ((logits > chosen).sum(1) + 1).tolist()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--salient", required=True)
    options = arguments.parse_args()
    torch.set_grad_enabled(False)
    print(f"transformers {transformers.__version__}, compressed-tensors {compressed_tensors.__version__}")
    salient, good = Salient(options.salient), True
    model = transformers.AutoModelForCausalLM.from_pretrained(options.folder, dtype=torch.float32)
    for prompt in PROMPTS:
        answer = salient.result("generate", options.folder, "--prompt", prompt, "--max-tokens", TOKENS, "--greedy")
        ids, tokens = answer["prompt_tokens"], answer["tokens"]
        ours = torch.tensor(salient.result("logits", options.folder, "--tokens", ",".join(map(str, ids)))["logits"])
        theirs = model(torch.tensor([ids])).logits[0, -1].float()
        difference = ((ours - theirs).abs().max() / theirs.abs().max()).item()
        rank = ranks(model, ids, tokens)
        good = good and difference <= LOGIT_BOUND and max(rank) <= WORST_RANK
        good = good and rank.count(1) >= FIRST_CHOICES * len(tokens) / TOKENS
        print(f"  {prompt!r}: logits differ by {difference:.1e} of the largest; of salient's {len(tokens)} greedy tokens "
              f"{rank.count(1)} are transformers' first choice, the worst is its number {max(rank)}")
    if not good:
        raise SystemExit("transformers with compressed-tensors and salient disagree")


if __name__ == "__main__":
    main()
