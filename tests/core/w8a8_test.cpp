// SPDX-License-Identifier: Apache-2.0
#include "core/convert_model.h"
#include "core/inspect.h"
#include "core/model/load_blocks.h"
#include "core/model/transformer.h"
#include "core/quantize_model.h"
#include "core/sensitivity/sweep.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace salient {
namespace {

/// The embedded model with weights and inputs in 8 bits, from the run to the folder and back.
class W8A8 : public testing::Test {
protected:
    Recipe recipe(const std::string& format) const {
        Recipe made;
        made.model = storiesFolder();
        made.output = m_folder.path() / format;
        made.format = format;
        made.bits = 8;
        made.groupSize = 0;
        made.symmetric = true;
        made.method = Method::Rtn;
        made.calibration.samples = 4;
        made.calibration.length = 64;
        made.holdoutSamples = 2;
        return made;
    }
    nlohmann::json quantized(const std::string& format) const {
        return nlohmann::json::parse(quantizeModel(recipe(format), {}));
    }
    Tensor logits(const std::filesystem::path& folder) {
        const ModelSource source = ModelSource::open(folder);
        Transformer model(*m_backend, source);
        const std::vector<int32_t> ids = {1, 403, 407, 261, 378, 432, 383, 286};
        return model.logits(model.hiddenStates(ids));
    }

    TemporaryFolder m_folder;
    std::unique_ptr<Backend> m_backend = makeBackend({});
};

constexpr const char* kInt8 = "compressed-tensors-int8";

// The proof of the run (proveReload) compares its hidden states with those of the folder; both must round.
TEST_F(W8A8, ARunIsMeasuredWithRoundedInputsAndTheFolderComputesTheSame) {
    const auto weightsAlone = quantized("compressed-tensors");
    const auto both = quantized(kInt8);
    const auto after = [](const nlohmann::json& result) { return result["holdout"]["perplexity_after"].get<double>(); };
    EXPECT_NE(after(both), after(weightsAlone));
    EXPECT_NEAR(after(both), after(weightsAlone), 0.02 * after(weightsAlone));
    const Tensor rounded = logits(m_folder.path() / kInt8);
    const Tensor dense = logits(m_folder.path() / "compressed-tensors");
    const double energy = m_backend->squaredDistance(dense, Tensor::zeros(dense.shape()));
    const double difference = std::sqrt(m_backend->squaredDistance(rounded, dense) / energy);
    EXPECT_GT(difference, 1e-3) << "inputs were not rounded";
    EXPECT_LT(difference, 0.05);
}

// Each method packs in its own way; a run that forgot the inputs would fail its proof.
TEST_F(W8A8, EveryMethodOfARunRoundsInputs) {
    for (const MethodInfo& method : kMethods) {
        SCOPED_TRACE(method.name);
        Recipe made = recipe(kInt8);
        made.method = method.method;
        made.output = m_folder.path() / method.name;
        EXPECT_EQ(codeOf([&] { quantizeModel(made, {}); }), "no error");
        EXPECT_EQ(ModelSource::open(made.output).loadBlock(1).o.rounding(), (TokenRounding{8, 0.0F}));
    }
}

TEST_F(W8A8, EveryLinearOfTheFolderRoundsItsInputHoweverItsWeightIsHeld) {
    quantized(kInt8);
    const ModelSource source = ModelSource::open(m_folder.path() / kInt8);
    const TokenRounding expected{8, 0.0F};
    const Block read = source.loadBlock(0);
    EXPECT_EQ(read.mlp.down.rounding(), expected);
    const std::vector<Block> prepared = loadPreparedBlocks(*m_backend, source, {}, nullptr);
    EXPECT_EQ(prepared[0].mlp.down.rounding(), expected);
    // As the cache of packed weights gives it.
    const Block kept = source.loadBlock(0, [&](const std::string& name, int64_t, int64_t) {
        return m_backend->pack(read.linear(read.relativeName(name)).packedWeight());
    });
    ASSERT_NE(kept.mlp.down.prepared(), nullptr);
    EXPECT_EQ(kept.mlp.down.rounding(), expected);
}

TEST_F(W8A8, FormatsForWeightsAloneRefuseIt) {
    quantized(kInt8);
    const std::filesystem::path from = m_folder.path() / kInt8;
    for (const std::string& format : convertFormats()) {
        const std::filesystem::path to = m_folder.path() / ("as-" + format);
        if (format == kInt8) {
            EXPECT_EQ(codeOf([&] { convertModel({from, to, format}, {}); }), "no error");
        } else {
            EXPECT_EQ(codeOf([&] { convertModel({from, to, format}, {}); }), "convert.not_exact") << format;
            EXPECT_FALSE(std::filesystem::exists(to)) << format;
        }
    }
    for (const FormatFeasibility& format : conversionFeasibility(ModelSource::open(from))) {
        EXPECT_EQ(format.verdict == FormatFeasibility::Verdict::No, format.format != kInt8) << format.format;
    }
}

TEST_F(W8A8, AFolderOfWeightsAloneDoesNotBecomeIt) {
    quantized("compressed-tensors");
    try {
        convertModel({m_folder.path() / "compressed-tensors", m_folder.path() / "no", kInt8}, {});
        FAIL() << "inputs of another model were rounded";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "convert.not_exact");
        EXPECT_THAT(error.what(),
                    testing::HasSubstr("the format also rounds inputs to 8 bits, and this model does not"));
    }
}

TEST_F(W8A8, OtherBitsAndGroupsAreRefusedBeforeTheStart) {
    Recipe four = recipe(kInt8);
    four.bits = 4;
    EXPECT_EQ(codeOf([&] { quantizeModel(four, {}); }), "bits.not_in_format");
    Recipe groups = recipe(kInt8);
    groups.groupSize = 32;
    EXPECT_NE(codeOf([&] { quantizeModel(groups, {}); }), "no error");
    EXPECT_FALSE(std::filesystem::exists(groups.output));
}

TEST_F(W8A8, WhatItsLayersCostIsNotMeasuredAsIfInputsWereExact) {
    quantized(kInt8);
    SensitivityRequest request;
    request.model = storiesFolder();
    request.result = m_folder.path() / kInt8;
    request.workFolder = m_folder.path();
    request.ids.assign(300, 403);
    request.context = 64;
    request.windows = 2;
    EXPECT_EQ(codeOf([&] { measureSensitivity(request, {}); }), "sensitivity.rounded_inputs");
}

TEST_F(W8A8, InspectSaysThatInputsAreRounded) {
    quantized(kInt8);
    const auto report = nlohmann::json::parse(inspectModel(m_folder.path() / kInt8));
    for (const auto& linear : report["stored_as"]["linears"]) {
        EXPECT_EQ(linear["bits"], 8);
        EXPECT_EQ(linear["input_bits"], 8) << linear;
    }
}

} // namespace
} // namespace salient
