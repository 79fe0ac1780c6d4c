// SPDX-License-Identifier: Apache-2.0
#include "core/formats/gptq_format.h"

#include "core/formats/gptq_config.h"
#include "core/formats/gptq_dynamic.h"
#include "tests/core/formats/packed_linears.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace salient {
namespace {

using nlohmann::ordered_json;

QuantSpec specOf(int bits, int64_t groupSize, bool symmetric) {
    QuantSpec spec;
    spec.bits = bits;
    spec.groupSize = groupSize;
    spec.symmetric = symmetric;
    return spec;
}

const QuantSpec kFour = specOf(4, 64, true);
const QuantSpec kEight = specOf(8, 0, true);

ExportModule moduleOf(const std::string& name, std::optional<QuantSpec> spec, const std::string& set = "") {
    return {{name, 64, 64}, spec, set};
}

/// Two layers of a mixture of experts and a dense one, as plans give them.
ExportSettings mixed() {
    ExportSettings settings;
    settings.spec = kFour;
    const auto attention = [&](const std::string& layer, std::optional<QuantSpec> spec) {
        for (const char* name : {"q_proj", "k_proj", "v_proj"}) {
            settings.modules.push_back(moduleOf(layer + "self_attn." + name, spec, layer + "self_attn.qkv"));
        }
        settings.modules.push_back(moduleOf(layer + "self_attn.o_proj", kFour));
    };
    attention("model.layers.1.", kEight);
    settings.modules.push_back(moduleOf("model.layers.1.mlp.gate_proj", std::nullopt, "model.layers.1.mlp.gate_up"));
    settings.modules.push_back(moduleOf("model.layers.1.mlp.up_proj", std::nullopt, "model.layers.1.mlp.gate_up"));
    settings.modules.push_back(moduleOf("model.layers.1.mlp.down_proj", kEight));
    attention("model.layers.11.", kFour);
    settings.modules.push_back(moduleOf("model.layers.11.mlp.gate", std::nullopt));
    for (const char* name : {"0.gate_proj", "0.up_proj", "0.down_proj", "1.gate_proj", "1.up_proj", "1.down_proj"}) {
        settings.modules.push_back(
            moduleOf(std::string("model.layers.11.mlp.experts.") + name, kEight, "model.layers.11.mlp.experts"));
    }
    return settings;
}

/// What a loader that reads the written section would take for a layer: bits, 0 for 16 bit.
int bitsOf(const GptqConfig& config, const std::string& layer) {
    const GptqRule* rule = config.ruleFor(layer);
    return rule == nullptr ? config.settings.bits : rule->settings ? rule->settings->bits : 0;
}

TEST(GptqFormat, SaysUnderEveryNameThatLoadersLookUpWhatALayerHas) {
    const ExportSettings settings = mixed();
    const auto section = ordered_json::parse(exportFormat("gptq").quantizationConfig(settings));
    const GptqConfig config = gptqConfigFromJson(section, "config.json");
    for (const ExportModule& module : settings.modules) {
        EXPECT_EQ(bitsOf(config, module.linear.module), module.spec ? module.spec->bits : 0) << module.linear.module;
    }
    EXPECT_EQ(bitsOf(config, "model.layers.1.self_attn.qkv_proj"), 8);
    EXPECT_EQ(bitsOf(config, "model.layers.11.self_attn.qkv_proj"), 4);
    EXPECT_EQ(bitsOf(config, "model.layers.1.mlp.gate_up_proj"), 0);
    EXPECT_EQ(bitsOf(config, "model.layers.11.mlp.experts"), 8);
    EXPECT_EQ(bitsOf(config, "model.layers.11.mlp.gate_up_proj"), 4); // not the router "mlp.gate"
    EXPECT_EQ(bitsOf(config, "language_model.model.layers.1.mlp.down_proj"), 8);
    EXPECT_EQ(bitsOf(config, "vision_model.layers.1.mlp.down_proj"), 4);
    EXPECT_EQ(bitsOf(config, "model.layers.1.mlp.down_proj.more"), 4);
}

TEST(GptqFormat, GivesASetThatIsNotOfOneKindAnEntryPerLinear) {
    ExportSettings settings;
    settings.spec = kFour;
    settings.modules = {moduleOf("m.q_proj", kEight, "m.qkv"), moduleOf("m.k_proj", kFour, "m.qkv"),
                        moduleOf("m.v_proj", std::nullopt, "m.qkv")};
    EXPECT_EQ(gptqDynamic(settings).dump(),
              R"({"+:(?:.*\\.)?m\\.q_proj$":{"bits":8,"group_size":-1,"sym":true},"-:(?:.*\\.)?m\\.v_proj$":{}})");
}

TEST(GptqFormat, NamesTheJoinedLayersOfLatentAttention) {
    ExportSettings settings;
    settings.spec = kFour;
    settings.modules = {moduleOf("m.q_a_proj", kEight, "m.qkv_a"), moduleOf("m.kv_a_proj_with_mqa", kEight, "m.qkv_a")};
    EXPECT_EQ(gptqDynamic(settings).begin().key(),
              R"(+:(?:.*\.)?m\.(?:fused_qkv_a_proj|q_a_proj|kv_a_proj_with_mqa)$)");
    EXPECT_EQ(gptqDynamic(settings).size(), 1U);
}

TEST(GptqFormat, DescribesItselfAsTheLoadersRead) {
    ExportSettings settings;
    settings.spec = specOf(4, 0, true);
    auto section = ordered_json::parse(exportFormat("gptq").quantizationConfig(settings));
    EXPECT_TRUE(section["meta"]["quantizer"][0].get<std::string>().starts_with("salient:"));
    section.erase("meta");
    EXPECT_EQ(section.dump(), R"({"quant_method":"gptq","bits":4,"group_size":-1,"desc_act":false,"sym":true,)"
                              R"("lm_head":false,"true_sequential":true,"static_groups":false,)"
                              R"("checkpoint_format":"gptq","pack_dtype":"int32"})");
    settings.spec = specOf(3, 32, false);
    const auto second = ordered_json::parse(exportFormat("gptq-v2").quantizationConfig(settings));
    const GptqConfig config = gptqConfigFromJson(second, "x");
    EXPECT_EQ(config.version, GptqVersion::V2);
    EXPECT_EQ(config.settings.bits, 3);
    EXPECT_EQ(config.settings.groupSize, 32);
    EXPECT_FALSE(config.settings.symmetric);
}

TEST(GptqFormat, WritesTheSectionBesideTheWeightsToo) {
    for (const char* name : {"gptq", "gptq-v2"}) {
        const ExportFormat& format = exportFormat(name);
        const auto files = format.sideFiles(mixed());
        ASSERT_EQ(files.size(), 1U);
        EXPECT_EQ(files[0].name, "quantize_config.json");
        EXPECT_EQ(ordered_json::parse(files[0].text), ordered_json::parse(format.quantizationConfig(mixed())));
    }
}

TEST(GptqFormat, AdaptsToWhatLoadersRead) {
    EXPECT_TRUE(exportFormat("gptq").adapt(specOf(4, 64, false)).symmetric);
    EXPECT_FALSE(exportFormat("gptq-v2").adapt(specOf(4, 64, false)).symmetric);
    EXPECT_TRUE(exportFormat("gptq-v2").adapt(specOf(8, 64, false)).symmetric);
    EXPECT_EQ(exportFormat("gptq").adapt(specOf(3, 32, false)).bits, 3);
    EXPECT_EQ(exportFormat("gptq").adapt(specOf(3, 32, false)).groupSize, 32);
}

TEST(GptqFormat, RefusesAZeroPointThatVersionOneCannotStore) {
    PackedLinear weight = test::randomLinear(32, 64, 32);
    std::fill(weight.zeros().begin(), weight.zeros().end(), uint8_t{3});
    EXPECT_NO_THROW(exportFormat("gptq").pack("m", weight, {}));
    weight.zeros()[5] = 0;
    test::expectError(ErrorKind::Input, "format.zero_point", {"m:", "gptq-v2"},
                      [&] { exportFormat("gptq").pack("m", weight, {}); });
    EXPECT_NO_THROW(exportFormat("gptq-v2").pack("m", weight, {}));
}

TEST(GptqFormat, SaysActOrderOnlyWhereItIs) {
    ExportSettings settings = mixed();
    for (const bool actOrder : {false, true}) {
        settings.actOrder = actOrder;
        const auto section = ordered_json::parse(exportFormat("gptq").quantizationConfig(settings));
        EXPECT_EQ(section.at("desc_act"), actOrder);
    }
}

} // namespace
} // namespace salient
