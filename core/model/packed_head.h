// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"

#include <memory>

namespace salient {

/// An output head [vocabulary, hidden] of any floating type rounded to 8 bits for inference: symmetric groups of 32
/// inputs (the whole row where 32 do not fit), nearest value, scales in fp16. Half the bytes of a 16-bit head; the
/// files stay as they are.
std::unique_ptr<PackedWeight> packHead(Backend& backend, const TensorView& head);

/// Its name among packed weights that are kept.
inline constexpr const char* kPackedHeadName = "head";

} // namespace salient
