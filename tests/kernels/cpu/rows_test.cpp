// SPDX-License-Identifier: Apache-2.0
#include "tests/support/backend_cases.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace salient {
namespace {

class RowsTest : public EveryBackendTest {};

TEST_P(RowsTest, ClampsBothSides) {
    Tensor x = reference::randomTensor({20000}, 3, 4.0F);
    const Tensor before = x.clone();
    backend->clampAll(x, 1.5F);
    for (size_t i = 0; i < x.floats().size(); ++i) {
        ASSERT_EQ(x.floats()[i], std::clamp(before.floats()[i], -1.5F, 1.5F)) << i;
    }
}

TEST_P(RowsTest, CapsSoftly) {
    Tensor x = reference::randomTensor({20000}, 4, 40.0F);
    const Tensor before = x.clone();
    backend->softcap(x, 30.0F);
    for (size_t i = 0; i < x.floats().size(); ++i) {
        const double expected = 30.0 * std::tanh(static_cast<double>(before.floats()[i]) / 30.0);
        ASSERT_NEAR(static_cast<double>(x.floats()[i]), expected, 3e-5) << i;
    }
}

TEST_P(RowsTest, GathersRowsAndAddsThemBackWeighted) {
    const Tensor x = reference::randomTensor({40, 33}, 5);
    const std::vector<int64_t> rows = {3, 39, 0, 17};
    const std::vector<float> factors = {0.5F, -2.0F, 1.0F, 0.25F};
    Tensor picked({4, 33}, DType::F32);
    backend->gatherRows(x, rows, picked);
    Tensor target = reference::randomTensor({40, 33}, 6);
    const Tensor before = target.clone();
    backend->addRows(picked, rows, factors, target);
    for (int64_t row = 0; row < 40; ++row) {
        const auto at = std::ranges::find(rows, row);
        for (int64_t j = 0; j < 33; ++j) {
            const auto i = static_cast<size_t>(row * 33 + j);
            const float added =
                at == rows.end() ? 0.0F : factors[static_cast<size_t>(at - rows.begin())] * x.floats()[i];
            ASSERT_NEAR(target.floats()[i], before.floats()[i] + added, 1e-6F) << row << ", " << j;
        }
    }
}

TEST_P(RowsTest, CopiesPiecesOfColumnsAndLeavesTheRest) {
    const Tensor x = reference::randomTensor({700, 12}, 7);
    Tensor out = reference::randomTensor({700, 9}, 8);
    const Tensor before = out.clone();
    const ColumnPiece pieces[] = {{4, 0, 3}, {0, 5, 2}};
    backend->copyColumns(x, pieces, out);
    for (int64_t row = 0; row < 700; ++row) {
        for (int64_t j = 0; j < 9; ++j) {
            const int64_t from = j < 3 ? 4 + j : j - 5;
            const bool copied = j < 3 || j == 5 || j == 6;
            const float expected = copied ? x.floats()[static_cast<size_t>(row * 12 + from)]
                                          : before.floats()[static_cast<size_t>(row * 9 + j)];
            ASSERT_EQ(out.floats()[static_cast<size_t>(row * 9 + j)], expected) << row << ", " << j;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(EveryBackend, RowsTest, ::testing::ValuesIn(backendCases()), backendCaseName);

} // namespace
} // namespace salient
