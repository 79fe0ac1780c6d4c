#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares a quantised folder as independent software understands it with what `salient` computes from it:

    check_logits.py FOLDER --salient PROGRAM [--against DENSE_MODEL]

The folder (AutoAWQ gemm or compressed-tensors) is unpacked by unpack_awq.py or unpack_compressed_tensors.py, its weights go into the plain transformers model in float32; logits, greedy
tokens and, where `salient inspect --dequantize` exists, every de-quantised weight bit for bit are compared. Where the
configuration says that inputs are rounded per token, the plain model rounds them.
"""
import argparse
import hashlib
import json
import pathlib

import torch
from transformers import AutoConfig, AutoModelForCausalLM

from greedy_agreement import PROMPTS
from salient_program import Salient
from unpack_awq import dequantize_folder, read_tensors
from unpack_compressed_tensors import dequantize_compressed_tensors, rounded_inputs

TOKENS = 20
# Largest difference over largest logit. Dense: as for the reference models. Quantised: salient rounds what it multiplies with
# packed weights to 16 bits, finer than bfloat16; a code, scale or zero point read wrongly makes hundreds of times as much.
LOGIT_BOUNDS = {"dense": 1e-4, "quantised": 1e-3}
# Rounding inputs to 8 bits makes much of little: an input beside the border of two codes falls on either side. Noise of 3e-5 in
# the inputs of the plain model itself moves logits of SmolLM2 by 2e-2, and greedy tokens with them.
ROUNDED_INPUTS_BOUND = 5e-2


def round_inputs(model, bits: dict[str, int]) -> None:
    """Whole multiples of a token's largest magnitude / (2^(bits - 1) - 1)."""
    for module, count in bits.items():
        def rounded(_, inputs, levels=2 ** (count - 1) - 1):
            step = inputs[0].abs().amax(-1, keepdim=True) / levels
            return ((inputs[0] / step).round() * step,)
        model.get_submodule(module).register_forward_pre_hook(rounded)


def plain_model(folder: pathlib.Path, weights: dict[str, torch.Tensor], inputs: dict[str, int]):
    """The architecture that config.json names, without quantization, filled with `weights` in float32."""
    config = AutoConfig.from_pretrained(folder)
    if hasattr(config, "quantization_config"):
        del config.quantization_config
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32, attn_implementation="eager").eval()
    missing, unexpected = model.load_state_dict(weights, strict=False)
    tied = {"lm_head.weight"} if config.tie_word_embeddings else set()
    assert set(missing) <= tied and not unexpected, f"missing {missing}, unexpected {unexpected}"
    model.tie_weights()
    round_inputs(model, inputs)
    return model


def greedy(model, ids: list[int]) -> list[int]:
    ids = list(ids)
    for _ in range(TOKENS):
        ids.append(model(torch.tensor([ids])).logits[0, -1].argmax().item())
    return ids[-TOKENS:]


def compare_model(title: str, folder: pathlib.Path, weights: dict[str, torch.Tensor], inputs: dict[str, int],
                  salient: Salient) -> bool:
    print(f"{title}: {folder}{f', inputs of {len(inputs)} linears rounded' if inputs else ''}")
    model, good = plain_model(folder, weights, inputs), True
    for prompt in PROMPTS:
        answer = salient.result("generate", folder, "--prompt", prompt, "--max-tokens", TOKENS, "--greedy")
        ids, our_tokens = answer["prompt_tokens"], answer["tokens"]
        ours = torch.tensor(salient.result("logits", folder, "--tokens", ",".join(map(str, ids)))["logits"])
        theirs = model(torch.tensor([ids])).logits[0, -1]
        difference = ((ours - theirs).abs().max() / theirs.abs().max()).item()
        their_tokens = greedy(model, ids)[:len(our_tokens)]  # salient stops at an end token
        same = our_tokens == their_tokens
        bound = ROUNDED_INPUTS_BOUND if inputs else LOGIT_BOUNDS[title]
        good = good and (same or bool(inputs)) and difference <= bound
        print(f"  {prompt!r}: logits differ by {difference:.1e} of the largest, {len(our_tokens)} greedy tokens "
              f"{'equal' if same else f'differ: {our_tokens} and {their_tokens}'}")
    return good


def compare_weights(folder: pathlib.Path, weights: dict[str, torch.Tensor], quantized: list[str], salient: Salient) -> bool:
    if not salient.has_option("inspect", "--dequantize"):
        print("weights: skipped, this salient has no `inspect --dequantize`")
        return True
    differing = []
    for name in quantized:
        ours = salient.result("inspect", folder, "--dequantize", name)["sha256"]
        theirs = hashlib.sha256(weights[name].numpy().astype("<f4").tobytes()).hexdigest()
        if ours != theirs:
            differing.append(name)
    print(f"weights: {len(quantized) - len(differing)} of {len(quantized)} de-quantised tensors equal bit for bit"
          + "".join(f"\n  differs: {name}" for name in differing))
    return not differing


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--salient", required=True)
    arguments.add_argument("--against", type=pathlib.Path, help="the dense model the folder was made from")
    options = arguments.parse_args()
    torch.set_grad_enabled(False)
    salient = Salient(options.salient)
    method = json.loads((options.folder / "config.json").read_text())["quantization_config"]["quant_method"]
    unpack = dequantize_compressed_tensors if method == "compressed-tensors" else dequantize_folder
    weights, quantized = unpack(options.folder)
    good = compare_weights(options.folder, weights, quantized, salient)
    inputs = rounded_inputs(options.folder) if method == "compressed-tensors" else {}
    good = compare_model("quantised", options.folder, weights, inputs, salient) and good
    if options.against:
        dense = {name: tensor.float() for name, tensor in read_tensors(options.against).items()}
        good = compare_model("dense", options.against, dense, {}, salient) and good
    if not good:
        raise SystemExit("transformers and salient disagree")


if __name__ == "__main__":
    main()
