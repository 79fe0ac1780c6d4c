// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"

#include <cstdint>
#include <vector>

namespace salient {

enum class RopeScaling { None, Linear, Llama3, Yarn, LongRope, DynamicNtk };

/// Rotary position embedding; frequencies as transformers' `modeling_rope_utils.py` computes them.
struct RopeSpec {
    double theta = 10000.0;
    int64_t rotaryDim = 0; ///< channels of a head that turn
    RotaryLayout layout = RotaryLayout::Halves;
    RopeScaling scaling = RopeScaling::None;
    double factor = 1.0;
    double lowFrequencyFactor = 1.0;  ///< llama3
    double highFrequencyFactor = 4.0; ///< llama3
    double originalPositions = 0.0;   ///< llama3, yarn, longrope, dynamic
    double betaFast = 32.0;           ///< yarn
    double betaSlow = 1.0;            ///< yarn
    bool truncate = true;             ///< yarn: the ends of the blend are whole channels
    double amplitude = 1.0;           ///< multiplies cosines and sines (yarn, longrope)
    std::vector<double> shortFactors; ///< longrope, [rotaryDim / 2]
    std::vector<double> longFactors;  ///< longrope beyond originalPositions

    /// Whether the frequencies depend on how many positions are in use.
    bool dependsOnLength() const { return scaling == RopeScaling::LongRope || scaling == RopeScaling::DynamicNtk; }
};

} // namespace salient
