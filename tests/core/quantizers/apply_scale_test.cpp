// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/apply_scale.h"

#include "core/model/model_ends.h"
#include "kernels/error.h"
#include "tests/support/architecture_folders.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace salient {
namespace {

Tensor embedded(Backend& backend, const ModelSource& source) {
    const std::vector<int32_t> ids = {3, 17, 42, 99, 5, 61, 23, 8};
    Tensor hidden({static_cast<int64_t>(ids.size()), source.config().hidden}, DType::F32);
    ModelEntry(source).forward(backend, ids, 0, hidden);
    return hidden;
}

class ScalingGroups : public ::testing::TestWithParam<std::string> {
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

// Every linear of every block reads a scaled input where the family allows one; what is left out is known.
TEST_P(ScalingGroups, CoverEveryReaderOfAScaledInput) {
    const ModelConfig& config = m_source.config();
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        const Block block = m_source.loadBlock(layer);
        for (const ScalingGroup& group : block.groups) {
            const Linear& first = block.linear(group.consumers.front());
            const LinearInput input = inputOf(config, first.role, first.expert);
            for (const LinearShape& shape : blockLinears(config, layer)) {
                const bool reads = inputOf(config, shape.role, shape.expert) == input;
                const bool listed = std::ranges::find(group.consumers, shape.name) != group.consumers.end();
                EXPECT_EQ(reads, listed) << group.producer << " and " << shape.name;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Architectures, ScalingGroups, ::testing::ValuesIn(testing::architectureFolders()),
                         [](const auto& tested) { return testing::testName(tested.param); });

// A mapping that is wrong on purpose, on Llama.
class WrongScalingGroups : public ::testing::Test {
protected:
    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelSource m_source = ModelSource::open(std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / "llama");
    Block m_block = cloneBlock(m_source.loadBlock(0));
};

TEST_F(WrongScalingGroups, AScaleThroughTheActivationIsFound) {
    m_block.groups.back().producer = "mlp.gate_proj"; // gate passes through SiLU: not linear
    BlockRunner runner(*m_backend, m_source.config());
    try {
        checkFunctionPreservation(runner, m_source.config(), m_block, embedded(*m_backend, m_source));
        FAIL() << "a wrong mapping passed";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "scaling_group.not_preserving");
        EXPECT_NE(std::string(error.what()).find("mlp.gate_proj"), std::string::npos) << error.what();
    }
}

TEST_F(WrongScalingGroups, AReaderThatIsLeftOutIsFound) {
    m_block.groups.front().consumers.pop_back();
    BlockRunner runner(*m_backend, m_source.config());
    EXPECT_THROW(checkFunctionPreservation(runner, m_source.config(), m_block, embedded(*m_backend, m_source)), Error);
}

// A scale that differs between heads of one key-value head cannot move into v_proj.
TEST_F(WrongScalingGroups, UntiedHeadsAreFoundWhereValuesAreShared) {
    const Block original = cloneBlock(m_block);
    Tensor scales({m_block.o.in}, DType::F32);
    for (size_t i = 0; i < scales.floats().size(); ++i) {
        scales.floats()[i] = 1.0F + 0.001F * static_cast<float>(i);
    }
    ASSERT_EQ(m_block.groups[1].producer, "self_attn.v_proj");
    applyScale(*m_backend, m_source.config(), m_block, {&m_block.groups[1], std::move(scales)});
    BlockRunner runner(*m_backend, m_source.config());
    Tensor expected = embedded(*m_backend, m_source);
    Tensor found = expected.clone();
    const int64_t lengths[] = {expected.rows()};
    runner.forward(original, expected, lengths);
    runner.forward(m_block, found, lengths);
    EXPECT_GT(m_backend->squaredDistance(found, expected), 1e-8);
}

} // namespace
} // namespace salient
