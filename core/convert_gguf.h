// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/feasibility.h"
#include "core/model/model_source.h"
#include "core/run_context.h"

#include <filesystem>
#include <string>
#include <vector>

namespace salient {

/// A model folder as one GGUF file.
struct GgufRequest {
    std::filesystem::path model;  ///< dense, or quantised in any layout that is read
    std::filesystem::path output; ///< the file; must not exist
    std::string format;           ///< of ggufFormats()
    std::filesystem::path run;    ///< a run of this (dense) model whose scales are folded in; may be empty
    bool overwrite = false;
};

/// "gguf-f16", "gguf-q8_0", "gguf-q4_0", "gguf-q4_1", "gguf-q4_k".
const std::vector<std::string>& ggufFormats();
bool isGgufFormat(const std::string& format);
/// For every one of them, what it does to the weights of a model and whether llama.cpp computes its family; none holds
/// a model whose inputs are rounded.
std::vector<FormatFeasibility> ggufFeasibility(const ModelSource& source);

/// Writes what llama.cpp loads. Integers of a quantised folder are carried over where the type holds them as they are;
/// otherwise, and for dense folders, GGUF's own quantisers round. The file is read back before it gets its name: every
/// byte is the one written, and every weight stands where it belongs. Returns JSON text: {"model", "output", "from",
/// "format", "architecture", "tensors", "types": [{"type", "tensors", "bytes",
/// "relative_error" (of what is stored in it)}], "bytes",
/// "bits_per_weight", "linears": {"exact", "minimum_rounded", "rounded_again", "from_16_bit"}, "notes": sentences}.
/// Throws Error (input): gguf.unknown_family, gguf.unsupported, gguf.tokenizer, gguf.run_needs_original,
/// gguf.run_without_scales, convert.not_exact, scales.missing, output.*; numeric gguf.not_expressible.
std::string convertToGguf(const GgufRequest& request, const RunContext& context);

} // namespace salient
