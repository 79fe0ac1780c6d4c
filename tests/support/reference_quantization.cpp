// SPDX-License-Identifier: Apache-2.0
#include "tests/support/reference_quantization.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace salient::testing {

namespace {

double half(double value) {
    return roundToFloat16(static_cast<float>(value));
}

// Normal numbers by Box and Muller: std::normal_distribution differs between libraries.
class Normal {
public:
    explicit Normal(uint32_t seed) : m_engine(seed) {}
    float operator()() {
        const double u = (m_engine() + 0.5) / 4294967296.0;
        const double v = (m_engine() + 0.5) / 4294967296.0;
        return static_cast<float>(std::sqrt(-2.0 * std::log(u)) * std::cos(6.283185307179586 * v));
    }

private:
    std::mt19937 m_engine;
};

// w / scale in the precision of the rule: fp32 with the reciprocal, fp32 or fp16.
double positionOf(double weight, double scale, RangeRule rule) {
    const auto w = static_cast<float>(weight);
    const auto s = static_cast<float>(scale);
    if (rule == RangeRule::IncludeZero) {
        return w * (1.0F / s);
    }
    return rule == RangeRule::AutoAwq ? w / s : half(w / s);
}

ReferenceGroup gridOfRule(double low, double high, const QuantSpec& spec) {
    const double last = spec.maxCode();
    const double middle = 1 << (spec.bits - 1);
    ReferenceGroup group;
    if (spec.rule == RangeRule::IncludeZero) {
        low = std::min(low, 0.0);
        high = std::max(high, 0.0);
    }
    const double range = spec.symmetric ? std::max(-low, high) : high - low;
    const double divisor = spec.symmetric ? middle - 1.0 : last;
    if (spec.rule == RangeRule::IncludeZero) {
        group.scale = std::max(half(static_cast<float>(range) / static_cast<float>(divisor)), 0x1p-24);
        group.zero = std::clamp(std::nearbyint(positionOf(-low, group.scale, spec.rule)), 0.0, last);
    } else if (spec.rule == RangeRule::AutoAwqHalf) {
        group.scale = half(std::max(half(range), half(1e-5)) / divisor);
        group.zero = std::clamp(-std::nearbyint(positionOf(low, group.scale, spec.rule)), 0.0, last);
    } else {
        group.scale = std::max(static_cast<float>(range), 1e-5F) / static_cast<float>(divisor);
        group.zero = std::clamp(-std::nearbyint(positionOf(low, group.scale, spec.rule)), 0.0, last);
    }
    group.zero = spec.symmetric ? middle : group.zero;
    return group;
}

} // namespace

ReferenceGroup referenceGroup(std::span<const double> weights, const QuantSpec& spec) {
    const bool isHalf = spec.rule == RangeRule::AutoAwqHalf;
    std::vector<double> prepared(weights.begin(), weights.end());
    if (isHalf) {
        std::ranges::transform(prepared, prepared.begin(), half);
    }
    const auto [low, high] = std::ranges::minmax(prepared);
    ReferenceGroup group = gridOfRule(low, high, spec);
    const double last = spec.maxCode();
    for (const double w : prepared) {
        double code = std::clamp(std::nearbyint(positionOf(w, group.scale, spec.rule)) + group.zero, 0.0, last);
        if (isHalf && !spec.symmetric) {
            const double rounded = half((code - group.zero) * group.scale);
            code = std::nearbyint(half(half(rounded + half(group.zero * group.scale)) / group.scale));
            code = std::clamp(code, 0.0, last);
        }
        group.codes.push_back(code);
        group.values.push_back((code - group.zero) * group.scale);
    }
    return group;
}

std::vector<double> referenceGramTerms(const TensorView& error, const TensorView& gram) {
    const int64_t in = error.columns();
    std::vector<double> terms(static_cast<size_t>(error.rows()), 0.0);
    for (int64_t row = 0; row < error.rows(); ++row) {
        const float* d = error.floats().data() + row * in;
        for (int64_t i = 0; i < in; ++i) {
            for (int64_t j = 0; j < in; ++j) {
                terms[row] += static_cast<double>(d[i]) * gram.floats()[i * in + j] * d[j];
            }
        }
    }
    return terms;
}

ReferenceClip referenceClip(const TensorView& weight, const TensorView& gram, const QuantSpec& spec) {
    const int64_t in = weight.columns();
    const int64_t size = spec.groupFor(in);
    ReferenceClip result;
    for (int64_t at = 0; at < weight.elements(); at += size) {
        const std::span<const float> w = weight.floats().subspan(at, size);
        const int64_t column = at % in;
        const float largest = std::fabs(*std::ranges::max_element(w, {}, [](float x) { return std::fabs(x); }));
        double best = 0.0;
        for (int step = 0; step < 10; ++step) {
            const float limit = largest * static_cast<float>(1.0 - step / 20.0);
            std::vector<double> clipped(w.begin(), w.end());
            std::ranges::for_each(clipped, [&](double& x) { x = std::clamp<double>(x, -limit, limit); });
            const std::vector<double> rounded = referenceGroup(clipped, spec).values;
            double error = 0.0;
            for (int64_t i = 0; i < size; ++i) {
                for (int64_t j = 0; j < size; ++j) {
                    error += (rounded[i] - w[i]) * gram.floats()[(column + i) * in + column + j] * (rounded[j] - w[j]);
                }
            }
            result.errors.push_back(error);
            if (step == 0) {
                result.limit.push_back(largest);
                best = error;
            } else if (error < best) {
                result.limit.back() = limit;
                best = error;
            }
        }
    }
    return result;
}

Tensor randomWeights(int64_t rows, int64_t in, uint32_t seed) {
    Normal normal(seed);
    Tensor weights({rows, in}, DType::F32);
    for (float& w : weights.floats()) {
        w = 0.05F * normal();
        w *= std::fabs(w) > 0.12F ? 4.0F : 1.0F;
    }
    return weights;
}

Tensor randomColumnScale(int64_t in, uint32_t seed) {
    Normal normal(seed);
    Tensor scale({in}, DType::F32);
    for (float& s : scale.floats()) {
        s = std::exp(normal());
    }
    return scale;
}

Tensor randomGram(int64_t in, int64_t tokens, uint32_t seed) {
    Normal normal(seed);
    std::vector<float> x(static_cast<size_t>(tokens * in));
    for (int64_t t = 0; t < tokens; ++t) {
        const float shared = normal();
        for (int64_t i = 0; i < in; ++i) {
            x[t * in + i] = (normal() + 0.5F * shared) * (i % 37 == 5 ? 20.0F : 1.0F);
        }
    }
    Tensor gram({in, in}, DType::F32);
    for (int64_t i = 0; i < in; ++i) {
        for (int64_t j = 0; j < in; ++j) {
            double sum = 0.0;
            for (int64_t t = 0; t < tokens; ++t) {
                sum += static_cast<double>(x[t * in + i]) * x[t * in + j];
            }
            gram.floats()[i * in + j] = static_cast<float>(sum);
        }
    }
    return gram;
}

} // namespace salient::testing
