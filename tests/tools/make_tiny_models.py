#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tiny random Hugging Face models with golden outputs, one folder per architecture.

    make_tiny_models.py OUT [NAME...]           (with --seed N: other weights) create OUT/<name>/{config.json,model.safetensors,reference.json}
    make_tiny_models.py --check OUT [NAME...]   reload every folder and compare with its reference.json

The reference is transformers itself: the *stored* (rounded) weights, computed in float32 with eager attention on one
thread. Weights come from numpy's PCG64, seeded by the model name, so that two runs write identical files.

reference.json
    compute, attention how the numbers were made; stored_dtype: of the tensors in model.safetensors
    prompts[0|1]       24 and 9 tokens (3 <= id < 256, so no special token), with
        ids            the prompt, fed as is: no BOS is added
        greedy         the 12 tokens that follow, argmax of a full forward each, no special token among them
        greedy_margin  top-1 minus top-2 logit at each of these steps (always >= MARGIN: rounding cannot flip a token)
        logits_last    the vocab_size logits after the last prompt token
        logsumexp      per position, over the vocabulary
        next_logit     per position but the last: the logit of the next prompt token
        nll            mean of logsumexp[i]-next_logit[i]; perplexity is exp(nll)
    hidden             prompts[0], last position: "embed" (input of the first decoder layer), "layer.<i>" (its output),
                       "final" (input of the output matrix, after the final norm), as L2 norm and first 8 values
    sensitivity        max |logits_last - reference| of prompts[0] when one config entry is changed: a reader that
                       misses this behaviour is off by about that much
"""
import argparse, copy, json, os, shutil, sys, time, zlib
os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error", CUDA_VISIBLE_DEVICES="")
import numpy as np
import torch
import transformers
from transformers import AutoConfig, AutoModelForCausalLM
from transformers.pytorch_utils import Conv1D

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)
torch.set_grad_enabled(False)
transformers.logging.disable_progress_bar()

MARGIN = 0.1
SEED = []  # extra entropy; --seed gives other models of the same families
DTYPES = {"f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}
SLIDE, FULL = "sliding_attention", "full_attention"

# ---------------------------------------------------------------------------------------------------------------------
# The models. NAME: (model_type, stored dtype, config, sensitivity tests = config entries to change, one at a time)
# Sizes are small, norm epsilons are large on purpose (a reader that ignores the entry is seen), and every matrix row
# is a multiple of 32 so that block formats of 32 (Q4_0, Q8_0) apply.
# ---------------------------------------------------------------------------------------------------------------------
IDS = dict(vocab_size=256, bos_token_id=1, eos_token_id=2, pad_token_id=0)
BASE = dict(IDS, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=2, max_position_embeddings=128)
NEOX = dict({k: v for k, v in BASE.items() if k != "num_key_value_heads"}, layer_norm_eps=1e-3,
            intermediate_size=128)
RMS, LN = dict(BASE, rms_norm_eps=1e-3), dict(BASE, layer_norm_eps=1e-3)
GPT2 = dict(IDS, n_embd=64, n_layer=2, n_head=4, n_positions=64, n_inner=128, layer_norm_epsilon=1e-3)
FALCON = dict(IDS, hidden_size=64, num_hidden_layers=2, num_attention_heads=4, ffn_hidden_size=128,
              max_position_embeddings=128, layer_norm_epsilon=1e-3)
OPT = dict(IDS, hidden_size=64, num_hidden_layers=2, num_attention_heads=4, ffn_dim=128, max_position_embeddings=64,
           pad_token_id=1, bos_token_id=2)
# DeepSeek's two latent norms use a hard-coded 1e-6, so rms_norm_eps is left at that value, as in every real config.
MLA = dict(BASE, num_key_value_heads=4, rms_norm_eps=1e-6, kv_lora_rank=32, qk_nope_head_dim=16, qk_rope_head_dim=8,
           v_head_dim=16, first_k_dense_replace=1, moe_intermediate_size=32, num_experts_per_tok=2)


def rope(theta, **more):
    return dict(rope_type="default", rope_theta=theta) | more


THETA = {"rope_parameters": {"rope_theta": 10000.0}}
NO_SCALING = {"rope_parameters": {"rope_type": "default"}}
NO_PARTIAL = {"rope_parameters": {"partial_rotary_factor": 1.0}}
EPS, LN_EPS, LN_EPSILON = {"rms_norm_eps": 1e-6}, {"layer_norm_eps": 1e-5}, {"layer_norm_epsilon": 1e-5}
NO_WINDOW = {"sliding_window": None}
LLAMA3 = rope(10000.0, rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
              original_max_position_embeddings=64)
YARN = rope(10000.0, rope_type="yarn", factor=8.0, original_max_position_embeddings=16, beta_fast=4.0, beta_slow=1.0,
            mscale=1.0, mscale_all_dim=0.8)
LONGROPE = rope(10000.0, rope_type="longrope", partial_rotary_factor=0.75,
                short_factor=[round(1 + 0.05 * i, 2) for i in range(6)], long_factor=[1.0 + 0.75 * i for i in range(6)],
                original_max_position_embeddings=22)    # prompt 1 is longer, prompt 2 with its 12 new tokens is not

MODELS = {
    "llama": ("llama", "bf16", dict(RMS, rope_parameters=rope(5000.0)), [EPS, THETA]),
    "llama-rope3": ("llama", "f16", dict(RMS, head_dim=32, rope_parameters=LLAMA3, tie_word_embeddings=True),
                    [EPS, NO_SCALING]),
    "llama-bias": ("llama", "f32", dict(RMS, intermediate_size=64, attention_bias=True, mlp_bias=True), [EPS]),
    "mistral": ("mistral", "bf16", dict(RMS, sliding_window=8, rope_parameters=rope(1e6)), [EPS, NO_WINDOW, THETA]),
    "qwen2": ("qwen2", "bf16", dict(RMS, tie_word_embeddings=True, rope_parameters=rope(1e6)), [EPS, THETA]),
    "qwen3": ("qwen3", "bf16", dict(RMS, head_dim=32, tie_word_embeddings=True, rope_parameters=rope(1e6)),
              [EPS, THETA]),
    "phi3": ("phi3", "bf16", dict(RMS, sliding_window=8), [EPS, NO_WINDOW]),
    "phi3-longrope": ("phi3", "f16", dict(RMS, tie_word_embeddings=True, original_max_position_embeddings=22,
                                          rope_parameters=LONGROPE),
                      [{"rope_parameters": {"long_factor": LONGROPE["short_factor"]}},
                       {"rope_parameters": {"attention_factor": 1.0}}]),
    "phi": ("phi", "f16", dict(LN, num_key_value_heads=4, rope_parameters=rope(10000.0, partial_rotary_factor=0.5)),
            [LN_EPS, NO_PARTIAL]),
    "gemma": ("gemma", "bf16", dict(RMS, num_key_value_heads=1, head_dim=32), [EPS, {"hidden_act": "silu"}]),
    "gemma2": ("gemma2", "bf16",
               dict(RMS, num_hidden_layers=4, num_key_value_heads=1, head_dim=32, intermediate_size=64,
                    sliding_window=8, query_pre_attn_scalar=24, attn_logit_softcapping=4.0,
                    final_logit_softcapping=5.0),
               [EPS, {"attn_logit_softcapping": None}, {"final_logit_softcapping": None}, {"layer_types": [FULL] * 4},
                {"layer_types": [FULL, SLIDE] * 2}, {"query_pre_attn_scalar": 32}]),
    "gemma3": ("gemma3_text", "bf16",
               dict(RMS, num_hidden_layers=4, num_key_value_heads=1, head_dim=32, intermediate_size=64,
                    sliding_window=8, query_pre_attn_scalar=24, layer_types=[SLIDE, SLIDE, FULL, SLIDE],
                    rope_parameters={SLIDE: rope(1000.0), FULL: rope(100000.0, rope_type="linear", factor=8.0)}),
               [EPS, {"layer_types": [FULL] * 4}, {"rope_parameters": {SLIDE: rope(100000.0)}},
                {"rope_parameters": {FULL: rope(100000.0)}}, {"query_pre_attn_scalar": 32}]),
    "mixtral": ("mixtral", "bf16", dict(RMS, intermediate_size=32, num_local_experts=4, num_experts_per_tok=2,
                                        rope_parameters=rope(1e6)), [EPS, {"num_experts_per_tok": 1}]),
    "qwen2_moe": ("qwen2_moe", "bf16",
                  dict(RMS, num_hidden_layers=3, num_experts=4, num_experts_per_tok=2, moe_intermediate_size=32,
                       shared_expert_intermediate_size=64, mlp_only_layers=[1], norm_topk_prob=False),
                  [EPS, {"norm_topk_prob": True}]),
    "qwen3_moe": ("qwen3_moe", "bf16", dict(RMS, head_dim=32, num_experts=8, num_experts_per_tok=2,
                                            moe_intermediate_size=32, norm_topk_prob=True, rope_parameters=rope(1e6)),
                  [EPS, {"norm_topk_prob": False}, THETA]),
    "granite": ("granite", "bf16",
                dict(RMS, tie_word_embeddings=True, embedding_multiplier=6.0, residual_multiplier=0.4,
                     attention_multiplier=0.15, logits_scaling=0.7),
                [{"embedding_multiplier": 1.0}, {"residual_multiplier": 1.0}, {"attention_multiplier": 0.25},
                 {"logits_scaling": 1.0}]),
    "olmo2": ("olmo2", "bf16", dict(RMS, rope_parameters=rope(500000.0)), [EPS, THETA]),
    "stablelm": ("stablelm", "f16", dict(LN, use_qkv_bias=True, use_parallel_residual=False,
                                         rope_parameters=rope(10000.0, partial_rotary_factor=0.25)),
                 [LN_EPS, NO_PARTIAL]),
    "stablelm-parallel": ("stablelm", "bf16",
                          dict(LN, qk_layernorm=True, use_parallel_residual=True,
                               rope_parameters=rope(10000.0, partial_rotary_factor=0.25)), [LN_EPS, NO_PARTIAL]),
    "starcoder2": ("starcoder2", "bf16", dict(BASE, norm_epsilon=1e-3, use_bias=True, sliding_window=8,
                                              rope_parameters=rope(100000.0)),
                   [{"norm_epsilon": 1e-5}, NO_WINDOW, THETA]),
    "cohere": ("cohere", "f16", dict(LN, logit_scale=0.75, rope_parameters=rope(75000.0)),
               [LN_EPS, {"logit_scale": 1.0}, THETA]),
    "cohere-qknorm": ("cohere", "bf16", dict(LN, logit_scale=0.75, use_qk_norm=True), [LN_EPS]),
    "cohere2": ("cohere2", "bf16", dict(LN, num_hidden_layers=4, intermediate_size=64, logit_scale=0.75,
                                        sliding_window=8, layer_types=[SLIDE, SLIDE, SLIDE, FULL],
                                        rope_parameters=rope(50000.0)),
                [LN_EPS, {"sliding_window": 64}, {"layer_types": [SLIDE] * 4}]),
    "gpt2": ("gpt2", "f32", dict(GPT2), [LN_EPSILON]),
    "gpt_neox": ("gpt_neox", "f16", dict(NEOX, use_parallel_residual=True,
                                         rope_parameters=rope(10000.0, partial_rotary_factor=0.25)),
                 [LN_EPS, NO_PARTIAL, {"use_parallel_residual": False}]),
    "gpt_neox-sequential": ("gpt_neox", "bf16", dict(NEOX, use_parallel_residual=False,
                                                     rope_parameters=rope(10000.0, partial_rotary_factor=1.0)),
                            [{"use_parallel_residual": True}]),
    "opt": ("opt", "f16", dict(OPT), []),
    "opt-350m-style": ("opt", "f16", dict(OPT, do_layer_norm_before=False, word_embed_proj_dim=32), []),
    "falcon-new": ("falcon", "bf16", dict(FALCON, new_decoder_architecture=True, num_kv_heads=2), [LN_EPSILON]),
    "falcon-7b-style": ("falcon", "bf16", dict(FALCON, multi_query=True, parallel_attn=True), [LN_EPSILON]),
    "falcon-rw-style": ("falcon", "bf16", dict(FALCON, hidden_size=96, num_attention_heads=6, ffn_hidden_size=128,
                                               alibi=True, bias=True, multi_query=False, parallel_attn=False),
                        [LN_EPSILON, {"alibi": False}]),
    "bloom": ("bloom", "f16", dict(IDS, hidden_size=64, n_layer=2, n_head=4, layer_norm_epsilon=1e-3),
              [LN_EPSILON, {"apply_residual_connection_post_layernorm": True}]),
    "mpt": ("mpt", "bf16", dict(IDS, d_model=64, n_layers=2, n_heads=4, max_seq_len=128, layer_norm_epsilon=1e-3,
                                attn_config=dict(alibi=True, clip_qkv=1.5)),
            [LN_EPSILON, {"attn_config": {"clip_qkv": None}}]),
    "gpt_bigcode": ("gpt_bigcode", "f32", dict(GPT2, multi_query=True), [LN_EPSILON]),
    "gptj": ("gptj", "f16", dict(GPT2, rotary_dim=8), [LN_EPSILON, {"rotary_dim": 16}]),
    "smollm3": ("smollm3", "bf16", dict(RMS, num_hidden_layers=4, intermediate_size=64, no_rope_layers=[1, 1, 1, 0],
                                        rope_parameters=rope(2e6)), [EPS, THETA, {"no_rope_layers": [1] * 4}]),
    "deepseek_v2": ("deepseek_v2", "bf16", dict(MLA, q_lora_rank=None, n_routed_experts=4, n_shared_experts=2,
                                                topk_method="greedy", routed_scaling_factor=1.5),
                    [{"routed_scaling_factor": 1.0}, {"num_experts_per_tok": 1}]),
    "deepseek_v3": ("deepseek_v3", "bf16",
                    dict(MLA, q_lora_rank=32, n_routed_experts=8, n_shared_experts=1, n_group=4, topk_group=2,
                         num_mtp_layers=0,
                         norm_topk_prob=True, routed_scaling_factor=2.5, rope_parameters=YARN),
                    [{"routed_scaling_factor": 1.0}, {"norm_topk_prob": False}, {"topk_group": 4}, NO_SCALING,
                     {"rope_interleave": False}, {"rope_parameters": {"mscale_all_dim": 1.0}}]),
    "glm4": ("glm4", "bf16", dict(RMS, head_dim=32, rope_parameters=rope(10000.0, partial_rotary_factor=0.5)),
             [EPS, NO_PARTIAL]),
    "exaone4": ("exaone4", "bf16", dict(RMS, num_hidden_layers=4, intermediate_size=64, sliding_window=8,
                                        layer_types=[SLIDE, SLIDE, SLIDE, FULL], rope_parameters=rope(1e6)),
                [EPS, {"layer_types": [SLIDE] * 4}, THETA]),
    "ernie4_5": ("ernie4_5", "bf16", dict(RMS, head_dim=32, use_bias=True, rope_parameters=rope(500000.0)),
                 [EPS, THETA]),
    "seed_oss": ("seed_oss", "bf16", dict(RMS, head_dim=32, attention_bias=True, attention_out_bias=False,
                                          rope_parameters=rope(1e6)), [EPS, THETA]),
}
SHARDED = {"mistral", "qwen3_moe"}                  # two .safetensors files and model.safetensors.index.json
# transformers 5.23 adds alibi twice in Falcon's eager attention (in the mask and in the layer); sdpa has it right.
SDPA = {"falcon-rw-style"}
V4_CONFIG = ["llama-rope3", "qwen2", "gemma3"]      # also written as NAME-v4config


# ---------------------------------------------------------------------------------------------------------------------
def init_weights(model, name, dtype):
    """Random weights that keep activations O(1) and leave nothing at a neutral value, rounded to `dtype` in place."""
    rng, seen, config = np.random.default_rng([zlib.crc32(name.encode())] + SEED), set(), model.config
    token, head = model.get_input_embeddings().weight, model.get_output_embeddings().weight
    token_std, final_gain = 1.0, 1.0
    if token is head:       # a small share of the token itself in the last state, else the model repeats its input
        gemma = "gemma" in config.model_type
        token_std = 0.3 / (config.hidden_size ** 0.5 if gemma else getattr(config, "embedding_multiplier", 1))
        final_gain = 2.5 / (token_std * token.shape[1] ** 0.5)
    outer_norms = [m for n, m in model.named_modules() if "Norm" in type(m).__name__ and not any(map(str.isdigit, n))]
    for module in model.modules():
        tensors = [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]
        for key, t in tensors:
            if id(t) in seen or key in module._non_persistent_buffers_set:
                continue
            seen.add(id(t))
            mean, store = 0.0, dtype
            if t is token:
                std = token_std
            elif t is head:
                std = 2.5 / t.shape[1] ** 0.5
            elif isinstance(module, torch.nn.Embedding):                        # learned positions
                std = 0.3
            elif "Norm" in type(module).__name__ and key == "weight":
                mean, std = float(t.float().mean().round()), 0.2                # 1 + noise; gemma stores w-1: 0 + noise
                mean += final_gain - 1 if module in outer_norms[-1:] else 0
            elif key == "e_score_correction_bias":
                std, store = 0.2, torch.float32                                 # DeepSeek-V3 keeps it in f32
            elif t.ndim == 1:                                                   # biases
                std = 0.2
            else:                                                               # Conv1D stores [in, out]
                std = 1.4 / t.shape[0 if isinstance(module, Conv1D) else -1] ** 0.5
            value = mean + std * rng.standard_normal(tuple(t.shape), dtype=np.float32)
            if t.ndim == 2 and "Embedding" not in type(module).__name__:
                axis = 0 if isinstance(module, Conv1D) else 1
                if t.shape[axis] > t.shape[1 - axis]:                       # mostly MLP outputs: relu and gelu have a
                    value -= value.mean(axis, keepdims=True)                # mean that pushes all positions one way
            if module in outer_norms[:-1] and key == "weight":              # bloom's norm behind the embedding undoes
                value *= rng.choice([-1, 1], t.shape).astype(np.float32)    # the small token_std: random signs instead
            t.data = torch.from_numpy(value).to(store)


def load(folder, dtype=torch.float32, attn="eager", change=None):
    """The model in `folder`, with some config entries replaced (dictionaries are merged)."""
    config = AutoConfig.from_pretrained(folder)
    for key, value in (change or {}).items():
        old = getattr(config, key)
        if isinstance(value, dict):
            if isinstance(old, dict):
                value = {**old, **value}
            else:                                                               # mpt: attn_config is an object
                old = copy.deepcopy(old)
                for k, v in value.items():
                    setattr(old, k, v)
                value = old
        setattr(config, key, value)
    return AutoModelForCausalLM.from_pretrained(folder, config=config, dtype=dtype, attn_implementation=attn).eval()


def attention(name):
    return "sdpa" if name in SDPA else "eager"


def logits_of(model, ids):
    return model(torch.tensor([ids]), use_cache=False).logits[0]


def hidden_of(model, ids):
    """Hidden state of the last position before, after each, and behind the decoder layers."""
    n, out = model.config.num_hidden_layers, {}
    layers = next(m for m in model.modules() if isinstance(m, torch.nn.ModuleList) and len(m) == n)

    def keep(key):
        def hook(_, value, *__):
            value = value[0] if isinstance(value, tuple) else value
            out[key] = value[0, -1].float().clone()
        return hook

    hooks = [layers[0].register_forward_pre_hook(
        lambda m, args, kw: keep("embed")(m, args[0] if args else kw["hidden_states"]), with_kwargs=True)]
    for i, layer in enumerate(layers):
        hooks.append(layer.register_forward_hook(lambda m, a, o, i=i: keep(f"layer.{i}")(m, o)))
    hooks.append(model.get_output_embeddings().register_forward_pre_hook(lambda m, a: keep("final")(m, a)))
    logits_of(model, ids)
    for h in hooks:
        h.remove()
    return out


def numbers(t):
    """float32 values with 9 significant digits: enough to read the exact value back."""
    return [float(f"{v:.9g}") for v in np.atleast_1d(t.float().numpy()).astype(np.float64).tolist()]


def prompt_reference(model, ids, greedy, margins):
    logits = logits_of(model, ids)
    lse = torch.logsumexp(logits.double(), -1)
    nxt = logits[:-1].gather(1, torch.tensor(ids[1:])[:, None])[:, 0]
    return dict(ids=ids, greedy=greedy, greedy_margin=numbers(margins), logits_last=numbers(logits[-1]),
                logsumexp=numbers(lse), next_logit=numbers(nxt), nll=float(f"{(lse[:-1] - nxt).mean():.9g}"))


def clear_routing(model, ids):
    """Whether every token keeps its experts when the routers' inputs change by 1 %. True for dense models."""
    routers = [m for m in model.modules() if "Router" in type(m).__name__]
    runs = []
    for noise in (0.0, 0.01):
        generator, chosen = torch.Generator().manual_seed(0), []
        hooks = [m.register_forward_pre_hook(
            lambda _, a: a[0] * (1 + noise * torch.randn(a[0].shape, generator=generator))) for m in routers]
        hooks += [m.register_forward_hook(lambda _, a, out: chosen.append(out[2].sort(-1).values)) for m in routers]
        logits_of(model, ids)
        runs.append(chosen)
        for h in hooks:
            h.remove()
    return all(torch.equal(a, b) for a, b in zip(*runs, strict=True))


def find_prompt(model, name, length):
    """The first seeded prompt with a varied continuation without special tokens and no close calls anywhere."""
    for attempt in range(1000):
        rng = np.random.default_rng([zlib.crc32(name.encode()), length, attempt] + SEED)
        ids = [int(i) for i in rng.integers(3, model.config.vocab_size, length)]
        greedy, margins = [], []
        while len(greedy) < 12:
            top = logits_of(model, ids + greedy)[-1].topk(2)
            margins.append(top.values[0] - top.values[1])
            greedy.append(int(top.indices[0]))
            if margins[-1] < MARGIN or greedy[-1] < 3:
                break
        else:
            if len(set(greedy)) >= 6 and clear_routing(model, ids + greedy):
                return prompt_reference(model, ids, greedy, torch.stack(margins))
    raise RuntimeError(f"{name}: no suitable prompt of {length} tokens")


def v4_config(config):
    """The same configuration as transformers 4 (4.51) wrote it."""
    c = dict(config, torch_dtype=config["dtype"], transformers_version="4.51.3")
    rope_parameters = c.pop("rope_parameters")
    for key in ("dtype", "layer_types"):
        c.pop(key, None)
    main = dict(rope_parameters.get(FULL, rope_parameters))
    if FULL in rope_parameters:                                                 # gemma3
        c["rope_local_base_freq"] = rope_parameters[SLIDE]["rope_theta"]
        c["sliding_window_pattern"] = config["layer_types"].index(FULL) + 1
        c["cache_implementation"] = "hybrid"
        for key in ("use_bidirectional_attention", "_sliding_window_pattern", "tie_word_embeddings"):   # default: tied
            c.pop(key, None)
    if c["model_type"] == "qwen2":                                              # present, but switched off
        c.update(sliding_window=8, use_sliding_window=False, max_window_layers=1)
    c["rope_theta"] = main.pop("rope_theta")
    c["rope_scaling"] = main if main["rope_type"] != "default" else None
    return dict(sorted(c.items()))


def make(out, name):
    model_type, stored, config, tests = MODELS[name]
    folder = os.path.join(out, name)
    shutil.rmtree(folder, ignore_errors=True)
    config = AutoConfig.for_model(model_type, **copy.deepcopy(config))
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager")
    init_weights(model, name, DTYPES[stored])
    size = sum(t.numel() * t.element_size() for t in model.state_dict().values())
    model.save_pretrained(folder, **({"max_shard_size": int(size * 0.6)} if name in SHARDED else {}))
    del model

    model = load(folder, attn=attention(name))
    prompts = [find_prompt(model, name, n) for n in (24, 9)]
    ids, golden = prompts[0]["ids"], torch.tensor(prompts[0]["logits_last"])
    hidden = [dict(name=k, l2=numbers(v.norm())[0], first8=numbers(v[:8])) for k, v in hidden_of(model, ids).items()]
    sensitivity = {}
    for change in tests:
        delta = (logits_of(load(folder, attn=attention(name), change=change), ids)[-1] - golden).abs().max().item()
        sensitivity[json.dumps(change)] = float(f"{delta:.4g}")
    with open(os.path.join(folder, "reference.json"), "w") as f:
        f.write(dump(dict(model=name, transformers=transformers.__version__, torch=torch.__version__.split("+")[0],
                          compute="float32, stored weights, no BOS added", attention=attention(name),
                          stored_dtype=stored,
                          prompts=prompts, hidden=hidden, sensitivity=sensitivity)))
    if name in V4_CONFIG:
        other = folder + "-v4config"
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(folder, other)
        with open(os.path.join(folder, "config.json")) as f:
            text = json.dumps(v4_config(json.load(f)), indent=2)
        with open(os.path.join(other, "config.json"), "w") as f:
            f.write(text + "\n")
    return sensitivity


def dump(value, indent=1):
    """JSON with one line per innermost list."""
    pad = " " * indent
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"{pad}{json.dumps(k)}: {dump(v, indent + 1)}" for k, v in value.items()) + "}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(pad + dump(v, indent + 1) for v in value) + "]"
    return json.dumps(value)


def check(folder):
    """Largest deviation of a reload from reference.json; then generate() with its cache, sdpa, and bfloat16."""
    with open(os.path.join(folder, "reference.json")) as f:
        ref = json.load(f)
    model, worst = load(folder, attn=ref["attention"]), 0.0

    def compare(a, b):
        nonlocal worst
        worst = max(worst, float(np.abs(np.subtract(a, b)).max()))

    for p in ref["prompts"]:
        got = prompt_reference(model, p["ids"], p["greedy"], torch.tensor(p["greedy_margin"]))
        for key in ("logits_last", "logsumexp", "next_logit", "nll"):
            compare(got[key], p[key])
        cached = model.generate(torch.tensor([p["ids"]]), attention_mask=torch.ones(1, len(p["ids"]), dtype=torch.long),
                                max_new_tokens=12, do_sample=False, eos_token_id=None)[0, len(p["ids"]):].tolist()
        assert cached == p["greedy"], (folder, "generate() with a cache differs", cached, p["greedy"])
    for r, (key, v) in zip(ref["hidden"], hidden_of(model, ref["prompts"][0]["ids"]).items(), strict=True):
        assert r["name"] == key
        compare(numbers(v[:8]), r["first8"])
        compare(numbers(v.norm()), [r["l2"]])
    ids, golden = ref["prompts"][0]["ids"], torch.tensor(ref["prompts"][0]["logits_last"])
    try:
        sdpa = (logits_of(load(folder, attn="sdpa"), ids)[-1] - golden).abs().max().item()
    except ValueError:                                                          # no such implementation
        sdpa = float("nan")
    half = logits_of(load(folder, dtype=torch.bfloat16, attn=ref["attention"]), ids).float()
    assert torch.isfinite(half).all(), (folder, "bfloat16 is not finite")
    assert worst <= 1e-5, (folder, worst)
    return dict(f32=worst, sdpa=sdpa, bf16=(half[-1] - golden).abs().max().item(), logit_std=golden.std().item(),
                nll=ref["prompts"][0]["nll"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--seed", type=int, help="other weights and prompts")
    parser.add_argument("out")
    parser.add_argument("names", nargs="*")
    args = parser.parse_args()
    SEED.extend([args.seed] if args.seed is not None else [])
    if args.check:
        for name in args.names or sorted(d for d in os.listdir(args.out) if os.path.isdir(os.path.join(args.out, d))):
            r = check(os.path.join(args.out, name))
            print(f"{name:24}" + "".join(f"  {k} {v:8.2g}" for k, v in r.items()), flush=True)
        return
    start = time.time()
    for name in args.names or MODELS:
        t = time.time()
        sensitivity = make(args.out, name)
        folder = os.path.join(args.out, name)
        size = sum(os.path.getsize(os.path.join(folder, f)) for f in os.listdir(folder))
        print(f"{name:24} {size / 1000:6.0f} kB {time.time() - t:5.1f} s  {sensitivity}", flush=True)
        for key, delta in sensitivity.items():
            if not 1e-3 < delta < 1e3:
                print(f"  WARNING: {name} hardly depends on {key}: {delta}", file=sys.stderr)
    print(f"{time.time() - start:.1f} s")


if __name__ == "__main__":
    main()
