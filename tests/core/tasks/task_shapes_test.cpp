// SPDX-License-Identifier: Apache-2.0
// Prompts as lm-evaluation-harness writes them (lm_eval/tasks).
#include "core/tasks/task_shapes.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;

/// A record, the shape it is taken for, and its parts.
struct ShapeCase {
    const char* record;
    const char* shape;
    std::vector<std::string> contexts; ///< one for all options, or one each
    std::vector<std::string> continuations;
    size_t gold = 0;
};
/// What GoogleTest prints for a case, in place of its bytes.
void PrintTo(const ShapeCase& value, std::ostream* stream) {
    *stream << value.record;
}
class ChoiceShapes : public testing::TestWithParam<ShapeCase> {};

TEST_P(ChoiceShapes, AreRecognisedAndWordedAsInTheHarness) {
    const ShapeCase& expected = GetParam();
    const Json record = Json::parse(expected.record);
    const TaskShape& shape = taskShapeOf(record, "here");
    EXPECT_EQ(shape.name, expected.shape);
    const auto item = std::get<ChoiceItem>(shape.read(TaskFields(record, "here")));
    EXPECT_EQ(item.gold, expected.gold);
    ASSERT_EQ(item.options.size(), expected.continuations.size());
    for (size_t i = 0; i < item.options.size(); ++i) {
        EXPECT_EQ(item.options[i].context, expected.contexts[expected.contexts.size() == 1 ? 0 : i]);
        EXPECT_EQ(item.options[i].continuation, expected.continuations[i]);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Records, ChoiceShapes,
    testing::Values(
        ShapeCase{
            R"({"id":"x","question":"Why?","choices":{"text":["this","that"],"label":["1","2"]},"answerKey":"2"})",
            "arc",
            {"Question: Why?\nAnswer:"},
            {" this", " that"},
            1},
        ShapeCase{R"({"question_stem":"The sun","choices":{"text":["is","has"],"label":["A","B"]},"answerKey":"A"})",
                  "openbookqa",
                  {"The sun"},
                  {" is", " has"},
                  0},
        ShapeCase{R"({"question":" Q ","subject":"","choices":["u","v","w"],"answer":2})",
                  "mmlu",
                  {"Q\nA. u\nB. v\nC. w\nAnswer:"},
                  {" A", " B", " C"},
                  2},
        ShapeCase{R"({"question":"Q","choices":["u","v"],"answer":"B"})",
                  "mmlu",
                  {"Q\nA. u\nB. v\nAnswer:"},
                  {" A", " B"},
                  1},
        ShapeCase{R"({"ctx":"all","ctx_a":"A man [title] sits.","ctx_b":"he Stands","activity_label":"Sport",
                      "endings":["and  [header] runs.","up"],"label":"1"})",
                  "hellaswag",
                  {"Sport: A man. sits. He stands"},
                  {" and  runs.", " up"},
                  1},
        ShapeCase{R"({"ctx":"Just this","endings":["a","b"],"label":0})", "hellaswag", {"Just this"}, {" a", " b"}, 0},
        ShapeCase{R"({"goal":"G","sol1":"a","sol2":"b","label":1})", "piqa", {"Question: G\nAnswer:"}, {" a", " b"}, 1},
        ShapeCase{R"({"sentence":"Ann saw _ and left.","option1":"Bob","option2":"Eve","answer":"2"})",
                  "winogrande",
                  {"Ann saw Bob", "Ann saw Eve"},
                  {" and left.", " and left."},
                  1},
        ShapeCase{R"({"passage":"P.","question":"is it","answer":true})",
                  "boolq",
                  {"P.\nQuestion: is it?\nAnswer:"},
                  {" no", " yes"},
                  1},
        ShapeCase{R"({"context":"c","choices":["a"," b"],"gold":0})", "choice", {"c"}, {" a", " b"}, 0},
        ShapeCase{R"({"query":"c ","choices":["a","b"],"gold":1})", "query", {"c "}, {"a", "b"}, 1},
        ShapeCase{R"({"context":"","choices":["a","b"],"gold":1})", "choice", {""}, {"a", "b"}, 1}));

TEST(TaskShapes, AnswersAreCountedInCharacters) {
    const Json record = {{"context", "c"}, {"choices", {"Zürich", "ab"}}, {"gold", 0}};
    const auto item = std::get<ChoiceItem>(taskShapeOf(record, "").read(TaskFields(record, "")));
    EXPECT_EQ(item.options[0].characters, 6);
    EXPECT_EQ(item.options[1].characters, 2);
}

TEST(TaskShapes, ProgramsAndDialoguesStandAsTheyAre) {
    const Json code = {{"task_id", "HumanEval/0"}, {"prompt", "def f():\n"}, {"entry_point", "f"}, {"test", "no"}};
    const auto program = std::get<CodeItem>(taskShapeOf(code, "").read(TaskFields(code, "")));
    EXPECT_EQ(program.id, "HumanEval/0");
    EXPECT_EQ(program.prompt, "def f():\n");
    const Json talk = {{"question_id", 81}, {"category", "writing"}, {"turns", {"One.", "Two."}}};
    const auto dialogue = std::get<DialogueItem>(taskShapeOf(talk, "").read(TaskFields(talk, "")));
    EXPECT_EQ(dialogue.id, "81");
    EXPECT_EQ(dialogue.category, "writing");
    EXPECT_EQ(dialogue.turns, (std::vector<std::string>{"One.", "Two."}));
}

TEST(TaskShapes, EveryNameFindsItsShape) {
    for (const TaskShape& shape : taskShapes()) {
        EXPECT_EQ(&taskShapeNamed(std::string(shape.name)), &shape);
    }
}

} // namespace
} // namespace salient
