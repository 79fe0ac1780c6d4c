// SPDX-License-Identifier: Apache-2.0
#include "core/bench/kernel_bench.h"

#include "core/bench/memory_speed.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(KernelBenchNumbers, FollowFromBytesAndTime) {
    ShapeResult shape;
    shape.shape = {4, 1000};
    shape.weightBytes = 2'000'000'000;
    shape.readSpeed = 40.0;
    RowsResult rows;
    rows.rows = 8;
    rows.quantized = {.median = 0.1, .best = 0.05, .samples = 5};
    EXPECT_DOUBLE_EQ(shape.gbPerSecond(rows), 20.0);
    EXPECT_DOUBLE_EQ(shape.shareOfReadSpeed(rows), 0.5);
    EXPECT_DOUBLE_EQ(shape.gflops(rows, rows.quantized), 2.0 * 8 * 4 * 1000 / 0.1 * 1e-9);
}

/// Large enough that few copies suffice, small enough for two rows to take no time.
KernelBenchOptions smallOptions() {
    return {.shapes = {{2048, 4096}},
            .bits = 4,
            .groupSize = 128,
            .rows = {1, 2},
            .repeats = 1,
            .dense = false,
            .device = {}};
}

TEST(KernelBench, WeightsTakeTurnsBeyondTheCaches) {
    for (const int bits : {3, 4, 8}) {
        KernelBenchOptions options = smallOptions();
        options.bits = bits;
        const KernelBenchResult result = benchKernels(options, RunContext{});
        ASSERT_EQ(result.shapes.size(), 1U);
        const ShapeResult& shape = result.shapes.front();
        EXPECT_GT(shape.copies * shape.weightBytes, bytesBeyondCaches()) << bits;
        EXPECT_GE(shape.weightBytes, 2048 * 4096 * bits / 8) << bits;
        EXPECT_EQ(shape.groupSize, 128);
        ASSERT_EQ(shape.rows.size(), 2U);
        EXPECT_GT(shape.rows[1].quantized.median, 0.0);
        EXPECT_FALSE(shape.rows[1].denseFp32.has_value());
    }
}

TEST(KernelBench, DenseProductsStandBeside) {
    KernelBenchOptions options = smallOptions();
    options.shapes = {{1024, 1024}};
    options.groupSize = 0;
    options.dense = true;
    std::vector<std::string> items;
    const RunContext context{.emit = [&](const Event& event) {
        if (const auto* progress = std::get_if<Progress>(&event)) {
            items.push_back(progress->item);
            EXPECT_LT(progress->fraction, 1.0);
        }
    }};
    const KernelBenchResult result = benchKernels(options, context);
    const RowsResult& rows = result.shapes.front().rows.front();
    EXPECT_EQ(result.shapes.front().groupSize, 1024);
    EXPECT_GT(rows.denseFp32.value().median, 0.0);
    EXPECT_GT(rows.denseBf16.value().median, 0.0);
    ASSERT_FALSE(items.empty());
    EXPECT_EQ(items.front(), "1024x1024 4 bits, 1 rows");
}

TEST(KernelBench, RefusesWhatMemoryCannotHold) {
    KernelBenchOptions options = smallOptions();
    options.shapes = {{1'000'000, 1'000'000}};
    options.groupSize = 0;
    EXPECT_EQ(codeOf([&] { benchKernels(options, RunContext{}); }), "bench.memory");
}

} // namespace
} // namespace salient
