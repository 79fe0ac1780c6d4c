// SPDX-License-Identifier: Apache-2.0
#include "core/model_support.h"

#include "core/inspect.h"
#include "tests/support/architecture_folders.h"
#include "tests/support/model_copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Json = nlohmann::json;

Json supportOf(const std::string& folder, const testing::ModelChanges& changes) {
    const TemporaryFolder copy;
    testing::copyModel(folder, changes, copy);
    const Json report = Json::parse(inspectModel(copy.path()));
    EXPECT_FALSE(report["tensors"].empty());
    EXPECT_GT(report["bytes"].get<int64_t>(), 0);
    return report["support"];
}

TEST(ModelSupport, OfEveryFixtureIsFull) {
    for (const std::string& folder : testing::architectureFolders()) {
        const std::filesystem::path path = std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / folder;
        const Json support = Json::parse(inspectModel(path))["support"];
        EXPECT_EQ(support["level"], "full") << folder;
        EXPECT_TRUE(support["reasons"].empty()) << folder << support["reasons"];
    }
}

TEST(ModelSupport, OfAnUnknownClassNamesItAndTheNearestFamily) {
    const Json support = supportOf("llama", {.config = {{"architectures", {"NewForCausalLM"}}, {"model_type", "new"}}});
    EXPECT_EQ(support["level"], "partly");
    EXPECT_EQ(support["family"], "llama");
    EXPECT_THAT(support["reasons"], ElementsAre("The class 'NewForCausalLM' (model_type 'new') is not known.",
                                                "Its tensors are named as those of llama."));
}

TEST(ModelSupport, OfAnUnknownActivationNamesIt) {
    const Json support = supportOf("llama", {.config = {{"hidden_act", "xielu"}}});
    EXPECT_EQ(support["level"], "partly");
    EXPECT_THAT(support["reasons"], ElementsAre(HasSubstr("\"xielu\""), "Its tensors are named as those of llama."));
}

TEST(ModelSupport, NamesEveryUnknownSettingOfAnUnknownClass) {
    const Json support = supportOf("qwen3", {.config = {{"architectures", {"NewForCausalLM"}},
                                                        {"model_type", nullptr},
                                                        {"hidden_act", "xielu"},
                                                        {"rope_parameters", {{"rope_type", "spiral"}}}}});
    EXPECT_EQ(support["family"], "qwen3");
    EXPECT_THAT(support["reasons"],
                ElementsAre("The class 'NewForCausalLM' is not known.", "Its tensors are named as those of qwen3.",
                            HasSubstr("\"xielu\""), HasSubstr("\"spiral\"")));
}

TEST(ModelSupport, CountsTensorsThatNoFamilyNamesAndThatAreMissing) {
    const auto rename = [](const std::string& name) {
        return name == "model.norm.weight" ? std::string("model.last_norm.weight") : name;
    };
    const Json support = supportOf("llama", {.rename = rename,
                                             .further = {{"model.layers.0.self_attn.sinks", DType::F32, {2}},
                                                         {"model.layers.1.self_attn.sinks", DType::F32, {2}}},
                                             .config = {{"architectures", {"NewForCausalLM"}}}});
    EXPECT_THAT(support["reasons"][1].get<std::string>(),
                HasSubstr("not known: model.last_norm.weight, model.layers.*.self_attn.sinks (2); 1 that llama has are "
                          "not there: model.norm.weight."));
}

TEST(ModelSupport, OfAModelWithUnreadTensorsInItsBlocksIsPartly) {
    const Json support = supportOf("llama", {.further = {{"model.layers.0.self_attn.sinks", DType::F32, {2}}}});
    EXPECT_EQ(support["level"], "partly");
    EXPECT_THAT(support["reasons"], ElementsAre(HasSubstr("model.layers.0.self_attn.sinks")));
}

TEST(ModelSupport, OfForeignNamesIsNone) {
    const auto rename = [](const std::string& name) { return "encoder." + name; };
    const Json support = supportOf("llama", {.rename = rename, .config = {{"architectures", {"NewForCausalLM"}}}});
    EXPECT_EQ(support["level"], "none");
    EXPECT_THAT(support["reasons"].back().get<std::string>(), HasSubstr("No known family names its tensors like this"));
}

TEST(ModelSupport, BoundsTheNumberOfExpertsBeforeListsAreMade) {
    const Json support = supportOf("mixtral", {.config = {{"num_local_experts", 2147483647}}});
    EXPECT_THAT(support["reasons"][0].get<std::string>(), HasSubstr("at most 4096"));
}

} // namespace
} // namespace salient
