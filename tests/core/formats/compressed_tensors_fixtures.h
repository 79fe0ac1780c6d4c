// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/formats/export_format.h"
#include "tests/core/checkpoint/file_fixtures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace salient::test {

inline QuantSpec ctSpec(int bits, int64_t groupSize, bool symmetric) {
    QuantSpec spec;
    spec.bits = bits;
    spec.groupSize = groupSize;
    spec.symmetric = symmetric;
    return spec;
}

/// Random codes and scales; zero points in the middle when symmetric, else random.
inline PackedLinear ctLinear(int64_t out, int64_t in, const QuantSpec& spec) {
    std::mt19937 random(static_cast<unsigned>(out * 1000 + in * 10 + spec.bits));
    PackedLinear weight(out, in, spec.bits, spec.groupFor(in));
    const auto mask = static_cast<uint32_t>(spec.maxCode());
    std::vector<uint8_t> codes(static_cast<size_t>(in));
    for (int64_t row = 0; row < out; ++row) {
        for (uint8_t& code : codes) {
            code = static_cast<uint8_t>(random() & mask);
        }
        weight.packRow(row, codes);
    }
    for (uint8_t& zero : weight.zeros()) {
        zero = static_cast<uint8_t>(spec.symmetric ? (mask + 1) / 2 : random() & mask);
    }
    for (Float16& scale : weight.scales()) {
        scale.bits = static_cast<uint16_t>(random() & 0x7BFFU);
    }
    return weight;
}

inline void expectSameLinear(const PackedLinear& a, const PackedLinear& b) {
    ASSERT_EQ(a.outFeatures(), b.outFeatures());
    ASSERT_EQ(a.inFeatures(), b.inFeatures());
    ASSERT_EQ(a.bits(), b.bits());
    ASSERT_EQ(a.groupSize(), b.groupSize());
    EXPECT_TRUE(std::equal(a.codes().begin(), a.codes().end(), b.codes().begin(), b.codes().end())) << "codes";
    EXPECT_TRUE(std::equal(a.zeros().begin(), a.zeros().end(), b.zeros().begin(), b.zeros().end())) << "zero points";
    EXPECT_EQ(std::memcmp(a.scales().data(), b.scales().data(), a.scales().size_bytes()), 0) << "scales";
}

inline void writeTensors(const TemporaryFolder& folder, const std::vector<NamedTensor>& tensors) {
    std::vector<PlannedTensor> plan;
    for (const NamedTensor& tensor : tensors) {
        plan.push_back({tensor.name, tensor.value.dtype(), tensor.value.shape()});
    }
    SafetensorsWriter writer(folder.path(), plan, 1'000'000'000);
    for (const NamedTensor& tensor : tensors) {
        writer.write(tensor.name, tensor.value);
    }
    writer.finish();
}

/// The linears of a Llama with these layers.
inline std::vector<ExportModule> llama(int layers) {
    std::vector<ExportModule> modules;
    for (int layer = 0; layer < layers; ++layer) {
        const std::string block = "model.layers." + std::to_string(layer) + ".";
        for (const char* name : {"q_proj", "k_proj", "v_proj"}) {
            modules.push_back({{block + "self_attn." + name, 64, 64}, ctSpec(4, 64, false), block + "self_attn.qkv"});
        }
        modules.push_back({{block + "self_attn.o_proj", 64, 64}, ctSpec(4, 64, false), ""});
        for (const char* name : {"gate_proj", "up_proj"}) {
            modules.push_back({{block + "mlp." + name, 64, 64}, ctSpec(4, 64, false), block + "mlp.gate_up"});
        }
        modules.push_back({{block + "mlp.down_proj", 64, 64}, ctSpec(4, 64, false), ""});
    }
    return modules;
}

/// Whether a part of the path is among these.
inline bool isIn(const ExportModule& module, const std::vector<std::string>& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const std::string& part) { return module.linear.module.find(part) != std::string::npos; });
}

} // namespace salient::test
