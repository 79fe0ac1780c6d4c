// SPDX-License-Identifier: Apache-2.0
#include "core/formats/module_pattern.h"

#include "tests/core/checkpoint/file_fixtures.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(ModulePattern, MatchesAPathLetterByLetter) {
    const ModulePattern pattern("model.layers.1.mlp.up_proj", "x");
    EXPECT_TRUE(pattern.matchesPath("model.layers.1.mlp.up_proj"));
    EXPECT_FALSE(pattern.matchesPath("model.layers.11.mlp.up_proj"));
    EXPECT_FALSE(pattern.matchesPath("model.layers.1.mlp.up_proj.weight"));
}

TEST(ModulePattern, AppliesExpressionsFromTheFirstCharacterToAnyEnd) {
    EXPECT_TRUE(ModulePattern("re:model", "x").matchesPath("model.layers.1"));
    EXPECT_FALSE(ModulePattern("re:layers", "x").matchesPath("model.layers.1"));
    EXPECT_TRUE(ModulePattern("re:.*up_proj", "x").matchesPath("model.layers.1.mlp.gate_up_proj"));
    EXPECT_FALSE(ModulePattern("re:.*\\.up_proj$", "x").matchesPath("model.layers.1.mlp.gate_up_proj"));
    EXPECT_FALSE(ModulePattern("re:.*a|b", "x").matchesPath("model.b"));
}

TEST(ModulePattern, KnowsClassesExactlyOrAsVllmDoes) {
    const ModulePattern linear("Linear", "x");
    EXPECT_TRUE(linear.isClass("Linear"));
    EXPECT_FALSE(linear.isClass("QKVParallelLinear"));
    EXPECT_TRUE(linear.isPartOfClass("QKVParallelLinear"));
    EXPECT_TRUE(ModulePattern("linear", "x").isPartOfClass("RowParallelLinear"));
    EXPECT_FALSE(ModulePattern("re:Linear", "x").isClass("Linear"));
    EXPECT_TRUE(ModulePattern("re:.*Linear", "x").isPartOfClass("RowParallelLinear"));
}

TEST(ModulePattern, RefusesWhatIsNoExpression) {
    test::expectError(ErrorKind::Input, "quantization.bad_config", {"config.json", "'.*(up'", "offset 5"},
                      [] { ModulePattern("re:.*(up", "config.json"); });
}

TEST(ModulePattern, GivesUpOnExpressionsWithoutEnd) {
    const ModulePattern endless("re:(x+x+)+$", "config.json");
    test::expectError(ErrorKind::Input, "quantization.bad_config", {"config.json", "'(x+x+)+$'"},
                      [&] { endless.matchesPath(std::string(60, 'x') + "y"); });
}

} // namespace
} // namespace salient
