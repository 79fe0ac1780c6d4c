#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two small GPTQ folders and the logits of their dequantised weights: independent of the project's own packer.

    make_gptq_fixtures.py OUT     writes OUT/three_bit (3 bits, gptq v1, asymmetric; down_proj of layer 1 has 8 bits and
                                  o_proj of layer 0 stays in 16 bit by "dynamic"; section in config.json) and
                                  OUT/act_order (4 bits, gptq_v2, asymmetric with zero points of 0, g_idx a random
                                  permutation; quantize_config.json beside config.json)

Packing as the loops of AutoGPTQ's qlinear_cuda.py do it, in numpy; logits by transformers in float32.
"""
import json, pathlib, re, sys
import numpy as np
import torch
from safetensors.numpy import save_file
from transformers import LlamaConfig, LlamaForCausalLM

GROUP = 32


def pack_columns(values, bits):
    """[n, columns] of integers to [n * bits / 32, columns] of words along the first axis."""
    values = values.astype(np.uint64)
    words = np.zeros((values.shape[0] // 32 * bits, values.shape[1]), dtype=np.uint64)
    i = row = 0
    while row < words.shape[0]:
        if bits in (2, 4, 8):
            for j in range(i, i + 32 // bits):
                words[row] |= values[j] << np.uint64(bits * (j - i))
            i += 32 // bits
            row += 1
        else:
            for j in range(i, i + 10):
                words[row] |= values[j] << np.uint64(3 * (j - i))
            i += 10
            words[row] |= (values[i] & np.uint64(3)) << np.uint64(30)
            row += 1
            words[row] |= (values[i] >> np.uint64(2)) & np.uint64(1)
            i += 1
            for j in range(i, i + 10):
                words[row] |= values[j] << np.uint64(3 * (j - i) + 1)
            i += 10
            words[row] |= (values[i] & np.uint64(1)) << np.uint64(31)
            row += 1
            words[row] |= (values[i] >> np.uint64(1)) & np.uint64(3)
            i += 1
            for j in range(i, i + 10):
                words[row] |= values[j] << np.uint64(3 * (j - i) + 2)
            i += 10
            row += 1
    return words.astype(np.uint32).view(np.int32)


def quantise(weight, bits, group_of, lowest_zero):
    """weight [out, in]; returns codes [in, out], zeros and scales [groups, out], and the dequantised weight."""
    groups = int(group_of.max()) + 1
    top = 2**bits - 1
    codes = np.zeros(weight.T.shape, dtype=np.int64)
    zeros = np.zeros((groups, weight.shape[0]), dtype=np.int64)
    scales = np.zeros((groups, weight.shape[0]), dtype=np.float16)
    dense = np.zeros(weight.shape, dtype=np.float32)
    for g in range(groups):
        part = weight[:, group_of == g]
        low, high = part.min(1), part.max(1)
        scale = ((high - low) / top).astype(np.float16)
        zero = np.clip(np.round(-low / scale.astype(np.float32)), lowest_zero, top).astype(np.int64)
        code = np.clip(np.round(part / scale.astype(np.float32)[:, None]) + zero[:, None], 0, top).astype(np.int64)
        codes[group_of == g] = code.T
        zeros[g], scales[g] = zero, scale
        dense[:, group_of == g] = (code - zero[:, None]) * scale.astype(np.float32)[:, None]
    return codes, zeros, scales, dense


def make(folder, name, section, act_order):
    random = np.random.default_rng(sum(name.encode()))
    torch.manual_seed(1)
    config = LlamaConfig(vocab_size=64, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4,
                         num_key_value_heads=2, max_position_embeddings=128, tie_word_embeddings=True, attn_implementation="eager")
    model = LlamaForCausalLM(config).float().eval()
    for parameter in model.parameters():
        values = random.normal(1.0 if parameter.dim() == 1 else 0.0, 0.2, tuple(parameter.shape))
        parameter.data = torch.from_numpy(values.astype(np.float16).astype(np.float32))
    tensors = {}
    lowest_zero = 1 if section["checkpoint_format"] == "gptq" else 0
    for path, module in model.named_modules():
        if not isinstance(module, torch.nn.Linear) or path == "lm_head":
            continue
        settings = dict(section)
        for pattern, changes in section.get("dynamic", {}).items():
            if re.match(pattern[2:], path):
                settings = None if pattern.startswith("-:") else {**settings, **changes}
                break
        if settings is None:
            continue
        weight = module.weight.data.numpy()
        if act_order:  # some groups of positive weights only, whose zero point is 0
            weight = weight + 0.5 * (np.arange(weight.shape[0]) % 5 == 0)[:, None]
        bits, inputs = settings["bits"], weight.shape[1]
        group_of = np.arange(inputs) // GROUP
        if act_order:
            group_of = random.permutation(group_of)
        codes, zeros, scales, dense = quantise(weight, bits, group_of, lowest_zero)
        module.weight.data = torch.from_numpy(dense)
        tensors[path + ".qweight"] = pack_columns(codes, bits)
        tensors[path + ".qzeros"] = np.ascontiguousarray(pack_columns((zeros - lowest_zero).T, bits).T)
        tensors[path + ".scales"] = scales
        tensors[path + ".g_idx"] = group_of.astype(np.int32)
    for key, value in model.state_dict().items():
        if key != "lm_head.weight" and key.removesuffix(".weight") + ".qweight" not in tensors:
            tensors[key] = value.numpy().astype(np.float16)
    out = folder / name
    out.mkdir(parents=True, exist_ok=True)
    save_file(tensors, out / "model.safetensors", metadata={"format": "pt"})
    text = json.loads(config.to_json_string(use_diff=False))
    kept = ["architectures", "model_type", "vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
            "num_key_value_heads", "head_dim", "max_position_embeddings", "rms_norm_eps", "hidden_act", "tie_word_embeddings"]
    text["architectures"] = ["LlamaForCausalLM"]
    text = {key: text[key] for key in kept} | {"rope_theta": 10000.0, "torch_dtype": "float16"}
    if act_order:
        (out / "quantize_config.json").write_text(json.dumps(section, indent=1) + "\n")
    else:
        text["quantization_config"] = {"quant_method": "gptq", **section}
    (out / "config.json").write_text(json.dumps(text, indent=1) + "\n")
    ids = [(7 * i + 3) % 64 for i in range(20)]
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0, -1]
    (out / "reference.json").write_text(json.dumps({"ids": ids, "logits_last": [round(x, 6) for x in logits.tolist()]}) + "\n")


out = pathlib.Path(sys.argv[1])
torch.set_num_threads(1)
base = {"group_size": GROUP, "sym": False, "lm_head": False, "true_sequential": True}
make(out, "three_bit", {"bits": 3, **base, "desc_act": False, "checkpoint_format": "gptq",
                        "dynamic": {r"-:.*\.layers\.0\.self_attn\.o_proj": {}, r"+:model\.layers\.1\.mlp\.down": {"bits": 8}}}, act_order=False)
make(out, "act_order", {"bits": 4, **base, "desc_act": True, "checkpoint_format": "gptq_v2"}, act_order=True)
