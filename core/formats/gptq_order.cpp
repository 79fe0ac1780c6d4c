// SPDX-License-Identifier: Apache-2.0
#include "core/formats/gptq_order.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

namespace salient {

namespace {

/// Stored position → input channel.
std::vector<int32_t> orderOf(const std::string& module, std::span<const int32_t> groupOf, int64_t groupSize) {
    const int64_t in = static_cast<int64_t>(groupOf.size());
    const int64_t groups = in / groupSize;
    std::vector<int64_t> filled(static_cast<size_t>(groups), 0);
    std::vector<int32_t> order(groupOf.size());
    for (int64_t i = 0; i < in; ++i) {
        const int64_t group = groupOf[static_cast<size_t>(i)];
        if (group < 0 || group >= groups) {
            throw inputError("gptq.g_idx",
                             fmt::format("{}.g_idx: input {} belongs to group {}, but there are {} groups.",
                                         inQuotes(module), i, group, groups));
        }
        if (filled[static_cast<size_t>(group)] == groupSize) {
            throw inputError("gptq.g_idx",
                             fmt::format("{}.g_idx: group {} has more than the {} inputs of a group; groups of "
                                         "different size cannot be read.",
                                         inQuotes(module), group, groupSize));
        }
        order[static_cast<size_t>(group * groupSize + filled[static_cast<size_t>(group)]++)] = static_cast<int32_t>(i);
    }
    return order;
}

} // namespace

bool isUnset(const TensorView& gIdx) {
    return std::all_of(gIdx.data, gIdx.data + gIdx.bytes(), [](std::byte byte) { return byte == std::byte{0}; });
}

void sortByGroup(const std::string& module, const TensorView& gIdx, PackedLinear& weight) {
    std::vector<int32_t> groupOf(static_cast<size_t>(weight.inFeatures()));
    std::memcpy(groupOf.data(), gIdx.data, groupOf.size() * sizeof(int32_t));
    std::vector<int32_t> order = orderOf(module, groupOf, weight.groupSize());
    if (std::is_sorted(order.begin(), order.end())) {
        return;
    }
    std::vector<uint8_t> byInput(order.size());
    std::vector<uint8_t> byPosition(order.size());
    for (int64_t row = 0; row < weight.outFeatures(); ++row) {
        weight.unpackRow(row, byInput);
        for (size_t position = 0; position < order.size(); ++position) {
            byPosition[position] = byInput[static_cast<size_t>(order[position])];
        }
        weight.packRow(row, byPosition);
    }
    weight.setInputOrder(std::move(order));
}

PackedLinear storedByInput(const PackedLinear& weight) {
    PackedLinear byInput(weight.outFeatures(), weight.inFeatures(), weight.bits(), weight.groupSize());
    std::vector<uint8_t> codes(static_cast<size_t>(weight.inFeatures()));
    std::vector<uint8_t> sorted(codes.size());
    for (int64_t row = 0; row < weight.outFeatures(); ++row) {
        weight.unpackRow(row, sorted);
        for (size_t position = 0; position < sorted.size(); ++position) {
            codes[static_cast<size_t>(weight.inputOrder()[position])] = sorted[position];
        }
        byInput.packRow(row, codes);
    }
    return byInput;
}

} // namespace salient
