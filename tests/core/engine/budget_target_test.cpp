// SPDX-License-Identifier: Apache-2.0
// `quantize --target-bits`: from a measurement to files.
#include "core/engine/command_functions.h"
#include "core/whole_file.h"
#include "kernels/error.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;

class BudgetTargetTest : public testing::Test {
protected:
    // One measured run for all tests: seconds, not milliseconds.
    static void SetUpTestSuite() {
        s_folder = new TemporaryFolder();
        quantizeCommand(settings("first").dump(), {});
        const Json arguments = {{"model", storiesFolder().string()},
                                {"run", runOf("first")},
                                {"text", text()},
                                {"context", 128},
                                {"windows", 4}};
        sensitivityCommand(arguments.dump(), {});
    }
    static void TearDownTestSuite() {
        delete s_folder;
        s_folder = nullptr;
    }

    static std::string text() { return SALIENT_TEST_DATA "/tinystories_100.txt"; }
    static std::string runOf(const std::string& name) { return (s_folder->path() / (name + "-run")).string(); }
    static std::string outputOf(const std::string& name) { return (s_folder->path() / name).string(); }
    static Json settings(const std::string& name) {
        return {{"model", storiesFolder().string()},
                {"output", outputOf(name)},
                {"run_folder", runOf(name)},
                {"bits", 3},
                {"group_size", 32},
                {"calibration", {{"samples", 8}, {"length", 64}}}};
    }
    static Json wanted(const std::string& name, const Json& more) {
        Json result = settings(name);
        result["reuse"] = runOf("first");
        result["format"] = "compressed-tensors";
        result.update(more);
        return result;
    }

    static TemporaryFolder* s_folder;
};
TemporaryFolder* BudgetTargetTest::s_folder = nullptr;

TEST_F(BudgetTargetTest, BecomesMarksAFileAndAPredictionBesideWhatWasMeasured) {
    const Json planned = Json::parse(planCommand(wanted("mixed", {{"target_bits", 7.0}}).dump(), {}));
    int64_t reused = 0;
    RunContext context;
    context.emit = [&](const Event& event) {
        const auto* started = std::get_if<BlockStarted>(&event);
        reused += started != nullptr && started->reused;
    };
    const Json result = Json::parse(quantizeCommand(wanted("mixed", {{"target_bits", 7.0}}).dump(), context));
    const Json& budget = result["budget"];
    EXPECT_LE(budget["bits_per_weight"].get<double>(), 7.0);
    EXPECT_GT(budget["bits_per_weight"].get<double>(), 6.0);
    EXPECT_EQ(planned["budget"]["marks"], budget["marks"]);
    double bytes = 0.0;
    double weights = 0.0;
    for (const Json& layer : planned["layers"]) {
        if (layer["module"].get<std::string>().find("self_attn") != std::string::npos) { // what was measured
            bytes += layer["bytes_then"].get<double>();
            weights += layer["parameters"].get<double>();
        }
    }
    EXPECT_DOUBLE_EQ(8.0 * bytes / weights, budget["bits_per_weight"].get<double>())
        << "the files have the size that was chosen by";

    // What was chosen is what the files hold, and the recipe of the run says so.
    const Json recipe = Json::parse(readWholeFile(runOf("mixed") + "/recipe.json", 1 << 24));
    EXPECT_EQ(recipe["marks"], budget["marks"]);
    std::map<std::string, int> bits;
    for (const Json& layer : result["layers"]) {
        bits[layer["module"]] = layer["bits"].get<int>();
    }
    ASSERT_FALSE(budget["marks"].empty());
    for (const Json& mark : budget["marks"]) {
        EXPECT_EQ(bits[mark["module"]], mark["bits"].get<int>()) << mark;
    }

    // The comparison is the one that `compare` makes on the same text.
    const Json arguments = {{"model", storiesFolder().string()},
                            {"other", outputOf("mixed")},
                            {"text", text()},
                            {"context", 128},
                            {"windows", 4}};
    const Json compared = Json::parse(compareCommand(arguments.dump(), {}));
    EXPECT_DOUBLE_EQ(budget["measured"]["kl"].get<double>(), compared["kl"]["mean"].get<double>());
    EXPECT_DOUBLE_EQ(budget["measured"]["perplexity"].get<double>(), compared["other"]["perplexity"].get<double>());
    EXPECT_GT(budget["predicted"]["kl"].get<double>(), 0.0);
    EXPECT_LT(budget["predicted"]["kl"].get<double>(), 3.0 * budget["measured"]["kl"].get<double>());
    EXPECT_GT(budget["predicted"]["kl"].get<double>(), budget["measured"]["kl"].get<double>() / 3.0);
}

TEST_F(BudgetTargetTest, MarksOfTheRecipeArePins) {
    const std::string pinned = "model.layers.0.self_attn.o_proj";
    const Json planned = Json::parse(planCommand(
        wanted("pins", {{"target_bits", 7.0}, {"marks", {{{"module", pinned}, {"bits", 16}}}}}).dump(), {}));
    Json found;
    for (const Json& mark : planned["budget"]["marks"]) {
        if (mark["module"] == pinned) {
            found = mark["bits"];
        }
    }
    EXPECT_EQ(found, 16);
}

TEST_F(BudgetTargetTest, ChoosesOnlyBitsThatTheFormatHolds) {
    const Json planned =
        Json::parse(planCommand(wanted("awq", {{"target_bits", 9.0}, {"format", "awq-gemm"}}).dump(), {}));
    ASSERT_FALSE(planned["budget"]["marks"].empty());
    for (const Json& mark : planned["budget"]["marks"]) {
        EXPECT_NE(mark["bits"], 8) << mark;
    }
}

TEST_F(BudgetTargetTest, RefusesBeforeAnyWork) {
    const auto codeWith = [](const Json& more) {
        return codeOf([&] { quantizeCommand(wanted("refused", more).dump(), {}); });
    };
    EXPECT_EQ(codeWith({{"target_bits", 1.0}}), "budget.too_small");
    EXPECT_EQ(codeWith({{"target_size", "1000"}}), "budget.too_small");
    EXPECT_EQ(codeWith({{"target_bits", 5.0}, {"target_size", "1MB"}}), "budget.no_target");
    EXPECT_EQ(codeWith({{"target_bits", 5.0}, {"group_size", 64}}), "budget.other_settings");
    EXPECT_EQ(codeWith({{"target_bits", "many"}}), "arguments.wrong_type");
    EXPECT_EQ(codeWith({{"target_bits", 7.0},
                        {"format", "awq-gemm"},
                        {"marks", {{{"module", "model.layers.0.self_attn.o_proj"}, {"bits", 8}}}}}),
              "budget.unknown_pin");
    EXPECT_FALSE(std::filesystem::exists(outputOf("refused")));
}

TEST_F(BudgetTargetTest, ATextThatIsGoneIsSaidAndTheFilesStay) {
    const std::filesystem::path copy = s_folder->path() / "moved-run";
    std::filesystem::copy(runOf("first"), copy, std::filesystem::copy_options::recursive);
    Json record = Json::parse(readWholeFile(copy / "sensitivity.json", 1 << 26));
    record["text"] = "/nowhere.txt";
    writeWholeFile(copy / "sensitivity.json", record.dump());
    std::string said;
    RunContext context;
    context.emit = [&](const Event& event) {
        const auto* found = std::get_if<IssueFound>(&event);
        said = found != nullptr && found->issue.code == "budget.not_compared" ? found->issue.sentence : said;
    };
    const Json result =
        Json::parse(quantizeCommand(wanted("gone", {{"target_bits", 7.0}, {"reuse", copy.string()}}).dump(), context));
    EXPECT_TRUE(result["budget"]["measured"].is_null());
    EXPECT_THAT(said, testing::HasSubstr("/nowhere.txt"));
    EXPECT_TRUE(std::filesystem::exists(outputOf("gone") + "/config.json"));
}

} // namespace
} // namespace salient
