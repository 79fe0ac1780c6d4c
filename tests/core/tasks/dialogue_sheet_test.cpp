// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/dialogue_sheet.h"

#include "tests/support/markup_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<DialogueItem> kItems = {{"81", "writing", {"Write <b>.", "Again & again."}}, {"82", "", {"Why?"}}};

TEST(DialogueSheet, HasAColumnForEveryModelAndARowForEveryTurn) {
    const std::vector<DialogueColumn> columns = {{"/m/first", {{{"one", "two"}, 0}, {{"three"}, 0}}},
                                                 {"/m/second", {{{"four", "five"}, 0}, {{"six"}, 1}}}};
    const std::string html = dialogueSheet("bench.jsonl", kItems, columns);
    EXPECT_EQ(markupProblem(html), "");
    EXPECT_THAT(html, HasSubstr("<h2>81 · writing</h2>"));
    EXPECT_THAT(html, HasSubstr("<h2>82</h2>"));
    EXPECT_THAT(html, HasSubstr("<th>/m/first</th><th>/m/second</th>"));
    EXPECT_THAT(html, HasSubstr("<td>one</td><td>four</td>"));
    EXPECT_THAT(html, HasSubstr("<td>two</td><td>five</td>"));
    EXPECT_THAT(html, HasSubstr("<td>three</td><td>six</td>"));
    EXPECT_THAT(html, HasSubstr("colspan=\"2\">Write &lt;b&gt;.</td>"));
}

TEST(DialogueSheet, SaysWhichTurnsWereNotAsked) {
    const std::vector<DialogueColumn> columns = {{"/m/first", {{{"one"}, 0}, {{}, 0}}}};
    const std::string html = dialogueSheet("bench.jsonl", kItems, columns);
    EXPECT_EQ(markupProblem(html), "");
    size_t missing = 0;
    for (size_t at = html.find(">not asked:"); at != std::string::npos; at = html.find(">not asked:", at + 1)) {
        ++missing;
    }
    EXPECT_EQ(missing, 2U);
}

TEST(DialogueSheet, EscapesEverythingThatModelsAndFilesSay) {
    const std::string hostile = "</td><script>alert(1)</script>\"'&\xFE";
    const std::vector<DialogueItem> items = {{hostile, hostile, {hostile}}};
    const std::vector<DialogueColumn> columns = {{hostile, {{{hostile}, 0}}}};
    const std::string html = dialogueSheet(hostile, items, columns);
    EXPECT_EQ(markupProblem(html), "");
    EXPECT_THAT(html, Not(HasSubstr("<script")));
}

} // namespace
} // namespace salient
