// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/apply_scale.h"

#include "core/model/model_source.h"
#include "kernels/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace salient {
namespace {

Tensor embedded(Backend& backend, const ModelSource& source) {
    const std::vector<int32_t> ids = {3, 17, 42, 99, 5, 61, 23, 8};
    Tensor hidden({static_cast<int64_t>(ids.size()), source.config().hidden}, DType::F32);
    backend.embed(source.embedding(), ids, hidden);
    return hidden;
}

class ScalingGroups : public ::testing::TestWithParam<const char*> {
protected:
    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelSource m_source = ModelSource::open(std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / GetParam());
};

TEST_P(ScalingGroups, PreserveTheFunctionOfEveryBlock) {
    BlockRunner runner(*m_backend, m_source.config());
    for (int64_t layer = 0; layer < m_source.config().layerCount(); ++layer) {
        const Block block = cloneBlock(m_source.loadBlock(layer));
        EXPECT_NO_THROW(checkFunctionPreservation(runner, m_source.config(), block, embedded(*m_backend, m_source)));
    }
}

TEST_P(ScalingGroups, AScaleThroughTheActivationIsFound) {
    ModelConfig wrong = m_source.config();
    wrong.scalingGroups.back().producer = wrong.names.gate; // gate passes through SiLU: not linear
    BlockRunner runner(*m_backend, wrong);
    const Block block = cloneBlock(m_source.loadBlock(0));
    try {
        checkFunctionPreservation(runner, wrong, block, embedded(*m_backend, m_source));
        FAIL() << "a wrong mapping passed";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "scaling_group.not_preserving");
        EXPECT_NE(std::string(error.what()).find("mlp.gate_proj"), std::string::npos) << error.what();
    }
}

TEST_P(ScalingGroups, UntiedHeadsAreFoundWhereValuesAreShared) {
    ModelConfig wrong = m_source.config();
    if (wrong.heads == wrong.kvHeads) {
        GTEST_SKIP() << "no shared values in this model";
    }
    // A scale that differs between heads of one key-value head cannot move into v_proj.
    Block block = cloneBlock(m_source.loadBlock(0));
    const Block original = cloneBlock(block);
    Tensor scales({block.o.in}, DType::F32);
    for (size_t i = 0; i < scales.floats().size(); ++i) {
        scales.floats()[i] = 1.0F + 0.001F * static_cast<float>(i);
    }
    applyScale(*m_backend, wrong, block, {&wrong.scalingGroups[1], std::move(scales)});
    BlockRunner runner(*m_backend, wrong);
    Tensor expected = embedded(*m_backend, m_source);
    Tensor found = expected.clone();
    const int64_t lengths[] = {expected.rows()};
    runner.forward(original, expected, lengths);
    runner.forward(block, found, lengths);
    EXPECT_GT(m_backend->squaredDistance(found, expected), 1e-8);
}

INSTANTIATE_TEST_SUITE_P(Architectures, ScalingGroups,
                         ::testing::Values("llama", "llama-bias", "llama-rope3", "mistral", "qwen2", "qwen3"),
                         [](const auto& tested) {
                             std::string name = tested.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

} // namespace
} // namespace salient
