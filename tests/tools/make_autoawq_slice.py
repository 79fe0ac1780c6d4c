# SPDX-License-Identifier: Apache-2.0
"""Cuts tests/data/autoawq_trace/model.safetensors out of a run of AutoAWQ (0.2.9, float32 on the CPU, group size 64).

python3 make_autoawq_slice.py TRACE MODEL OUT
TRACE: folder with search.safetensors (statistics, scales, clip limits) and packed.safetensors (its output);
MODEL: the folder of the original model (SmolLM2-135M-Instruct, two layers). Everything is of block 0.
"""
import sys

import torch
from safetensors.torch import load_file, save_file

trace, model, out = sys.argv[1:]
weights = load_file(f"{model}/model.safetensors")
search = load_file(f"{trace}/search.safetensors")
packed = load_file(f"{trace}/packed.safetensors")
tensors = {}


def add_linear(name, rows):
    path = f"model.layers.0.self_attn.{name}"
    tensors[f"{name}.weight"] = weights[f"{path}.weight"][:rows]
    tensors[f"{name}.qweight"] = packed[f"{path}.qweight"][:, : rows // 8]
    tensors[f"{name}.qzeros"] = packed[f"{path}.qzeros"][:, : rows // 8]
    tensors[f"{name}.scales"] = packed[f"{path}.scales"][:, :rows]


add_linear("k_proj", 64)
add_linear("v_proj", 32)
tensors["v_proj.clip"] = search["block.0.self_attn.v_proj.clip"][:32, :, 0]
for group, first in (("qkv", "self_attn.q_proj"), ("mlp", "mlp.gate_proj"), ("down", "mlp.down_proj")):
    for field in ("x_mean", "w_mean", "scales"):
        tensors[f"{group}.{field}"] = search[f"block.0.{first}.{field}"]

# The formula of AutoAWQ's _search_best_scale, step 1, on the two slices.
weight = torch.cat([tensors["k_proj.weight"], tensors["v_proj.weight"]]).float()
groups = weight.view(-1, 64)
relative = groups.abs() / (groups.abs().amax(dim=1, keepdim=True) + 1e-6)
tensors["slices.w_mean"] = relative.view(weight.shape).mean(0)
save_file({k: v.contiguous() for k, v in tensors.items()}, out, metadata={"format": "pt"})
