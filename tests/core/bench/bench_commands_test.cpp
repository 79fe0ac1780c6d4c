// SPDX-License-Identifier: Apache-2.0
#include "core/engine/command_functions.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;

void expectKeys(const Json& object, const std::vector<std::string>& keys) {
    for (const std::string& key : keys) {
        EXPECT_TRUE(object.contains(key)) << key << " in " << object;
    }
    EXPECT_EQ(object.size(), keys.size()) << object;
}

TEST(BenchCommands, ModelGivesSpeedsOfItsLengths) {
    const Json arguments = {
        {"model", storiesFolder().string()}, {"prompt", 8}, {"decode", 2}, {"history", 16}, {"repeats", 1}};
    const Json result = Json::parse(benchModelCommand(arguments.dump(), RunContext{}));
    expectKeys(result, {"model", "device", "head_bits", "threads", "prompt", "decode", "first_token", "follow_up",
                        "load_seconds", "peak_bytes", "repeats"});
    expectKeys(result["prompt"], {"tokens", "tokens_per_second", "seconds", "best_seconds"});
    EXPECT_EQ(result["decode"]["tokens"], 2);
    EXPECT_EQ(result["follow_up"]["history"], 16);
    EXPECT_EQ(result["follow_up"]["reused_tokens"], 16);
    EXPECT_GT(result["peak_bytes"].get<int64_t>(), 1 << 20);
    EXPECT_NEAR(result["prompt"]["tokens_per_second"].get<double>() * result["prompt"]["seconds"].get<double>(), 8.0,
                1e-6);
}

TEST(BenchCommands, LoadSaysWhatColdMeans) {
    const Json arguments = {{"model", storiesFolder().string()}, {"repeats", 1}};
    const Json result = Json::parse(benchLoadCommand(arguments.dump(), RunContext{}));
    expectKeys(result, {"model", "device", "bytes", "cold", "cold_means", "resident_bytes_before_cold", "warm",
                        "kept_cold", "kept_warm", "direct_read", "share_of_direct_read", "repeats"});
    expectKeys(result["cold"], {"ready_seconds", "first_token_seconds", "gb_per_second"});
    EXPECT_EQ(result["direct_read"].is_null(), result["share_of_direct_read"].is_null());
    EXPECT_TRUE(result["kept_warm"].is_null()); // nothing of a model in 16 bit is kept
}

TEST(BenchCommands, KernelsGiveOneEntryPerShapeAndRows) {
    const Json arguments = {{"shapes", {"512x1024", "1024x512"}}, {"rows", {1, 3}}, {"repeats", 1}, {"bits", 8}};
    const Json result = Json::parse(benchKernelsCommand(arguments.dump(), RunContext{}));
    expectKeys(result, {"device", "dense_bf16_device", "threads", "bits", "bytes_between_uses", "repeats", "shapes"});
    ASSERT_EQ(result["shapes"].size(), 2U);
    const Json& shape = result["shapes"][1];
    expectKeys(shape, {"out", "in", "group_size", "weight_bytes", "copies", "read_gb_per_second", "rows"});
    EXPECT_EQ(shape["out"], 1024);
    EXPECT_EQ(shape["group_size"], 128);
    ASSERT_EQ(shape["rows"].size(), 2U);
    expectKeys(shape["rows"][1], {"rows", "seconds", "best_seconds", "gb_per_second", "share_of_read_speed", "gflops",
                                  "dense_fp32", "dense_bf16"});
    EXPECT_EQ(shape["rows"][1]["rows"], 3);
    expectKeys(shape["rows"][1]["dense_bf16"], {"seconds", "best_seconds", "gflops"});
}

TEST(BenchCommands, KernelsRefuseWhatCannotBeMeasured) {
    const auto codeFor = [](const Json& arguments) {
        return codeOf([&] { benchKernelsCommand(arguments.dump(), RunContext{}); });
    };
    EXPECT_EQ(codeFor({{"shapes", {"512x1024"}}, {"model", storiesFolder().string()}}), "bench.shape");
    EXPECT_EQ(codeFor({{"bits", 9}}), "bench.bits");
    EXPECT_EQ(codeFor({{"rows", {0}}}), "bench.rows");
    EXPECT_EQ(codeFor({{"shapes", {"64x172"}}, {"group_size", 64}}), "bench.group_size");
    EXPECT_EQ(codeFor({{"shapes", {"large"}}}), "bench.shape");
    EXPECT_EQ(codeFor({{"model", "/nowhere"}}), "model_folder.missing");
    EXPECT_EQ(codeFor({{"speed", 1}}), "arguments.unknown");
}

TEST(BenchCommands, NeedTheirModel) {
    EXPECT_EQ(codeOf([] { benchModelCommand("{}", RunContext{}); }), "arguments.missing");
    EXPECT_EQ(codeOf([] { benchLoadCommand("{}", RunContext{}); }), "arguments.missing");
}

} // namespace
} // namespace salient
