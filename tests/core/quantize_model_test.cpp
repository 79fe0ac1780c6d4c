// SPDX-License-Identifier: Apache-2.0
// The main job on the embedded 260,000-parameter model, end to end.
#include "core/quantize_model.h"

#include "core/checkpoint/checkpoint.h"
#include "core/model/transformer.h"
#include "kernels/error.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

namespace salient {
namespace {

namespace fs = std::filesystem;

const fs::path kModel =
    fs::path(SALIENT_TEST_DATA).parent_path().parent_path() / "resources" / "models" / "stories260K";

struct Recorded {
    std::vector<Event> events;

    RunContext context() {
        RunContext result;
        result.emit = [this](const Event& event) { events.push_back(event); };
        return result;
    }
    template <typename T>
    std::vector<T> all() const {
        std::vector<T> found;
        for (const Event& event : events) {
            if (const T* value = std::get_if<T>(&event)) {
                found.push_back(*value);
            }
        }
        return found;
    }
};

class QuantizeModel : public ::testing::Test {
protected:
    Recipe recipe() const {
        Recipe result;
        result.model = kModel;
        result.output = m_folder.path() / "out";
        result.groupSize = 64;
        result.calibration.samples = 16;
        result.calibration.length = 128;
        result.holdoutSamples = 4;
        return result;
    }
    std::string codeOf(const Recipe& wanted, const RunContext& context = {}) const {
        try {
            quantizeModel(wanted, context);
        } catch (const Error& error) {
            return error.code();
        }
        return "";
    }
    /// What lies in the folder around the output.
    size_t entries() const {
        return static_cast<size_t>(std::distance(fs::directory_iterator(m_folder.path()), fs::directory_iterator()));
    }

    TemporaryFolder m_folder;
    Recorded m_recorded;
};

TEST_F(QuantizeModel, WritesAFolderThatReadsBackAndVerifies) {
    const auto result = nlohmann::json::parse(quantizeModel(recipe(), m_recorded.context()));
    EXPECT_LE(result["reload_proof"]["largest_difference"].get<double>(), 1e-5);
    EXPECT_GT(result["holdout"]["perplexity_after"].get<double>(), 1.0);
    EXPECT_LT(result["holdout"]["mean_kl"].get<double>(), 0.5);
    const auto verified = nlohmann::json::parse(verifyModel(recipe().output, kModel, {}));
    EXPECT_TRUE(verified["verified"].get<bool>());
    // 172 is no multiple of 64 (inputs of down_proj) and none of 8 (outputs of gate_proj and up_proj).
    EXPECT_EQ(verified["packed_linears"].get<int>(), 5 * 4);
    EXPECT_EQ(verified["linears_in_16_bit"].get<int>(), 5 * 3);
    EXPECT_EQ(entries(), 1U);
}

TEST_F(QuantizeModel, ListsTheLayersThatTheGroupSizeDoesNotFit) {
    quantizeModel(recipe(), m_recorded.context());
    const auto config = nlohmann::json::parse(readWhole(recipe().output / "config.json"));
    const auto kept = config["quantization_config"]["modules_to_not_convert"].get<std::vector<std::string>>();
    for (int layer = 0; layer < 5; ++layer) {
        const std::string name = "model.layers." + std::to_string(layer) + ".mlp.down_proj";
        EXPECT_NE(std::ranges::find(kept, name), kept.end()) << name;
    }
    const auto issues = m_recorded.all<IssueFound>();
    ASSERT_EQ(issues.size(), 3U);
    EXPECT_EQ(issues[0].issue.code, "group_size.does_not_fit");
    EXPECT_NE(issues[0].issue.sentence.find("mlp.down_proj (172 inputs)"), std::string::npos);
    EXPECT_EQ(issues[1].issue.code, "format.outputs_do_not_fit");
    EXPECT_NE(issues[1].issue.sentence.find("mlp.up_proj (172 outputs)"), std::string::npos);
    EXPECT_EQ(issues[2].issue.code, "format.slow_outputs"); // 32 outputs of self_attn.k_proj
}

TEST_F(QuantizeModel, StrictRefusesInsteadAndLeavesNothing) {
    Recipe strict = recipe();
    strict.strict = true;
    EXPECT_EQ(codeOf(strict), "group_size.does_not_fit");
    EXPECT_EQ(entries(), 0U);
}

TEST_F(QuantizeModel, WhatAFormatCannotHoldIsSaidInItsOwnWords) {
    Recipe narrow = recipe();
    narrow.format = "awq-gemv"; // its zero points come in words of eight groups, for groups of 32 at least
    narrow.groupSize = 16;
    const QuantizePlan plan = planQuantization(narrow, ModelSource::open(kModel).config());
    EXPECT_EQ(plan.linears.front().reason, "format.does_not_fit");
    const auto own = std::ranges::find(plan.issues, "format.does_not_fit", &Issue::code);
    ASSERT_NE(own, plan.issues.end());
    EXPECT_NE(own->sentence.find("32, 64 or at least 128"), std::string::npos) << own->sentence;
    EXPECT_NE(own->sentence.find("(likewise self_attn.k_proj, "), std::string::npos) << own->sentence;
    EXPECT_TRUE(own->sentence.ends_with("; nothing would be quantised.")) << own->sentence;
}

TEST_F(QuantizeModel, WholeRowGroupsFitAnyInputs) {
    Recipe rows = recipe();
    rows.groupSize = 0;
    const auto result = nlohmann::json::parse(quantizeModel(rows, m_recorded.context()));
    EXPECT_EQ(result["modules_to_not_convert"].size(), 5U * 2U); // gate_proj and up_proj: 172 outputs
    const auto verified = nlohmann::json::parse(verifyModel(rows.output, {}, {}));
    EXPECT_EQ(verified["packed_linears"].get<int>(), 5 * 5);
}

TEST_F(QuantizeModel, NoChosenScaleIsWorseThanRoundingOnItsOwnObjective) {
    quantizeModel(recipe(), m_recorded.context());
    const auto chosen = m_recorded.all<ScaleChosen>();
    ASSERT_EQ(chosen.size(), 5U * 2U); // qkv and v → o; the MLP is not packed
    for (const ScaleChosen& choice : chosen) {
        EXPECT_LE(choice.loss, choice.identityLoss) << choice.group << " of block " << choice.block;
    }
}

TEST_F(QuantizeModel, EveryCandidateLossIsAnEvent) {
    quantizeModel(recipe(), m_recorded.context());
    const auto candidates = m_recorded.all<ScaleCandidate>();
    for (const ScaleChosen& choice : m_recorded.all<ScaleChosen>()) {
        const auto seen = std::ranges::count_if(candidates, [&](const ScaleCandidate& candidate) {
            return candidate.block == choice.block && candidate.group == choice.group && candidate.objective == "gram";
        });
        EXPECT_EQ(seen, 42) << choice.group;
    }
}

TEST_F(QuantizeModel, TheSameRecipeGivesTheSameBytes) {
    quantizeModel(recipe(), {});
    Recipe again = recipe();
    again.output = m_folder.path() / "again";
    quantizeModel(again, {});
    EXPECT_EQ(readWhole(recipe().output / "model.safetensors"), readWhole(again.output / "model.safetensors"));
}

double holdoutKl(const Recipe& recipe) {
    return nlohmann::json::parse(quantizeModel(recipe, {})).at("holdout").at("mean_kl").get<double>();
}

TEST_F(QuantizeModel, EveryOrderOfGptqIsBetterThanRoundingToNearest) {
    Recipe wanted = recipe();
    wanted.format = "gptq-v2"; // holds act-order too
    wanted.overwrite = true;
    wanted.method = Method::Rtn;
    const double rounded = holdoutKl(wanted);
    wanted.method = Method::Gptq;
    for (const ColumnOrderName& order : kColumnOrders) {
        wanted.columnOrder = order.order;
        EXPECT_LT(holdoutKl(wanted), rounded) << order.name;
    }
}

TEST_F(QuantizeModel, GptqSearchesRangesUnlessToldNotTo) {
    Recipe wanted = recipe();
    wanted.bits = 3;
    wanted.overwrite = true;
    wanted.method = Method::Gptq;
    const double searched = holdoutKl(wanted);
    wanted.without = {"clip"};
    EXPECT_LT(searched, 0.9 * holdoutKl(wanted));
}

TEST_F(QuantizeModel, ProgressNeverGoesBack) {
    Recipe wanted = recipe();
    wanted.method = Method::Best; // sends the data through the rounded blocks too
    quantizeModel(wanted, m_recorded.context());
    std::vector<double> fractions;
    for (const Progress& progress : m_recorded.all<Progress>()) {
        fractions.push_back(progress.fraction);
    }
    EXPECT_GT(fractions.size(), 4U); // ten a second at most
    EXPECT_TRUE(std::ranges::is_sorted(fractions));
}

TEST_F(QuantizeModel, WithoutItsPartsBestIsWhatIsLeft) {
    Recipe best = recipe();
    best.method = Method::Best;
    best.without = {"feedback", "propagation"};
    quantizeModel(best, {});
    Recipe awq = recipe();
    awq.output = m_folder.path() / "awq";
    quantizeModel(awq, {});
    EXPECT_EQ(readWhole(best.output / "model.safetensors"), readWhole(awq.output / "model.safetensors"));
}

TEST_F(QuantizeModel, ActOrderIsRefusedByFormatsThatCannotSayIt) {
    Recipe ordered = recipe();
    ordered.method = Method::Gptq;
    ordered.columnOrder = ColumnOrder::Act;
    EXPECT_EQ(codeOf(ordered), "column_order.not_in_format");
    EXPECT_EQ(entries(), 0U);
}

TEST_F(QuantizeModel, SmoothQuantIsRefusedByFormatsForWeightsAlone) {
    Recipe smooth = recipe();
    smooth.method = Method::SmoothQuant;
    EXPECT_EQ(codeOf(smooth), "method.not_in_format");
    EXPECT_EQ(entries(), 0U);
}

TEST_F(QuantizeModel, RoundToNearestNeedsNoCalibrationPass) {
    Recipe rtn = recipe();
    rtn.method = Method::Rtn;
    const auto result = nlohmann::json::parse(quantizeModel(rtn, m_recorded.context()));
    EXPECT_TRUE(m_recorded.all<ScaleCandidate>().empty());
    for (const LayerQuantized& layer : m_recorded.all<LayerQuantized>()) {
        if (layer.bits != 16) {
            EXPECT_NEAR(layer.relativeError, layer.rtnRelativeError, 1e-3 * layer.rtnRelativeError) << layer.module;
        }
    }
    EXPECT_GT(result["holdout"]["mean_kl"].get<double>(), 0.0);
}

TEST_F(QuantizeModel, NarrowCodesFitTheFourBitContainer) {
    Recipe narrow = recipe();
    narrow.bits = 3;
    quantizeModel(narrow, m_recorded.context());
    const ModelSource written = ModelSource::open(narrow.output);
    const Block block = written.loadBlock(0);
    std::vector<uint8_t> codes(static_cast<size_t>(block.q.in));
    block.q.packedWeight().unpackRow(0, codes);
    EXPECT_LE(*std::ranges::max_element(codes), 7);
    Recipe wide = recipe();
    wide.bits = 8;
    wide.output = m_folder.path() / "wide";
    EXPECT_EQ(codeOf(wide), "bits.not_in_format");
}

TEST_F(QuantizeModel, AnExistingFolderIsOnlyReplacedWhenAsked) {
    quantizeModel(recipe(), {});
    const std::string before = readWhole(recipe().output / "model.safetensors");
    EXPECT_EQ(codeOf(recipe()), "output.exists");
    EXPECT_EQ(readWhole(recipe().output / "model.safetensors"), before);
    Recipe forced = recipe();
    forced.overwrite = true;
    forced.bits = 3;
    quantizeModel(forced, {});
    EXPECT_NE(readWhole(recipe().output / "model.safetensors"), before);
    EXPECT_EQ(entries(), 1U);
}

TEST_F(QuantizeModel, CancellingLeavesNothing) {
    std::atomic<bool> cancelled = false;
    RunContext context;
    context.cancelled = &cancelled;
    context.emit = [&](const Event& event) {
        if (std::holds_alternative<ScaleCandidate>(event)) {
            cancelled = true;
        }
    };
    EXPECT_EQ(codeOf(recipe(), context), "cancelled");
    EXPECT_EQ(entries(), 0U);
}

TEST_F(QuantizeModel, ADamagedCompanionFileIsFoundBeforeTheWork) {
    const fs::path broken = m_folder.path() / "broken";
    fs::copy(kModel, broken);
    std::ofstream(broken / "generation_config.json") << "{\"temperature\": ";
    Recipe damaged = recipe();
    damaged.model = broken;
    RunContext context;
    bool started = false;
    context.emit = [&](const Event& event) { started = started || std::holds_alternative<BlockStarted>(event); };
    EXPECT_EQ(codeOf(damaged, context), "json.invalid");
    EXPECT_FALSE(started);
    EXPECT_FALSE(fs::exists(damaged.output));
}

TEST_F(QuantizeModel, AWeightThatIsNotFiniteIsNamed) {
    const fs::path broken = m_folder.path() / "broken";
    fs::copy(kModel, broken);
    const std::string tensor = "model.layers.2.mlp.up_proj.weight";
    const TensorInfo info = Checkpoint::open(broken).info(tensor);
    {
        std::fstream file(info.file, std::ios::in | std::ios::out | std::ios::binary);
        const float nan = std::nanf("");
        file.seekp(info.fileOffset + 4 * (64 * 3 + 5)); // row 3, column 5 of an F32 [172, 64]
        file.write(reinterpret_cast<const char*>(&nan), sizeof nan);
    }
    Recipe wanted = recipe();
    wanted.model = broken;
    try {
        quantizeModel(wanted, {});
        FAIL() << "NaN was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "model.weight_not_finite");
        EXPECT_NE(std::string(error.what()).find("model.layers.2.mlp.up_proj"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("row 3, column 5"), std::string::npos) << error.what();
    }
    EXPECT_FALSE(fs::exists(wanted.output));
}

TEST_F(QuantizeModel, AQuantisedFolderIsNotQuantisedAgain) {
    quantizeModel(recipe(), {});
    Recipe again = recipe();
    again.model = recipe().output;
    again.output = m_folder.path() / "twice";
    EXPECT_EQ(codeOf(again), "model.already_quantized");
}

TEST_F(QuantizeModel, TheReferencePresetSearchesTwentyRatiosAndSkipsSharedValues) {
    Recipe reference = recipe();
    reference.preset = SearchPreset::Reference;
    quantizeModel(reference, m_recorded.context());
    const auto chosen = m_recorded.all<ScaleChosen>();
    ASSERT_EQ(chosen.size(), 5U); // qkv; v → o has shared values, the MLP is not packed
    const auto candidates = m_recorded.all<ScaleCandidate>();
    for (const ScaleChosen& choice : chosen) {
        const auto seen = std::ranges::count_if(candidates, [&](const ScaleCandidate& candidate) {
            return candidate.block == choice.block && candidate.group == choice.group && candidate.kind == "duo";
        });
        EXPECT_EQ(seen, 20) << choice.group;
    }
}

} // namespace
} // namespace salient
