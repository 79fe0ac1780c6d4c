#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Generates from a quantised folder with vLLM's CPU build, next to `salient generate`:

    check_vllm.py FOLDER --salient PROGRAM [--against DENSE_MODEL]

vLLM computes in bfloat16, salient in float32, so that their greedy texts part sooner or later: greedy_agreement.py says what
is compared. With a dense model beside it, the folder may differ as often as that one does.
"""
import argparse
import json
import os
import pathlib

from greedy_agreement import PROMPTS, TOKENS, Agreement, judge
from salient_program import Salient


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


def greedy(model, prompts: list[list[int]]) -> list[list[int]]:
    from vllm import SamplingParams
    wanted = SamplingParams(temperature=0, max_tokens=TOKENS, ignore_eos=True)
    answers = model.generate([{"prompt_token_ids": prompt} for prompt in prompts], wanted, use_tqdm=False)
    return [list(answer.outputs[0].token_ids) for answer in answers]


def ranks(model, prompt: list[int], tokens: list[int]) -> list[int]:
    """Of each token after its predecessors, 1 is vLLM's first choice."""
    from vllm import SamplingParams
    wanted = SamplingParams(temperature=0, max_tokens=1, prompt_logprobs=1)
    given = model.generate([{"prompt_token_ids": prompt + tokens}], wanted, use_tqdm=False)[0].prompt_logprobs
    return [given[len(prompt) + i][token].rank for i, token in enumerate(tokens)]


def compare(title: str, folder: pathlib.Path, salient: Salient) -> list[Agreement]:
    print(f"{title}, bfloat16: {folder}")
    answers = [salient.result("generate", folder, "--prompt", prompt, "--max-tokens", TOKENS, "--greedy")
               for prompt in PROMPTS]
    model = start(folder)
    agreements = []
    theirs = greedy(model, [answer["prompt_tokens"] for answer in answers])
    for prompt, answer, tokens in zip(PROMPTS, answers, theirs):
        agreements.append(Agreement(prompt, answer["tokens"], tokens, ranks(model, answer["prompt_tokens"], answer["tokens"])))
        print(agreements[-1].line())
    model.llm_engine.engine_core.shutdown()
    return agreements


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--salient", required=True)
    arguments.add_argument("--against", type=pathlib.Path, help="the dense model, the yardstick for greedy tokens")
    options = arguments.parse_args()
    salient = Salient(options.salient)
    dense = compare("dense", options.against.resolve(), salient) if options.against else []
    found = compare("quantised", options.folder.resolve(), salient)
    from vllm_int4_product import native_product_exists
    if not native_product_exists():
        print("this processor has no AVX-512: vLLM's 4-bit product was replaced by a plain one in torch; "
              "the reading of the folder and all else is vLLM's")
    if not judge(found, dense):
        raise SystemExit("vLLM and salient disagree")


if __name__ == "__main__":
    main()
