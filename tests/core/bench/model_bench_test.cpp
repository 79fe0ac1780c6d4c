// SPDX-License-Identifier: Apache-2.0
#include "core/bench/model_bench.h"

#include "core/engine/loaded_model.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gtest/gtest.h>

#include <atomic>

namespace salient {
namespace {

TEST(ModelBenchLengths, AreTheUsualOnesWhereTheModelHasRoom) {
    const ModelBenchOptions lengths = fitToModel({}, 8192);
    EXPECT_EQ(lengths.prompt, 512);
    EXPECT_EQ(lengths.decode, 128);
    EXPECT_EQ(lengths.history, 2000);
}

TEST(ModelBenchLengths, ShrinkToAShortContext) {
    const ModelBenchOptions lengths = fitToModel({}, 100);
    EXPECT_EQ(lengths.prompt, 50);
    EXPECT_EQ(lengths.decode, 99);
    EXPECT_EQ(lengths.history, 50);
}

TEST(ModelBenchLengths, ThatAreAskedForHaveToFit) {
    EXPECT_EQ(fitToModel({.prompt = 100, .history = 412}, 512).history, 412);
    EXPECT_EQ(codeOf([] { fitToModel({.prompt = 513}, 512); }), "bench.context");
    EXPECT_EQ(codeOf([] { fitToModel({.prompt = 512}, 512); }), "bench.context"); // leaves no room for a history
    EXPECT_EQ(codeOf([] { fitToModel({.decode = 512}, 512); }), "bench.context");
    EXPECT_EQ(codeOf([] { fitToModel({.prompt = 100, .history = 413}, 512); }), "bench.context");
    EXPECT_EQ(codeOf([] { fitToModel({.history = INT64_MAX}, 512); }), "bench.context");
    EXPECT_EQ(codeOf([] { fitToModel({.prompt = 0}, 512); }), "bench.length");
    EXPECT_EQ(codeOf([] { fitToModel({.history = -2}, 512); }), "bench.length");
    EXPECT_EQ(codeOf([] { fitToModel({.repeats = 0}, 512); }), "bench.repeats");
}

TEST(ModelBench, MeasuresEveryPartAndReusesTheHistory) {
    LoadedModel model(ModelArguments{.model = storiesFolder(), .adapter = {}, .device = "cpu"}, RunContext{});
    const ModelBenchResult result =
        benchModel(model.transformer, {.prompt = 12, .decode = 3, .history = 40, .repeats = 2}, RunContext{});
    EXPECT_EQ(result.reused, 40);
    for (const Timing& timing : {result.prompt, result.decode, result.firstToken, result.followUp}) {
        EXPECT_EQ(timing.samples, 2);
        EXPECT_GT(timing.best, 0.0);
    }
    EXPECT_GE(result.firstToken.median, result.prompt.best);
    EXPECT_DOUBLE_EQ(result.followUpRatio(), result.followUp.median / result.firstToken.median);
}

TEST(ModelBench, EndsWhenItIsCancelled) {
    LoadedModel model(ModelArguments{.model = storiesFolder(), .adapter = {}, .device = "cpu"}, RunContext{});
    const std::atomic<bool> cancelled = true;
    const RunContext context{.cancelled = &cancelled};
    EXPECT_EQ(codeOf([&] { benchModel(model.transformer, {.prompt = 4, .decode = 2, .history = 4}, context); }),
              "cancelled");
}

} // namespace
} // namespace salient
