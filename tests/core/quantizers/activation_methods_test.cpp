// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/checkpoint.h"
#include "core/quantizers/llm_int8.h"
#include "core/quantizers/smooth_quant.h"
#include "tests/support/observed_block.h"
#include "tests/support/reference_math.h"
#include "tests/support/reference_quantization.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace salient {
namespace {

using reference::Matrix;

constexpr int64_t kTokens = 40;
constexpr int64_t kIn = 192;
constexpr int64_t kOut = 72;
constexpr double kLevels = 127.0;

Linear linearOf(const TensorView& weight) {
    Linear linear;
    linear.name = "m";
    linear.out = weight.rows();
    linear.in = weight.columns();
    linear.weight = WeightTensor(toFloat32(weight));
    return linear;
}

Tensor outputOf(Backend& backend, const Linear& linear, const TensorView& x) {
    Tensor y({x.rows(), linear.out}, DType::F32);
    linear.forward(backend, x, y);
    return y;
}

// Activations with a few channels far beyond the others, as language models have.
Tensor activations() {
    Tensor x = reference::randomTensor({kTokens, kIn}, 21, 1.2F);
    for (int64_t token = 0; token < kTokens; ++token) {
        x.floats()[static_cast<size_t>(token * kIn + 17)] *= 12.0F;
        x.floats()[static_cast<size_t>(token * kIn + 90)] *= 5.0F;
    }
    return x;
}

double largestInRow(const Matrix& matrix, int64_t row, const std::function<bool(double)>& counts) {
    double largest = 0.0;
    for (int64_t i = 0; i < matrix.columns; ++i) {
        largest = counts(matrix.at(row, i)) ? std::max(largest, std::fabs(matrix.at(row, i))) : largest;
    }
    return largest;
}

bool always(double) {
    return true;
}

// ‖found − expected‖ / ‖expected‖
double relativeError(const TensorView& found, const Matrix& expected) {
    const Matrix values(found);
    return std::sqrt(reference::squaredDistance(values, expected) /
                     reference::squaredDistance(expected, Matrix(expected.rows, expected.columns)));
}

// Section 3 of the paper: columns with outliers in 16 bit (here: exact), the rest in whole numbers with int32 sums.
Matrix llmInt8ByDefinition(const Matrix& x, const Matrix& weight) {
    const auto inlier = [](double value) { return std::fabs(value) < 6.0; };
    std::vector<bool> outlier(static_cast<size_t>(x.columns), false);
    for (int64_t t = 0; t < x.rows; ++t) {
        for (int64_t i = 0; i < x.columns; ++i) {
            outlier[static_cast<size_t>(i)] = outlier[static_cast<size_t>(i)] || !inlier(x.at(t, i));
        }
    }
    Matrix y(x.rows, weight.rows);
    for (int64_t o = 0; o < weight.rows; ++o) {
        const double weightStep = largestInRow(weight, o, always) / kLevels;
        for (int64_t t = 0; t < x.rows; ++t) {
            const double inputStep = largestInRow(x, t, inlier) / kLevels;
            double whole = 0.0;
            double beside = 0.0;
            for (int64_t i = 0; i < x.columns; ++i) {
                const double code = std::nearbyint(weight.at(o, i) / weightStep);
                if (outlier[static_cast<size_t>(i)]) {
                    beside += x.at(t, i) * code * weightStep;
                } else {
                    whole += std::nearbyint(x.at(t, i) / inputStep) * code;
                }
            }
            y.at(t, o) = whole * weightStep * inputStep + beside;
        }
    }
    return y;
}

class ActivationMethods : public ::testing::Test {
protected:
    std::unique_ptr<Backend> m_backend = makeBackend({});
};

TEST_F(ActivationMethods, LlmInt8ComputesWhatItsDefinitionSays) {
    const Tensor x = activations();
    const Tensor weight = testing::randomWeights(kOut, kIn, 22);
    Linear linear = linearOf(weight);
    toLlmInt8(*m_backend, linear);
    const Matrix expected = llmInt8ByDefinition(Matrix(x), Matrix(weight));
    EXPECT_LT(relativeError(outputOf(*m_backend, linear, x), expected), 1e-3);
    EXPECT_GT(relativeError(outputOf(*m_backend, linearOf(weight), x), expected), 3e-3) << "nothing was rounded";
}

TEST_F(ActivationMethods, LlmInt8ComputesWhatBitsandbytesDoes) {
    const Checkpoint goldens = Checkpoint::open(SALIENT_TEST_DATA "/bitsandbytes");
    Linear linear = linearOf(goldens.view("int8.weight"));
    toLlmInt8(*m_backend, linear);
    const Tensor y = outputOf(*m_backend, linear, toFloat32(goldens.view("int8.x")));
    EXPECT_LT(relativeError(y, Matrix(goldens.view("int8.y"))), 1e-5);
}

TEST_F(ActivationMethods, LlmInt8CountsOneByteAWeightAndAStepARow) {
    EXPECT_EQ(llmInt8Bytes(10, 100), 10 * 100 + 10 * 4);
}

TEST_F(ActivationMethods, SmoothingScalesFollowTheFormula) {
    const std::vector<float> largest = {4.0F, 1.0F, 100.0F, 0.0F};
    Tensor first = Tensor::zeros({1, 4});
    Tensor second = Tensor::zeros({2, 4});
    std::ranges::copy(std::array{-0.25F, 1.0F, 0.5F, 1.0F}, first.floats().begin());
    std::ranges::copy(std::array{0.1F, 0.0F, 0.0F, 0.0F, 0.1F, -4.0F, 0.01F, 0.0F}, second.floats().begin());
    const Tensor half = smoothingScales(largest, {first.view(), second.view()}, 0.5);
    EXPECT_FLOAT_EQ(half.floats()[0], 4.0F);              // √(4 / 0.25)
    EXPECT_FLOAT_EQ(half.floats()[1], 0.5F);              // √(1 / 4)
    EXPECT_FLOAT_EQ(half.floats()[2], std::sqrt(200.0F)); // √(100 / 0.5)
    EXPECT_FLOAT_EQ(half.floats()[3], 1e-5F);             // no input: the floor
    const Tensor all = smoothingScales(largest, {first.view(), second.view()}, 1.0);
    EXPECT_FLOAT_EQ(all.floats()[2], 100.0F) << "all of the range moves";
}

// Smoothed weights in rows, smoothed inputs in tokens, both in whole numbers; steps of weights as the file holds them.
Matrix smoothQuantByDefinition(const Matrix& x, const Matrix& weight, double alpha) {
    Matrix smoothX = x;
    Matrix smoothW = weight;
    for (int64_t i = 0; i < x.columns; ++i) {
        double a = 0.0;
        double w = 1e-5;
        for (int64_t t = 0; t < x.rows; ++t) {
            a = std::max(a, std::fabs(x.at(t, i)));
        }
        for (int64_t o = 0; o < weight.rows; ++o) {
            w = std::max(w, std::fabs(weight.at(o, i)));
        }
        const double scale = std::max(std::pow(a, alpha) / std::pow(w, 1.0 - alpha), 1e-5);
        for (int64_t t = 0; t < x.rows; ++t) {
            smoothX.at(t, i) /= scale;
        }
        for (int64_t o = 0; o < weight.rows; ++o) {
            smoothW.at(o, i) *= scale;
        }
    }
    Matrix y(x.rows, weight.rows);
    for (int64_t o = 0; o < weight.rows; ++o) {
        const auto weightStep =
            static_cast<double>(roundToFloat16(static_cast<float>(largestInRow(smoothW, o, always) / kLevels)));
        for (int64_t t = 0; t < x.rows; ++t) {
            const double inputStep = largestInRow(smoothX, t, always) / kLevels;
            double sum = 0.0;
            for (int64_t i = 0; i < x.columns; ++i) {
                sum += std::nearbyint(smoothX.at(t, i) / inputStep) * std::nearbyint(smoothW.at(o, i) / weightStep);
            }
            y.at(t, o) = sum * inputStep * weightStep;
        }
    }
    return y;
}

TEST_F(ActivationMethods, SmoothQuantComputesWhatItsDefinitionSays) {
    const Tensor x = activations();
    const Tensor weight = testing::randomWeights(kOut, kIn, 23);
    for (const double alpha : {0.5, 0.8}) {
        ChannelSums sums{Tensor::zeros({kIn}), Tensor::zeros({kIn}), 0};
        m_backend->accumulateChannels(x, sums);
        const Tensor scales = smoothingScales(sums.maxAbs.floats(), {weight.view()}, alpha);
        Tensor divided = x.clone();
        Tensor inverse = scales.clone();
        std::ranges::transform(scales.floats(), inverse.floats().begin(), [](float s) { return 1.0F / s; });
        m_backend->scaleMatrix(divided, {}, inverse);
        Linear linear = linearOf(weight);
        m_backend->scaleMatrix(linear.dense().owned(), {}, scales);
        linear.weight = m_backend->quantize(linear.dense().view(), kW8A8);
        const Matrix expected = smoothQuantByDefinition(Matrix(x), Matrix(weight), alpha);
        EXPECT_LT(relativeError(outputOf(*m_backend, linear, divided), expected), 1e-3) << alpha;
    }
}

TEST_F(ActivationMethods, SmoothingLeavesABlocksFunctionAndEvensItsInputs) {
    testing::ObservedBlock observed("llama");
    const ModelConfig& config = observed.source.config();
    // One channel of the norm's output far beyond the others.
    observed.block.inputNorm.weight.floats()[5] *= 40.0F;
    observed.statistics.reset(0);
    const Tensor expected = observed.run(
        observed.block, [&](LinearInput input, const TensorView& x) { observed.statistics.observe(input, x); });
    const auto unevenness = [&] {
        float largest = 0.0F;
        double sum = 0.0;
        observed.run(observed.block, [&](LinearInput input, const TensorView& x) {
            if (input.kind == LinearInput::Kind::Attention) {
                for (const float value : x.floats()) {
                    largest = std::max(largest, std::fabs(value));
                    sum += std::fabs(static_cast<double>(value)) / static_cast<double>(x.elements());
                }
            }
        });
        return static_cast<double>(largest) / sum;
    };
    const double before = unevenness();
    const auto scales = smoothBlock(*observed.backend, config, observed.block, observed.statistics, 0.5);
    EXPECT_EQ(scales.size(), 2U) << "before the attention and before the MLP";
    EXPECT_LT(relativeError(observed.run(observed.block), Matrix(expected)), 1e-5);
    EXPECT_LT(unevenness(), before / 2);
}

} // namespace
} // namespace salient
