// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemv_fast.h"

#include "tests/core/formats/packed_linears.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace salient {
namespace {

using test::expectBytes;
using test::expectSame;
using test::goldenBytes;
using test::randomLinear;
using test::viewOf;

TEST(AwqGemvFast, WritesWhatAutoAwqWritesByteForByte) {
    const AwqTensors tensors = packAwqGemvFast(test::goldenInput(4, false));
    EXPECT_EQ(tensors.qweight.shape(), (Shape{8, 64}));
    EXPECT_EQ(tensors.qzeros.shape(), (Shape{32, 32}));
    EXPECT_EQ(tensors.scales.shape(), (Shape{32, 32}));
    expectBytes(tensors.qweight, goldenBytes("awq_gemv_fast", "qweight"));
    expectBytes(tensors.qzeros, goldenBytes("awq_gemv_fast", "qzeros"));
    expectBytes(tensors.scales, goldenBytes("awq_gemv_fast", "scales"));
}

TEST(AwqGemvFast, ReadsWhatAutoAwqWrote) {
    const std::string qweight = goldenBytes("awq_gemv_fast", "qweight");
    const std::string qzeros = goldenBytes("awq_gemv_fast", "qzeros");
    const std::string scales = goldenBytes("awq_gemv_fast", "scales");
    const AwqViews views{viewOf(qweight, DType::I16, {8, 64}), viewOf(qzeros, DType::F16, {32, 32}),
                         viewOf(scales, DType::F16, {32, 32})};
    expectSame(unpackAwqGemvFast("m", views, {32, 64}, 32), test::goldenInput(4, false));
}

struct LinearSizes {
    int64_t out;
    int64_t in;
    int64_t group;
    int bits;
};

class AwqGemvFastSizes : public ::testing::TestWithParam<LinearSizes> {};

TEST_P(AwqGemvFastSizes, ReadsBackWhatItWrote) {
    const auto [out, in, group, bits] = GetParam();
    const PackedLinear weight = randomLinear(out, in, group, bits);
    expectSame(unpackAwqGemvFast("m", packAwqGemvFast(weight).views(), {out, in}, group), weight);
}

INSTANTIATE_TEST_SUITE_P(Awkward, AwqGemvFastSizes,
                         ::testing::Values(LinearSizes{8, 64, 32, 4}, LinearSizes{24, 576, 64, 4},
                                           LinearSizes{136, 1536, 128, 3}, LinearSizes{8, 320, 320, 2},
                                           LinearSizes{56, 2112, 64, 4}));

TEST(AwqGemvFast, FindsEveryZeroPointAtTheEndsOfFp16) {
    for (const uint16_t bits : {0x0001, 0x0003, 0x03FF, 0x0400, 0x1234, 0x3C01, 0x6BFF}) {
        PackedLinear weight(16, 64, 4, 64);
        for (uint8_t zero = 0; zero < 16; ++zero) {
            weight.zeros()[zero] = zero;
            weight.scales()[zero].bits = bits;
        }
        expectSame(unpackAwqGemvFast("m", packAwqGemvFast(weight).views(), {16, 64}, 64), weight);
    }
}

TEST(AwqGemvFast, RefusesAProductThatFp16CannotHold) {
    PackedLinear weight(8, 64, 4, 64);
    weight.scales()[3] = toFloat16(60000.0F);
    weight.zeros()[3] = 15;
    test::expectError(ErrorKind::Input, "awq.zero_point", {"Output 3", "60000", "15"},
                      [&] { packAwqGemvFast(weight); });
}

TEST(AwqGemvFast, RefusesWhatIsNoWholeZeroPoint) {
    const float infinity = std::numeric_limits<float>::infinity();
    struct Stored {
        float scale;
        float product;
    };
    for (const Stored stored : {Stored{0.5F, -1.75F}, Stored{0.5F, 0.5F}, Stored{0.5F, -8.0F}, Stored{0.0F, -1.0F},
                                Stored{0.5F, -infinity}, Stored{infinity, 0.0F}, Stored{std::nanf(""), -1.0F}}) {
        AwqTensors tensors = packAwqGemvFast(PackedLinear(8, 64, 4, 64));
        tensors.scales.span().as<Float16>()[5] = toFloat16(stored.scale);
        tensors.qzeros.span().as<Float16>()[5] = toFloat16(stored.product);
        test::expectError(ErrorKind::Input, "awq.zero_point", {"'m'.qzeros", "output 5, group 0", "0 to 15"}, [&] {
            unpackAwqGemvFast("m", tensors.views(), {8, 64}, 64);
        });
    }
}

TEST(AwqGemvFast, RefusesWhatTheLayoutDoesNotHave) {
    test::expectError(ErrorKind::Input, "awq.shape", {"8 bits"}, [] { packAwqGemvFast(randomLinear(8, 64, 32, 8)); });
    test::expectError(ErrorKind::Input, "awq.shape", {"groups of 16"},
                      [] { packAwqGemvFast(randomLinear(8, 64, 16)); });
    test::expectError(ErrorKind::Input, "awq.shape", {"[8, 96]"}, [] { packAwqGemvFast(randomLinear(8, 96, 32)); });
}

} // namespace
} // namespace salient
