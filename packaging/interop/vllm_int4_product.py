# SPDX-License-Identifier: Apache-2.0
"""vLLM's CPU build has its 4-bit product for AVX-512 only. On other processors this module, imported in vLLM's worker, puts
a plain torch product in its place; reading the folder, turning AWQ's order of nibbles into vLLM's own layout, the model
and the generation stay vLLM's.

Named as vLLM's `worker_extension_cls`, the one way to have a module imported in the process that computes.
"""
import torch
from vllm import _custom_ops


def _sequential_nibbles(words: torch.Tensor) -> torch.Tensor:
    """int32 [..., n] -> [..., 8n], nibble i of a word is value i."""
    return torch.stack([(words >> (4 * nibble)) & 15 for nibble in range(8)], dim=-1).flatten(-2)


def _product(input, q_weight, scales, zeros, bias, pack_factor, isa_hint):  # the names and order of _custom_ops
    """`q_weight` [out/16, 2·in]: blocks of 16 output channels, [in, 2] words each; `zeros` [groups, out/8]."""
    blocks, features = q_weight.shape[0], q_weight.shape[1] // 2
    codes = _sequential_nibbles(q_weight.view(blocks, features, 2)).permute(1, 0, 2).reshape(features, 16 * blocks)
    offsets = _sequential_nibbles(zeros) if zeros is not None else torch.full_like(scales, 8, dtype=torch.int32)
    group = features // scales.shape[0]
    weight = (codes - offsets.repeat_interleave(group, dim=0)).float() * scales.float().repeat_interleave(group, dim=0)
    out = (input.float() @ weight).to(input.dtype)
    return out if bias is None else out + bias


def native_product_exists() -> bool:
    return hasattr(torch.ops._C, "cpu_gemm_wna16")


class Int4ProductExtension:
    """Adds nothing to the worker; importing this module is the effect."""


if not native_product_exists():
    _custom_ops.cpu_gemm_wna16 = _product
