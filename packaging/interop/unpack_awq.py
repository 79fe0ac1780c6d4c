# SPDX-License-Identifier: Apache-2.0
"""De-quantises an AutoAWQ `gemm` folder with torch alone, written from the description of the format.

It shares no code with Salient Studio, so that the two can only agree by both being right.
"""
import json
import pathlib

import torch
from safetensors import safe_open

# Nibble i (bits 4i .. 4i+3) of word c holds output channel 8c + ORDER[i].
ORDER = [0, 2, 4, 6, 1, 3, 5, 7]


def unpack_words(words: torch.Tensor) -> torch.Tensor:
    """int32 [rows, out/8] -> int32 [rows, out], values 0 .. 15."""
    values = torch.empty(*words.shape, 8, dtype=torch.int32)
    for nibble, channel in enumerate(ORDER):
        values[..., channel] = (words >> (4 * nibble)) & 15
    return values.reshape(words.shape[0], -1)


def dequantize(qweight: torch.Tensor, qzeros: torch.Tensor, scales: torch.Tensor) -> torch.Tensor:
    """[in, out/8], [in/g, out/8], [in/g, out] -> fp32 weight [out, in]. Exact: a 5-bit integer times a half."""
    codes, zeros = unpack_words(qweight), unpack_words(qzeros)
    group = codes.shape[0] // zeros.shape[0]
    assert codes.shape[0] == group * zeros.shape[0] and scales.shape == zeros.shape, "shapes contradict each other"
    differences = codes - zeros.repeat_interleave(group, dim=0)
    return (differences.float() * scales.float().repeat_interleave(group, dim=0)).T.contiguous()


def read_tensors(folder: pathlib.Path) -> dict[str, torch.Tensor]:
    """All tensors of all shards as stored."""
    tensors = {}
    for file in sorted(folder.glob("*.safetensors")):
        with safe_open(file, framework="pt") as shard:
            for name in shard.keys():
                assert name not in tensors, f"{name} is in two shards"
                tensors[name] = shard.get_tensor(name)
    return tensors


def dequantize_folder(folder: pathlib.Path) -> tuple[dict[str, torch.Tensor], list[str]]:
    """Every tensor in fp32 under the name the dense model gives it, and the names of the de-quantised ones."""
    settings = json.loads((folder / "config.json").read_text())["quantization_config"]
    expected = {"quant_method": "awq", "version": "gemm", "bits": 4}
    assert {key: settings[key] for key in expected} == expected, f"not an AutoAWQ gemm folder: {settings}"
    stored = read_tensors(folder)
    weights, quantized = {}, []
    for name, tensor in stored.items():
        module, _, kind = name.rpartition(".")
        if kind == "qweight":
            weights[f"{module}.weight"] = dequantize(tensor, stored[f"{module}.qzeros"], stored[f"{module}.scales"])
            quantized.append(f"{module}.weight")
        elif kind not in ("qzeros", "scales"):
            weights[name] = tensor.float()
    return weights, quantized
