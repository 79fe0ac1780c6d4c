// SPDX-License-Identifier: Apache-2.0
#include "core/engine/command_functions.h"
#include "core/model/model_source.h"
#include "core/run_estimate.h"
#include "kernels/error.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

class PlanCommand : public testing::Test {
protected:
    Json plan(const Json& more = Json::object()) const {
        Json arguments = {{"model", storiesFolder().string()},
                          {"output", (m_folder.path() / "out").string()},
                          {"group_size", 32},
                          {"calibration", {{"samples", 8}, {"length", 64}}}};
        arguments.update(more);
        return Json::parse(planCommand(arguments.dump(), {}));
    }
    static Json layerNamed(const Json& result, const std::string& module) {
        for (const Json& layer : result["layers"]) {
            if (layer["module"] == module) {
                return layer;
            }
        }
        return nullptr;
    }
    static std::vector<std::string> codes(const Json& result) {
        std::vector<std::string> found;
        for (const Json& issue : result["issues"]) {
            found.push_back(issue["code"]);
        }
        return found;
    }

    TemporaryFolder m_folder;
};

TEST_F(PlanCommand, FiguresAreThoseOfTheRun) {
    const Json planned = plan();
    const Json arguments = {{"model", storiesFolder().string()},
                            {"output", (m_folder.path() / "out").string()},
                            {"group_size", 32},
                            {"run_folder", (m_folder.path() / "run").string()},
                            {"calibration", {{"samples", 8}, {"length", 64}}}};
    int64_t outputBytes = 0;
    int64_t peakBytes = 0;
    RunContext context;
    context.emit = [&](const Event& event) {
        if (const auto* started = std::get_if<Started>(&event)) {
            outputBytes = started->plannedOutputBytes;
            peakBytes = started->plannedPeakBytes;
        }
    };
    const Json result = Json::parse(quantizeCommand(arguments.dump(), context));
    EXPECT_EQ(planned["output_bytes"], outputBytes);
    EXPECT_EQ(planned["peak_bytes"], peakBytes);
    for (const Json& layer : result["layers"]) {
        EXPECT_EQ(layerNamed(planned, layer["module"])["bits"], layer["bits"]) << layer["module"];
    }
    EXPECT_EQ(planned["layers"].size(), result["layers"].size());
}

TEST_F(PlanCommand, WritesNothing) {
    plan();
    EXPECT_TRUE(std::filesystem::is_empty(m_folder.path()));
}

TEST_F(PlanCommand, DescribesEveryLinear) {
    const Json result = plan();
    EXPECT_EQ(result["layers"].size(), 5U * 7U);
    const Json q = layerNamed(result, "model.layers.2.self_attn.q_proj");
    EXPECT_EQ(q["block"], 2);
    EXPECT_EQ(q["kind"], "attn.q");
    EXPECT_EQ(q["in"], 64);
    EXPECT_EQ(q["out"], 64);
    EXPECT_EQ(q["parameters"], 4096);
    EXPECT_EQ(q["bits"], 4);
    EXPECT_EQ(q["group_size"], 32);
    EXPECT_EQ(q["reason"], "");
    EXPECT_EQ(q["fused_set"], "model.layers.2.self_attn.qkv");
    EXPECT_EQ(q["bytes_now"], 4096 * 4);
    EXPECT_EQ(q["bytes_then"], 4096 / 2 + 128 * 2 + 128 / 2); // codes, scales, zero points
    const Json down = layerNamed(result, "model.layers.2.mlp.down_proj");
    EXPECT_EQ(down["bits"], 16);
    EXPECT_EQ(down["reason"], "group_size.does_not_fit");
    EXPECT_EQ(down["fused_set"], nullptr);
    EXPECT_EQ(down["bytes_then"], 172 * 64 * 2);
    EXPECT_EQ(layerNamed(result, "model.layers.2.mlp.up_proj")["reason"], "format.outputs_do_not_fit");
    EXPECT_THAT(codes(result), testing::Contains("group_size.does_not_fit"));
    EXPECT_GT(result["bits_per_weight"], 4.0);
    EXPECT_LT(result["bits_per_weight"], 16.0);
    EXPECT_GT(result["free_memory_bytes"], 0);
    EXPECT_GT(result["free_disk_bytes"], 0);
    EXPECT_GT(result["seconds_low"], 0.0);
    EXPECT_GT(result["seconds_high"], result["seconds_low"]);
}

TEST_F(PlanCommand, MarksOfEightBitsAreCountedAndBlock) {
    const Json mark = {{"marks", {{{"module", "model.layers.0.self_attn.o_proj"}, {"bits", 8}}}}};
    const Json result = plan(mark);
    EXPECT_THAT(codes(result), testing::Contains("marks.not_in_format"));
    const Json layer = layerNamed(result, "model.layers.0.self_attn.o_proj");
    EXPECT_EQ(layer["bits"], 8);
    EXPECT_EQ(layer["reason"], "marked");
    EXPECT_EQ(layer["bytes_then"], 4096 + 128 * 2 + 128);
    EXPECT_NEAR(result["output_bytes"].get<int>(), plan()["output_bytes"].get<int>() + 4096 / 2 + 128 / 2,
                1024); // lines of the files' headers
}

TEST_F(PlanCommand, ReportsWhatStandsInTheWay) {
    std::filesystem::create_directory(m_folder.path() / "out");
    m_folder.write("out/config.json", "{}");
    EXPECT_THAT(codes(plan()), testing::Contains("output.exists"));
    EXPECT_THAT(codes(plan({{"overwrite", true}})), testing::Not(testing::Contains("output.exists")));
    EXPECT_THAT(codes(plan({{"output", "/nowhere/out"}})), testing::Contains("output.parent"));
    EXPECT_THAT(codes(plan({{"bits", 8}})), testing::Contains("bits.not_in_format"));
}

TEST_F(PlanCommand, NeedsNoOutputYet) {
    const Json result = plan({{"output", ""}});
    EXPECT_THAT(codes(result), testing::Not(testing::Contains("recipe.output")));
    EXPECT_EQ(result["free_disk_bytes"], nullptr);
}

TEST_F(PlanCommand, RefusesWhatCannotBeCounted) {
    for (const Json& more :
         {Json{{"bits", 9}}, Json{{"group_size", 33}}, Json{{"model", ""}}, Json{{"marks", {{{"module", "none"}}}}}}) {
        EXPECT_THROW(plan(more), Error) << more;
    }
}

TEST(RunEstimate, GrowsWithTheWorkAndFallsWithTheSpeed) {
    const ModelSource source = ModelSource::open(storiesFolder());
    Recipe recipe;
    const double all = plannedOperations(recipe, source.config());
    recipe.calibration.samples = 256;
    EXPECT_GT(plannedOperations(recipe, source.config()), all);
    recipe.method = Method::Rtn;
    EXPECT_LT(plannedOperations(recipe, source.config()), all / 2);
    const SecondsRange slow = estimateSeconds(recipe, source.config(), 1e9);
    const SecondsRange fast = estimateSeconds(recipe, source.config(), 1e10);
    EXPECT_LT(fast.low, slow.low);
    EXPECT_LT(slow.low, slow.high);
}

} // namespace
} // namespace salient
