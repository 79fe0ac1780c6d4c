// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/export_format.h"

namespace salient {

/// "awq-gemm": AutoAWQ's layout (core/checkpoint/awq_gemm.h), read by vLLM, SGLang and transformers.
ExportFormat awqGemmFormat();

} // namespace salient
