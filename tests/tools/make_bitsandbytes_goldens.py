#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What bitsandbytes computes on its CPU back-end, for NF4 and LLM.int8(); data only, no code of it.

    make_bitsandbytes_goldens.py OUT     writes OUT/model.safetensors

nf4.<case>.weight                      F16 [out, in], the input (taken as fp32)
nf4.<case>.codes, .magnitudes, .dense  quantize_4bit(quant_type="nf4", blocksize=64): bytes, absmax, dequantised fp32
nf4.<case>.twice.{codes,scales,mean,dense}   the same with compress_statistics=True: absmax codes, their scales, offset
map                                    create_dynamic_map(signed=True) [256]
int8.x, int8.weight                    F32 inputs [tokens, in] with outliers, weights [out, in]
int8.y                                 MatMul8bitLt's inference path with threshold 6.0: int8_vectorwise_quant of both,
                                       int8_mixed_scaled_mm
int8.columns                           its outlier columns
"""
import pathlib, sys
import numpy as np
import torch
import bitsandbytes.functional as F
from safetensors.torch import save_file


def nf4(name, weight, tensors):
    weight = weight.astype(np.float16)
    tensors[f"nf4.{name}.weight"] = torch.from_numpy(weight)
    values = torch.from_numpy(weight.astype(np.float32))
    codes, state = F.quantize_4bit(values, blocksize=64, quant_type="nf4")
    tensors[f"nf4.{name}.codes"] = codes.reshape(-1).clone()
    tensors[f"nf4.{name}.magnitudes"] = state.absmax.clone()
    tensors[f"nf4.{name}.dense"] = F.dequantize_4bit(codes, state).clone()
    twice, state = F.quantize_4bit(values, blocksize=64, quant_type="nf4", compress_statistics=True)
    assert torch.equal(twice, codes)
    tensors[f"nf4.{name}.twice.codes"] = state.absmax.clone()
    tensors[f"nf4.{name}.twice.scales"] = state.state2.absmax.clone()
    tensors[f"nf4.{name}.twice.mean"] = state.offset.reshape(1).clone()
    tensors[f"nf4.{name}.twice.dense"] = F.dequantize_4bit(twice, state).clone()


def int8(random, tensors):
    x = random.normal(size=(7, 96)).astype(np.float32)
    x[2, 5] = -31.5
    x[6, 5] = 7.0
    x[3, 40] = 6.0  # just reaches the threshold
    x[0, 41] = 5.75  # does not
    x[4] *= 0.01
    weight = (random.normal(size=(24, 96)) * 0.05).astype(np.float32)
    weight[3, 7] = 0.6
    a, b = torch.from_numpy(x), torch.from_numpy(weight)
    codes, scales, columns = torch.ops.bitsandbytes.int8_vectorwise_quant(a.clone(), 6.0)
    rows, row_scales, _ = torch.ops.bitsandbytes.int8_vectorwise_quant(b.clone(), 0.0)
    y, _ = torch.ops.bitsandbytes.int8_mixed_scaled_mm(a, codes, rows, scales, row_scales, columns, None)
    tensors.update({"int8.x": a, "int8.weight": b, "int8.y": y, "int8.columns": columns})


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(20261122)
    tensors = {"map": F.create_dynamic_map(signed=True).float()}
    nf4("normal", random.normal(size=(160, 128)) * 0.02, tensors)  # 320 blocks: two scales of magnitudes
    tail = random.standard_t(3, size=(13, 100))  # blocks cross rows; 20 values are left over
    tail[2] = 0.0
    tail[3, 20:90] = 0.0  # a block of nothing else
    nf4("tail", tail, tensors)
    int8(random, tensors)
    save_file({name: value.contiguous() for name, value in tensors.items()}, out / "model.safetensors")
    print("\n".join(f"{name} {list(value.shape)} {value.dtype}" for name, value in tensors.items()))


main()
