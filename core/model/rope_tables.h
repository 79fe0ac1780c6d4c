// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/rope_spec.h"

namespace salient {

/// Cosines and sines of the rotation angles [positions, rotaryDim / 2] in F32.
struct RopeTables {
    Tensor cosines;
    Tensor sines;
    int64_t length = 0; ///< ropeLength() that they were made for

    int64_t positions() const { return cosines.empty() ? 0 : cosines.rows(); }
};

/// What of the number of positions in use the frequencies depend on: 0 for most kinds, else a number that is the same
/// where they are.
int64_t ropeLength(const RopeSpec& spec, int64_t used);

/// Angles of position p and pair j: p · f_j, f_j = theta^(−2j / rotaryDim) after scaling
/// (transformers `modeling_rope_utils.py`). Computed as transformers does: in fp32. `length` is ropeLength().
RopeTables makeRopeTables(const RopeSpec& spec, int64_t positions, int64_t length);

} // namespace salient
