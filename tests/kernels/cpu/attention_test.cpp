// SPDX-License-Identifier: Apache-2.0
#include "tests/support/attention_cases.h"
#include "tests/support/backend_cases.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

using reference::Matrix;

// Few queries go row by row, many in tiles; window and start cross the edges of tiles and of blocks of keys.
std::vector<AttentionCase> attentionCases() {
    return {{"OneToken", 1, attentionShape(1, 1, 1)},
            {"OneTokenAfterACache", 1, attentionShape(9, 3, 64, 300)},
            {"ThreeTokensInAWindow", 3, withWindow(attentionShape(10, 2, 33, 57), 20)},
            {"EightTokensSoftcapped", 8, withSoftcap(attentionShape(4, 1, 16, 5), 2.0F)},
            {"NineTokens", 9, attentionShape(3, 3, 3)},
            {"GroupedHeads", 129, attentionShape(9, 3, 64)},
            {"SeveralKeyBlocks", 600, attentionShape(2, 1, 40)},
            {"LaterQueries", 100, attentionShape(4, 2, 80, 517)},
            {"NarrowWindow", 400, withWindow(attentionShape(2, 2, 17), 5)},
            {"WindowAcrossBlocks", 300, withWindow(attentionShape(2, 1, 16, 300), 270)},
            {"WindowOfOneSeesItself", 97, withWindow(attentionShape(1, 1, 8), 1)},
            {"Softcap", 127, withSoftcap(attentionShape(2, 2, 32), 1.5F)},
            {"SlopesOfOneToken", 1, withSlopes(attentionShape(4, 2, 16, 300))},
            {"SlopesAcrossBlocks", 300, withSlopes(attentionShape(4, 4, 16, 270))},
            {"SoftcapInAWindow", 130, withSoftcap(withWindow(attentionShape(2, 1, 24, 40), 33), 3.0F)}};
}

class AttentionTest : public EveryBackendTest {
protected:
    void check(const AttentionCase& c, float deviation, double tolerance) {
        const int64_t keys = c.shape.queryStart + c.queries;
        const Tensor q = reference::randomTensor({c.queries, c.shape.heads * c.shape.headDim}, 1, deviation);
        const Tensor k = reference::randomTensor({keys, c.shape.kvHeads * c.shape.headDim}, 2, deviation);
        const Tensor v = reference::randomTensor({keys, c.shape.kvHeads * c.shape.headDim}, 3);
        Tensor out(q.shape(), DType::F32);
        backend->attention(q, k, v, c.shape, out);
        EXPECT_TRUE(reference::isNear(out, reference::attention(Matrix(q), Matrix(k), Matrix(v), c.shape), tolerance))
            << c.name;
    }
};

TEST_P(AttentionTest, AgreesWithTheDefinition) {
    for (const AttentionCase& c : attentionCases()) {
        check(c, 1.0F, 1e-6);
    }
}

// Scores around ±100: one key takes nearly all the weight, and the running maximum moves.
TEST_P(AttentionTest, SharpScoresDoNotOverflow) {
    for (const AttentionCase& c : attentionCases()) {
        check(c, 6.0F, 2e-5);
    }
}

TEST_P(AttentionTest, KeysAfterTheLastQueryAreNotRead) {
    const AttentionShape shape = attentionShape(2, 1, 16, 3);
    const Tensor q = reference::randomTensor({100, 32}, 1);
    Tensor k = reference::randomTensor({110, 16}, 2);
    Tensor v = reference::randomTensor({110, 16}, 3);
    const Matrix expected = reference::attention(Matrix(q), Matrix(k.view()), Matrix(v.view()), shape);
    for (int64_t i = 103 * 16; i < 110 * 16; ++i) {
        k.floats()[static_cast<size_t>(i)] = NAN;
        v.floats()[static_cast<size_t>(i)] = NAN;
    }
    Tensor out(q.shape(), DType::F32);
    backend->attention(q, k, v, shape, out);
    EXPECT_TRUE(reference::isNear(out, expected, 1e-6));
}

INSTANTIATE_TEST_SUITE_P(EveryBackend, AttentionTest, ::testing::ValuesIn(backendCases()), backendCaseName);

} // namespace
} // namespace salient
