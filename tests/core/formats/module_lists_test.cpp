// SPDX-License-Identifier: Apache-2.0
#include "core/formats/module_lists.h"

#include "core/formats/module_pattern.h"
#include "tests/core/formats/compressed_tensors_fixtures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using ::testing::ElementsAre;

using test::isIn;
using test::llama;

TEST(ModuleLists, TakesAPathApart) {
    const ModulePath expert = splitModulePath("model.layers.3.mlp.experts.5.up_proj");
    EXPECT_EQ(expert.block, "model.layers");
    EXPECT_EQ(expert.layer, 3);
    EXPECT_EQ(expert.parent, "mlp.experts.5");
    EXPECT_EQ(expert.name, "up_proj");
    EXPECT_EQ(splitModulePath("lm_head").layer, -1);
    EXPECT_EQ(splitModulePath("lm_head").name, "lm_head");
}

TEST(ModuleLists, NamesTheLinearThatLoadersJoin) {
    EXPECT_EQ(fusedModule("model.layers.3.self_attn.qkv"), "model.layers.3.self_attn.qkv_proj");
    EXPECT_EQ(fusedModule("model.layers.3.mlp.gate_up"), "model.layers.3.mlp.gate_up_proj");
    EXPECT_EQ(fusedModule("model.layers.3.mlp.experts"), "");
    EXPECT_EQ(fusedModule(""), "");
}

TEST(ModuleLists, SaysAllLayersInOneExpressionPerParent) {
    EXPECT_THAT(moduleExpressions(llama(30), [](const ExportModule&) { return true; }),
                ElementsAre(R"(.*\.layers\.\d+\.self_attn\.(q_proj|k_proj|v_proj|o_proj|qkv_proj)$)",
                            R"(.*\.layers\.\d+\.mlp\.(gate_proj|up_proj|down_proj|gate_up_proj)$)"));
}

TEST(ModuleLists, ListsLayersAsAlternatives) {
    const auto chosen = [](const ExportModule& m) {
        return isIn(m, {"s.0.mlp.down_proj", "s.2.mlp.down_proj", "s.2.mlp.gate", "s.2.mlp.up"});
    };
    EXPECT_THAT(moduleExpressions(llama(3), chosen),
                ElementsAre(R"(.*\.layers\.(0|2)\.mlp\.down_proj$)",
                            R"(.*\.layers\.2\.mlp\.(gate_proj|up_proj|gate_up_proj)$)"));
}

TEST(ModuleLists, LeavesOutTheFusedFormOfAPartOfASet) {
    const auto chosen = [](const ExportModule& m) { return isIn(m, {"s.1.self_attn.q_proj", "s.1.self_attn.k_proj"}); };
    EXPECT_THAT(moduleExpressions(llama(2), chosen), ElementsAre(R"(.*\.layers\.1\.self_attn\.(q_proj|k_proj)$)"));
}

TEST(ModuleLists, SaysAllExpertsOrThoseThatAreMeant) {
    std::vector<ExportModule> modules;
    for (int expert = 0; expert < 4; ++expert) {
        modules.push_back({{"model.layers.0.mlp.experts." + std::to_string(expert) + ".up_proj", 64, 64},
                           test::ctSpec(4, 64, false),
                           "model.layers.0.mlp.experts"});
    }
    EXPECT_THAT(moduleExpressions(modules, [](const ExportModule&) { return true; }),
                ElementsAre(R"(.*\.layers\.0\.mlp\.experts\.\d+\.up_proj$)"));
    EXPECT_THAT(moduleExpressions(modules,
                                  [](const ExportModule& m) {
                                      return isIn(m, {"1.up", "3.up"});
                                  }),
                ElementsAre(R"(.*\.layers\.0\.mlp\.experts\.(1|3)\.up_proj$)"));
}

TEST(ModuleLists, DoesNotAskForANameBeforeAPathThatHasNone) {
    const std::vector<ExportModule> modules{{{"h.0.attn.c_proj", 64, 64}, test::ctSpec(4, 64, false), ""}};
    const auto expressions = moduleExpressions(modules, [](const ExportModule&) { return true; });
    ASSERT_THAT(expressions, ElementsAre(R"((.*\.)?h\.0\.attn\.c_proj$)"));
    EXPECT_TRUE(PathExpression(expressions.front(), "x").matches("h.0.attn.c_proj"));
    EXPECT_TRUE(PathExpression(expressions.front(), "x").matches("transformer.h.0.attn.c_proj"));
}

TEST(ModuleLists, MatchesWhatIsMeantAndNothingElse) {
    const std::vector<ExportModule> modules = llama(12);
    const auto chosen = [](const ExportModule& m) { return isIn(m, {"s.1.mlp", "s.11.mlp.down", "s.3.self_attn"}); };
    const auto expressions = moduleExpressions(modules, chosen);
    for (const ExportModule& module : modules) {
        const auto matching = std::count_if(expressions.begin(), expressions.end(), [&](const std::string& e) {
            return PathExpression(e, "x").matches(module.linear.module);
        });
        EXPECT_EQ(matching, chosen(module) ? 1 : 0) << module.linear.module;
    }
}

} // namespace
} // namespace salient
