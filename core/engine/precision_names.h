// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json_fields.h"
#include "kernels/backend.h"

#include <array>

namespace salient {

/// How arguments and results spell a precision.
constexpr auto jsonNames(Precision) {
    return std::array<JsonName<Precision>, 2>{{{Precision::Fp32, "fp32"}, {Precision::Bf16, "bf16"}}};
}

} // namespace salient
