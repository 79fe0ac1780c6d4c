// SPDX-License-Identifier: Apache-2.0
#include "core/model/rope_tables.h"

#include <cmath>
#include <numbers>

namespace salient {

namespace {

// llama3: long waves are stretched by `factor`, short ones kept, those between blended.
float scaleLlama3(const RopeSpec& spec, float frequency) {
    const double wavelength = 2.0 * std::numbers::pi / static_cast<double>(frequency);
    if (wavelength < spec.originalPositions / spec.highFrequencyFactor) {
        return frequency;
    }
    if (wavelength > spec.originalPositions / spec.lowFrequencyFactor) {
        return static_cast<float>(frequency / spec.factor);
    }
    const double smooth = (spec.originalPositions / wavelength - spec.lowFrequencyFactor) /
                          (spec.highFrequencyFactor - spec.lowFrequencyFactor);
    return static_cast<float>((1.0 - smooth) * frequency / spec.factor + smooth * frequency);
}

float frequencyOf(const RopeSpec& spec, int64_t pair) {
    const double exponent = static_cast<double>(2 * pair) / static_cast<double>(spec.rotaryDim);
    const float frequency = static_cast<float>(1.0 / std::pow(spec.theta, exponent));
    switch (spec.scaling) {
    case RopeScaling::None:
        return frequency;
    case RopeScaling::Linear:
        return static_cast<float>(frequency / spec.factor);
    case RopeScaling::Llama3:
        return scaleLlama3(spec, frequency);
    }
    return frequency;
}

} // namespace

RopeTables makeRopeTables(const RopeSpec& spec, int64_t positions) {
    const int64_t pairs = spec.rotaryDim / 2;
    RopeTables tables{Tensor({positions, pairs}, DType::F32), Tensor({positions, pairs}, DType::F32)};
    for (int64_t j = 0; j < pairs; ++j) {
        const float frequency = frequencyOf(spec, j);
        for (int64_t p = 0; p < positions; ++p) {
            const float angle = static_cast<float>(p) * frequency; // rounded to fp32 as the reference does
            tables.cosines.floats()[static_cast<size_t>(p * pairs + j)] = std::cos(angle);
            tables.sines.floats()[static_cast<size_t>(p * pairs + j)] = std::sin(angle);
        }
    }
    return tables;
}

} // namespace salient
