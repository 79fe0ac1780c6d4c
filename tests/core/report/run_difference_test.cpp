// SPDX-License-Identifier: Apache-2.0
#include "core/report/run_difference.h"

#include "core/recipe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

DifferenceRow row(const char* key, std::vector<std::string> values) {
    return {key, std::move(values)};
}

TEST(DifferingSettings, ListsOnlyWhatDiffers) {
    Recipe first;
    Recipe second;
    second.groupSize = 64;
    second.clip = false;
    second.calibration.samples = 8;
    second.calibration.sources = {"a.txt", "b.txt"};
    first.calibration.sources = {"a.txt"};
    EXPECT_THAT(differingSettings({recipeToJson(first), recipeToJson(second)}),
                ElementsAre(row("group_size", {"128", "64"}), row("clip", {"true", "false"}),
                            row("calibration.sources", {"a.txt", "a.txt, b.txt"}),
                            row("calibration.samples", {"128", "8"})));
}

TEST(DifferingSettings, NothingDiffersBetweenEquals) {
    const std::string recipe = recipeToJson({});
    EXPECT_THAT(differingSettings({recipe, recipe, recipe}), IsEmpty());
    EXPECT_THAT(differingSettings({recipe}), IsEmpty());
    EXPECT_THAT(differingSettings({}), IsEmpty());
}

TEST(DifferingSettings, ComparesMarksByModule) {
    Recipe first;
    first.marks = {{"a.q", 16}, {"a.k", 16}};
    Recipe second;
    second.marks = {{"a.k", 16}, {"a.v", 8}};
    EXPECT_THAT(differingSettings({recipeToJson(first), recipeToJson(second)}),
                ElementsAre(row("marks.a.q", {"16", "–"}), row("marks.a.v", {"–", "8"})));
}

TEST(DifferingSettings, TakesRecipesOfOtherVersionsAndBrokenOnes) {
    EXPECT_THAT(differingSettings({R"({"bits":4,"new":{"deep":[1,{"x":2}]}})", "not json", R"(["list"])"}),
                ElementsAre(row("bits", {"4", "–", "–"}), row("new.deep", {R"(1, {"x":2})", "–", "–"})));
}

TEST(ResultFigures, HaveUnitsAndGaps) {
    const std::string measured =
        R"({"bytes_after":2000000,"holdout":{"perplexity_after":44.25,"mean_kl":"odd"},"time":{"seconds":75}})";
    EXPECT_THAT(resultFigures({measured, ""}),
                ElementsAre(row("size after", {"2.0 MB", "–"}), row("perplexity after", {"44.25", "–"}),
                            row("time", {"1 min 15 s", "–"})));
}

TEST(HaveOneYardstick, HoldsForOneModelOnOneHoldOut) {
    const auto measured = [](const char* before) {
        return std::string(R"({"holdout":{"perplexity_before":)") + before + "}}";
    };
    EXPECT_TRUE(haveOneYardstick({measured("39.4353"), measured("39.43530001"), "", "{}"}));
    EXPECT_FALSE(haveOneYardstick({measured("39.4353"), "", measured("15.2745")}));
    EXPECT_TRUE(haveOneYardstick({}));
}

} // namespace
} // namespace salient
