// SPDX-License-Identifier: Apache-2.0
// tests/data/choices: 100 items and their log-likelihoods by transformers (tests/tools/make_choice_goldens.py).
#include "core/tasks/choice_scoring.h"

#include "core/tasks/task_file.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace salient {
namespace {

const std::filesystem::path kChoices = SALIENT_TEST_DATA "/choices";

class ChoiceScoring : public testing::Test {
protected:
    ScoredItem score(const ChoiceItem& item, bool beginText = false, const RunContext& context = {}) {
        const TaskEncoder encoder(m_tokenizer, beginText);
        return ChoiceScorer(m_model, encoder).score(item, "here", context);
    }

    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelSource m_source = ModelSource::open(storiesFolder());
    Tokenizer m_tokenizer = Tokenizer::load(storiesFolder());
    Transformer m_model{*m_backend, m_source};
};

/// Whether texts begin with BOS.
class ChoiceGoldens : public ChoiceScoring, public testing::WithParamInterface<bool> {};

TEST_P(ChoiceGoldens, LogLikelihoodsAreThoseOfTransformers) {
    const auto reference = nlohmann::json::parse(readWhole(kChoices / "stories260K.json"));
    const auto& expected = reference[GetParam() ? "log_likelihoods_bos" : "log_likelihoods"];
    const TaskFile task = readTaskFile(kChoices / "items.jsonl", {});
    ASSERT_EQ(task.records.size(), 100U);
    ASSERT_EQ(expected.size(), 100U);
    int64_t cut = 0;
    for (size_t i = 0; i < task.records.size(); ++i) {
        const ScoredItem item = score(std::get<ChoiceItem>(task.records[i].item), GetParam());
        ASSERT_EQ(item.options.size(), expected[i].size());
        for (size_t option = 0; option < item.options.size(); ++option) {
            EXPECT_NEAR(item.options[option].logLikelihood, expected[i][option].get<double>(), 1e-3)
                << "item " << i << ", choice " << option;
        }
        cut += item.cut ? 1 : 0;
    }
    EXPECT_GE(cut, 5); // the long ones were there
}

INSTANTIATE_TEST_SUITE_P(WithoutAndWithBos, ChoiceGoldens, testing::Bool());

TEST_F(ChoiceScoring, ChoosesByTheSumAndByTheMeanPerCharacter) {
    ChoiceItem item;
    item.options = {{"Once upon a", " time", 1}, {"Once upon a", " time, there", 1000}};
    item.gold = 1;
    const ScoredItem scored = score(item, true);
    EXPECT_GT(scored.options[0].logLikelihood, scored.options[1].logLikelihood);
    EXPECT_EQ(scored.chosen, 0U);
    EXPECT_EQ(scored.chosenPerCharacter, 1U);
    EXPECT_FALSE(scored.right());
    EXPECT_TRUE(scored.rightPerCharacter());
    EXPECT_FALSE(scored.cut);
}

TEST_F(ChoiceScoring, KnowsWhatTheModelWouldHaveWritten) {
    ChoiceItem item;
    item.options = {{"Once upon a", " time", 4}, {"Once upon a", " stone", 5}};
    const ScoredItem scored = score(item, true);
    EXPECT_TRUE(scored.options[0].mostLikely);
    EXPECT_FALSE(scored.options[1].mostLikely);
}

TEST_F(ChoiceScoring, TheFirstOfEqualsIsChosen) {
    ChoiceItem item;
    item.options = {{"Once", " upon", 4}, {"Once", " upon", 4}};
    item.gold = 1;
    EXPECT_EQ(score(item).chosen, 0U);
    EXPECT_EQ(score(item).chosenPerCharacter, 0U);
}

TEST_F(ChoiceScoring, OnlyTheEndOfALongContextCounts) {
    std::string filler;
    for (int i = 0; i < 600; ++i) {
        filler += "once ";
    }
    const std::string end = filler + "there was a cat. The cat sat on the";
    ChoiceItem item;
    item.options = {{end, " mat", 3}, {"Never mind. " + end, " mat", 3}};
    const ScoredItem scored = score(item);
    EXPECT_TRUE(scored.cut);
    EXPECT_EQ(scored.options[0].logLikelihood, scored.options[1].logLikelihood);
}

TEST_F(ChoiceScoring, RefusesAChoiceLongerThanTheWindow) {
    std::string longText;
    for (int i = 0; i < 600; ++i) {
        longText += " once";
    }
    ChoiceItem item;
    item.options = {{"Once", " upon", 4}, {"Once", longText, 3000}};
    EXPECT_EQ(codeOf([&] { score(item); }), "tasks.too_long");
}

TEST_F(ChoiceScoring, StopsWhenItIsCancelled) {
    const std::atomic<bool> cancelled = true;
    RunContext context;
    context.cancelled = &cancelled;
    ChoiceItem item;
    item.options = {{"Once", " upon", 4}, {"Once", " more", 4}};
    EXPECT_EQ(codeOf([&] { score(item, false, context); }), "cancelled");
}

} // namespace
} // namespace salient
