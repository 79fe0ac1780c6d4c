// SPDX-License-Identifier: Apache-2.0
#include "core/model/linear.h"

#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

constexpr int64_t kIn = 48;
constexpr int64_t kOut = 16;
constexpr int64_t kTokens = 5;

class LinearTest : public ::testing::Test {
protected:
    Linear linear(uint32_t seed, std::optional<TokenRounding> rounding) const {
        Linear made;
        made.name = "m";
        made.out = kOut;
        made.in = kIn;
        made.weight = WeightTensor(reference::randomTensor({kOut, kIn}, seed));
        made.inputRounding = rounding;
        return made;
    }
    // What an input that was rounded by hand gives.
    reference::Matrix expected(const Linear& linear) {
        Tensor x = m_x.clone();
        if (linear.inputRounding) {
            m_backend->roundTokens(x, *linear.inputRounding, x);
        }
        return reference::linear(reference::Matrix(x), reference::Matrix(linear.dense().view()));
    }
    ::testing::AssertionResult computesAsExpected(const Linear& linear) {
        Tensor y({kTokens, kOut}, DType::F32);
        linear.forward(*m_backend, m_x, y);
        return reference::isNear(y, expected(linear), 1e-5);
    }

    std::unique_ptr<Backend> m_backend = makeBackend({});
    Tensor m_x = reference::randomTensor({kTokens, kIn}, 1, 4.0F);
};

TEST_F(LinearTest, RoundsItsInputWhenAskedTo) {
    EXPECT_TRUE(computesAsExpected(linear(2, std::nullopt)));
    EXPECT_TRUE(computesAsExpected(linear(2, TokenRounding{3})));
    EXPECT_TRUE(computesAsExpected(linear(2, TokenRounding{3, 6.0F})));
}

TEST_F(LinearTest, LinearsThatRoundDifferentlyShareAnInput) {
    const Linear linears[] = {linear(2, TokenRounding{3}), linear(3, TokenRounding{3}), linear(4, std::nullopt),
                              linear(5, TokenRounding{4})};
    std::vector<Tensor> results;
    std::vector<LinearOutput> outputs;
    for (const Linear& made : linears) {
        results.emplace_back(Shape{kTokens, kOut}, DType::F32);
        outputs.push_back({made, results.back()});
    }
    forwardTogether(*m_backend, m_x, outputs);
    for (size_t i = 0; i < results.size(); ++i) {
        EXPECT_TRUE(reference::isNear(results[i], expected(linears[i]), 1e-5)) << i;
    }
}

TEST_F(LinearTest, AStandInForItRoundsAsWell) {
    const Linear original = linear(2, TokenRounding{3});
    EXPECT_EQ(original.alias().inputRounding, original.inputRounding);
    EXPECT_EQ(original.withWeight(original.dense().view()).inputRounding, original.inputRounding);
}

TEST_F(LinearTest, APackedLinearRoundsItsInputBeforeAndAfterItIsPrepared) {
    Linear packed = linear(2, std::nullopt);
    packed.weight = m_backend->quantize(packed.dense().view(), {8, 0, true, RangeRule::IncludeZero, TokenRounding{3}});
    Linear dense = linear(2, TokenRounding{3});
    m_backend->dequantize(packed.packedWeight(), dense.dense().owned());
    Tensor y({kTokens, kOut}, DType::F32);
    packed.forward(*m_backend, m_x, y);
    EXPECT_TRUE(reference::isNear(y, expected(dense), 1e-5));
    packed.prepare(*m_backend);
    packed.forward(*m_backend, m_x, y);
    EXPECT_TRUE(reference::isNear(y, expected(dense), 1e-4)) << "prepared products round inputs to 16 bits besides";
}

} // namespace
} // namespace salient
