// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/feasibility.h"
#include "core/model/model_source.h"
#include "core/run_context.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace salient {

/// A quantised folder in another layout.
struct ConvertRequest {
    std::filesystem::path model;  ///< quantised, in any layout that is read
    std::filesystem::path output; ///< must not exist
    std::string format;           ///< of the table in core/formats
    bool overwrite = false;
    int64_t shardBytes = 5'000'000'000;
};

/// For every format: whether the linears of a quantised folder can be written in it as they are. Empty for a dense one.
std::vector<FormatFeasibility> conversionFeasibility(const ModelSource& source);

/// Repacks codes, zero points and scales as they are: nothing is rounded again, and the written folder, read back,
/// holds the same integers. Tensors in 16 bit become fp16, as all our folders have them. Returns JSON text: {"model",
/// "output", "from", "format", "linears" (whose integers were read back and compared), "bytes", "loaders" (see
/// writeFolderConfig())}. Throws Error (input) convert.not_quantized, convert.not_exact naming the first linear that
/// the format cannot hold as it is, and what writing throws.
std::string convertModel(const ConvertRequest& request, const RunContext& context);

} // namespace salient
