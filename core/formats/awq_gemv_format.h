// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

namespace salient {

/// "awq-gemv": AutoAWQ's layout core/formats/awq_gemv.h, read by AutoAWQ and GPTQModel.
ExportFormat awqGemvFormat();

} // namespace salient
