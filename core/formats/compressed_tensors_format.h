// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

namespace salient {

/// "compressed-tensors": pack-quantized (core/formats/compressed_tensors.h), read by vLLM, SGLang and transformers; the
/// one format of these that holds 4, 8 and 16 bits in one model.
ExportFormat compressedTensorsFormat();

} // namespace salient
