// SPDX-License-Identifier: Apache-2.0
// Small random models whose logits were computed by transformers 5.23 in fp32 (tests/data/SOURCES.md).
#include "core/chat/generate.h"
#include "core/model/transformer.h"

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

std::vector<std::string> folders() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
        if (std::filesystem::exists(entry.path() / "reference.json")) {
            names.push_back(entry.path().filename().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

nlohmann::json readReference(const std::string& name) {
    std::ifstream file(kFolder / name / "reference.json");
    return nlohmann::json::parse(file);
}

class ReferenceModel : public ::testing::TestWithParam<std::string> {
protected:
    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelSource m_source = ModelSource::open(kFolder / GetParam());
    nlohmann::json m_reference = readReference(GetParam());
};

TEST_P(ReferenceModel, GivesTheLogitsOfTheLastPosition) {
    Transformer model(*m_backend, m_source);
    for (const auto& prompt : m_reference.at("prompts")) {
        const auto ids = prompt.at("ids").get<std::vector<int32_t>>();
        const auto expected = prompt.at("logits_last").get<std::vector<double>>();
        const Tensor hidden = model.hiddenStates(ids);
        const Tensor logits = model.logits(hidden.slice(hidden.rows() - 1, hidden.rows()));
        ASSERT_EQ(static_cast<size_t>(logits.elements()), expected.size());
        double largest = 0.0;
        double difference = 0.0;
        for (size_t i = 0; i < expected.size(); ++i) {
            largest = std::max(largest, std::fabs(expected[i]));
            difference = std::max(difference, std::fabs(expected[i] - static_cast<double>(logits.floats()[i])));
        }
        EXPECT_LE(difference, kTolerance * largest);
        RecordProperty("relative_difference", std::to_string(difference / largest));
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
    const auto ids = m_reference.at("prompts")[0].at("ids").get<std::vector<int32_t>>();
    const Tensor hidden = model.hiddenStates(ids);
    const Tensor expected = model.logits(hidden.slice(hidden.rows() - 1, hidden.rows()));
    KvCache cache = model.makeCache(4); // grows on the way
    Tensor logits;
    for (size_t begin = 0; begin < ids.size(); begin += 5) {
        logits = model.nextLogits(std::span(ids).subspan(begin, std::min<size_t>(5, ids.size() - begin)), cache);
    }
    for (int64_t i = 0; i < expected.elements(); ++i) {
        ASSERT_NEAR(logits.floats()[static_cast<size_t>(i)], expected.floats()[static_cast<size_t>(i)], 2e-4);
    }
}

INSTANTIATE_TEST_SUITE_P(Architectures, ReferenceModel, ::testing::ValuesIn(folders()), [](const auto& tested) {
    std::string name = tested.param;
    std::ranges::replace(name, '-', '_');
    return name;
});

} // namespace
} // namespace salient
