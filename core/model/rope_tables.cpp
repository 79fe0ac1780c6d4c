// SPDX-License-Identifier: Apache-2.0
#include "core/model/rope_tables.h"

#include <algorithm>
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

// yarn: the same idea, blended over channels instead of wavelengths (Peng et al. 2023, section 3.2).
float scaleYarn(const RopeSpec& spec, float frequency, int64_t pair) {
    const auto dim = static_cast<double>(spec.rotaryDim);
    const auto channelOf = [&](double rotations) {
        return dim * std::log(spec.originalPositions / (rotations * 2.0 * std::numbers::pi)) /
               (2.0 * std::log(spec.theta));
    };
    double low = channelOf(spec.betaFast);
    double high = channelOf(spec.betaSlow);
    if (spec.truncate) {
        low = std::floor(low);
        high = std::ceil(high);
    }
    low = std::max(low, 0.0);
    high = std::min(high, dim - 1.0);
    high += low == high ? 0.001 : 0.0;
    const double ramp = std::clamp((static_cast<double>(pair) - low) / (high - low), 0.0, 1.0);
    return static_cast<float>(frequency / spec.factor * ramp + frequency * (1.0 - ramp));
}

// A longer text than the model was made for moves theta up (dynamic NTK).
double thetaFor(const RopeSpec& spec, int64_t length) {
    if (spec.scaling != RopeScaling::DynamicNtk || static_cast<double>(length) <= spec.originalPositions) {
        return spec.theta;
    }
    const auto dim = static_cast<double>(spec.rotaryDim);
    const double stretch = spec.factor * static_cast<double>(length) / spec.originalPositions - (spec.factor - 1.0);
    return spec.theta * std::pow(stretch, dim / (dim - 2.0));
}

float frequencyOf(const RopeSpec& spec, int64_t pair, int64_t length) {
    const double exponent = static_cast<double>(2 * pair) / static_cast<double>(spec.rotaryDim);
    const double wave = std::pow(thetaFor(spec, length), exponent);
    const float frequency = static_cast<float>(1.0 / wave);
    switch (spec.scaling) {
    case RopeScaling::None:
    case RopeScaling::DynamicNtk:
        return frequency;
    case RopeScaling::Linear:
        return static_cast<float>(frequency / spec.factor);
    case RopeScaling::Llama3:
        return scaleLlama3(spec, frequency);
    case RopeScaling::Yarn:
        return scaleYarn(spec, frequency, pair);
    case RopeScaling::LongRope:
        return static_cast<float>(
            1.0 / (wave * (length > 0 ? spec.longFactors : spec.shortFactors)[static_cast<size_t>(pair)]));
    }
    return frequency;
}

} // namespace

int64_t ropeLength(const RopeSpec& spec, int64_t used) {
    if (!spec.dependsOnLength() || static_cast<double>(used) <= spec.originalPositions) {
        return 0;
    }
    return spec.scaling == RopeScaling::LongRope ? 1 : used;
}

RopeTables makeRopeTables(const RopeSpec& spec, int64_t positions, int64_t length) {
    const int64_t pairs = spec.rotaryDim / 2;
    RopeTables tables{Tensor({positions, pairs}, DType::F32), Tensor({positions, pairs}, DType::F32), length};
    const auto amplitude = static_cast<float>(spec.amplitude);
    for (int64_t j = 0; j < pairs; ++j) {
        const float frequency = frequencyOf(spec, j, length);
        for (int64_t p = 0; p < positions; ++p) {
            const float angle = static_cast<float>(p) * frequency; // rounded to fp32 as the reference does
            tables.cosines.floats()[static_cast<size_t>(p * pairs + j)] = std::cos(angle) * amplitude;
            tables.sines.floats()[static_cast<size_t>(p * pairs + j)] = std::sin(angle) * amplitude;
        }
    }
    return tables;
}

} // namespace salient
