// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/exit_score.h"

#include "core/calibration/calibration_data.h"
#include "core/model/top_token.h"
#include "core/model/transformer.h"
#include "core/tokenizer/tokenizer.h"
#include "tests/support/stories_model.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

constexpr int64_t kTokens = 100;

class ExitScoreTest : public testing::Test {
protected:
    /// Hidden states in front of the last norm, and the same a little beside them.
    void SetUp() override {
        m_ids = Tokenizer::load(storiesFolder()).encode(readTextFile(SALIENT_TEST_DATA "/tinystories_100.txt"));
        m_ids.resize(kTokens);
        m_states = Tensor({kTokens, m_source.config().hidden}, DType::F32);
        ModelEntry(m_source).forward(*m_backend, m_ids, 0, m_states);
        BlockRunner runner(*m_backend, m_source.config());
        const int64_t lengths[] = {kTokens};
        for (int64_t layer = 0; layer < m_source.config().layerCount(); ++layer) {
            runner.forward(m_source.loadBlock(layer), m_states, lengths);
        }
        m_changed = m_states.clone();
        for (size_t i = 0; i < m_changed.floats().size(); ++i) {
            m_changed.floats()[i] *= i % 3 == 0 ? 1.2F : 0.9F;
        }
    }
    Tensor logitsOf(const Tensor& states) const {
        Tensor hidden = states.clone();
        const ModelExit exit(m_source);
        exit.normalize(*m_backend, hidden);
        Tensor logits({kTokens - 1, m_source.config().vocabulary}, DType::F32);
        exit.logits(*m_backend, hidden.slice(0, kTokens - 1), logits);
        return logits;
    }

    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelSource m_source = ModelSource::open(storiesFolder());
    std::vector<int32_t> m_ids;
    Tensor m_states;
    Tensor m_changed;
};

TEST_F(ExitScoreTest, IsWhatFullLogitsGive) {
    ExitScore score(*m_backend, m_source, {m_ids});
    const double original = score.learn(0, m_states, {});
    const WindowScore found = score.score(0, m_changed, {});
    const Tensor p = logitsOf(m_states);
    const Tensor q = logitsOf(m_changed);
    std::vector<double> before(kTokens - 1), after(before), kl(before);
    const auto targets = std::span(m_ids).subspan(1);
    m_backend->crossEntropy(p, targets, before);
    m_backend->crossEntropy(q, targets, after);
    m_backend->divergence(p, q, kl);
    double sums[4] = {};
    for (int64_t t = 0; t + 1 < kTokens; ++t) {
        const auto i = static_cast<size_t>(t);
        sums[0] += before[i];
        sums[1] += after[i];
        sums[2] += kl[i];
        sums[3] += topToken(p.slice(t, t + 1).floats()) == topToken(q.slice(t, t + 1).floats()) ? 1.0 : 0.0;
    }
    EXPECT_NEAR(original, sums[0] / (kTokens - 1), 1e-9);
    EXPECT_NEAR(found.loss, sums[1] / (kTokens - 1), 1e-9);
    EXPECT_NEAR(found.kl, sums[2] / (kTokens - 1), 1e-5);
    EXPECT_DOUBLE_EQ(found.sameTop, sums[3] / (kTokens - 1));
    EXPECT_LT(found.sameTop, 1.0); // the change is one that can be seen
    EXPECT_GT(found.kl, 1e-3);
}

TEST_F(ExitScoreTest, EqualStatesCostExactlyNothing) {
    ExitScore score(*m_backend, m_source, {m_ids});
    const double original = score.learn(0, m_states, {});
    const WindowScore found = score.score(0, m_states, {});
    EXPECT_EQ(found.loss, original);
    EXPECT_EQ(found.kl, 0.0);
    EXPECT_EQ(found.sameTop, 1.0);
}

} // namespace
} // namespace salient
