// SPDX-License-Identifier: Apache-2.0
#include "kernels/backend.h"
#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/error.h"
#include "tests/support/reference_quantization.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <tuple>

namespace salient {
namespace {

using ::testing::HasSubstr;

struct Layout {
    int64_t rows;
    int64_t in;
    int64_t group; // 0: the whole row
};
const std::vector<Layout> kLayouts = {{1, 16, 16},   {3, 96, 32}, {5, 384, 64}, {67, 128, 128},
                                      {2, 768, 256}, {3, 577, 0}, {2, 1100, 0}, {1, 1, 0}};

/// Runs a promise for every layout under one rule, symmetry and width.
class EveryRule : public ::testing::TestWithParam<std::tuple<RangeRule, bool, int>> {
protected:
    std::unique_ptr<Backend> backend = makeBackend(Device{});

    QuantSpec specOf(const Layout& layout) const {
        const auto [rule, symmetric, bits] = GetParam();
        return {bits, layout.group, symmetric, rule};
    }
    template <typename Promise>
    void forEveryLayout(Promise promise) const {
        for (const Layout& layout : kLayouts) {
            SCOPED_TRACE(fmt::format("{} x {} in groups of {}", layout.rows, layout.in, layout.group));
            promise(specOf(layout), testing::randomWeights(layout.rows, layout.in, 7));
        }
    }
    Tensor fakeQuantize(const QuantSpec& spec, const TensorView& weight, const TensorView& columns = {}) const {
        Tensor out({weight.rows(), weight.columns()}, DType::F32);
        backend->fakeQuantize(weight, columns, spec, out);
        return out;
    }
};
INSTANTIATE_TEST_SUITE_P(Quantization, EveryRule,
                         ::testing::Combine(::testing::Values(RangeRule::IncludeZero, RangeRule::AutoAwq,
                                                              RangeRule::AutoAwqHalf),
                                            ::testing::Bool(), ::testing::Values(2, 3, 4, 5, 8)));

TEST_P(EveryRule, FakeQuantizeMatchesTheNaiveReference) {
    forEveryLayout([&](const QuantSpec& spec, const Tensor& weight) {
        const int64_t in = weight.columns();
        const int64_t size = spec.groupFor(in);
        const Tensor columns = testing::randomColumnScale(in, 3);
        const Tensor out = fakeQuantize(spec, weight, columns);
        for (int64_t at = 0; at < weight.elements(); at += size) {
            std::vector<double> scaled(size);
            for (int64_t j = 0; j < size; ++j) {
                scaled[j] = weight.floats()[at + j] * columns.floats()[(at + j) % in];
            }
            const testing::ReferenceGroup group = testing::referenceGroup(scaled, spec);
            for (int64_t j = 0; j < size; ++j) {
                const double expected = group.values[j] / columns.floats()[(at + j) % in];
                ASSERT_NEAR(out.floats()[at + j], expected, 1e-6 * std::fabs(expected)) << "element " << at + j;
            }
        }
    });
}

TEST_P(EveryRule, RoundingErrorIsTheWeightMinusFakeQuantize) {
    forEveryLayout([&](const QuantSpec& spec, const Tensor& weight) {
        const Tensor columns = testing::randomColumnScale(weight.columns(), 3);
        for (const TensorView& scale : {TensorView{}, columns.view()}) {
            const Tensor rounded = fakeQuantize(spec, weight, scale);
            Tensor error(weight.shape(), DType::F32);
            backend->roundingError(weight, scale, spec, error);
            for (int64_t i = 0; i < weight.elements(); ++i) {
                ASSERT_EQ(error.floats()[i], weight.floats()[i] - rounded.floats()[i]) << "element " << i;
            }
        }
    });
}

TEST_P(EveryRule, PackedWeightsGiveBackWhatTheSearchSaw) {
    forEveryLayout([&](const QuantSpec& spec, const Tensor& weight) {
        const int64_t in = weight.columns();
        const Tensor rounded = fakeQuantize(spec, weight);
        const PackedLinear packed = backend->quantize(weight, spec);
        // AutoAwq searches with a scale in fp32, which the file rounds to fp16 (a subnormal one by up to 2^-25).
        const bool exact = spec.rule != RangeRule::AutoAwq;
        std::vector<float> row(in);
        for (int64_t r = 0; r < weight.rows(); ++r) {
            packed.dequantizeRow(r, row);
            for (int64_t j = 0; j < in; ++j) {
                const float expected = rounded.floats()[r * in + j];
                const double slack = exact ? 0.0 : 0x1p-11 * std::fabs(expected) + 0x1p-25 * spec.maxCode();
                ASSERT_NEAR(row[j], expected, slack) << "row " << r << " column " << j;
            }
        }
    });
}

TEST_P(EveryRule, EveryInstructionSetGivesTheSameBits) {
    forEveryLayout([&](QuantSpec spec, const Tensor& weight) {
        const int64_t in = weight.columns();
        spec.groupSize = spec.groupFor(in);
        const Tensor columns = testing::randomColumnScale(in, 3);
        std::vector<float> inverse(in);
        std::ranges::transform(columns.floats(), inverse.begin(), [](float s) { return 1.0F / s; });
        const ColumnScale scale{columns.floats().data(), inverse.data()};
        const auto rowBits = [&](const VectorKernels* kernels) {
            std::vector<float> out(in);
            kernels->rounding.roundingError(spec, weight.floats().data(), scale, in, out.data());
            std::vector<uint32_t> bits(out.size());
            std::memcpy(bits.data(), out.data(), out.size() * sizeof(float));
            return bits;
        };
        const std::vector<uint32_t> expected = rowBits(runnableKernels().front());
        for (const VectorKernels* kernels : runnableKernels()) {
            EXPECT_EQ(rowBits(kernels), expected) << kernels->name;
        }
    });
}

TEST_P(EveryRule, ReadsSixteenBitAndUnalignedWeights) {
    forEveryLayout([&](const QuantSpec& spec, const Tensor& weight) {
        for (const DType type : {DType::BF16, DType::F16, DType::F32}) {
            Tensor typed(weight.shape(), type);
            convert(weight, typed);
            std::vector<std::byte> file(1 + static_cast<size_t>(typed.view().bytes()));
            std::memcpy(file.data() + 1, typed.view().data, file.size() - 1);
            const TensorView unaligned{file.data() + 1, type, weight.shape()};
            const Tensor expected = fakeQuantize(spec, toFloat32(typed));
            EXPECT_TRUE(std::ranges::equal(fakeQuantize(spec, unaligned).floats(), expected.floats()));
            const PackedLinear packed = backend->quantize(unaligned, spec);
            EXPECT_TRUE(std::ranges::equal(packed.codes(), backend->quantize(toFloat32(typed), spec).codes()));
        }
    });
}

TEST_P(EveryRule, NamesTheFirstWeightThatIsNotFinite) {
    forEveryLayout([&](const QuantSpec& spec, const Tensor& weight) {
        const int64_t row = weight.rows() - 1;
        const int64_t column = weight.columns() / 2;
        for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
            Tensor damaged = weight.clone();
            damaged.floats()[row * weight.columns() + column] = bad;
            damaged.floats().back() = bad;
            try {
                backend->quantize(damaged, spec);
                ADD_FAILURE() << "no error";
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::Numeric);
                EXPECT_THAT(error.what(), HasSubstr(fmt::format("row {}, column {}", row, column)));
            }
        }
    });
}

TEST_P(EveryRule, ANanStaysVisibleInTheRoundingError) {
    forEveryLayout([&](const QuantSpec& spec, const Tensor& weight) {
        Tensor damaged = weight.clone();
        damaged.floats()[0] = std::nanf("");
        Tensor error(weight.shape(), DType::F32);
        backend->roundingError(damaged, {}, spec, error);
        EXPECT_TRUE(std::isnan(error.floats()[0]));
    });
}

// The layouts above stay on one thread; this one is shared out.
TEST(ParallelRounding, GivesEveryRowWhatItGetsAlone) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    const QuantSpec spec{4, 64, false, RangeRule::IncludeZero};
    const Tensor weight = testing::randomWeights(301, 192, 5);
    Tensor error(weight.shape(), DType::F32);
    backend->roundingError(weight, {}, spec, error);
    const PackedLinear packed = backend->quantize(weight, spec);
    for (int64_t row = 0; row < weight.rows(); ++row) {
        const TensorView alone = weight.slice(row, row + 1);
        Tensor expected({1, 192}, DType::F32);
        backend->roundingError(alone, {}, spec, expected);
        ASSERT_TRUE(std::ranges::equal(error.slice(row, row + 1).floats(), expected.floats())) << "row " << row;
        const PackedLinear one = backend->quantize(alone, spec);
        const auto codes = packed.codes().subspan(row * packed.rowBytes(), packed.rowBytes());
        ASSERT_TRUE(std::ranges::equal(codes, one.codes())) << "row " << row;
    }
}

// Rows: all zero, all equal, all positive, all negative.
class OddGroups : public ::testing::TestWithParam<std::tuple<RangeRule, bool>> {
protected:
    std::unique_ptr<Backend> backend = makeBackend(Device{});
    QuantSpec spec{4, 16, std::get<1>(GetParam()), std::get<0>(GetParam())};

    std::vector<float> roundTrip(const std::vector<float>& weights) {
        const auto in = static_cast<int64_t>(weights.size());
        const PackedLinear packed = backend->quantize(Tensor::fromFloats(weights, {1, in}), spec);
        std::vector<float> out(weights.size());
        packed.dequantizeRow(0, out);
        return out;
    }
};
INSTANTIATE_TEST_SUITE_P(Quantization, OddGroups,
                         ::testing::Combine(::testing::Values(RangeRule::IncludeZero, RangeRule::AutoAwq,
                                                              RangeRule::AutoAwqHalf),
                                            ::testing::Bool()));

TEST_P(OddGroups, ZerosStayZero) {
    EXPECT_THAT(roundTrip(std::vector<float>(16, 0.0F)), ::testing::Each(0.0F));
}

TEST_P(OddGroups, TinyWeightsDoNotDivideByZero) {
    EXPECT_THAT(roundTrip(std::vector<float>(16, 1e-12F)), ::testing::Each(::testing::FloatNear(0.0F, 1e-6F)));
}

TEST(IncludeZeroRule, KeepsOneSignedAndEqualGroups) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    for (const bool symmetric : {false, true}) {
        for (const float sign : {1.0F, -1.0F}) {
            std::vector<float> weights(32, 0.75F * sign); // second group: all equal
            for (int j = 0; j < 16; ++j) {
                weights[j] = sign * (1.0F + 0.03F * static_cast<float>(j));
            }
            const QuantSpec spec{4, 16, symmetric, RangeRule::IncludeZero};
            Tensor out({1, 32}, DType::F32);
            backend->fakeQuantize(Tensor::fromFloats(weights, {1, 32}), {}, spec, out);
            for (int j = 0; j < 32; ++j) {
                const float step = 1.45F / (symmetric ? 7.0F : 15.0F);
                EXPECT_NEAR(out.floats()[j], weights[j], 0.51F * step) << j;
            }
            EXPECT_NEAR(out.floats()[16], 0.75F * sign, 1e-3F);
        }
    }
}

// Their scales are subnormal fp16 numbers; a larger floor would flatten them.
TEST(IncludeZeroRule, KeepsWeightsFarBelowTheSmallestNormalHalf) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    Tensor weight = testing::randomWeights(2, 64, 1);
    for (float& w : weight.floats()) {
        w *= 1e-4F;
    }
    Tensor error(weight.shape(), DType::F32);
    backend->roundingError(weight, {}, {4, 32, false, RangeRule::IncludeZero}, error);
    for (const float e : error.floats()) {
        EXPECT_LT(std::fabs(e), 6e-6F); // half a step of a range of 1.6e-4
    }
}

// 4.1 of AutoAWQ's arithmetic: the range is not forced to contain 0, so a one-signed group collapses.
TEST(AutoAwqRule, CollapsesAOneSignedGroupAsTheOriginalDoes) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    std::vector<float> weights(16);
    for (int j = 0; j < 16; ++j) {
        weights[j] = 1.0F + 0.5F * static_cast<float>(j) / 15.0F;
    }
    Tensor out({1, 16}, DType::F32);
    backend->fakeQuantize(Tensor::fromFloats(weights, {1, 16}), {}, {4, 16, false, RangeRule::AutoAwq}, out);
    EXPECT_THAT(out.floats(), ::testing::Each(::testing::FloatNear(0.5F, 1e-6F)));
}

TEST(AutoAwqRule, GivesTheWorkedExample) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    const Tensor weight = Tensor::fromFloats(std::vector<float>{-0.9F, -0.3F, 0.0F, 0.6F}, {1, 4});
    const PackedLinear packed = backend->quantize(weight, {4, 0, false, RangeRule::AutoAwq});
    std::vector<uint8_t> codes(4);
    packed.unpackRow(0, codes);
    EXPECT_THAT(codes, ::testing::ElementsAre(0, 6, 9, 15));
    EXPECT_EQ(packed.zeros()[0], 9);
    EXPECT_EQ(toFloat(packed.scales()[0]), roundToFloat16(0.1F));
}

TEST(SymmetricRule, PutsTheZeroPointInTheMiddle) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    const Tensor weight = testing::randomWeights(3, 64, 1);
    const PackedLinear packed = backend->quantize(weight, {4, 32, true, RangeRule::IncludeZero});
    EXPECT_THAT(packed.zeros(), ::testing::Each(8));
}

TEST(QuantizeRefuses, AScaleThatHalfPrecisionCannotHold) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    for (const RangeRule rule : {RangeRule::IncludeZero, RangeRule::AutoAwq}) {
        Tensor weight = testing::randomWeights(4, 64, 1);
        weight.floats()[2 * 64 + 40] = 3e6F;
        try {
            backend->quantize(weight, {4, 32, false, rule});
            FAIL() << "no error";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::Numeric);
            EXPECT_THAT(error.what(), HasSubstr("row 2, group 1"));
        }
    }
}

TEST(QuantizeRefuses, AWeightBeyondHalfPrecisionUnderTheHalfRule) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    Tensor weight = testing::randomWeights(2, 32, 1);
    weight.floats()[33] = 70000.0F;
    EXPECT_THROW(backend->quantize(weight, {4, 32, false, RangeRule::AutoAwqHalf}), Error);
    EXPECT_NO_THROW(backend->quantize(weight, {4, 32, false, RangeRule::IncludeZero}));
}

TEST(Clamp, LimitsEachGroupByItsOwnValues) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    Tensor weight = Tensor::fromFloats(std::vector<float>{-3, -1, 2, 5, -3, -1, 2, 5}, {2, 4});
    const Tensor low = Tensor::fromFloats(std::vector<float>{-2, -4, -5, 0}, {2, 2});
    const Tensor high = Tensor::fromFloats(std::vector<float>{2, 4, 1, 0}, {2, 2});
    backend->clamp(weight, low, high, {4, 2, false, RangeRule::IncludeZero});
    EXPECT_THAT(weight.floats(), ::testing::ElementsAre(-2, -1, 2, 4, -3, -1, 0, 0));
}

} // namespace
} // namespace salient
