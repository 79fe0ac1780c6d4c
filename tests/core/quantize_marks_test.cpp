// SPDX-License-Identifier: Apache-2.0
#include "core/quantize_marks.h"

#include "core/checkpoint/checkpoint.h"
#include "core/fused_set.h"
#include "core/plan_layers.h"
#include "core/quantize_model.h"
#include "kernels/error.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstring>

namespace salient {
namespace {

using testing::HasSubstr;

const std::string kBlock = "model.layers.1.";

class QuantizeMarksTest : public testing::Test {
protected:
    Recipe recipe(const std::vector<Mark>& marks) const {
        Recipe result;
        result.model = storiesFolder();
        result.output = m_folder.path() / "out";
        result.groupSize = 32;
        result.calibration.samples = 8;
        result.calibration.length = 64;
        result.holdoutSamples = 1;
        result.marks = marks;
        return result;
    }
    static std::string errorOf(const Recipe& wanted) {
        try {
            quantizeModel(wanted, {});
        } catch (const Error& error) {
            return error.code() + ": " + error.what();
        }
        return "no error";
    }
    QuantizePlan plan(const std::vector<Mark>& marks) const {
        return planQuantization(recipe(marks), m_source.config());
    }
    /// Whether the output holds the original's tensor, rounded to fp16 as the format stores it.
    void expectUnchanged(const std::string& name) const {
        const Checkpoint written = Checkpoint::open(recipe({}).output);
        const TensorView original = m_source.checkpoint().view(name);
        Tensor half(original.shape, DType::F16);
        convert(original, half);
        const TensorView found = written.view(name, original.shape);
        ASSERT_EQ(found.dtype, DType::F16) << name;
        EXPECT_EQ(std::memcmp(found.data, half.view().data, static_cast<size_t>(found.bytes())), 0) << name;
    }

    TemporaryFolder m_folder;
    ModelSource m_source = ModelSource::open(storiesFolder());
};

TEST_F(QuantizeMarksTest, AMarkedLinearComesOutAsItWentInAndIsListed) {
    std::vector<LayerQuantized> layers;
    RunContext context;
    context.emit = [&](const Event& event) {
        if (const auto* layer = std::get_if<LayerQuantized>(&event)) {
            layers.push_back(*layer);
        }
    };
    const std::string marked = kBlock + "self_attn.o_proj";
    const auto result = nlohmann::json::parse(quantizeModel(recipe({{marked, 16}}), context));
    expectUnchanged(marked + ".weight");
    const auto config = nlohmann::json::parse(readWhole(recipe({}).output / "config.json"));
    EXPECT_THAT(config["quantization_config"]["modules_to_not_convert"], testing::Contains(marked));
    EXPECT_THAT(result["modules_to_not_convert"], testing::Contains(marked));
    for (const LayerQuantized& layer : layers) {
        if (layer.module.ends_with("self_attn.o_proj")) {
            EXPECT_EQ(layer.bits, layer.module == marked ? 16 : 4) << layer.module;
        }
    }
    const Checkpoint written = Checkpoint::open(recipe({}).output);
    EXPECT_TRUE(written.contains(kBlock + "self_attn.v_proj.qweight"));
    EXPECT_TRUE(written.contains("model.layers.0.self_attn.o_proj.qweight"));
    EXPECT_FALSE(written.contains(marked + ".qweight"));
    EXPECT_TRUE(nlohmann::json::parse(verifyModel(recipe({}).output, storiesFolder(), {}))["verified"].get<bool>());
}

TEST_F(QuantizeMarksTest, NoScaleMovesIntoTheNormThatAMarkedLinearReads) {
    quantizeModel(recipe({{kBlock + "self_attn.q_proj", 16}}), {});
    expectUnchanged(kBlock + "self_attn.q_proj.weight");
    expectUnchanged(kBlock + "input_layernorm.weight");
}

TEST_F(QuantizeMarksTest, EightBitsAreRefusedWithAllTheirNames) {
    const std::vector<Mark> marks = {{kBlock + "self_attn.q_proj", 8}, {kBlock + "self_attn.o_proj", 8}};
    const std::string error = errorOf(recipe(marks));
    EXPECT_THAT(error, testing::StartsWith("marks.not_in_format: "));
    EXPECT_THAT(error, HasSubstr("self_attn.q_proj"));
    EXPECT_THAT(error, HasSubstr("self_attn.o_proj"));
    EXPECT_THAT(error, HasSubstr("compressed-tensors"));
    EXPECT_FALSE(std::filesystem::exists(recipe({}).output));
}

TEST_F(QuantizeMarksTest, AModuleThatIsNotThereIsNamed) {
    EXPECT_THAT(errorOf(recipe({{"model.layers.7.mlp.down_proj", 16}})),
                HasSubstr("\"model.layers.7.mlp.down_proj\" meets no linear"));
}

TEST_F(QuantizeMarksTest, OtherBitsAreRefused) {
    const std::vector<Issue> issues = checkRecipe(recipe({{kBlock + "self_attn.q_proj", 5}}));
    ASSERT_EQ(issues.size(), 1U);
    EXPECT_EQ(issues[0].code, "marks.bits");
    EXPECT_EQ(issues[0].severity, Severity::Blocking);
}

TEST_F(QuantizeMarksTest, TheLastMarkOfAModuleCounts) {
    const std::string module = kBlock + "self_attn.o_proj";
    EXPECT_TRUE(plan({{module, 8}, {module, 16}}).marks.keeps(module));
    EXPECT_FALSE(plan({{module, 16}, {module, 4}}).marks.keeps(module));
}

TEST_F(QuantizeMarksTest, SaysWhenASetThatLoadersJoinIsSplit) {
    const auto codes = [&](const std::vector<Mark>& marks) {
        std::vector<std::string> found;
        for (const Issue& issue : plan(marks).issues) {
            found.push_back(issue.code);
        }
        return found;
    };
    const std::string attention = kBlock + "self_attn.";
    EXPECT_THAT(codes({{attention + "q_proj", 16}}), testing::Contains("marks.split_set"));
    EXPECT_THAT(codes({{attention + "q_proj", 16}, {attention + "k_proj", 16}, {attention + "v_proj", 16}}),
                testing::Not(testing::Contains("marks.split_set")));
    EXPECT_THAT(codes({{attention + "o_proj", 16}}), testing::Not(testing::Contains("marks.split_set")));
}

TEST_F(QuantizeMarksTest, MarkingEverythingIsRefused) {
    std::vector<Mark> marks;
    for (const PlannedLayer& layer : plannedLayers(recipe({}), m_source, plan({}))) {
        marks.push_back({layer.module, 16});
    }
    EXPECT_THAT(errorOf(recipe(marks)), testing::StartsWith("marks.nothing_left"));
}

TEST_F(QuantizeMarksTest, SixteenBitsCountInThePlannedSize) {
    const std::string module = kBlock + "self_attn.o_proj";
    EXPECT_GT(plan({{module, 16}}).outputBytes, plan({}).outputBytes);
}

TEST(FusedSetTest, IsWhatLoadersJoin) {
    const ModelSource source = ModelSource::open(storiesFolder());
    std::vector<std::string> sets;
    for (const LinearShape& shape : blockLinears(source.config(), 3)) {
        sets.push_back(fusedSet(source.config(), 3, shape));
    }
    const std::string block = "model.layers.3.";
    EXPECT_THAT(sets, testing::ElementsAre(block + "self_attn.qkv", block + "self_attn.qkv", block + "self_attn.qkv",
                                           "", block + "mlp.gate_up", block + "mlp.gate_up", ""));
}

TEST(FusedSetTest, HoldsAllExpertsOfALayer) {
    const ModelSource source =
        ModelSource::open(std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / "mixtral");
    for (const LinearShape& shape : blockLinears(source.config(), 0)) {
        if (shape.expert >= 0) {
            EXPECT_EQ(fusedSet(source.config(), 0, shape), "model.layers.0.block_sparse_moe.experts");
        } else if (!shape.packable()) {
            EXPECT_EQ(fusedSet(source.config(), 0, shape), "");
        }
    }
}

} // namespace
} // namespace salient
