// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

#include <string>

namespace salient {

/// JSON text of compressed-tensors' `quantization_config`; `format` names how all weights lie, "pack-quantized" or
/// "int-quantized". Explicit targets only: a "Linear" for the rest would also catch what other programs add to the
/// model, and vLLM takes the first expression that fits the fused path, so that each has to end with `$` and name the
/// fused form. Throws Error (input) as moduleExpressions().
std::string compressedTensorsSection(const ExportSettings& settings, const char* format);

} // namespace salient
