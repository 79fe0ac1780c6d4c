// SPDX-License-Identifier: Apache-2.0
#include "core/formats/loader_rules.h"

#include "tests/core/formats/compressed_tensors_fixtures.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

using test::ctSpec;
using test::isIn;
using test::llama;

const LoaderChoice& choiceOf(const LoaderReplay& replay, Loader loader, const std::string& module) {
    for (const LoaderChoice& choice : replay.choices) {
        if (choice.loader == loader && choice.module == module) {
            return choice;
        }
    }
    throw std::runtime_error("no choice for " + module);
}

int bitsOf(const LoaderReplay& replay, Loader loader, const std::string& module) {
    const LoaderChoice& choice = choiceOf(replay, loader, module);
    return choice.picked ? choice.picked->bits : 16;
}

/// A configuration of 4 and of 8 bits in groups of 64 without zero points.
std::string fourAndEight(const std::string& four, const std::string& eight, const std::string& ignore = "") {
    const auto group = [](int bits, const std::string& targets) {
        return R"({"targets":[)" + targets + R"(],"weights":{"num_bits":)" + std::to_string(bits) +
               R"(,"symmetric":true,"strategy":"group","group_size":64}})";
    };
    return R"({"quant_method":"compressed-tensors","format":"pack-quantized","ignore":[)" + ignore +
           R"(],"config_groups":{"a":)" + group(4, four) + R"(,"b":)" + group(8, eight) + "}}";
}

/// A Llama of one layer without zero points; `eight` and `dense` name linears of 8 and 16 bits.
std::vector<ExportModule> stored(const std::vector<std::string>& eight, const std::vector<std::string>& dense = {}) {
    std::vector<ExportModule> modules = llama(1);
    for (ExportModule& module : modules) {
        module.spec = ctSpec(isIn(module, eight) ? 8 : 4, 64, true);
        if (isIn(module, dense)) {
            module.spec.reset();
        }
    }
    return modules;
}

bool hasIssue(const LoaderReplay& replay, const std::string& code, const std::vector<std::string>& parts) {
    return std::any_of(
        replay.disagreements.begin(), replay.disagreements.end(), [&](const LoaderDisagreement& disagreement) {
            const Issue& issue = disagreement.issue;
            return issue.code == code && std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
                       return issue.sentence.find(part) != std::string::npos;
                   });
        });
}

constexpr const char* kGateUp = "model.layers.0.mlp.gate_up_proj";
constexpr const char* kQkv = "model.layers.0.self_attn.qkv_proj";

// `.*up_proj` was meant for one linear, but also ends "gate_up_proj".
TEST(LoaderRules, FindTheExpressionForOneShardThatCapturesTheFusedLinear) {
    const auto replay =
        replayLoaders(fourAndEight(R"("re:.*self_attn.*","re:.*down_proj","re:.*gate_proj$")", R"("re:.*up_proj")"),
                      stored({"mlp.up_proj"}));
    EXPECT_EQ(bitsOf(replay, Loader::Vllm, kGateUp), 8);
    EXPECT_FALSE(choiceOf(replay, Loader::Vllm, kGateUp).agrees);
    EXPECT_EQ(bitsOf(replay, Loader::Transformers, "model.layers.0.mlp.gate_proj"), 4);
    EXPECT_TRUE(hasIssue(replay, "loader.other_scheme", {"vLLM", "model.layers.0.mlp.gate_proj", "8 bits", "4 bits"}));
    EXPECT_FALSE(hasIssue(replay, "loader.other_scheme", {"transformers"}));
}

TEST(LoaderRules, TakeTheFirstShardsSchemeForAll) {
    const auto replay = replayLoaders(
        fourAndEight(R"("re:.*\\.(q_proj|k_proj|o_proj|gate_proj|up_proj|down_proj)$")", R"("re:.*\\.v_proj$")"),
        stored({"v_proj"}));
    EXPECT_EQ(bitsOf(replay, Loader::Vllm, kQkv), 4);
    EXPECT_TRUE(hasIssue(replay, "loader.other_scheme", {"vLLM", "self_attn.v_proj", "holds 8 bits"}));
    EXPECT_EQ(bitsOf(replay, Loader::Transformers, "model.layers.0.self_attn.v_proj"), 8);
}

TEST(LoaderRules, RefuseAPartOfAFusedLinearInIgnore) {
    const auto replay =
        replayLoaders(fourAndEight(R"("Linear")", R"("none")", R"("re:.*\\.k_proj$")"), stored({}, {"k_proj"}));
    EXPECT_FALSE(choiceOf(replay, Loader::Vllm, kQkv).refusal.empty());
    EXPECT_TRUE(hasIssue(replay, "loader.refuses", {"vLLM", kQkv, "ignore"}));
    EXPECT_TRUE(hasIssue(replay, "loader.refuses", {"SGLang", kQkv}));
    EXPECT_TRUE(choiceOf(replay, Loader::Transformers, "model.layers.0.self_attn.k_proj").agrees);
}

// `layers.1` without an end is also the beginning of `layers.11`.
TEST(LoaderRules, FindExpressionsWithoutAnEnd) {
    std::vector<ExportModule> modules = llama(12);
    for (ExportModule& module : modules) {
        module.spec = ctSpec(isIn(module, {"layers.1."}) ? 8 : 4, 64, true);
    }
    const auto replay = replayLoaders(fourAndEight(R"("Linear")", R"("re:model.layers.1")"), modules);
    EXPECT_EQ(bitsOf(replay, Loader::Vllm, "model.layers.11.mlp.down_proj"), 8);
    EXPECT_TRUE(hasIssue(replay, "loader.other_scheme", {"transformers", "model.layers.10."}));
}

TEST(LoaderRules, FollowTheDifferentOrdersOfShardsAndClasses) {
    const auto replay = replayLoaders(fourAndEight(R"("Linear")", R"("re:.*\\.(q_proj|k_proj|v_proj)$")"),
                                      stored({"q_proj", "k_proj", "v_proj"}));
    EXPECT_EQ(bitsOf(replay, Loader::Vllm, kQkv), 8);
    EXPECT_EQ(bitsOf(replay, Loader::SgLang, kQkv), 4) << "classes come first there";
    EXPECT_TRUE(hasIssue(replay, "loader.other_scheme", {"SGLang", "self_attn.q_proj"}));
    EXPECT_FALSE(hasIssue(replay, "loader.other_scheme", {"vLLM"}));
}

TEST(LoaderRules, FollowTheDifferentOrdersOfExpressions) {
    const auto replay = replayLoaders(fourAndEight(R"("re:.*proj$")", R"("re:.*down_proj$")"), stored({"down_proj"}));
    EXPECT_EQ(bitsOf(replay, Loader::Vllm, "model.layers.0.mlp.down_proj"), 4) << "in the order of the file";
    EXPECT_EQ(bitsOf(replay, Loader::Transformers, "model.layers.0.mlp.down_proj"), 8) << "in that of the alphabet";
}

TEST(LoaderRules, KnowThatSgLangWantsEveryLinearNamed) {
    const auto replay = replayLoaders(fourAndEight(R"("re:.*self_attn.*")", R"("none")"), stored({}, {"mlp"}));
    EXPECT_TRUE(hasIssue(replay, "loader.refuses", {"SGLang", kGateUp}));
    EXPECT_TRUE(choiceOf(replay, Loader::Vllm, kGateUp).agrees);
}

std::vector<ExportModule> experts(int downBits) {
    std::vector<ExportModule> modules;
    for (const char* expert : {"0", "1"}) {
        for (const char* name : {"gate_proj", "up_proj", "down_proj"}) {
            const int bits = std::string(name) == "down_proj" ? downBits : 4;
            modules.push_back({{std::string("model.layers.0.mlp.experts.") + expert + "." + name, 64, 64},
                               ctSpec(bits, 64, true),
                               "model.layers.0.mlp.experts"});
        }
    }
    return modules;
}

TEST(LoaderRules, WantOneSchemeForAllLinearsOfAnExpert) {
    const std::string down = R"("re:.*\\.experts\\.\\d+\\.down_proj$")";
    const auto uniform =
        replayLoaders(fourAndEight(R"("re:.*\\.experts\\.\\d+\\.(gate|up|down)_proj$")", R"("none")"), experts(4));
    EXPECT_EQ(bitsOf(uniform, Loader::Vllm, "model.layers.0.mlp.experts"), 4);
    EXPECT_TRUE(uniform.disagreements.empty());
    const auto mixed = replayLoaders(fourAndEight(R"("Linear")", down), experts(8));
    EXPECT_TRUE(hasIssue(mixed, "loader.refuses", {"vLLM", "model.layers.0.mlp.experts", "expert"}));
    EXPECT_TRUE(choiceOf(mixed, Loader::Transformers, "model.layers.0.mlp.experts.1.down_proj").agrees);
}

// It was written for models with one scheme.
TEST(LoaderRules, KnowThatDequantizingTransformersTakeTheFirstGroupForAll) {
    std::string config = fourAndEight(R"("re:.*(q|k|v|o|gate|up)_proj$")", R"("re:.*down_proj$")");
    const auto modules = stored({"down_proj"});
    EXPECT_TRUE(choiceOf(replayLoaders(config, modules), Loader::Transformers, "model.layers.0.mlp.down_proj").agrees);
    config.insert(1, R"("dequantize":true,)");
    EXPECT_EQ(bitsOf(replayLoaders(config, modules), Loader::Transformers, "model.layers.0.mlp.down_proj"), 4);
}

std::string awq(const std::string& keep) {
    return R"({"quant_method":"awq","version":"gemm","bits":4,"group_size":64,"zero_point":true,"modules_to_not_convert":)" +
           keep + "}";
}

std::vector<ExportModule> awqStored(const std::vector<std::string>& dense) {
    std::vector<ExportModule> modules = llama(1);
    for (ExportModule& module : modules) {
        if (isIn(module, dense)) {
            module.spec.reset();
        }
    }
    return modules;
}

TEST(LoaderRules, OnlyTransformersTakesOtherAwqLayoutsThanGemm) {
    for (const char* version : {"gemv", "gemv_fast"}) {
        std::string config = awq("[]");
        config.replace(config.find("gemm"), 4, version);
        const auto replay = replayLoaders(config, awqStored({}));
        for (const Loader loader : {Loader::Vllm, Loader::SgLang}) {
            EXPECT_FALSE(choiceOf(replay, loader, "model.layers.0.mlp.down_proj").agrees) << version;
        }
        EXPECT_TRUE(choiceOf(replay, Loader::Transformers, "model.layers.0.mlp.down_proj").agrees) << version;
        EXPECT_TRUE(hasIssue(replay, "loader.refuses", {"vLLM", "gemm layout only", version}));
    }
}

TEST(LoaderRules, OfAwqLookForPartsOfThePath) {
    const auto replay = replayLoaders(awq(R"(["model.layers.0.mlp.down_proj"])"), awqStored({"down_proj"}));
    EXPECT_TRUE(replay.disagreements.empty());
    EXPECT_EQ(bitsOf(replay, Loader::Vllm, "model.layers.0.mlp.down_proj"), 16);
    const auto part = replayLoaders(awq(R"(["mlp.down"])"), awqStored({}));
    EXPECT_TRUE(hasIssue(part, "loader.other_scheme", {"vLLM", "down_proj", "for 16 bits", "holds 4 bits"}));
}

TEST(LoaderRules, OfAwqSeeAFusedLinearDifferently) {
    const std::string keep = R"(["self_attn.q_proj","self_attn.k_proj","self_attn.v_proj"])";
    const auto replay = replayLoaders(awq(keep), awqStored({"q_proj", "k_proj", "v_proj"}));
    EXPECT_EQ(bitsOf(replay, Loader::Vllm, kQkv), 16);
    EXPECT_EQ(bitsOf(replay, Loader::SgLang, kQkv), 4) << "its rule knows the fused path only";
    EXPECT_EQ(bitsOf(replay, Loader::Transformers, "model.layers.0.self_attn.q_proj"), 16);
    const auto part = replayLoaders(awq(R"(["self_attn.q_proj"])"), awqStored({"q_proj"}));
    EXPECT_TRUE(hasIssue(part, "loader.refuses", {"vLLM", kQkv}));
}

TEST(LoaderRules, OfAwqTakeEntriesForExpressionsInTransformers) {
    const auto replay = replayLoaders(awq(R"(["model.layers.0.mlp.gate"])"), awqStored({"gate_proj"}));
    EXPECT_EQ(bitsOf(replay, Loader::Transformers, "model.layers.0.mlp.gate_proj"), 16);
    EXPECT_EQ(bitsOf(replay, Loader::Transformers, "model.layers.0.mlp.up_proj"), 4);
}

TEST(LoaderRules, OfAwqInferAnEmptyListFromTheFilesInVllm) {
    const auto replay = replayLoaders(awq("null"), awqStored({"down_proj"}));
    EXPECT_TRUE(choiceOf(replay, Loader::Vllm, "model.layers.0.mlp.down_proj").agrees);
    EXPECT_TRUE(hasIssue(replay, "loader.other_scheme", {"SGLang", "down_proj"}));
}

std::string gptq(const std::string& dynamic) {
    return R"({"quant_method":"gptq","bits":4,"group_size":64,"sym":true,"desc_act":false,"dynamic":)" + dynamic + "}";
}

TEST(LoaderRules, OfGptqMatchTheFusedPath) {
    const std::vector<ExportModule> modules = stored({"gate_proj", "up_proj"});
    const auto shards = replayLoaders(gptq(R"({"+:.*\\.(gate_proj|up_proj)$":{"bits":8}})"), modules);
    EXPECT_EQ(bitsOf(shards, Loader::Vllm, kGateUp), 4);
    EXPECT_TRUE(hasIssue(shards, "loader.other_scheme", {"vLLM", "gate_proj", "4 bits", "8 bits"}));
    EXPECT_EQ(bitsOf(shards, Loader::Transformers, "model.layers.0.mlp.up_proj"), 8);
    const auto both = replayLoaders(gptq(R"({"+:.*\\.(gate_proj|up_proj|gate_up_proj)$":{"bits":8}})"), modules);
    EXPECT_TRUE(both.disagreements.empty());
}

TEST(LoaderRules, OfGptqTakeTheFirstRuleAndSkipByMinus) {
    const auto replay =
        replayLoaders(gptq(R"({"-:.*\\.down_proj$":{},".*\\.down_proj$":{"bits":8}})"), stored({}, {"down_proj"}));
    EXPECT_EQ(bitsOf(replay, Loader::SgLang, "model.layers.0.mlp.down_proj"), 16);
    EXPECT_TRUE(replay.disagreements.empty());
}

TEST(LoaderRules, OfGptqSeeInTheFilesWhatIsPackedInVllm) {
    const auto whole = replayLoaders(gptq("{}"), stored({}, {"q_proj", "k_proj", "v_proj"}));
    EXPECT_TRUE(choiceOf(whole, Loader::Vllm, kQkv).agrees);
    EXPECT_FALSE(choiceOf(whole, Loader::SgLang, kQkv).agrees);
    const auto part = replayLoaders(gptq("{}"), stored({}, {"q_proj"}));
    EXPECT_TRUE(hasIssue(part, "loader.refuses", {"vLLM", kQkv}));
}

TEST(LoaderRules, SayNothingAboutOtherMethods) {
    EXPECT_TRUE(replayLoaders(R"({"quant_method":"gguf"})", llama(1)).choices.empty());
}

TEST(LoaderRules, RefuseConfigurationsThatNobodyReads) {
    test::expectError(ErrorKind::Input, "json.invalid", {"quantization_config"}, [] { replayLoaders("{", llama(1)); });
    test::expectError(ErrorKind::Input, "quantization.bad_config", {"quantization_config", "'('"},
                      [] { replayLoaders(gptq(R"({"+:(":{}})"), llama(1)); });
}

} // namespace
} // namespace salient
