#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Loads a compressed-tensors folder as users do, with transformers and the compressed-tensors package, and compares with what
`salient` computes from it:

    check_compressed_tensors.py FOLDER --salient PROGRAM [--against DENSE_MODEL]

In float32 the package still turns weights into the type of the scales, fp16, before it multiplies; `salient` does not round
them. In bfloat16, the type that most people load, everything is rounded to 8 bits of mantissa. Logits may differ by the
precision of the type; greedy tokens by as much as those of the dense model in bfloat16 do (greedy_agreement.py).
"""
import argparse
import json
import pathlib

import compressed_tensors
import torch
import transformers

from greedy_agreement import PROMPTS, TOKENS, Agreement, judge
from salient_program import Salient

# Of the largest logit; a wrong unpacking is off by its whole size.
LOGIT_BOUNDS = {torch.float32: 1e-2, torch.bfloat16: 5e-2}
# Where inputs are rounded to few bits, the type hardly matters, see check_logits.py.
ROUNDED_INPUTS_BOUND = 5e-2


def ranks(model, prompt: list[int], tokens: list[int]) -> list[int]:
    """Of each token after its predecessors, 1 is the model's first choice."""
    logits = model(torch.tensor([prompt + tokens])).logits[0, len(prompt) - 1:-1]
    chosen = logits.gather(1, torch.tensor(tokens)[:, None])
    return ((logits > chosen).sum(1) + 1).tolist()


def greedy(model, prompt: list[int], count: int) -> list[int]:
    ids = torch.tensor([prompt])
    made = model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=count, min_new_tokens=count,
                          do_sample=False, pad_token_id=0)
    return made[0, len(prompt):].tolist()


def compare(title: str, folder: pathlib.Path, dtype: torch.dtype, salient: Salient) -> tuple[list[Agreement], bool]:
    """Prints a line per prompt; whether the logits are within their bound."""
    print(f"{title}, {str(dtype).removeprefix('torch.')}: {folder}")
    model, agreements, good = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=dtype), [], True
    settings = json.loads((folder / "config.json").read_text()).get("quantization_config", {})
    rounded = any(group["input_activations"] for group in settings.get("config_groups", {}).values())
    bound = ROUNDED_INPUTS_BOUND if rounded else LOGIT_BOUNDS[dtype]
    for prompt in PROMPTS:
        answer = salient.result("generate", folder, "--prompt", prompt, "--max-tokens", TOKENS, "--greedy")
        ids, tokens = answer["prompt_tokens"], answer["tokens"]
        ours = torch.tensor(salient.result("logits", folder, "--tokens", ",".join(map(str, ids)))["logits"])
        theirs = model(torch.tensor([ids])).logits[0, -1].float()
        difference = ((ours - theirs).abs().max() / theirs.abs().max()).item()
        good = good and difference <= bound
        agreements.append(Agreement(prompt, tokens, greedy(model, ids, len(tokens)), ranks(model, ids, tokens)))
        print(f"{agreements[-1].line()}; logits differ by {difference:.1e} of the largest")
    return agreements, good


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--salient", required=True)
    arguments.add_argument("--against", type=pathlib.Path, help="the dense model, in bfloat16 the yardstick for greedy tokens")
    options = arguments.parse_args()
    torch.set_grad_enabled(False)
    print(f"transformers {transformers.__version__}, compressed-tensors {compressed_tensors.__version__}")
    salient, dense, good = Salient(options.salient), [], True
    if options.against:
        dense, good = compare("dense", options.against, torch.bfloat16, salient)
    for dtype in LOGIT_BOUNDS:
        found, logits_agree = compare("quantised", options.folder, dtype, salient)
        good = judge(found, dense) and logits_agree and good
    if not good:
        raise SystemExit("transformers with compressed-tensors and salient disagree")


if __name__ == "__main__":
    main()
