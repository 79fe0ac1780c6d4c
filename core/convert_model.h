// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/feasibility.h"
#include "core/model/model_source.h"
#include "core/run_context.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace salient {

/// A quantised folder in another layout, or a model as a GGUF file.
struct ConvertRequest {
    std::filesystem::path model;  ///< quantised, in any layout that is read; for GGUF a dense one too
    std::filesystem::path output; ///< must not exist
    std::string format;           ///< of the table in core/formats, or of ggufFormats()
    bool overwrite = false;
    int64_t shardBytes = 5'000'000'000;
    std::filesystem::path run = {}; ///< GGUF only, see GgufRequest
};

/// Names of all formats of convertModel().
std::vector<std::string> convertFormats();
/// For every format: whether the linears of a quantised folder can be written in it as they are, and what GGUF's types
/// do to them. Empty for a dense one.
std::vector<FormatFeasibility> conversionFeasibility(const ModelSource& source);

/// Repacks codes, zero points and scales as they are: nothing is rounded again, and the written folder, read back,
/// holds the same integers. Tensors in 16 bit become fp16, as all our folders have them. Returns JSON text: {"model",
/// "output", "from", "format", "linears" (whose integers were read back and compared), "bytes", "loaders" (see
/// writeFolderConfig())}. Throws Error (input) convert.not_quantized, convert.not_exact naming the first linear that
/// the format cannot hold as it is, and what writing throws; (usage) format.unknown. GGUF: see convertToGguf().
std::string convertModel(const ConvertRequest& request, const RunContext& context);

} // namespace salient
