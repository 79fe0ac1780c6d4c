// SPDX-License-Identifier: Apache-2.0
// Against a recorded run of AutoAWQ (tests/tools/make_autoawq_slice.py).
#include "core/checkpoint/checkpoint.h"
#include "core/quantizers/channel_statistics.h"
#include "core/quantizers/scale_grid.h"
#include "kernels/backend.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

constexpr int64_t kGroup = 64;

class AutoAwqSlice : public ::testing::Test {
protected:
    Checkpoint trace = Checkpoint::open(SALIENT_TEST_DATA "/autoawq_trace");

    std::span<const float> floats(const std::string& name) const { return trace.view(name).floats(); }

    // Integers of a [groups or in, out / 8] tensor of the AWQ format; channel j of a word lies in nibble 0 4 1 5 2 6
    // 3 7.
    int nibble(const std::string& name, int64_t row, int64_t out, int64_t outFeatures) const {
        constexpr int kNibbleOf[8] = {0, 4, 1, 5, 2, 6, 3, 7};
        const auto word = static_cast<uint32_t>(trace.view(name).as<int32_t>()[row * (outFeatures / 8) + out / 8]);
        return static_cast<int>((word >> (4 * kNibbleOf[out % 8])) & 0xFU);
    }

    // The weight as AutoAWQ packs it: columns times the chosen scales, then clipped.
    Tensor preparedWeight(Backend& backend, const std::string& linear) const {
        Tensor weight = toFloat32(trace.view(linear + ".weight"));
        const std::span<const float> scales = floats("qkv.scales");
        for (int64_t i = 0; i < weight.elements(); ++i) {
            weight.floats()[i] *= scales[i % weight.columns()];
        }
        if (trace.contains(linear + ".clip")) {
            const Tensor high = toFloat32(trace.view(linear + ".clip"));
            Tensor low = high.clone();
            backend.scale(low, -1.0F);
            backend.clamp(weight, low, high, {4, kGroup});
        }
        return weight;
    }
};

TEST_F(AutoAwqSlice, RelativeWeightMeanAgrees) {
    const Tensor k = toFloat32(trace.view("k_proj.weight"));
    const Tensor v = toFloat32(trace.view("v_proj.weight"));
    const std::vector<float> mean = relativeWeightMean({k, v}, kGroup);
    for (size_t j = 0; j < mean.size(); ++j) {
        ASSERT_NEAR(mean[j], floats("slices.w_mean")[j], 1e-6 * mean[j]) << "channel " << j;
    }
}

TEST_F(AutoAwqSlice, ScalesAgreeAtTheChosenRatios) {
    for (const auto& [group, ratio] : {std::pair("qkv", 0.5), std::pair("mlp", 0.35), std::pair("down", 0.1)}) {
        const std::string prefix = std::string(group) + ".";
        const auto expected = floats(prefix + "scales");
        for (const SearchPreset preset : {SearchPreset::Reference, SearchPreset::Default}) {
            const std::vector<float> scales =
                scalesAt({GridPoint::Kind::Duo, ratio}, floats(prefix + "x_mean"), floats(prefix + "w_mean"), preset);
            for (size_t j = 0; j < scales.size(); ++j) {
                ASSERT_NEAR(scales[j], expected[j], 1e-5 * expected[j]) << group << " channel " << j;
            }
        }
    }
}

TEST_F(AutoAwqSlice, PackedIntegersZerosAndScalesAreTheSame) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    for (const std::string linear : {"k_proj", "v_proj"}) {
        const Tensor weight = preparedWeight(*backend, linear);
        const int64_t rows = weight.rows();
        const PackedLinear packed = backend->quantize(weight, {4, kGroup, false, RangeRule::AutoAwqHalf});
        std::vector<uint8_t> codes(weight.columns());
        int64_t different = 0;
        for (int64_t row = 0; row < rows; ++row) {
            packed.unpackRow(row, codes);
            for (int64_t j = 0; j < weight.columns(); ++j) {
                different += nibble(linear + ".qweight", j, row, rows) != codes[j] ? 1 : 0;
            }
            for (int64_t group = 0; group < packed.groups(); ++group) {
                const int64_t at = row * packed.groups() + group;
                EXPECT_EQ(packed.zeros()[at], nibble(linear + ".qzeros", group, row, rows));
                EXPECT_EQ(packed.scales()[at].bits,
                          trace.view(linear + ".scales").as<Float16>()[group * rows + row].bits);
            }
        }
        EXPECT_EQ(different, 0) << linear;
    }
}

} // namespace
} // namespace salient
