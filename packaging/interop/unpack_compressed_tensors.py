# SPDX-License-Identifier: Apache-2.0
"""De-quantises a compressed-tensors `pack-quantized` or `int-quantized` folder with torch alone, written from the description of the format.

It shares no code with Salient Studio or with the compressed-tensors package. What is packed, and with how many bits, is
read off the tensors; the configuration has to say the same (config_groups, by Python's `re`).
"""
import json
import pathlib
import re

import torch

from unpack_awq import read_tensors


def unpack_rows(words: torch.Tensor, bits: int, count: int) -> torch.Tensor:
    """int32 [rows, words] -> int32 [rows, count]: value i is at bit i * bits of its row's stream."""
    stream = torch.stack([(words >> bit) & 1 for bit in range(32)], dim=-1).flatten(-2)[:, :bits * count]
    return (stream.reshape(words.shape[0], count, bits) << torch.arange(bits, dtype=torch.int32)).sum(-1, dtype=torch.int32)


def group_of(settings: dict, module: str) -> dict:
    """The one group that targets `module`."""
    found = [group for group in settings["config_groups"].values()
             if any(re.match(target.removeprefix("re:"), module) for target in group["targets"])]
    assert len(found) == 1, f"{module} is in {len(found)} groups"
    ignored = [entry for entry in settings["ignore"] if re.match(entry.removeprefix("re:"), module)]
    assert not ignored, f"{module} is packed and ignored"
    return found[0]


def dequantize(stored: dict[str, torch.Tensor], module: str, weights: dict) -> torch.Tensor:
    """fp32 weight [out, in]."""
    out, features = stored[f"{module}.weight_shape"].tolist()
    bits, scales = weights["num_bits"], stored[f"{module}.weight_scale"].float()
    codes = unpack_rows(stored[f"{module}.weight_packed"], bits, features)
    if weights["symmetric"]:
        zeros = torch.full_like(scales, 1 << (bits - 1), dtype=torch.int32)
    else:
        zeros = unpack_rows(stored[f"{module}.weight_zero_point"].T.contiguous(), bits, out).T
    group = features // scales.shape[1]
    assert weights["group_size"] in (group, None), "the groups contradict the configuration"
    return (codes - zeros.repeat_interleave(group, dim=1)).float() * scales.repeat_interleave(group, dim=1)


def rounded_inputs(folder: pathlib.Path) -> dict[str, int]:
    """Bits that the inputs of these modules are rounded to, per token."""
    settings = json.loads((folder / "config.json").read_text())["quantization_config"]
    bits = {}
    for name, tensor in read_tensors(folder).items():
        module, _, kind = name.rpartition(".")
        if kind == "weight_packed" or tensor.dtype == torch.int8:
            inputs = group_of(settings, module)["input_activations"]
            if inputs:
                assert inputs["strategy"] == "token" and inputs["dynamic"] is True and inputs["symmetric"], inputs
                bits[module] = inputs["num_bits"]
    return bits


def dequantize_compressed_tensors(folder: pathlib.Path) -> tuple[dict[str, torch.Tensor], list[str]]:
    """Every tensor in fp32 under the name the dense model gives it, and the names of the de-quantised ones."""
    settings = json.loads((folder / "config.json").read_text())["quantization_config"]
    stored = read_tensors(folder)
    weights, quantized = {}, []
    for name, tensor in stored.items():
        module, _, kind = name.rpartition(".")
        if kind == "weight_packed":
            weights[f"{module}.weight"] = dequantize(stored, module, group_of(settings, module)["weights"])
            quantized.append(f"{module}.weight")
        elif tensor.dtype == torch.int8:
            weights[name] = tensor.float() * stored[f"{module}.weight_scale"].float()
            quantized.append(name)
        elif not kind.startswith("weight_"):
            weights[name] = tensor.float()
    return weights, quantized
