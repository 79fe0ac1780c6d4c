#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden numbers of the embedded model from transformers, for developers; the tests read the files and run no Python.

    make_goldens.py stories MODEL TINYSTORIES OUT    OUT/tinystories_100.txt and OUT/stories260K_reference.json
    make_goldens.py calibration TINYSTORIES OUT      OUT/tinystories.txt: the stories after those

Needs torch and transformers. Everything is float32 with eager attention on one thread.
"""
import argparse
import json
import math
import pathlib

import torch
import transformers
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

STORIES = 100
CALIBRATION_STORIES = 200
GREEDY_TOKENS = 120
PROMPT = "Once upon a time, there was a little girl named Lily. She loved to"
CONTEXT = 512


def write_stories(source: pathlib.Path, target: pathlib.Path, first: int, count: int) -> list[str]:
    """Stories from `first` on, one empty line between two: no story has an empty line within."""
    stories = source.read_text(encoding="utf-8").split("<|endoftext|>")[first:first + count]
    stories = [story.strip() for story in stories]
    assert not any("\n\n" in story for story in stories)
    target.write_text("\n\n".join(stories) + "\n", encoding="utf-8")
    return stories


def greedy(model, ids: list[int], count: int) -> tuple[list[int], float]:
    """`count` most likely tokens after `ids`, a full forward each, and the smallest distance to the runner-up."""
    ids, margin = list(ids), math.inf
    for _ in range(count):
        best = model(torch.tensor([ids])).logits[0, -1].topk(2)
        margin = min(margin, (best.values[0] - best.values[1]).item())
        ids.append(best.indices[0].item())
    return ids[-count:], margin


def losses(model, ids: list[int]) -> torch.Tensor:
    logits = model(torch.tensor([ids])).logits[0, :-1]
    return torch.nn.functional.cross_entropy(logits, torch.tensor(ids[1:]), reduction="none").double()


def reference(model, tokenizer: Tokenizer, stories: list[str], text: str) -> dict:
    prompt = tokenizer.encode(PROMPT).ids
    from_bos, margin = greedy(model, [1], GREEDY_TOKENS)
    per_story = torch.cat([losses(model, tokenizer.encode(story).ids) for story in stories])
    ids = tokenizer.encode(text).ids
    windows = [losses(model, ids[at:at + CONTEXT]) for at in range(0, len(ids) - CONTEXT + 1, CONTEXT)]
    return {
        "made_by": "tests/tools/make_goldens.py stories",
        "versions": {"transformers": transformers.__version__, "torch": torch.__version__.split("+")[0]},
        "compute": "float32, eager attention",
        "greedy": {"prompt_ids": [1], "tokens": from_bos, "text": tokenizer.decode([1] + from_bos), "margin": margin},
        "logits": {
            "prompt": PROMPT, "prompt_ids": prompt,
            "last_position": model(torch.tensor([prompt])).logits[0, -1].tolist(),
        },
        "perplexity_per_story": {
            "protocol": "tinystories_100.txt split at empty lines; BOS and the whole story, no window; mean over all tokens",
            "stories": len(stories), "predictions": len(per_story), "perplexity": math.exp(per_story.mean()),
        },
        "perplexity_windows": {
            "protocol": "tinystories_100.txt tokenised once with BOS at its beginning; non-overlapping windows, the first "
                        "token of each is context only, the last incomplete one is left out; mean over all predictions",
            "context": CONTEXT, "tokens": len(ids), "windows": len(windows), "predictions": sum(map(len, windows)),
            "perplexity": math.exp(torch.cat(windows).mean()),
            "window_nll": [window.mean().item() for window in windows],
        },
    }


def make_stories(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    model = AutoModelForCausalLM.from_pretrained(options.model, dtype=torch.float32, attn_implementation="eager").eval()
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    text_file = options.out / "tinystories_100.txt"
    stories = write_stories(options.tinystories, text_file, 0, STORIES)
    result = reference(model, tokenizer, stories, text_file.read_text(encoding="utf-8"))
    target = options.out / "stories260K_reference.json"
    target.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def make_calibration(options: argparse.Namespace) -> None:
    write_stories(options.tinystories, options.out / "tinystories.txt", STORIES, CALIBRATION_STORIES)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(required=True)
    stories = commands.add_parser("stories")
    stories.add_argument("model", type=pathlib.Path)
    stories.set_defaults(make=make_stories)
    calibration = commands.add_parser("calibration")
    calibration.set_defaults(make=make_calibration)
    for command in (stories, calibration):
        command.add_argument("tinystories", type=pathlib.Path)
        command.add_argument("out", type=pathlib.Path)
    options = arguments.parse_args()
    options.make(options)


if __name__ == "__main__":
    main()
