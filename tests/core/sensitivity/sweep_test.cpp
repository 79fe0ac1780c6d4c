// SPDX-License-Identifier: Apache-2.0
#include "core/sensitivity/sweep.h"

#include "core/calibration/calibration_data.h"
#include "core/checkpoint/safetensors_writer.h"
#include "core/evaluation/comparison.h"
#include "core/quantize_model.h"
#include "core/quantizers/scale_store.h"
#include "core/tokenizer/tokenizer.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <limits>

namespace salient {
namespace {

constexpr int64_t kContext = 128;
constexpr int64_t kWindows = 3;
const std::string kBlock = "model.layers.2";

class SweepTest : public testing::Test {
protected:
    void SetUp() override {
        Recipe recipe;
        recipe.model = storiesFolder();
        recipe.output = m_folder.path() / "out";
        recipe.groupSize = 32;
        recipe.bits = 3;
        recipe.calibration.samples = 8;
        recipe.calibration.length = 64;
        recipe.holdoutSamples = 1;
        quantizeModel(recipe, {}, [&](const ScaleStore& scales) { scales.write(m_folder.path() / "scales"); });
        m_request.model = recipe.model;
        m_request.result = recipe.output;
        m_request.scales = m_folder.path() / "scales";
        m_request.workFolder = m_folder.path();
        m_request.ids = Tokenizer::load(recipe.model).encode(readTextFile(SALIENT_TEST_DATA "/tinystories_100.txt"));
        m_request.context = kContext;
        m_request.windows = kWindows;
    }

    ComparisonResult compareWith(const std::filesystem::path& folder) const {
        const auto backend = makeBackend({});
        const ModelSource original = ModelSource::open(storiesFolder());
        const ModelSource other = ModelSource::open(folder);
        return compareOnText(*backend, original, other, m_request.ids, {.context = kContext, .windows = kWindows}, {});
    }

    /// q, k and v of one block as the result holds them, with the scales divided out of their columns and multiplied
    /// into the rows of v: by hand, from the files.
    std::map<std::string, Tensor> effectiveQkv() const {
        const ModelSource original = ModelSource::open(storiesFolder());
        const ModelSource result = ModelSource::open(m_request.result);
        const Checkpoint scales = Checkpoint::open(m_request.scales);
        const Block block = result.loadBlock(2);
        const Tensor columns = toFloat32(scales.view(kBlock + ".self_attn.q_proj+self_attn.k_proj+self_attn.v_proj"));
        const Tensor ofHeads = toFloat32(scales.view(kBlock + ".self_attn.o_proj"));
        const AttentionSpec& attention = original.config().attention;
        std::map<std::string, Tensor> weights;
        for (const char* name : {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"}) {
            const Linear& linear = block.linear(name);
            Tensor weight({linear.out, linear.in}, DType::F32);
            for (int64_t row = 0; row < linear.out; ++row) {
                const auto values = weight.slice(row, row + 1).floats();
                linear.packedWeight().dequantizeRow(row, values);
                // Query heads that share a head of values have the same scale: the first one's stands for all.
                const int64_t head = row / attention.headDim * (attention.heads / attention.kvHeads);
                const float rowScale =
                    linear.role == LinearRole::V
                        ? ofHeads.view()
                              .floats()[static_cast<size_t>(head * attention.headDim + row % attention.headDim)]
                        : 1.0F;
                for (size_t i = 0; i < values.size(); ++i) {
                    values[i] *= rowScale / columns.view().floats()[i];
                }
            }
            weights.emplace(kBlock + "." + name + ".weight", std::move(weight));
        }
        return weights;
    }

    /// The original with some tensors exchanged, as a folder of its own.
    std::filesystem::path folderWith(const std::map<std::string, Tensor>& changed) const {
        const std::filesystem::path folder = m_folder.path() / "changed";
        std::filesystem::create_directories(folder);
        for (const auto& entry : std::filesystem::directory_iterator(storiesFolder())) {
            if (entry.path().extension() != ".safetensors") {
                std::filesystem::copy(entry.path(), folder / entry.path().filename());
            }
        }
        const Checkpoint original = Checkpoint::open(storiesFolder());
        std::vector<PlannedTensor> planned;
        for (const TensorInfo& tensor : original.tensors()) {
            planned.push_back({tensor.name, changed.contains(tensor.name) ? DType::F32 : tensor.dtype, tensor.shape});
        }
        SafetensorsWriter writer(folder, planned, std::numeric_limits<int64_t>::max());
        for (const PlannedTensor& tensor : planned) {
            const auto other = changed.find(tensor.name);
            writer.write(tensor.name, other == changed.end() ? original.view(tensor.name) : other->second.view());
        }
        writer.finish();
        return folder;
    }

    TemporaryFolder m_folder;
    SensitivityRequest m_request;
};

const SensitivitySet& setNamed(const SensitivityRecord& record, const std::string& name) {
    return *std::find_if(record.sets.begin(), record.sets.end(), [&](const auto& set) { return set.name == name; });
}

TEST_F(SweepTest, ASwapOfNothingChangesNothingAndTheWholeIsWhatAComparisonSays) {
    const SensitivityRecord record = measureSensitivity(m_request, {});
    EXPECT_EQ(record.control, 0.0);
    const ComparisonResult whole = compareWith(m_request.result);
    EXPECT_NEAR(measuredMean(record.quantized.kl).mean, whole.meanKl, 2e-3 * whole.meanKl);
    EXPECT_NEAR(measuredMean(record.originalLoss).mean, std::log(whole.first.perplexity), 1e-6);
    EXPECT_EQ(record.sets.size(), 10U); // q, k, v and o of five blocks; the MLP does not fit the groups
    for (const SensitivitySet& set : record.sets) {
        EXPECT_EQ(set.alone.kl.size(), static_cast<size_t>(kWindows)) << set.name;
        EXPECT_GT(measuredMean(set.alone.kl).mean, 0.0) << set.name;
    }
}

// One set quantised alone, written out as a model of its own and compared with full logits, gives the same numbers.
TEST_F(SweepTest, AloneIsTheOriginalWithThatSetExchanged) {
    m_request.restored = false;
    const SensitivityRecord record = measureSensitivity(m_request, {});
    const ComparisonResult expected = compareWith(folderWith(effectiveQkv()));
    const SensitivitySet& set = setNamed(record, kBlock + ".self_attn.qkv");
    EXPECT_NEAR(measuredMean(set.alone.kl).mean, expected.meanKl, 1e-4 * expected.meanKl + 1e-7);
    EXPECT_NEAR(measuredMean(set.alone.loss).mean, std::log(expected.other.perplexity / expected.first.perplexity),
                1e-6);
    EXPECT_FALSE(set.restored.measured());
}

TEST_F(SweepTest, RestoringTheWorstSetHelpsTheQuantisedModel) {
    const SensitivityRecord record = measureSensitivity(m_request, {});
    const double whole = measuredMean(record.quantized.kl).mean;
    double best = whole;
    for (const SensitivitySet& set : record.sets) {
        best = std::min(best, measuredMean(set.restored.kl).mean);
    }
    EXPECT_LT(best, 0.9 * whole);
}

TEST_F(SweepTest, AStoppedMeasurementGoesOnAndEndsTheSame) {
    const SensitivityRecord whole = measureSensitivity(m_request, {});
    std::atomic<bool> stop = false;
    int measured = 0;
    RunContext context;
    context.cancelled = &stop;
    context.emit = [&](const Event& event) {
        if (std::holds_alternative<SetMeasured>(event) && ++measured == 13) {
            stop = true; // in the second sweep
        }
    };
    EXPECT_EQ(codeOf([&] { measureSensitivity(m_request, context); }), "cancelled");
    ASSERT_TRUE(std::filesystem::exists(m_folder.path() / "sensitivity.partial.jsonl"));
    SensitivityRecord again = measureSensitivity(m_request, {});
    again.secondsAlone = whole.secondsAlone;
    again.secondsRestored = whole.secondsRestored;
    EXPECT_EQ(sensitivityToJson(again), sensitivityToJson(whole));
    EXPECT_FALSE(std::filesystem::exists(m_folder.path() / "sensitivity.partial.jsonl"));
}

TEST_F(SweepTest, WhatDoesNotBelongTogetherIsRefused) {
    SensitivityRequest wrong = m_request;
    wrong.result = m_request.model;
    EXPECT_EQ(codeOf([&] { measureSensitivity(wrong, {}); }), "sensitivity.not_a_pair");
    wrong = m_request;
    wrong.ids.resize(kContext - 1);
    EXPECT_EQ(codeOf([&] { measureSensitivity(wrong, {}); }), "text.too_short");
    wrong = m_request;
    wrong.scales = m_folder.path() / "none";
    EXPECT_EQ(codeOf([&] { measureSensitivity(wrong, {}); }), "scales.missing");
}

} // namespace
} // namespace salient
