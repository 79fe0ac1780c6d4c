#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Generates from a quantised folder with vLLM's CPU build, next to `salient generate`:

    check_vllm.py FOLDER --salient PROGRAM

Fails when vLLM cannot read the folder or does not generate, or when the first tokens already differ. Later tokens may:
vLLM computes in bfloat16, salient in float32.
"""
import argparse
import json
import os
import pathlib

from salient_program import Salient

PROMPT = "Once upon a time"
TOKENS = 20


def generate(folder: pathlib.Path, prompt: list[int]) -> list[int]:
    os.environ.setdefault("VLLM_CPU_KVCACHE_SPACE", "2")
    os.environ.setdefault("VLLM_LOGGING_LEVEL", "WARNING")
    os.environ["HF_HUB_OFFLINE"] = "1"
    # The worker is another process and has to find vllm_int4_product.
    here = str(pathlib.Path(__file__).parent)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    from vllm import LLM, SamplingParams
    length = min(1024, json.loads((folder / "config.json").read_text()).get("max_position_embeddings", 1024))
    model = LLM(str(folder), enforce_eager=True, max_model_len=length, dtype="bfloat16", disable_log_stats=True,
                worker_extension_cls="vllm_int4_product.Int4ProductExtension")
    wanted = SamplingParams(temperature=0, max_tokens=TOKENS, ignore_eos=True)
    return list(model.generate([{"prompt_token_ids": prompt}], wanted)[0].outputs[0].token_ids)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--salient", required=True)
    options = arguments.parse_args()
    folder, salient = options.folder.resolve(), Salient(options.salient)
    prompt = salient.result("tokenize", folder, "--text", PROMPT)["ids"]
    ours = salient.result("generate", folder, "--prompt", PROMPT, "--max-tokens", TOKENS, "--greedy")["tokens"]
    theirs = generate(folder, prompt)
    agreeing = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    print(f"prompt   {PROMPT!r} {prompt}")
    for name, tokens in (("salient", ours), ("vllm", theirs)):
        print(f"{name:8} {tokens}\n         {salient.result('detokenize', folder, '--tokens', ','.join(map(str, tokens)))['text']!r}")
    print(f"the first {agreeing} of {len(theirs)} tokens agree (float32 against bfloat16)")
    if not torch_has_native_product():
        print("this processor has no AVX-512: vLLM's 4-bit product was replaced by a plain one in torch; "
              "the reading of the folder and all else is vLLM's")
    if len(theirs) < TOKENS or agreeing == 0:
        raise SystemExit("vLLM did not generate what salient does")


def torch_has_native_product() -> bool:
    from vllm_int4_product import native_product_exists
    return native_product_exists()


if __name__ == "__main__":
    main()
