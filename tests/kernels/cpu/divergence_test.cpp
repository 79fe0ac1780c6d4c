// SPDX-License-Identifier: Apache-2.0
#include "kernels/backend.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace salient {
namespace {

Tensor randomLogits(int64_t rows, int64_t columns, uint32_t seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0.0F, 4.0F);
    Tensor logits({rows, columns}, DType::F32);
    for (float& value : logits.floats()) {
        value = normal(random);
    }
    return logits;
}

double naiveKl(std::span<const float> p, std::span<const float> q) {
    double sumP = 0.0;
    double sumQ = 0.0;
    for (size_t i = 0; i < p.size(); ++i) {
        sumP += std::exp(static_cast<double>(p[i]));
        sumQ += std::exp(static_cast<double>(q[i]));
    }
    double kl = 0.0;
    for (size_t i = 0; i < p.size(); ++i) {
        const double logP = static_cast<double>(p[i]) - std::log(sumP);
        kl += std::exp(logP) * (logP - static_cast<double>(q[i]) + std::log(sumQ));
    }
    return kl;
}

TEST(Divergence, AgreesWithTheDefinition) {
    const auto backend = makeBackend({});
    for (const int64_t vocabulary : {1, 3, 127, 129, 4096}) {
        const Tensor p = randomLogits(5, vocabulary, 1);
        const Tensor q = randomLogits(5, vocabulary, 2);
        std::vector<double> kl(5);
        backend->divergence(p, q, kl);
        for (int64_t t = 0; t < 5; ++t) {
            const double expected = naiveKl(p.view().slice(t, t + 1).floats(), q.view().slice(t, t + 1).floats());
            EXPECT_NEAR(kl[static_cast<size_t>(t)], expected, 1e-5 * (1.0 + expected)) << vocabulary;
        }
    }
}

TEST(Divergence, OfEqualLogitsIsZero) {
    const auto backend = makeBackend({});
    const Tensor p = randomLogits(3, 1000, 3);
    std::vector<double> kl(3);
    backend->divergence(p, p, kl);
    for (const double value : kl) {
        EXPECT_NEAR(value, 0.0, 1e-6);
    }
}

TEST(ScaleMatrix, ScalesRowsAndColumns) {
    const auto backend = makeBackend({});
    Tensor matrix = Tensor::fromFloats(std::vector<float>{1, 2, 3, 4, 5, 6}, {2, 3});
    const Tensor rows = Tensor::fromFloats(std::vector<float>{2, 10}, {2});
    const Tensor columns = Tensor::fromFloats(std::vector<float>{1, 0, -1}, {3});
    backend->scaleMatrix(matrix, rows, columns);
    const std::vector<float> expected = {2, 0, -6, 40, 0, -60};
    EXPECT_TRUE(std::ranges::equal(matrix.floats(), expected));
    backend->scaleMatrix(matrix, {}, columns);
    EXPECT_EQ(matrix.floats()[5], 60.0F);
}

} // namespace
} // namespace salient
