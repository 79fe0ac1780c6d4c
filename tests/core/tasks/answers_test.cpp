// SPDX-License-Identifier: Apache-2.0
// Expected values are those of Python's re with the patterns of lm-evaluation-harness's gsm8k.yaml.
#include "core/tasks/answers.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

struct Extraction {
    const char* text;
    std::optional<std::string> marked;
    std::optional<std::string> last;
};
/// What GoogleTest prints for a case, in place of its bytes.
void PrintTo(const Extraction& value, std::ostream* stream) {
    *stream << value.text;
}
class Extractions : public testing::TestWithParam<Extraction> {};

TEST_P(Extractions, AreThoseOfTheHarness) {
    EXPECT_EQ(markedNumber(GetParam().text), GetParam().marked);
    EXPECT_EQ(lastNumber(GetParam().text), GetParam().last);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Extractions,
    testing::Values(Extraction{"so 16 - 3 = 13\n#### 13", "13", "13"}, Extraction{"", std::nullopt, std::nullopt},
                    Extraction{"no number", std::nullopt, std::nullopt},
                    Extraction{"#### -1,234.50.", "-1,234.50.", "-1,234.50."},
                    Extraction{"#### 5\n#### 6", "5", "6"}, // the first mark, the last number
                    Extraction{"####7", std::nullopt, "7"}, Extraction{"#### $7", std::nullopt, "$7"},
                    Extraction{"#### x, then #### 8", "8", "8"}, Extraction{"costs $12.", std::nullopt, "$12."},
                    Extraction{"5-3", std::nullopt, "-3"}, Extraction{"it is 4 . ", std::nullopt, "4"},
                    Extraction{"wait ... yes", std::nullopt, "..."}, Extraction{"-", std::nullopt, std::nullopt},
                    Extraction{"--42", std::nullopt, "-42"}, Extraction{"#### -", std::nullopt, std::nullopt}));

TEST(ComparedAnswer, LeavesOutWhatDoesNotCount) {
    EXPECT_EQ(comparedAnswer("Janet sells 9.\n#### 1,018"), "1018");
    EXPECT_EQ(comparedAnswer("$1,018."), "1018");
    EXPECT_EQ(comparedAnswer("a #### b #### C"), "c");
    EXPECT_EQ(comparedAnswer("1.5"), "1.5");
}

TEST(JudgeAnswer, MarkedAndLastNumberAreJudgedApart) {
    const QuestionItem item{"Question: ?\nAnswer:", "Six and six.\n#### 1,200"};
    const AnsweredQuestion both = judgeAnswer(item, {"it is\n#### 1200", 4, false});
    EXPECT_TRUE(both.rightMarked());
    EXPECT_TRUE(both.rightLast());
    const AnsweredQuestion last = judgeAnswer(item, {"it is $1,200.", 4, true});
    EXPECT_FALSE(last.rightMarked());
    EXPECT_TRUE(last.rightLast());
    EXPECT_TRUE(last.unfinished);
    const AnsweredQuestion marked = judgeAnswer(item, {"#### 1200 and 5", 4, false});
    EXPECT_TRUE(marked.rightMarked());
    EXPECT_FALSE(marked.rightLast());
    EXPECT_EQ(marked.expected, "1200");
}

} // namespace
} // namespace salient
