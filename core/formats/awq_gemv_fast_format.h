// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

namespace salient {

/// "awq-gemv-fast": AutoAWQ's layout core/formats/awq_gemv_fast.h, read by AutoAWQ and GPTQModel.
ExportFormat awqGemvFastFormat();

} // namespace salient
