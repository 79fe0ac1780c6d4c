// SPDX-License-Identifier: Apache-2.0
#include "core/recipe.h"

#include "kernels/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using testing::HasSubstr;

Recipe fullRecipe() {
    Recipe recipe;
    recipe.model = "/models/a b";
    recipe.output = "out";
    recipe.method = Method::Rtn;
    recipe.preset = SearchPreset::Reference;
    recipe.bits = 3;
    recipe.groupSize = 32;
    recipe.symmetric = true;
    recipe.clip = false;
    recipe.without = {"propagation"};
    recipe.columnOrder = ColumnOrder::StaticAct;
    recipe.smoothing = 0.75;
    recipe.damping = 0.125;
    recipe.calibration = {{"literature", "x.txt"}, 16, 256, 18'446'744'073'709'551'615ULL};
    recipe.adapter = "adapters/mine";
    recipe.marks = {{"model.layers.0.mlp.down_proj", 16}, {"model.layers.1.mlp.down_proj", 8}};
    recipe.strict = true;
    recipe.overwrite = true;
    recipe.shardBytes = 2'000'000;
    recipe.holdoutSamples = 3;
    recipe.reuse = "runs/0";
    recipe.runFolder = "runs/1";
    recipe.device = "cuda:1";
    return recipe;
}

TEST(RecipeTest, ComesBackFromJsonWithEveryField) {
    const std::string text = recipeToJson(fullRecipe());
    const Recipe back = recipeFromJson(text, "recipe.json");
    EXPECT_EQ(recipeToJson(back), text);
    EXPECT_EQ(back.model, fullRecipe().model);
    EXPECT_EQ(back.adapter, fullRecipe().adapter);
    EXPECT_EQ(back.method, Method::Rtn);
    EXPECT_EQ(back.preset, SearchPreset::Reference);
    EXPECT_EQ(back.without, fullRecipe().without);
    EXPECT_EQ(back.columnOrder, ColumnOrder::StaticAct);
    EXPECT_EQ(back.calibration.sources, fullRecipe().calibration.sources);
    EXPECT_EQ(back.calibration.seed, fullRecipe().calibration.seed);
    ASSERT_EQ(back.marks.size(), 2U);
    EXPECT_EQ(back.marks[1].module, "model.layers.1.mlp.down_proj");
    EXPECT_EQ(back.marks[1].bits, 8);
    EXPECT_EQ(back.reuse, "runs/0");
    EXPECT_EQ(back.device, "cuda:1");
    EXPECT_NE(text, recipeToJson(Recipe{}));
    EXPECT_EQ(nlohmann::json::parse(text).size(), 23U);
}

TEST(RecipeTest, KeepsDefaultsForAbsentKeys) {
    const Recipe recipe = recipeFromJson(R"({"bits":3,"calibration":{"samples":4}})", "r.json");
    EXPECT_EQ(recipe.bits, 3);
    EXPECT_EQ(recipe.groupSize, 128);
    EXPECT_EQ(recipe.calibration.samples, 4);
    EXPECT_EQ(recipe.calibration.length, 512);
}

struct BrokenRecipe {
    const char* text;
    const char* code;
    const char* mentions;
};
class BrokenRecipes : public testing::TestWithParam<BrokenRecipe> {};

TEST_P(BrokenRecipes, AreUsageErrorsNamingKeyAndFile) {
    try {
        recipeFromJson(GetParam().text, "my.json");
        FAIL() << GetParam().text;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Usage);
        EXPECT_EQ(error.code(), GetParam().code);
        EXPECT_THAT(error.what(), HasSubstr("my.json"));
        EXPECT_THAT(error.what(), HasSubstr(GetParam().mentions));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Texts, BrokenRecipes,
    testing::Values(BrokenRecipe{"{", "recipe.not_json", "not JSON"},
                    BrokenRecipe{"[]", "recipe.wrong_type", "an object"},
                    BrokenRecipe{R"({"bit":4})", "recipe.unknown_key", "\"bit\""},
                    BrokenRecipe{R"({"calibration":{"sample":4}})", "recipe.unknown_key", "\"calibration.sample\""},
                    BrokenRecipe{R"({"bits":"4"})", "recipe.wrong_type", "\"bits\""},
                    BrokenRecipe{R"({"bits":4.5})", "recipe.wrong_type", "4.5"},
                    BrokenRecipe{R"({"bits":99999999999})", "recipe.wrong_type", "\"bits\""},
                    BrokenRecipe{R"({"symmetric":1})", "recipe.wrong_type", "true or false"},
                    BrokenRecipe{R"({"method":"magic"})", "recipe.wrong_type", "\"gptq\""},
                    BrokenRecipe{R"({"model":null})", "recipe.wrong_type", "\"model\""},
                    BrokenRecipe{R"({"calibration":{"seed":-1}})", "recipe.wrong_type", "\"calibration.seed\""},
                    BrokenRecipe{R"({"calibration":{"sources":["a",2]}})", "recipe.wrong_type",
                                 "\"calibration.sources[1]\""},
                    BrokenRecipe{R"({"calibration":{"sources":[{"path":"a","wight":1}]}})", "recipe.unknown_key",
                                 "\"calibration.sources[0].wight\""},
                    BrokenRecipe{R"({"calibration":{"sources":[{"key":"a"}]}})", "recipe.wrong_type",
                                 "\"calibration.sources[0].path\""},
                    BrokenRecipe{R"({"calibration":{"sources":[{"path":"a","weight":0}]}})", "recipe.wrong_type",
                                 "a number above 0 under \"calibration.sources[0].weight\", found 0"}));

TEST(RecipeTest, ReadsSourcesAsTextsAndInParts) {
    const Recipe recipe = recipeFromJson(
        R"({"calibration":{"sources":["a.txt:2",{"path":"b.parquet","key":"body","weight":0.7},{"path":"c"}]}})", "r");
    EXPECT_THAT(recipe.calibration.sources, testing::ElementsAre("a.txt:2", "b.parquet#body:0.7", "c"));
}

TEST(RecipeTest, UsesTheRangeRuleOfItsPreset) {
    Recipe recipe;
    recipe.groupSize = 64;
    EXPECT_EQ(recipe.spec().rule, RangeRule::IncludeZero);
    EXPECT_EQ(recipe.spec().groupSize, 64);
    recipe.preset = SearchPreset::Reference;
    EXPECT_EQ(recipe.spec().rule, RangeRule::AutoAwq);
}

std::vector<std::string> blockingCodes(const Recipe& recipe) {
    std::vector<std::string> codes;
    for (const Issue& issue : checkRecipe(recipe)) {
        if (issue.severity == Severity::Blocking) {
            codes.push_back(issue.code);
        }
    }
    return codes;
}

TEST(RecipeTest, FindsNothingToObjectInAUsualRecipe) {
    Recipe recipe;
    recipe.model = "in";
    recipe.output = "out";
    EXPECT_TRUE(checkRecipe(recipe).empty());
}

TEST(RecipeTest, FindsEveryNumberOutOfRangeAtOnce) {
    Recipe recipe;
    recipe.bits = 9;
    recipe.groupSize = 48;
    recipe.calibration.samples = 0;
    recipe.calibration.length = -1;
    recipe.holdoutSamples = -1;
    recipe.shardBytes = 0;
    EXPECT_THAT(blockingCodes(recipe),
                testing::UnorderedElementsAre("recipe.model", "recipe.output", "recipe.bits", "recipe.group_size",
                                              "recipe.samples", "recipe.length", "recipe.holdout_samples",
                                              "recipe.shard_bytes"));
}

TEST(RecipeTest, APartThatIsLeftOutIsNotDone) {
    Recipe recipe;
    recipe.method = Method::Best;
    EXPECT_TRUE(recipe.parts().scales && recipe.parts().clip && recipe.parts().feedback && recipe.parts().descent &&
                recipe.parts().searchFeedback && recipe.parts().propagateError);
    recipe.without = {"feedback", "propagation"};
    EXPECT_EQ(recipe.parts(), methodInfo(Method::Awq).parts);
    recipe.clip = false;
    recipe.without = {"scales", "feedback"};
    EXPECT_FALSE(recipe.parts().needStatistics());
    EXPECT_FALSE(recipe.parts().propagateError) << "nothing looks at the later blocks' inputs";
}

TEST(RecipeTest, RefusesWhatNoMethodDoes) {
    Recipe recipe;
    recipe.model = "in";
    recipe.output = "out";
    recipe.without = {"clip", "magic"};
    recipe.damping = 0.0;
    EXPECT_THAT(blockingCodes(recipe), testing::UnorderedElementsAre("recipe.without", "recipe.damping"));
    recipe.without = {};
    recipe.damping = 0.05;
    recipe.method = Method::Gptq;
    recipe.preset = SearchPreset::Reference;
    EXPECT_THAT(blockingCodes(recipe), testing::ElementsAre("recipe.preset_with_feedback"));
}

TEST(RecipeTest, RefusesTheModelFolderAsOutput) {
    Recipe recipe;
    recipe.model = testing::TempDir();
    recipe.output = recipe.model / "." / "";
    EXPECT_THAT(blockingCodes(recipe), testing::ElementsAre("recipe.output_is_model"));
}

} // namespace
} // namespace salient
