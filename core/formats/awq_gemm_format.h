// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

namespace salient {

/// "awq-gemm": AutoAWQ's layout (core/formats/awq_gemm.h), read by vLLM, SGLang and transformers.
ExportFormat awqGemmFormat();

} // namespace salient
