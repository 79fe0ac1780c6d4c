// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/dtype.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace salient {
namespace {

class ElementKernelsTest : public ::testing::TestWithParam<const VectorKernels*> {
protected:
    const ElementKernels& kernels = GetParam()->elements;
};

// Every 16-bit pattern of a float's upper half with a few lower halves: ties, near-ties, subnormals, NaN, infinities.
std::vector<float> floatsNearEveryTie() {
    std::vector<float> values;
    for (uint32_t upper = 0; upper <= 0xFFFF; upper += 3) {
        for (const uint32_t lower : {0x0000U, 0x0001U, 0x1000U, 0x1001U, 0x7FFFU, 0x8000U, 0x8001U, 0xFFFFU}) {
            values.push_back(std::bit_cast<float>((upper << 16) | lower));
        }
    }
    return values;
}

TEST_P(ElementKernelsTest, RoundToBf16AsTheScalarFunctionDoes) {
    const std::vector<float> values = floatsNearEveryTie();
    std::vector<BFloat16> stored(values.size());
    std::vector<float> rounded(values.size());
    kernels.bf16FromFloat(values.data(), static_cast<int64_t>(values.size()), stored.data());
    kernels.roundToBf16(values.data(), static_cast<int64_t>(values.size()), rounded.data());
    for (size_t i = 0; i < values.size(); ++i) {
        ASSERT_EQ(stored[i].bits, toBFloat16(values[i]).bits) << std::bit_cast<uint32_t>(values[i]);
        ASSERT_EQ(std::bit_cast<uint32_t>(rounded[i]), static_cast<uint32_t>(stored[i].bits) << 16);
    }
}

TEST_P(ElementKernelsTest, RoundToHalfAsTheScalarFunctionDoes) {
    const std::vector<float> values = floatsNearEveryTie();
    std::vector<Float16> stored(values.size());
    kernels.halfFromFloat(values.data(), static_cast<int64_t>(values.size()), stored.data());
    for (size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) {
            ASSERT_TRUE(std::isnan(toFloat(stored[i])));
        } else {
            ASSERT_EQ(stored[i].bits, toFloat16(values[i]).bits) << std::bit_cast<uint32_t>(values[i]);
        }
    }
}

TEST_P(ElementKernelsTest, ReadEveryStoredHalfAndBf16AtAnyAddress) {
    std::vector<std::byte> bytes(2 * 65536 + 1);
    for (uint32_t bits = 0; bits <= 0xFFFF; ++bits) {
        const auto stored = static_cast<uint16_t>(bits);
        std::memcpy(bytes.data() + 1 + 2 * bits, &stored, 2);
    }
    std::vector<float> halves(65536);
    std::vector<float> bf16(65536);
    kernels.floatFromHalf(bytes.data() + 1, 65536, halves.data());
    kernels.floatFromBf16(bytes.data() + 1, 65536, bf16.data());
    for (uint32_t bits = 0; bits <= 0xFFFF; ++bits) {
        const float half = toFloat(Float16{static_cast<uint16_t>(bits)});
        if (std::isnan(half)) {
            ASSERT_TRUE(std::isnan(halves[bits]));
        } else {
            ASSERT_EQ(std::bit_cast<uint32_t>(halves[bits]), std::bit_cast<uint32_t>(half)) << bits;
        }
        ASSERT_EQ(std::bit_cast<uint32_t>(bf16[bits]), bits << 16);
    }
}

struct NamedFunction {
    const char* name;
    void (*loop)(const float*, int64_t, float*);
    Activation kind;
    double perExponent; ///< relative error allowed per unit of the exponent in the function's tail
    double absolute;
};

TEST_P(ElementKernelsTest, ActivationsAreWithinAFewUnitsInTheLastPlace) {
    std::vector<float> x;
    for (int i = -30000; i <= 30000; ++i) {
        x.push_back(static_cast<float>(i) * 0.0007F);
    }
    std::vector<float> y(x.size());
    // gelu's tail comes from a polynomial for erf, good to 1 ulp of 1: 3.2e-8 at x = −2.85 (x/2·(1 + erff(x/√2)),
    // the usual form, is off by up to 8.3e-8). geluTanh rounds its exponent, a cubic of x, three times before e^
    // magnifies that; its definition cancels in double, which leaves 1e-15.
    const NamedFunction functions[] = {{"silu", kernels.silu, Activation::Silu, 0.0, 0.0},
                                       {"gelu", kernels.gelu, Activation::Gelu, 0.0, 3.5e-8},
                                       {"geluTanh", kernels.geluTanh, Activation::GeluTanh, 1.8e-7, 2e-15},
                                       {"relu", kernels.relu, Activation::Relu, 0.0, 0.0}};
    for (const NamedFunction& function : functions) {
        function.loop(x.data(), static_cast<int64_t>(x.size()), y.data());
        for (size_t i = 0; i < x.size(); ++i) {
            const double expected = reference::activation(x[i], function.kind);
            const double size = std::abs(static_cast<double>(x[i]));
            const double exponent = 1.6 * size + 0.0714 * size * size * size;
            const double relative = 4e-7 + function.perExponent * std::min(exponent, 40.0);
            ASSERT_NEAR(y[i], expected, relative * std::abs(expected) + function.absolute)
                << function.name << "(" << x[i] << ")";
        }
    }
}

TEST_P(ElementKernelsTest, ActivationsAtTheEndsOfTheRange) {
    const std::vector<float> x{-INFINITY, -1e30F, -200.0F, -0.0F, 0.0F, 200.0F, 1e30F, NAN};
    std::vector<float> y(x.size());
    for (const auto loop : {kernels.silu, kernels.gelu, kernels.geluTanh}) {
        loop(x.data() + 1, 7, y.data() + 1);
        EXPECT_NEAR(y[1], 0.0F, 1e-20F);
        EXPECT_NEAR(y[2], 0.0F, 1e-20F);
        EXPECT_EQ(y[3], 0.0F);
        EXPECT_EQ(y[4], 0.0F);
        EXPECT_EQ(y[5], 200.0F);
        EXPECT_EQ(y[6], 1e30F);
        EXPECT_TRUE(std::isnan(y[7]));
    }
}

TEST_P(ElementKernelsTest, AllFiniteSeesEveryPlace) {
    std::vector<float> x(129, 3e38F);
    EXPECT_TRUE(kernels.allFinite(x.data(), 129));
    for (const size_t place : {size_t{0}, size_t{1}, size_t{63}, size_t{127}, size_t{128}}) {
        for (const float broken : {NAN, INFINITY, -INFINITY}) {
            x[place] = broken;
            EXPECT_FALSE(kernels.allFinite(x.data(), 129)) << place;
            x[place] = 0.0F;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(EveryInstructionSet, ElementKernelsTest, ::testing::ValuesIn(runnableKernels()),
                         [](const auto& instance) { return instance.param->name; });

} // namespace
} // namespace salient
