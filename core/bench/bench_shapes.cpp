// SPDX-License-Identifier: Apache-2.0
#include "core/bench/bench_shapes.h"

#include "core/checkpoint/json_file.h"
#include "core/model/block.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace salient {

static std::optional<int64_t> sizeFrom(std::string_view text) {
    constexpr int64_t kLargest = 1'000'000;
    int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = failure == std::errc() && end == text.data() + text.size();
    return whole && value >= 1 && value <= kLargest ? std::optional(value) : std::nullopt;
}

BenchShape parseShape(const std::string& text) {
    const size_t cross = text.find('x');
    if (cross != std::string::npos) {
        const auto out = sizeFrom(std::string_view(text).substr(0, cross));
        const auto in = sizeFrom(std::string_view(text).substr(cross + 1));
        if (out && in) {
            return {*out, *in};
        }
    }
    throw usageError(
        "bench.shape",
        fmt::format("Expected a shape OUTxIN of whole numbers up to 1000000, such as 14336x4096, found {}.",
                    inQuotes(text)));
}

std::vector<BenchShape> blockShapes(const ModelConfig& config) {
    std::vector<BenchShape> shapes;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        for (const LinearShape& linear : blockLinears(config, layer)) {
            const BenchShape shape{linear.out, linear.in};
            if (linear.packable() && std::find(shapes.begin(), shapes.end(), shape) == shapes.end()) {
                shapes.push_back(shape);
            }
        }
    }
    return shapes;
}

int64_t groupSizeFor(std::span<const BenchShape> shapes, int64_t asked) {
    const auto misfit = [&](int64_t group) {
        return std::find_if(shapes.begin(), shapes.end(), [&](const BenchShape& s) { return s.in % group != 0; });
    };
    if (asked == kAnyGroupSize) {
        for (const int64_t group : {128, 64, 32, 16}) {
            if (misfit(group) == shapes.end()) {
                return group;
            }
        }
        return 0;
    }
    if (asked < 0) {
        throw usageError("bench.group_size",
                         fmt::format("Expected a group size of at least 1, or 0 for whole rows, found {}.", asked));
    }
    if (asked > 0 && misfit(asked) != shapes.end()) {
        throw usageError("bench.group_size",
                         fmt::format("The group size {} does not divide the {} inputs of {}; give one that does, or 0 "
                                     "for whole rows.",
                                     asked, misfit(asked)->in, misfit(asked)->text()));
    }
    return asked;
}

void checkRows(std::span<const int64_t> rows) {
    constexpr int64_t kMostRows = 65536;
    if (rows.empty() || rows.size() > 64) {
        throw usageError("bench.rows", fmt::format("Expected 1 to 64 numbers of rows, found {}.", rows.size()));
    }
    for (const int64_t count : rows) {
        if (count < 1 || count > kMostRows) {
            throw usageError("bench.rows", fmt::format("Expected 1 to {} rows, found {}.", kMostRows, count));
        }
    }
}

void checkRepeats(int64_t repeats) {
    if (repeats < 1 || repeats > 1000) {
        throw usageError("bench.repeats", fmt::format("Expected 1 to 1000 repeats, found {}.", repeats));
    }
}

} // namespace salient
