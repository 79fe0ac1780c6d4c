// SPDX-License-Identifier: Apache-2.0
#include "core/bench/load_bench.h"

#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(LoadBenchNumbers, CompareTheColdStartWithTheDisk) {
    LoadBenchResult result;
    result.bytes = 3'000'000'000;
    result.cold.firstToken = {.median = 2.0, .best = 2.0, .samples = 1};
    EXPECT_DOUBLE_EQ(result.gbPerSecond(result.cold.firstToken), 1.5);
    EXPECT_FALSE(result.shareOfDisk().has_value());
    result.directRead = Timing{.median = 1.0, .best = 1.0, .samples = 1};
    EXPECT_DOUBLE_EQ(result.shareOfDisk().value(), 0.5);
    result.residentBytes = 1'500'000'000; // so much need not be read
    EXPECT_DOUBLE_EQ(result.shareOfDisk().value(), 0.25);
}

TEST(LoadBench, StartsAModelColdAndWarm) {
    const auto backend = makeBackend({}, Precision::Fp32);
    const LoadBenchResult result = benchLoad(*backend, storiesFolder(), {}, 2, RunContext{});
    EXPECT_EQ(result.bytes, static_cast<int64_t>(std::filesystem::file_size(storiesFolder() / "model.safetensors")));
    for (const StartTiming& start : {result.cold, result.warm}) {
        EXPECT_EQ(start.ready.samples, 2);
        EXPECT_GT(start.ready.best, 0.0);
        EXPECT_GE(start.firstToken.best, start.ready.best);
    }
    EXPECT_LE(result.residentBytes, result.bytes);
}

TEST(LoadBench, StartsAQuantisedModelFromKeptWeightsToo) {
    const auto backend = makeBackend({}, Precision::Fp32);
    const TemporaryFolder folder;
    const auto model = std::filesystem::path(SALIENT_TEST_DATA) / "gptq/act_order";
    const PackedCacheSettings settings{.folder = folder.path(), .mostBytes = {}, .smallestBytes = 1};
    const LoadBenchResult result = benchLoad(*backend, model, settings, 2, RunContext{});
    ASSERT_TRUE(result.keptCold && result.keptWarm);
    EXPECT_EQ(result.keptCold->ready.samples, 2);
    EXPECT_GE(result.keptWarm->firstToken.best, result.keptWarm->ready.best);
}

TEST(LoadBench, RefusesAFolderThatIsNoModel) {
    const auto backend = makeBackend({}, Precision::Fp32);
    const TemporaryFolder folder;
    EXPECT_EQ(codeOf([&] { benchLoad(*backend, folder.path(), {}, 1, RunContext{}); }), "model_folder.no_config");
    EXPECT_EQ(codeOf([&] { benchLoad(*backend, storiesFolder(), {}, 0, RunContext{}); }), "bench.repeats");
}

} // namespace
} // namespace salient
