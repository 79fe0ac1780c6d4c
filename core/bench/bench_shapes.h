// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace salient {

/// A weight to be measured, [out, in].
struct BenchShape {
    int64_t out = 0;
    int64_t in = 0;

    std::string text() const { return std::to_string(out) + "x" + std::to_string(in); }
    bool operator==(const BenchShape&) const = default;
};

/// Group sizes are chosen when nobody names one.
inline constexpr int64_t kAnyGroupSize = -1;

/// "14336x4096". Throws Error (usage) for anything else, zero and more than a million included.
BenchShape parseShape(const std::string& text);

/// The linears of a model's blocks that can be quantised, every shape once, in execution order.
std::vector<BenchShape> blockShapes(const ModelConfig& config);

/// Inputs per group: `asked`, which has to divide the inputs of all shapes (0: whole rows, which always does), or with
/// kAnyGroupSize the largest of 128, 64, 32 and 16 that does, else 0. Throws Error (usage).
int64_t groupSizeFor(std::span<const BenchShape> shapes, int64_t asked);

/// Throws Error (usage) unless there are 1 to 64 numbers of 1 to 65536 rows each.
void checkRows(std::span<const int64_t> rows);

/// Throws Error (usage) unless there are 1 to 1000 repeats.
void checkRepeats(int64_t repeats);

} // namespace salient
