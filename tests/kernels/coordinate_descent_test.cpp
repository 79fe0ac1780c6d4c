// SPDX-License-Identifier: Apache-2.0
// descendRounding() beside coordinate descent written down from its definition, in double.
#include "tests/support/backend_cases.h"
#include "tests/support/reference_quantization.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace salient {
namespace {

constexpr double kDamping = 40.0;

// One rounded row by stored position, with the loss of everything about it computed anew.
struct Row {
    std::vector<double> weight;
    std::vector<double> codes;
    std::vector<double> scales; // [groups]
    std::vector<double> zeros;  // [groups]
    int64_t group = 0;

    double value(size_t k) const {
        const size_t at = k / static_cast<size_t>(group);
        return (codes[k] - zeros[at]) * scales[at];
    }
    double loss(const std::vector<std::vector<double>>& h) const {
        double sum = 0.0;
        for (size_t i = 0; i < weight.size(); ++i) {
            for (size_t j = 0; j < weight.size(); ++j) {
                sum += (value(i) - weight[i]) * h[i][j] * (value(j) - weight[j]);
            }
        }
        return sum;
    }
};

class CoordinateDescentTest : public EveryBackendTest {
protected:
    static std::vector<std::vector<double>> hessian(const Tensor& gram, std::span<const int32_t> order) {
        const auto in = static_cast<size_t>(gram.rows());
        std::vector<std::vector<double>> h(in, std::vector<double>(in));
        for (size_t i = 0; i < in; ++i) {
            for (size_t j = 0; j < in; ++j) {
                const size_t row = order.empty() ? i : static_cast<size_t>(order[i]);
                const size_t column = order.empty() ? j : static_cast<size_t>(order[j]);
                h[i][j] = gram.floats()[row * in + column] + (i == j ? kDamping : 0.0);
            }
        }
        return h;
    }
    static Row rowOf(const Tensor& weight, const PackedLinear& packed, int64_t index) {
        const std::span<const int32_t> order = packed.inputOrder();
        Row row;
        row.group = packed.groupSize();
        std::vector<uint8_t> codes(static_cast<size_t>(packed.inFeatures()));
        packed.unpackRow(index, codes);
        for (int64_t k = 0; k < packed.inFeatures(); ++k) {
            row.codes.push_back(codes[k]);
            row.weight.push_back(weight.floats()[index * packed.inFeatures() + (order.empty() ? k : order[k])]);
        }
        for (int64_t g = 0; g < packed.groups(); ++g) {
            row.scales.push_back(toFloat(packed.scales()[index * packed.groups() + g]));
            row.zeros.push_back(packed.zeros()[index * packed.groups() + g]);
        }
        return row;
    }
    static double lossOf(const Tensor& weight, const PackedLinear& packed, const Tensor& gram) {
        const auto h = hessian(gram, packed.inputOrder());
        double sum = 0.0;
        for (int64_t row = 0; row < packed.outFeatures(); ++row) {
            sum += rowOf(weight, packed, row).loss(h);
        }
        return sum;
    }
};

TEST_P(CoordinateDescentTest, SaysTheLossesThatItBeganAndEndedWith) {
    for (const int bits : {2, 4, 8}) {
        for (const bool symmetric : {false, true}) {
            SCOPED_TRACE(fmt::format("{} bits, {}", bits, symmetric ? "symmetric" : "asymmetric"));
            const Tensor weight = testing::randomWeights(6, 96, 3);
            const Tensor gram = testing::randomGram(96, 300, 5);
            PackedLinear packed = backend->quantize(weight, {bits, 32, symmetric, RangeRule::IncludeZero});
            const double before = lossOf(weight, packed, gram);
            const DescentResult found = backend->descendRounding(weight, gram, kDamping, packed);
            EXPECT_NEAR(found.lossBefore, before, 1e-5 * before);
            EXPECT_NEAR(found.lossAfter, lossOf(weight, packed, gram), 1e-4 * before);
            EXPECT_LT(found.lossAfter, 0.9 * before);
        }
    }
}

// Where it ends, no code that moves by itself gains more than the last sweep may leave.
TEST_P(CoordinateDescentTest, EndsWhereNoSingleCodePays) {
    const Tensor weight = testing::randomWeights(5, 64, 9);
    const Tensor gram = testing::randomGram(64, 200, 2);
    const auto h = hessian(gram, {});
    PackedLinear packed = backend->quantize(weight, {3, 16, false, RangeRule::IncludeZero});
    const auto bestMove = [&](int64_t index) { // of the row's loss
        Row row = rowOf(weight, packed, index);
        const double loss = row.loss(h);
        double best = 0.0;
        for (double& code : row.codes) {
            const double kept = code;
            for (code = 0.0; code <= 7.0; code += 1.0) {
                best = std::max(best, 1.0 - row.loss(h) / loss);
            }
            code = kept;
        }
        return best;
    };
    double start = 0.0;
    for (int64_t row = 0; row < 5; ++row) {
        start = std::max(start, bestMove(row));
    }
    EXPECT_GT(start, 0.05);
    backend->descendRounding(weight, gram, kDamping, packed);
    for (int64_t row = 0; row < 5; ++row) {
        EXPECT_LT(bestMove(row), 3e-3) << row;
    }
}

// Scales too: the best one of fp16 with the codes as they are.
TEST_P(CoordinateDescentTest, EndsWhereNoScalePays) {
    const Tensor weight = testing::randomWeights(4, 64, 19);
    const Tensor gram = testing::randomGram(64, 200, 12);
    const auto h = hessian(gram, {});
    PackedLinear packed = backend->quantize(weight, {4, 32, false, RangeRule::IncludeZero});
    for (Float16& scale : packed.scales()) {
        scale = toFloat16(1.3F * toFloat(scale)); // far too large
    }
    backend->descendRounding(weight, gram, kDamping, packed);
    for (int64_t index = 0; index < 4; ++index) {
        Row row = rowOf(weight, packed, index);
        const double loss = row.loss(h);
        for (double& scale : row.scales) {
            const double kept = scale;
            for (const double factor : {0.9, 0.99, 0.998, 1.002, 1.01, 1.1}) {
                scale = kept * factor;
                EXPECT_GT(row.loss(h), 0.998 * loss) << index << ", " << factor;
            }
            scale = kept;
        }
    }
}

TEST_P(CoordinateDescentTest, FollowsAnOrderOfInputs) {
    const int64_t in = 128;
    const Tensor weight = testing::randomWeights(3, in, 7);
    const Tensor gram = testing::randomGram(in, 400, 8);
    std::vector<int32_t> order(in);
    std::iota(order.begin(), order.end(), 0);
    for (size_t i = 0; i + 1 < order.size(); i += 2) { // neighbours far apart
        std::swap(order[i], order[(i * 5 + 17) % order.size()]);
    }
    Tensor factor({in, in}, DType::F32);
    ASSERT_TRUE(backend->factorizeGram(gram, order, kDamping, factor));
    PackedLinear packed = backend
                              ->quantizeWithFeedback(weight, {factor.view(), order, FeedbackGroups::Ordered},
                                                     {3, 32, false, RangeRule::IncludeZero})
                              .packed;
    ASSERT_FALSE(packed.inputOrder().empty());
    const double before = lossOf(weight, packed, gram);
    const DescentResult found = backend->descendRounding(weight, gram, kDamping, packed);
    EXPECT_NEAR(found.lossBefore, before, 1e-5 * before);
    EXPECT_NEAR(found.lossAfter, lossOf(weight, packed, gram), 1e-4 * before);
    EXPECT_LT(found.lossAfter, 0.99 * before); // GPTQ went before it
}

TEST_P(CoordinateDescentTest, LeavesAloneWhatIsExact) {
    Tensor weight({2, 32}, DType::F32);
    for (int64_t i = 0; i < weight.elements(); ++i) {
        weight.floats()[i] = 0.25F * static_cast<float>(i % 16 - 8);
    }
    PackedLinear packed = backend->quantize(weight, {4, 16, false, RangeRule::IncludeZero});
    const PackedLinear before = packed;
    const DescentResult found = backend->descendRounding(weight, testing::randomGram(32, 99, 1), kDamping, packed);
    EXPECT_EQ(found.lossAfter, 0.0);
    EXPECT_TRUE(std::ranges::equal(packed.codes(), before.codes()));
    EXPECT_TRUE(std::ranges::equal(packed.scales(), before.scales(),
                                   [](Float16 a, Float16 b) { return toFloat(a) == toFloat(b); }));
}

INSTANTIATE_TEST_SUITE_P(EveryBackend, CoordinateDescentTest, ::testing::ValuesIn(backendCases()), backendCaseName);

} // namespace
} // namespace salient
