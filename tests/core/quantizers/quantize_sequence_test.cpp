// SPDX-License-Identifier: Apache-2.0
#include "core/model/transformer.h"
#include "core/quantizers/quantize_block.h"
#include "tests/support/architecture_folders.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace salient {
namespace {

using Kind = LinearInput::Kind;

constexpr int64_t kSequence = 48;
constexpr int64_t kSequences = 4;
constexpr int64_t kTokens = kSequences * kSequence;

/// The last block of a family's small model, rounded by GPTQ with statistics gathered in sequence.
class QuantizeSequence : public ::testing::TestWithParam<std::string> {
protected:
    QuantizeSequence() {
        std::vector<int32_t> ids(kTokens);
        for (size_t i = 0; i < ids.size(); ++i) {
            ids[i] = static_cast<int32_t>((i * 37 + 11) % 251);
        }
        for (int64_t begin = 0; begin < kTokens; begin += kSequence) {
            ModelEntry(m_source).forward(*m_backend,
                                         std::span(ids).subspan(static_cast<size_t>(begin), size_t{kSequence}), 0,
                                         m_hidden.slice(begin, begin + kSequence));
        }
        m_plan.parts = methodInfo(Method::Gptq).parts;
        m_plan.sequenceLength = kSequence;
        for (const LinearShape& shape : blockLinears(config(), m_layer)) {
            if (shape.packable()) {
                m_plan.specs[shape.name] = {4, 16};
            }
        }
    }

    const ModelConfig& config() const { return m_source.config(); }
    Kind kindOf(const Linear& linear) const { return inputOf(config(), linear.role, linear.expert).kind; }
    bool isPlanned(const Linear& linear) const { return m_plan.specs.contains(m_block.relativeName(linear.name)); }

    void gather(BlockStatistics& statistics, std::optional<Kind> last) {
        Tensor hidden = m_hidden.clone();
        m_runner.forward(
            m_block, hidden, std::vector<int64_t>(kSequences, kSequence),
            [&](LinearInput input, const TensorView& x) { statistics.observe(input, x); }, last);
        statistics.complete();
    }

    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelSource m_source = ModelSource::open(std::filesystem::path(SALIENT_TEST_DATA) / "architectures" / GetParam());
    int64_t m_layer = config().layerCount() - 1;
    Block m_block = cloneBlock(m_source.loadBlock(m_layer));
    BlockRunner m_runner{*m_backend, config()};
    Tensor m_hidden{{kTokens, config().hidden}, DType::F32};
    BlockPlan m_plan;
};

double distance(const Tensor& a, const Tensor& b) {
    double sum = 0.0;
    for (size_t i = 0; i < a.floats().size(); ++i) {
        sum += std::pow(static_cast<double>(a.floats()[i]) - b.floats()[i], 2);
    }
    return std::sqrt(sum);
}

TEST_P(QuantizeSequence, LinearsSeeWhatTheRoundedOnesBeforeThemGive) {
    BlockStatistics statistics(*m_backend, config(), {.totalTokens = kTokens});
    statistics.reset(m_layer);
    BlockStatistics dense(*m_backend, config(), {.totalTokens = kTokens});
    dense.reset(m_layer);
    gather(dense, {});
    std::vector<Kind> asked;
    quantizeBlock(m_runner, config(), m_plan, m_block, statistics, {}, [&](Kind kind) {
        asked.push_back(kind);
        for (const Linear* linear : m_block.linears()) {
            if (isPlanned(*linear)) {
                EXPECT_EQ(linear->packed(), kindOf(*linear) < kind) << linear->name;
            }
        }
        statistics.resetOnly(kind);
        gather(statistics, kind);
    });
    EXPECT_TRUE(std::ranges::is_sorted(asked, std::ranges::less_equal())) << "each kind once, in the block's order";
    EXPECT_EQ(asked.front(), Kind::Attention);
    EXPECT_EQ(asked.back(), Kind::MlpDown);
    // But for norms, which are rounded to fp16 at last, this is the block that the last linears' statistics came from.
    BlockStatistics after(*m_backend, config(), {.totalTokens = kTokens});
    after.reset(m_layer);
    gather(after, {});
    for (const LinearInput input : blockInputs(config(), m_layer)) {
        if (input.kind == Kind::Attention) {
            EXPECT_TRUE(std::ranges::equal(statistics.of(input).gram.floats(), dense.of(input).gram.floats()));
        } else if (std::ranges::find(asked, input.kind) != asked.end()) {
            const Tensor& used = statistics.of(input).gram;
            EXPECT_LE(distance(used, after.of(input).gram), 0.1 * distance(dense.of(input).gram, after.of(input).gram));
        }
    }
}

TEST_P(QuantizeSequence, APassForOneKindShowsWhatAWholeOneShows) {
    BlockStatistics whole(*m_backend, config(), {.totalTokens = kTokens});
    whole.reset(m_layer);
    gather(whole, {});
    BlockStatistics part(*m_backend, config(), {.totalTokens = kTokens});
    part.reset(m_layer);
    for (const LinearInput input : blockInputs(config(), m_layer)) {
        part.resetOnly(input.kind);
        gather(part, input.kind);
        EXPECT_EQ(part.of(input).gramTokens, whole.of(input).gramTokens);
        EXPECT_TRUE(std::ranges::equal(part.of(input).gram.floats(), whole.of(input).gram.floats()));
    }
}

INSTANTIATE_TEST_SUITE_P(Families, QuantizeSequence,
                         ::testing::Values("llama", "gpt2", "gpt_neox", "cohere", "mixtral", "deepseek_v3"));

} // namespace
} // namespace salient
