// SPDX-License-Identifier: Apache-2.0
// GPTQ against its definition: quantizeWithFeedback() beside algorithm 1 of the paper in double, with the factor of the
// inverse that the paper uses and ours avoids.
#include "tests/support/backend_cases.h"
#include "tests/support/reference_quantization.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace salient {
namespace {

using Square = std::vector<std::vector<double>>;

Square zeros(size_t size) {
    return Square(size, std::vector<double>(size, 0.0));
}

// Lower L with L Lᵀ = a.
Square choleskyOf(const Square& a) {
    Square l = zeros(a.size());
    for (size_t i = 0; i < a.size(); ++i) {
        for (size_t j = 0; j <= i; ++j) {
            double sum = a[i][j];
            for (size_t k = 0; k < j; ++k) {
                sum -= l[i][k] * l[j][k];
            }
            l[i][j] = i == j ? std::sqrt(sum) : sum / l[j][j];
        }
    }
    return l;
}

// By columns of L Lᵀ x = e.
Square inverseOf(const Square& a) {
    const Square l = choleskyOf(a);
    const size_t size = a.size();
    Square inverse = zeros(size);
    for (size_t column = 0; column < size; ++column) {
        std::vector<double> y(size, 0.0);
        for (size_t i = 0; i < size; ++i) {
            double sum = i == column ? 1.0 : 0.0;
            for (size_t k = 0; k < i; ++k) {
                sum -= l[i][k] * y[k];
            }
            y[i] = sum / l[i][i];
        }
        for (size_t i = size; i-- > 0;) {
            double sum = y[i];
            for (size_t k = i + 1; k < size; ++k) {
                sum -= l[k][i] * inverse[k][column];
            }
            inverse[i][column] = sum / l[i][i];
        }
    }
    return inverse;
}

Square dampedHessian(const Tensor& gram, const std::vector<int32_t>& order, double damping) {
    Square h = zeros(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
        for (size_t j = 0; j < order.size(); ++j) {
            h[i][j] = gram.floats()[order[i] * gram.columns() + order[j]];
        }
        h[i][i] += damping;
    }
    return h;
}

// Algorithm 1 on one row [in] by position, whole ranges, grids from the weights as they are when their group begins.
std::vector<double> referenceRow(std::vector<double> w, const Square& h, const QuantSpec& spec) {
    const Square inverse = inverseOf(h);
    const Square lower = choleskyOf(inverse); // U = Lᵀ
    const auto size = static_cast<size_t>(spec.groupSize);
    std::vector<double> q(w.size());
    testing::ReferenceGroup grid;
    for (size_t k = 0; k < w.size(); ++k) {
        if (k % size == 0) {
            grid = testing::referenceGroup(std::span(w).subspan(k, size), spec);
        }
        const double code = std::clamp(std::nearbyint(w[k] / grid.scale) + grid.zero, 0.0, spec.maxCode() * 1.0);
        q[k] = (code - grid.zero) * grid.scale;
        const double error = (w[k] - q[k]) / lower[k][k];
        for (size_t later = k; later < w.size(); ++later) {
            w[later] -= error * lower[later][k];
        }
    }
    return q;
}

std::vector<int32_t> identityOrder(int64_t in) {
    std::vector<int32_t> order(static_cast<size_t>(in));
    std::iota(order.begin(), order.end(), 0);
    return order;
}

std::vector<int32_t> shuffledOrder(int64_t in) {
    std::vector<int32_t> order = identityOrder(in);
    std::mt19937 random(5);
    for (size_t i = order.size() - 1; i > 0; --i) {
        std::swap(order[i], order[random() % (i + 1)]);
    }
    return order;
}

double meanDiagonal(const Tensor& gram) {
    double sum = 0.0;
    for (int64_t i = 0; i < gram.rows(); ++i) {
        sum += gram.floats()[i * gram.rows() + i];
    }
    return sum / static_cast<double>(gram.rows());
}

class FeedbackRoundingTest : public EveryBackendTest {
protected:
    Tensor factorOf(const Tensor& gram, const std::vector<int32_t>& order, double damping) {
        Tensor factor({gram.rows(), gram.rows()}, DType::F32);
        EXPECT_TRUE(backend->factorizeGram(gram, order, damping, factor));
        return factor;
    }
    // Σ dᵀ G d of what a rounded weight loses.
    double lossOf(const Tensor& weight, const PackedLinear& packed, const Tensor& gram) {
        Tensor error(weight.shape(), DType::F32);
        backend->dequantize(packed, error);
        for (int64_t i = 0; i < error.elements(); ++i) {
            error.floats()[i] = weight.floats()[i] - error.floats()[i];
        }
        return backend->gramLoss(error, gram, {});
    }
};
INSTANTIATE_TEST_SUITE_P(EveryBackend, FeedbackRoundingTest, ::testing::ValuesIn(backendCases()), backendCaseName);

TEST_P(FeedbackRoundingTest, FactorTimesItsTransposeIsTheDampedGram) {
    for (const int64_t size : {1, 3, 63, 65, 129, 200, 577}) {
        const Tensor gram = testing::randomGram(size, 4 * size, 11);
        const std::vector<int32_t> order = shuffledOrder(size);
        const double damping = 0.01 * meanDiagonal(gram);
        const Tensor factor = factorOf(gram, order, damping);
        const Square expected = dampedHessian(gram, order, damping);
        for (int64_t i = 0; i < size; ++i) {
            for (int64_t j = 0; j < size; ++j) {
                double sum = 0.0;
                for (int64_t k = 0; k < size; ++k) {
                    sum += static_cast<double>(factor.floats()[i * size + k]) * factor.floats()[j * size + k];
                }
                ASSERT_NEAR(sum, expected[i][j], 3e-6 * std::sqrt(expected[i][i] * expected[j][j]))
                    << size << ": " << i << ", " << j;
                ASSERT_TRUE(j >= i || factor.floats()[i * size + j] == 0.0F);
            }
        }
    }
}

TEST_P(FeedbackRoundingTest, RefusesWhatIsNotPositiveDefinite) {
    Tensor gram = testing::randomGram(96, 300, 3);
    Tensor factor({96, 96}, DType::F32);
    gram.floats()[70 * 96 + 70] = -1.0F;
    EXPECT_FALSE(backend->factorizeGram(gram, {}, 0.0, factor));
    gram.floats()[70 * 96 + 70] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_FALSE(backend->factorizeGram(gram, {}, 0.0, factor));
}

TEST_P(FeedbackRoundingTest, GivesWhatThePaperDoes) {
    for (const auto& [in, group] : std::vector<std::pair<int64_t, int64_t>>{{64, 16}, {192, 64}, {256, 0}}) {
        SCOPED_TRACE(fmt::format("{} in groups of {}", in, group));
        const Tensor weight = testing::randomWeights(5, in, 7);
        const Tensor gram = testing::randomGram(in, 3 * in, 9);
        const double damping = 0.01 * meanDiagonal(gram);
        QuantSpec spec{4, group == 0 ? in : group, false, RangeRule::IncludeZero};
        const Tensor factor = factorOf(gram, {}, damping);
        const FeedbackResult found = backend->quantizeWithFeedback(weight, {factor.view(), {}}, spec);
        Tensor values(weight.shape(), DType::F32);
        backend->dequantize(found.packed, values);
        const Square hessian = dampedHessian(gram, identityOrder(in), damping);
        int64_t other = 0; // a tie in fp32 goes its own way, and all behind it in the row
        for (int64_t row = 0; row < 5; ++row) {
            const float* w = weight.floats().data() + row * in;
            const std::vector<double> expected = referenceRow({w, w + in}, hessian, spec);
            for (int64_t j = 0; j < in; ++j) {
                other += std::fabs(values.floats()[row * in + j] - expected[j]) > 1e-5 ? 1 : 0;
            }
        }
        EXPECT_LE(other, in / 4) << "of " << 5 * in;
    }
}

TEST_P(FeedbackRoundingTest, LossIsThatOfTheDampedGram) {
    const int64_t in = 320;
    const Tensor weight = testing::randomWeights(9, in, 7);
    Tensor gram = testing::randomGram(in, 3 * in, 9);
    const double damping = 0.02 * meanDiagonal(gram);
    const std::vector<int32_t> order = shuffledOrder(in);
    const Tensor factor = factorOf(gram, order, damping);
    for (const FeedbackGroups groups : {FeedbackGroups::Ordered, FeedbackGroups::Static}) {
        const FeedbackResult found = backend->quantizeWithFeedback(
            weight, {factor.view(), order, groups, FeedbackRange::Whole}, {4, 64, false, RangeRule::IncludeZero});
        Tensor damped = gram.clone();
        for (int64_t i = 0; i < in; ++i) {
            damped.floats()[i * in + i] += static_cast<float>(damping);
        }
        const double expected = lossOf(weight, found.packed, damped);
        EXPECT_NEAR(found.loss, expected, 1e-4 * expected);
        EXPECT_EQ(found.packed.inputOrder().empty(), groups == FeedbackGroups::Static);
    }
}

TEST_P(FeedbackRoundingTest, LosesLessThanRoundingToNearestAndASearchedRangeLessStill) {
    const int64_t in = 512;
    const Tensor weight = testing::randomWeights(32, in, 7);
    const Tensor gram = testing::randomGram(in, 3 * in, 9);
    const Tensor factor = factorOf(gram, {}, 0.01 * meanDiagonal(gram));
    for (const bool symmetric : {false, true}) {
        for (const int64_t group : {32, 128, 256, 0}) {
            SCOPED_TRACE(fmt::format("groups of {}, {}", group, symmetric ? "symmetric" : "asymmetric"));
            const QuantSpec spec{3, group, symmetric, RangeRule::IncludeZero};
            const double nearest = lossOf(weight, backend->quantize(weight, spec), gram);
            const auto fedBack = [&](FeedbackRange range) {
                return lossOf(
                    weight,
                    backend->quantizeWithFeedback(weight, {factor.view(), {}, FeedbackGroups::Kept, range}, spec)
                        .packed,
                    gram);
            };
            const double whole = fedBack(FeedbackRange::Whole);
            EXPECT_LT(whole, 0.8 * nearest);
            EXPECT_LT(fedBack(FeedbackRange::Searched), 0.97 * whole);
        }
    }
}

TEST_P(FeedbackRoundingTest, WithoutCorrelationsItIsRoundingToNearest) {
    const int64_t in = 128;
    const Tensor weight = testing::randomWeights(7, in, 21);
    Tensor gram = Tensor::zeros({in, in}, DType::F32);
    for (int64_t i = 0; i < in; ++i) {
        gram.floats()[i * in + i] = static_cast<float>(1 + i % 5);
    }
    const Tensor factor = factorOf(gram, {}, 0.0);
    const QuantSpec spec{4, 32, false, RangeRule::IncludeZero};
    const PackedLinear found = backend->quantizeWithFeedback(weight, {factor.view(), {}}, spec).packed;
    const PackedLinear expected = backend->quantize(weight, spec);
    EXPECT_TRUE(std::ranges::equal(found.codes(), expected.codes()));
    EXPECT_TRUE(std::ranges::equal(found.zeros(), expected.zeros()));
}

TEST_P(FeedbackRoundingTest, KeepsGroupsWhereTheyLieWhenTheOrderMovesThemWhole) {
    const int64_t in = 192;
    const Tensor weight = testing::randomWeights(3, in, 2);
    const Tensor gram = testing::randomGram(in, 600, 4);
    std::vector<int32_t> order; // last group first, columns of a group backwards
    for (int64_t p = in; p-- > 0;) {
        order.push_back(static_cast<int32_t>(p));
    }
    const Tensor factor = factorOf(gram, order, 0.01 * meanDiagonal(gram));
    const QuantSpec spec{8, 64, false, RangeRule::IncludeZero};
    const FeedbackResult found = backend->quantizeWithFeedback(weight, {factor.view(), order}, spec);
    Tensor values(weight.shape(), DType::F32);
    backend->dequantize(found.packed, values);
    for (int64_t i = 0; i < weight.elements(); ++i) {
        const float step = toFloat(found.packed.scales()[i / 64]);
        EXPECT_NEAR(values.floats()[i], weight.floats()[i], 6.0F * step); // 8 bits: moved by feedback, not shuffled
    }
}

} // namespace
} // namespace salient
