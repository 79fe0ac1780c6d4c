// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

namespace salient {

// GPTQ's layout (core/formats/gptq.h) with 2, 3, 4 and 8 bits, mixed by `dynamic`.

/// "gptq": zero points one less, symmetric: read by vLLM, SGLang (4 and 8 bits), transformers, ExLlama-style engines.
ExportFormat gptqFormat();

/// "gptq-v2": zero points as they are: the one for asymmetric weights, read by GPTQModel and transformers through it.
ExportFormat gptqV2Format();

} // namespace salient
