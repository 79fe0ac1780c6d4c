// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/run_context.h"

#include <string>

// The functions of the command table. Each takes and returns JSON text and throws Error.

namespace salient {

/// {"roots": folders to look in} → {"models": [{"path", "name", "revision", "source" ("folder" or "cache"), "class",
/// "family", "parameters", "bytes", "dtype", "complete", "missing", "quantization", "support" ("full", "partly" or
/// "none"), "reason", "modified"}], "roots": [{"path", "source", "exists", "writable", "free_bytes"}]}; what is not
/// known is null
std::string modelsCommand(const std::string& arguments, const RunContext& context);
/// {"clear": remove all} → {"folder", "bytes", "limit_bytes", "files": [{"file", "model", "head_bits", "bytes",
/// "last_used" (seconds since 1970)}], the one used last first, "removed": [{"file", "bytes", "reason" ("cleared", "its
/// model is gone" or "damaged")}]}: packed weights that are kept between starts. Files of no use are removed by
/// listing.
std::string cacheCommand(const std::string& arguments, const RunContext& context);
/// {"model"} → what inspectModel() says.
std::string inspectCommand(const std::string& arguments, const RunContext& context);
/// {"model", "sources", "samples", "length", "seed", "holdout_samples", "show", "chat_template"} → {"samples":
/// [{"tokens": [{"id", "text", "special", "scored"}], "truncated" (it does not end where a text ends)}], "report": as
/// the event "calibration_ready", "sources": [{"source", "texts", "tokens"}]}
std::string previewCommand(const std::string& arguments, const RunContext& context);
/// {"model" or "run" (a recorded run), "text", "context", "windows", "sweep" ("both", "alone", "restored"), "quantize":
/// recipe of the run that is made when none is given, "device"} → {"run_folder", "file", "sets": [{"set", "block",
/// "bits", "relative_error", "alone", "restored": {"kl", "kl_error", "loss", "loss_error", "low", "high"}}] (the worst
/// first), "noise_floor", "additivity", "control", "original_perplexity", "quantized": {…}, "seconds_alone",
/// "seconds_restored"}; sensitivity.json of the run keeps all of it
std::string sensitivityCommand(const std::string& arguments, const RunContext& context);
/// {"model", "text", "output" (folder), "methods", "bits", "group_sizes", "calibration", "samples", "seeds": lists, all
/// combinations of which are measured, "length" (tokens of a sample), "windows", "window_length", "memory_bytes" (of
/// one pass), "device"} → {"model", "text", "windows", "window_length", "rows": [{"method" ("16 bit": the original,
/// first), "bits", "group_size", "calibration", "samples", "seed", "bytes", "bits_per_weight", "perplexity",
/// "perplexity_error" (of the difference from the original), "kl", "kl_error", "same_top_token", "seconds",
/// "peak_bytes"}], "files"}; what the folder's study.json has is not measured again
std::string studyCommand(const std::string& arguments, const RunContext& context);
/// {"run", "target_bits" or "target_size" ("900MB"), "bits": list, "pins": [{"module", "bits"}]} → {"sets": [{"set",
/// "bits"}] (those that differ from the fewest bits), "marks": as of a recipe, "bits_per_weight", "bytes", "gap",
/// "predicted": {"kl", "perplexity", "low", "high"}}
std::string budgetCommand(const std::string& arguments, const RunContext& context);
/// {"model", "output", "format", "run", "overwrite", "shard_bytes"} → what convertModel() says.
std::string convertCommand(const std::string& arguments, const RunContext& context);
/// {"model", "other", "text", "context", "windows", "device"} → perplexity of both, KL(model ‖ other) with its spread,
/// how often the most likely token is the same, how far the probability of the right token moves
std::string compareCommand(const std::string& arguments, const RunContext& context);
/// {"model", "others": further models, "task": JSONL file, "shape": its name when it is not to be recognised, "limit":
/// items, "shots", "examples": file with the solved ones, "bos", "chat", "max_tokens", "output": file, "overwrite", and
/// what evaluate takes to load a model} → {"task", "shape", "items" (how many), "shots", "protocol", "output" (or
/// null), "models": [{"model", "seconds", "cut" (items that lost their beginning), and by the kind of items:
/// "accuracy", "accuracy_per_character", or "exact_match_marked", "exact_match_last", each {"value", "error"} and for
/// further models also as "…_change" from the first one, with "items": [{"line", …}]; "unfinished"; "replies",
/// "not_asked"}]}
std::string tasksCommand(const std::string& arguments, const RunContext& context);
/// {"model"} → {"presets": [{"name", "description", "licence", "bytes", "tokens"}]}; tokens are null without a model
std::string presetsCommand(const std::string& arguments, const RunContext& context);
/// {"file"} → {"fields": [{"name", "example", "kind"}], "shape" (what is read by default, or null), "records"}
std::string fieldsCommand(const std::string& arguments, const RunContext& context);
/// The arguments of quantize, targets too → {"model", "issues": [{"severity", "code", "sentence"}], "output_bytes",
/// "peak_bytes", "free_memory_bytes", "free_disk_bytes", "bits_per_weight" (of the blocks' linears), "seconds_low",
/// "seconds_high", "layers": [{"module", "block", "kind", "in", "out", "parameters", "bits", "group_size", "reason",
/// "fused_set", "bytes_now", "bytes_then"}], "formats": [{"format", "verdict" ("yes", "with_warnings", "no"),
/// "reasons":
/// [{"sentence", "modules" (how many)}]}], "budget": as of quantize without "measured", or null, "command_line"};
/// nothing is written
std::string planCommand(const std::string& arguments, const RunContext& context);
/// The keys of a recipe, and "recipe": a recipe file that they override → what quantizeModel() says, and "run_folder".
/// With "target_bits" or "target_size" the recipe's marks are pins, and the result has "budget": what budgetCommand()
/// says, "measurement" (the run it came from) and "measured" (the result on the measurement's text: "kl", "kl_error",
/// "perplexity", "perplexity_original", ...; null when that text is gone).
std::string quantizeCommand(const std::string& arguments, const RunContext& context);
/// {"model", "text" (a file), "context", "windows", "precision", "device"} → {"perplexity", "standard_error", "tokens",
/// "windows", "context", "protocol", "precision", "device", "seconds"}
std::string evaluateCommand(const std::string& arguments, const RunContext& context);
/// {"model", "tokens", "top", "precision", "device"} → {"logits", "top": [{"id", "token", "logit", "probability"}]}
/// of the position after the last token
std::string logitsCommand(const std::string& arguments, const RunContext& context);
/// {"model", "text" or "file", "special_tokens"} → {"ids", "tokens"}
std::string tokenizeCommand(const std::string& arguments, const RunContext& context);
/// {"model", "tokens", "special_tokens"} → {"text"}
std::string detokenizeCommand(const std::string& arguments, const RunContext& context);
/// {"model", "messages" (a file), "tools" (a file), "generation_prompt", "ids"} → {"text", "template" (where it is
/// from), "segments": [{"text", "from_user"}], "ids" when asked for}
std::string templateCommand(const std::string& arguments, const RunContext& context);
/// {"model", "prompt", "chat", "max_tokens", "greedy", "temperature", "top_k", "top_p", "min_p",
/// "repetition_penalty", "seed", "precision", "device"} → {"text", "tokens", "prompt_tokens", "stopped_by_eos",
/// "prompt_seconds", "decode_seconds"}; text as events on the way
std::string generateCommand(const std::string& arguments, const RunContext& context);
/// {"model", "adapter", "messages": [{"role", "content"}], "max_tokens", "temperature", "top_k", "top_p", "min_p",
/// "repetition_penalty", "greedy", "seed" (drawn when absent), "precision", "device"} → {"text", "tokens" (a count),
/// "prompt_tokens", "reused_tokens", "stopped_by" ("eos" or "length"), "time_to_first_token", "prompt_seconds",
/// "decode_seconds", "tokens_per_second", "prompt_tokens_per_second", "load_seconds", "context" (tokens it
/// takes), "context_full", "seed"}; text as events on the way. Without messages the model is loaded and nothing else,
/// and "stopped_by" is null. The context's KeptModel keeps the model for the next turn.
std::string chatCommand(const std::string& arguments, const RunContext& context);
/// {"model", "against"} → what verifyModel() says
std::string verifyCommand(const std::string& arguments, const RunContext& context);
/// {"root": folder of runs, the user's by default} → {"runs": [{"folder", "name", "model", "output", "started" (seconds
/// since 1970), "state" ("finished", "failed", "cancelled" or "unfinished"), "method", "bits", "group_size", "samples",
/// "length", "bytes_before", "bytes_after", "perplexity_before", "perplexity_after", "mean_kl", "seconds", "failure",
/// "notes", "problem"}], "root"}, the newest first; what is not known is null
std::string runsCommand(const std::string& arguments, const RunContext& context);
/// {"run": a folder, or the name of one of the user's runs, "output": the file, "report.html" in the run by default} →
/// {"file", "bytes", "charts"}
std::string reportCommand(const std::string& arguments, const RunContext& context);
/// {"run", "text": replaces the notes, blank text removes them} → {"run", "notes"}
std::string noteCommand(const std::string& arguments, const RunContext& context);
/// {"model", "adapter", "prompt" (tokens, 512), "decode" (128), "history" (2000), "repeats", "precision", "head_bits"
/// (16 or 8), "device"} → {"device" (the back-end's words), "head_bits", "threads", "prompt" and "decode": {"tokens",
/// "tokens_per_second", "seconds", "best_seconds"}, "first_token": {"seconds", "best_seconds"}, "follow_up": the same
/// behind a history, with
/// {"history", "reused_tokens", "times_first_turn"}, "load_seconds", "peak_bytes", "repeats"}; seconds are medians
std::string benchModelCommand(const std::string& arguments, const RunContext& context);
/// {"model", "repeats", "precision", "device"} → {"bytes" (weight files), "cold" and "warm": {"ready_seconds",
/// "first_token_seconds", "gb_per_second"}, "kept_cold" and "kept_warm" (from packed weights that are kept; null where
/// none are), "cold_means", "resident_bytes_before_cold", "direct_read": {"seconds", "gb_per_second"} (O_DIRECT; null
/// where there is none), "share_of_direct_read", ...}
std::string benchLoadCommand(const std::string& arguments, const RunContext& context);
/// {"model" or "shapes" (["14336x4096"], out by in), "bits", "group_size" (by default the largest up to 128 that
/// divides), "rows", "repeats", "dense" (false: quantised weights alone), "device"} → {"device", "dense_bf16_device",
/// "threads", "bits", "bytes_between_uses", "shapes": [{"out", "in", "group_size", "weight_bytes", "copies",
/// "read_gb_per_second", "rows": [{"rows", "seconds", "best_seconds", "gb_per_second", "share_of_read_speed", "gflops",
/// "dense_fp32" and "dense_bf16": {"seconds", "best_seconds", "gflops"} or null}]}]}
std::string benchKernelsCommand(const std::string& arguments, const RunContext& context);
/// {} → {"program", "version", "commands"}
std::string versionCommand(const std::string& arguments, const RunContext& context);

} // namespace salient
