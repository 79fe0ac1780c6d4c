// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"

namespace salient {

/// Cosines and sines of the rotation angles [positions, rotaryDim / 2] in F32.
struct RopeTables {
    Tensor cosines;
    Tensor sines;

    int64_t positions() const { return cosines.empty() ? 0 : cosines.rows(); }
};

/// Angles of position p and pair j: p · f_j, f_j = theta^(−2j / rotaryDim) after scaling
/// (transformers `modeling_rope_utils.py`: default, linear, llama3). Computed as transformers does: in fp32.
RopeTables makeRopeTables(const RopeSpec& spec, int64_t positions);

} // namespace salient
