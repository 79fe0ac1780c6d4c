// SPDX-License-Identifier: Apache-2.0
// Marks on families of different shape: joined projections, transposed storage, experts, latent attention.
#include "core/checkpoint/checkpoint.h"
#include "core/plan_layers.h"
#include "core/quantize_model.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>

namespace salient {
namespace {

class QuantizeMarkedFamilies : public testing::TestWithParam<std::string> {
protected:
    Recipe recipe(const std::vector<Mark>& marks) const {
        std::mt19937 random(7);
        std::uniform_int_distribution<int32_t> token(0, 255);
        std::vector<std::vector<int32_t>> ids(24, std::vector<int32_t>(48));
        for (auto& sequence : ids) {
            std::ranges::generate(sequence, [&] { return token(random); });
        }
        Recipe result;
        result.model = m_source.folder();
        result.output = m_folder.path() / "out";
        result.groupSize = 32;
        result.calibration.sources = {m_folder.write("ids.json", nlohmann::json(ids).dump()).string()};
        result.calibration.samples = 24;
        result.calibration.length = 48;
        result.holdoutSamples = 0;
        result.marks = marks;
        return result;
    }
    /// One linear of each kind that would be packed, all in the last block.
    std::vector<std::string> oneOfEachKind() const {
        const Recipe all = recipe({});
        std::map<std::string, std::string> ofKind;
        for (const PlannedLayer& layer : plannedLayers(all, m_source, planQuantization(all, m_source.config()))) {
            if (layer.bits == 4 && layer.block == m_source.config().layerCount() - 1) {
                ofKind[layer.kind] = layer.module;
            }
        }
        std::vector<std::string> modules;
        for (const auto& [kind, module] : ofKind) {
            modules.push_back(module);
        }
        return modules;
    }

    TemporaryFolder m_folder;
    ModelSource m_source = ModelSource::open(std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / GetParam());
};

TEST_P(QuantizeMarkedFamilies, LeaveEveryMarkedLinearAsItWas) {
    std::vector<Mark> marks;
    for (const std::string& module : oneOfEachKind()) {
        marks.push_back({module, 16});
    }
    ASSERT_GE(marks.size(), 2U);
    const auto result = nlohmann::json::parse(quantizeModel(recipe(marks), {}));
    const Checkpoint written = Checkpoint::open(m_folder.path() / "out");
    for (const Mark& mark : marks) {
        EXPECT_THAT(result["modules_to_not_convert"], testing::Contains(mark.module));
        const TensorView original = m_source.checkpoint().view(mark.module + ".weight");
        Tensor half(original.shape, DType::F16);
        convert(original, half);
        const TensorView found = written.view(mark.module + ".weight", original.shape);
        ASSERT_EQ(found.dtype, DType::F16) << mark.module;
        EXPECT_EQ(std::memcmp(found.data, half.view().data, static_cast<size_t>(found.bytes())), 0) << mark.module;
    }
    EXPECT_LT(result["modules_to_not_convert"].size(), result["layers"].size());
}

INSTANTIATE_TEST_SUITE_P(Architectures, QuantizeMarkedFamilies,
                         testing::Values("gpt2", "mixtral", "qwen2_moe", "deepseek_v2", "bloom", "phi3", "gemma3"),
                         [](const auto& tested) { return tested.param; });

} // namespace
} // namespace salient
