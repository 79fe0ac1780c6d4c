// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

namespace salient {

/// compressed-tensors `int-quantized`, W8A8: one signed byte per weight and one scale per output channel; inputs are
/// rounded to 8 bits per token while the model runs, which programs that load it and this one do alike
/// (vllm-project/compressed-tensors compressors/naive_quantized; the scheme of SmoothQuant).
ExportFormat compressedTensorsInt8Format();

} // namespace salient
