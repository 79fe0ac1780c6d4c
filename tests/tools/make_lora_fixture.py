#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A LoRA adapter for tests/data/architectures/llama, merged by peft.

    make_lora_fixture.py LLAMA OUT     writes OUT/{adapter_config.json,adapter_model.safetensors}, OUT/merged.safetensors
                                       (some weights of the merged model, F32) and OUT/logits.json (of the merged model)
"""
import json, pathlib, sys
import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

torch.manual_seed(3)
torch.set_num_threads(1)
base, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32, attn_implementation="eager")
config = LoraConfig(r=2, lora_alpha=3, use_rslora=True, target_modules=["q_proj", "k_proj", "down_proj", "embed_tokens"],
                    rank_pattern={"down_proj": 3, "layers.1.self_attn.q_proj": 1}, alpha_pattern={"k_proj": 5, r"layers\.[1-9].mlp.down_proj": 7},
                    modules_to_save=["norm"], task_type="CAUSAL_LM")
model = get_peft_model(model, config)
with torch.no_grad():
    for name, weight in model.named_parameters():
        if "lora_" in name or "modules_to_save" in name:
            weight.normal_(1.0 if "norm" in name else 0.0, 0.3)
model.save_pretrained(out)
(out / "README.md").unlink(missing_ok=True)
adapter = json.loads((out / "adapter_config.json").read_text())
adapter["base_model_name_or_path"] = "llama"
(out / "adapter_config.json").write_text(json.dumps(adapter, indent=1) + "\n")
merged = model.merge_and_unload().eval()
weights = merged.state_dict()
kept = ["model.layers.0.self_attn.k_proj", "model.layers.1.self_attn.q_proj", "model.layers.0.mlp.down_proj", "model.layers.1.mlp.down_proj", "model.norm", "model.embed_tokens"]
save_file({f"{name}.weight": weights[f"{name}.weight"][:96].contiguous() for name in kept}, out / "merged.safetensors")
ids = list(range(3, 27))
with torch.no_grad():
    logits = merged(torch.tensor([ids])).logits[0, -1]
(out / "logits.json").write_text(json.dumps({"ids": ids, "logits_last": [round(x, 6) for x in logits.tolist()]}) + "\n")
