// SPDX-License-Identifier: Apache-2.0
// Small random models whose logits were computed by transformers 5.23 in fp32 (tests/data/SOURCES.md).
#include "core/chat/generate.h"
#include "core/model/transformer.h"
#include "tests/support/architecture_folders.h"
#include "tests/support/logit_difference.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace salient {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(SALIENT_TEST_DATA) / "architectures";
constexpr double kTolerance = 1e-4; // of the largest logit

nlohmann::json readReference(const std::string& name) {
    std::ifstream file(kFolder / name / "reference.json");
    return nlohmann::json::parse(file);
}

class ReferenceModel : public ::testing::TestWithParam<std::string> {
protected:
    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelSource m_source = ModelSource::open(kFolder / GetParam());
    nlohmann::json m_reference = readReference(GetParam());

    static void expectState(const TensorView& state, const nlohmann::json& expected) {
        const auto name = expected.at("name").get<std::string>();
        const auto values = state.floats();
        const auto norm = expected.at("l2").get<double>();
        double squares = 0.0;
        for (const float value : values) {
            squares += static_cast<double>(value) * static_cast<double>(value);
        }
        EXPECT_NEAR(std::sqrt(squares), norm, kTolerance * norm) << name;
        const auto first = expected.at("first8").get<std::vector<double>>();
        for (size_t i = 0; i < first.size(); ++i) {
            EXPECT_NEAR(static_cast<double>(values[i]), first[i], kTolerance * norm) << name << ", channel " << i;
        }
    }
};

TEST_P(ReferenceModel, GivesTheLogitsOfTheLastPosition) {
    Transformer model(*m_backend, m_source);
    for (const auto& prompt : m_reference.at("prompts")) {
        const auto ids = prompt.at("ids").get<std::vector<int32_t>>();
        const auto expected = prompt.at("logits_last").get<std::vector<double>>();
        const Tensor hidden = model.hiddenStates(ids);
        const Tensor logits = model.logits(hidden.slice(hidden.rows() - 1, hidden.rows()));
        const double difference = testing::relativeLogitDifference(logits, expected);
        EXPECT_LE(difference, kTolerance);
        RecordProperty("relative_difference", std::to_string(difference));
    }
}

// What enters the first block, what every block gives and what the final norm makes of it, for the last position.
TEST_P(ReferenceModel, GivesTheHiddenStatesOfEveryLayer) {
    const ModelConfig& config = m_source.config();
    BlockRunner runner(*m_backend, config);
    const auto ids = m_reference.at("prompts")[0].at("ids").get<std::vector<int32_t>>();
    const int64_t lengths[] = {static_cast<int64_t>(ids.size())};
    Tensor hidden({lengths[0], config.hidden}, DType::F32);
    ModelEntry(m_source).forward(*m_backend, ids, 0, hidden);
    for (const auto& expected : m_reference.at("hidden")) {
        const auto name = expected.at("name").get<std::string>();
        if (name.starts_with("layer.")) {
            runner.forward(m_source.loadBlock(std::stoll(name.substr(6))), hidden, lengths);
        } else if (name == "final") {
            if (!config.head.projectOut.empty()) {
                continue; // what is recorded has the projection behind it
            }
            ModelExit(m_source).normalize(*m_backend, hidden);
        }
        expectState(hidden.slice(hidden.rows() - 1, hidden.rows()), expected);
    }
}

TEST_P(ReferenceModel, ContinuesGreedilyAsTheReference) {
    Transformer model(*m_backend, m_source);
    for (const auto& prompt : m_reference.at("prompts")) {
        const auto ids = prompt.at("ids").get<std::vector<int32_t>>();
        const auto expected = prompt.at("greedy").get<std::vector<int32_t>>();
        SamplingOptions options;
        options.greedy = true;
        options.maxTokens = static_cast<int64_t>(expected.size());
        options.stopAtEos = false;
        const GenerateResult result = generate(model, ids, options, {}, [](int32_t) { return true; });
        EXPECT_EQ(result.tokens, expected);
    }
}

TEST_P(ReferenceModel, CachedTokensGiveTheLogitsOfTheWholePrompt) {
    Transformer model(*m_backend, m_source);
    // Where the frequencies change with the length, cached keys keep theirs, here as in transformers: the short prompt
    // stays below that.
    const bool changes = std::ranges::any_of(model.config().ropes, &RopeSpec::dependsOnLength);
    const auto ids = m_reference.at("prompts")[changes ? 1 : 0].at("ids").get<std::vector<int32_t>>();
    const Tensor hidden = model.hiddenStates(ids);
    const Tensor expected = model.logits(hidden.slice(hidden.rows() - 1, hidden.rows()));
    KvCache cache = model.makeCache(4); // grows on the way
    Tensor logits;
    for (size_t begin = 0; begin < ids.size(); begin += 5) {
        logits = model.nextLogits(std::span(ids).subspan(begin, std::min<size_t>(5, ids.size() - begin)), cache);
    }
    // Keys, values and what meets them are rounded to 16 bits. (Keys with large biases feel it most: the qwen2 folder.)
    EXPECT_TRUE(reference::isNear(logits, reference::Matrix(expected), 3e-3));
}

INSTANTIATE_TEST_SUITE_P(Architectures, ReferenceModel, ::testing::ValuesIn(testing::architectureFolders()),
                         [](const auto& tested) { return testing::testName(tested.param); });

} // namespace
} // namespace salient
