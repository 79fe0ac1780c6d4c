// SPDX-License-Identifier: Apache-2.0
#include "tests/support/attention_cases.h"
#include "tests/support/backend_cases.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace salient {
namespace {

using reference::Matrix;

// One, a few and many queries; numbers of keys on both sides of panels, of weight sections and of blocks of the store.
std::vector<AttentionCase> attentionCases() {
    std::vector<AttentionCase> cases = {
        {"OneOfEverything", 1, attentionShape(1, 1, 1)},
        {"OddHead", 3, attentionShape(3, 3, 3, 7)},
        {"ManyHeadsShareOne", 2, attentionShape(71, 1, 64, 30)},
        {"WindowOfOneSeesItself", 97, withWindow(attentionShape(1, 1, 8, 250), 1)},
        {"Window", 13, withWindow(attentionShape(10, 2, 33, 1057), 20)},
        {"WindowAcrossBlocks", 300, withWindow(attentionShape(2, 1, 16, 300), 270)},
        {"WindowOfADecodedToken", 1, withWindow(attentionShape(4, 2, 80, 2063), 1000)},
        {"Softcap", 8, withSoftcap(attentionShape(4, 1, 16, 505), 2.0F)},
        {"SoftcapInAWindow", 130, withSoftcap(withWindow(attentionShape(2, 1, 24, 640), 333), 3.0F)},
        {"SlopesOfOneToken", 1, withSlopes(attentionShape(4, 2, 16, 700))},
        {"SlopesAcrossBlocks", 300, withSlopes(attentionShape(4, 4, 16, 270))},
        {"WholePrompt", 600, attentionShape(2, 1, 64)},
        {"LaterPrompt", 64, attentionShape(3, 1, 64, 1100)},
    };
    for (const int64_t keys : {1, 2, 15, 16, 17, 63, 65, 255, 257, 2064}) {
        for (const int64_t queries : {1, 2, 5, 13}) {
            if (queries <= keys) {
                cases.push_back({"Keys", queries, attentionShape(2, 1, 80, keys - queries)});
            }
        }
    }
    return cases;
}

struct Inputs {
    Inputs(const AttentionCase& c, float deviation)
        : q(reference::randomTensor({c.queries, c.shape.heads * c.shape.headDim}, 1, deviation)),
          k(reference::randomTensor({c.shape.queryStart + c.queries, c.shape.kvHeads * c.shape.headDim}, 2, deviation)),
          v(reference::randomTensor({c.shape.queryStart + c.queries, c.shape.kvHeads * c.shape.headDim}, 3)) {}

    Tensor q, k, v;
};

double distance(const TensorView& a, const Matrix& b) {
    return std::sqrt(reference::squaredDistance(Matrix(a), b) / static_cast<double>(a.elements()));
}

Tensor roundedToBf16(const Tensor& x) {
    Tensor bits(x.shape(), DType::BF16);
    convert(x, bits);
    return toFloat32(bits);
}

class KvAttentionTest : public EveryBackendTest {
protected:
    std::unique_ptr<KvStore> storeOf(const AttentionCase& c) {
        return backend->makeKvStore(c.shape.kvHeads, c.shape.headDim);
    }
    std::unique_ptr<KvStore> filled(const AttentionCase& c, const Inputs& inputs) {
        std::unique_ptr<KvStore> store = storeOf(c);
        store->append(inputs.k, inputs.v);
        return store;
    }
    Tensor attend(const AttentionCase& c, const Inputs& inputs, const KvStore& store) {
        Tensor out(inputs.q.shape(), DType::F32);
        backend->attention(inputs.q, store, c.shape, out);
        return out;
    }
};

TEST_P(KvAttentionTest, AgreesWithTheDefinition) {
    for (const AttentionCase& c : attentionCases()) {
        const Inputs inputs(c, 1.0F);
        const Matrix expected = reference::attention(Matrix(inputs.q), Matrix(inputs.k), Matrix(inputs.v), c.shape);
        EXPECT_TRUE(reference::isNear(attend(c, inputs, *filled(c, inputs)), expected, 5e-4))
            << c.name << " " << c.queries << " behind " << c.shape.queryStart;
    }
}

// The promise of Backend::attention. Deviations make weights even, usual and sharp.
TEST_P(KvAttentionTest, RoundsLessThanHalfAsMuchAsBf16) {
    for (const AttentionCase& c : {AttentionCase{"Decode", 2, attentionShape(9, 3, 64, 999)},
                                   AttentionCase{"Turn", 20, attentionShape(4, 2, 128, 300)}}) {
        for (const float deviation : {0.1F, 1.0F, 2.5F}) {
            const Inputs inputs(c, deviation);
            const Matrix q(inputs.q);
            const Matrix exact = reference::attention(q, Matrix(inputs.k), Matrix(inputs.v), c.shape);
            const Matrix rounded =
                reference::attention(q, Matrix(roundedToBf16(inputs.k)), Matrix(roundedToBf16(inputs.v)), c.shape);
            const double ofBf16 =
                std::sqrt(reference::squaredDistance(rounded, exact) / static_cast<double>(exact.values.size()));
            EXPECT_LT(distance(attend(c, inputs, *filled(c, inputs)), exact), 0.5 * ofBf16) << c.name << deviation;
        }
    }
}

TEST_P(KvAttentionTest, TokensMayComeOneByOne) {
    const AttentionCase c{"", 40, attentionShape(6, 2, 33, 240)};
    const Inputs inputs(c, 1.0F);
    const std::unique_ptr<KvStore> together = filled(c, inputs);
    const std::unique_ptr<KvStore> store = storeOf(c);
    const Tensor all = attend(c, inputs, *together);
    Tensor one({1, inputs.q.columns()}, DType::F32);
    for (int64_t t = 0; t < inputs.k.rows(); ++t) {
        store->append(inputs.k.slice(t, t + 1), inputs.v.slice(t, t + 1));
        if (t >= c.shape.queryStart) {
            const int64_t query = t - c.shape.queryStart;
            AttentionShape shape = c.shape;
            shape.queryStart = t;
            backend->attention(inputs.q.slice(query, query + 1), *store, shape, one);
            ASSERT_TRUE(reference::isNear(one, Matrix(all.slice(query, query + 1)), 5e-5)) << t;
        }
    }
    const Tensor again = attend(c, inputs, *store);
    EXPECT_TRUE(std::ranges::equal(again.floats(), all.floats())); // the same is stored
}

TEST_P(KvAttentionTest, WhatWasTruncatedLeavesNothing) {
    const AttentionCase c{"", 20, attentionShape(4, 2, 24, 300)};
    const Inputs inputs(c, 1.0F);
    const Tensor fresh = attend(c, inputs, *filled(c, inputs));
    for (const int64_t kept : {0, 1, 31, 255, 256, 301}) {
        const std::unique_ptr<KvStore> store = storeOf(c);
        store->append(inputs.k.slice(0, kept), inputs.v.slice(0, kept));
        const Tensor others = Tensor::fromFloats(std::vector<float>(48 * 400, NAN), {400, 48});
        store->append(others, others);
        store->truncate(kept);
        EXPECT_EQ(store->length(), kept);
        store->append(inputs.k.slice(kept, 320), inputs.v.slice(kept, 320));
        EXPECT_TRUE(std::ranges::equal(attend(c, inputs, *store).floats(), fresh.floats())) << kept;
    }
}

TEST_P(KvAttentionTest, KeysAfterTheQueriesAreNotSeen) {
    const AttentionCase c{"", 5, attentionShape(2, 1, 16, 120)};
    const Inputs inputs(c, 1.0F);
    const std::unique_ptr<KvStore> store = filled(c, inputs);
    const Tensor expected = attend(c, inputs, *store);
    const Tensor others = Tensor::fromFloats(std::vector<float>(16 * 7, NAN), {7, 16});
    store->append(others, others);
    EXPECT_TRUE(reference::isNear(attend(c, inputs, *store), Matrix(expected), 1e-6));
}

TEST_P(KvAttentionTest, WhatIsNotFiniteReachesTheQueriesThatSeeItAndNoOthers) {
    const AttentionCase c{"", 12, withWindow(attentionShape(2, 2, 8, 400), 300)};
    for (const float broken : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        for (const bool value : {false, true}) {
            Inputs inputs(c, 1.0F);
            (value ? inputs.v : inputs.k).floats()[405 * 16] = broken; // head 0 of position 405, query 5
            const Tensor out = attend(c, inputs, *filled(c, inputs));
            for (int64_t query = 0; query < c.queries; ++query) {
                for (int64_t channel = 0; channel < 16; ++channel) {
                    EXPECT_EQ(std::isnan(out.floats()[static_cast<size_t>(query * 16 + channel)]),
                              query >= 5 && channel < 8)
                        << query << ", " << channel;
                }
            }
        }
    }
}

// Softmax takes them all for equal.
TEST_P(KvAttentionTest, KeysAndValuesOfZeroAreNothingSpecial) {
    const AttentionCase c{"", 3, attentionShape(2, 1, 16, 90)};
    Inputs inputs(c, 1.0F);
    std::ranges::fill(inputs.k.floats(), 0.0F);
    std::ranges::fill(inputs.v.floats().first(50 * 16), 0.0F);
    const Matrix expected = reference::attention(Matrix(inputs.q), Matrix(inputs.k), Matrix(inputs.v), c.shape);
    EXPECT_TRUE(reference::isNear(attend(c, inputs, *filled(c, inputs)), expected, 1e-4));
}

TEST_P(KvAttentionTest, AStoreTakesLittleMoreThanSixteenBitsPerNumber) {
    const std::unique_ptr<KvStore> store = backend->makeKvStore(3, 64);
    EXPECT_EQ(store->bytes(), 0);
    EXPECT_LT(store->bytesFor(4096), 4096 * 3 * 64 * 2 * 2 * 1.05);
    const Tensor rows = Tensor::zeros({1000, 192});
    store->append(rows, rows);
    EXPECT_EQ(store->length(), 1000);
    EXPECT_EQ(store->bytes(), store->bytesFor(1000));
}

INSTANTIATE_TEST_SUITE_P(EveryBackend, KvAttentionTest, ::testing::ValuesIn(backendCases()), backendCaseName);

} // namespace
} // namespace salient
