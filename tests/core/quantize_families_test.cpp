// SPDX-License-Identifier: Apache-2.0
// The main job on the small model of every family: random weights, so that only what is true of any model is asked.
#include "core/model/transformer.h"
#include "core/quantize_model.h"
#include "tests/support/architecture_folders.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <numeric>
#include <random>

namespace salient {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kLength = 48;
constexpr int64_t kSequences = 96;

class QuantizeFamilies : public ::testing::TestWithParam<std::string> {
protected:
    fs::path m_model = fs::path(SALIENT_TEST_DATA) / "architectures" / GetParam();
    TemporaryFolder m_folder;
    std::unique_ptr<Backend> m_backend = makeBackend({});
    std::vector<std::vector<int32_t>> m_ids = randomIds();

    static std::vector<std::vector<int32_t>> randomIds() {
        std::mt19937 random(7);
        std::uniform_int_distribution<int32_t> token(0, 255);
        std::vector<std::vector<int32_t>> ids(kSequences, std::vector<int32_t>(kLength));
        for (auto& sequence : ids) {
            std::ranges::generate(sequence, [&] { return token(random); });
        }
        return ids;
    }

    fs::path quantized(Method method, const RunContext& context = {}) {
        const fs::path texts = m_folder.path() / "ids.json";
        std::ofstream(texts) << nlohmann::json(m_ids).dump();
        Recipe recipe;
        recipe.model = m_model;
        recipe.output = m_folder.path() / methodInfo(method).name;
        recipe.method = method;
        recipe.groupSize = 32;
        recipe.calibration.sources = {texts.string()};
        recipe.calibration.samples = kSequences;
        recipe.calibration.length = kLength;
        recipe.holdoutSamples = 0;
        quantizeModel(recipe, context);
        return recipe.output;
    }

    // Mean KL(original‖other) over the calibration tokens.
    double divergenceTo(const fs::path& other) {
        const ModelSource before = ModelSource::open(m_model);
        const ModelSource after = ModelSource::open(other);
        Transformer original(*m_backend, before);
        Transformer changed(*m_backend, after);
        double sum = 0.0;
        for (const auto& sequence : m_ids) {
            std::vector<double> kl(sequence.size());
            m_backend->divergence(original.logits(original.hiddenStates(sequence)),
                                  changed.logits(changed.hiddenStates(sequence)), kl);
            sum += std::accumulate(kl.begin(), kl.end(), 0.0);
        }
        return sum / static_cast<double>(kSequences * kLength);
    }
};

TEST_P(QuantizeFamilies, AwqIsNotWorseThanRoundingOnItsCalibration) {
    const double rounded = divergenceTo(quantized(Method::Rtn));
    const double searched = divergenceTo(quantized(Method::Awq));
    std::printf("%s: KL %.4g rounded to nearest, %.4g with AWQ, ratio %.3f\n", GetParam().c_str(), rounded, searched,
                searched / rounded);
    EXPECT_LE(searched, rounded);
}

TEST_P(QuantizeFamilies, GptqAndBestAreBetterThanRoundingOnTheirCalibration) {
    const double rounded = divergenceTo(quantized(Method::Rtn));
    const double gptq = divergenceTo(quantized(Method::Gptq));
    const double best = divergenceTo(quantized(Method::Best));
    std::printf("%s: KL %.4g rounded to nearest, %.4g with GPTQ, %.4g with best\n", GetParam().c_str(), rounded, gptq,
                best);
    EXPECT_LT(gptq, rounded);
    EXPECT_LT(best, rounded);
}

INSTANTIATE_TEST_SUITE_P(Architectures, QuantizeFamilies, ::testing::ValuesIn(testing::architectureFolders()),
                         [](const auto& tested) { return testing::testName(tested.param); });

} // namespace
} // namespace salient
