// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

#include <map>

namespace salient {

/// Adds the bytes of a linear by the bits it could have: `measured` is how it is stored now. Of other bits the smallest
/// size that any format of the table has, codes and scales alone when none has it; 16 is fp16.
void addSizes(const ExportLinear& linear, const QuantSpec& measured, std::map<int, int64_t>& bytes);

} // namespace salient
