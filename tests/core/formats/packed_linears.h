// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/safetensors_writer.h"
#include "core/formats/export_format.h"
#include "kernels/packed_linear.h"
#include "kernels/tensor.h"
#include "tests/core/checkpoint/file_fixtures.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace salient::test {

/// Random codes, zero points and scales.
inline PackedLinear randomLinear(int64_t out, int64_t in, int64_t group, int bits = 4) {
    std::mt19937 random(static_cast<unsigned>(out * 1000 + in));
    PackedLinear weight(out, in, bits, group);
    const uint32_t mask = (1U << static_cast<unsigned>(bits)) - 1;
    std::vector<uint8_t> codes(static_cast<size_t>(in));
    for (int64_t row = 0; row < out; ++row) {
        for (uint8_t& code : codes) {
            code = static_cast<uint8_t>(random() & mask);
        }
        weight.packRow(row, codes);
    }
    for (uint8_t& zero : weight.zeros()) {
        zero = static_cast<uint8_t>(random() & mask);
    }
    for (Float16& scale : weight.scales()) {
        scale = toFloat16(0.001F + 0.00001F * static_cast<float>(random() % 10000));
    }
    return weight;
}

inline void expectSame(const PackedLinear& a, const PackedLinear& b) {
    ASSERT_EQ(a.outFeatures(), b.outFeatures());
    ASSERT_EQ(a.inFeatures(), b.inFeatures());
    ASSERT_EQ(a.groupSize(), b.groupSize());
    std::vector<uint8_t> rowA(static_cast<size_t>(a.inFeatures()));
    std::vector<uint8_t> rowB(rowA.size());
    for (int64_t row = 0; row < a.outFeatures(); ++row) {
        a.unpackRow(row, rowA);
        b.unpackRow(row, rowB);
        ASSERT_EQ(rowA, rowB) << "row " << row;
    }
    ASSERT_EQ(a.scales().size(), b.scales().size());
    for (size_t i = 0; i < a.scales().size(); ++i) {
        ASSERT_EQ(a.zeros()[i], b.zeros()[i]) << i;
        ASSERT_EQ(a.scales()[i].bits, b.scales()[i].bits) << i;
    }
    EXPECT_EQ(std::vector(a.inputOrder().begin(), a.inputOrder().end()),
              std::vector(b.inputOrder().begin(), b.inputOrder().end()));
}

/// The integers of tests/data/packing: [32, 64], groups of 32, by the formulas in its golden.json.
inline PackedLinear goldenInput(int bits, bool symmetric) {
    PackedLinear weight(32, 64, bits, 32);
    const int64_t codes = int64_t{1} << bits;
    for (int64_t o = 0; o < 32; ++o) {
        std::vector<uint8_t> row;
        for (int64_t i = 0; i < 64; ++i) {
            row.push_back(static_cast<uint8_t>((7 * i + 3 * o + i * o) % codes));
        }
        weight.packRow(o, row);
        for (int64_t g = 0; g < 2; ++g) {
            const auto at = static_cast<size_t>(o * 2 + g);
            weight.zeros()[at] = static_cast<uint8_t>(symmetric ? codes / 2 : (5 * g + o) % codes);
            weight.scales()[at] = toFloat16(static_cast<float>(0.01 * static_cast<double>(1 + g + o % 5)));
        }
    }
    return weight;
}

/// The bytes of one array of tests/data/packing/`folder`.
inline std::string goldenBytes(const std::string& folder, const std::string& array) {
    return readText(std::string(SALIENT_TEST_DATA) + "/packing/" + folder + "/" + array + ".bin");
}

inline TensorView viewOf(const std::string& bytes, DType dtype, Shape shape) {
    TensorView view{reinterpret_cast<const std::byte*>(bytes.data()), dtype, std::move(shape)};
    EXPECT_EQ(static_cast<size_t>(view.bytes()), bytes.size());
    return view;
}

inline void expectBytes(const TensorView& tensor, const std::string& golden) {
    ASSERT_EQ(static_cast<size_t>(tensor.bytes()), golden.size());
    EXPECT_EQ(std::memcmp(tensor.data, golden.data(), golden.size()), 0);
}

/// A model.safetensors with these tensors.
inline void writeTensors(const std::filesystem::path& folder, const std::vector<NamedTensor>& tensors) {
    std::vector<PlannedTensor> plan;
    for (const NamedTensor& tensor : tensors) {
        plan.push_back({tensor.name, tensor.value.dtype(), tensor.value.shape()});
    }
    SafetensorsWriter writer(folder, plan, 1'000'000);
    for (const NamedTensor& tensor : tensors) {
        writer.write(tensor.name, tensor.value);
    }
    writer.finish();
}

} // namespace salient::test
