// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/task_file.h"

#include "kernels/error.h"
#include "tests/support/gzip_file.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kPiqa = R"({"goal":"Sit","sol1":"chair","sol2":"moon","label":0})";
constexpr const char* kGsm = R"({"question":"1+1?","answer":"Two.\n#### 2"})";

class TaskFileTest : public testing::Test {
protected:
    TaskFile read(const std::string& text, const TaskFileOptions& options = {}) const {
        return readTaskFile(m_folder.write("task.jsonl", text), options);
    }
    std::string errorOf(const std::string& text, const TaskFileOptions& options = {}) const {
        try {
            read(text, options);
        } catch (const Error& error) {
            return error.code() + ": " + error.what();
        }
        return "no error";
    }
    static const ChoiceItem& choice(const TaskFile& file, size_t at) {
        return std::get<ChoiceItem>(file.records.at(at).item);
    }

    TemporaryFolder m_folder;
};

TEST_F(TaskFileTest, ReadsLinesAndLeavesBlankOnesOut) {
    const TaskFile file = read(std::string("\n") + kPiqa + "\r\n  \n" + kPiqa);
    EXPECT_EQ(file.shape, "piqa");
    ASSERT_EQ(file.records.size(), 2U);
    EXPECT_EQ(file.records[0].line, 2);
    EXPECT_EQ(file.records[1].line, 4);
    EXPECT_THAT(file.originOf(file.records[1]), HasSubstr("task.jsonl, line 4"));
}

TEST_F(TaskFileTest, ReadsGzipWhateverItsName) {
    const TaskFile file = read(gzipped(std::string(kGsm) + "\n"));
    EXPECT_EQ(file.shape, "gsm8k");
    EXPECT_EQ(std::get<QuestionItem>(file.records.at(0).item).prompt, "Question: 1+1?\nAnswer:");
}

TEST_F(TaskFileTest, StopsAtTheLimit) {
    const TaskFile file = read(std::string(kPiqa) + "\n" + kPiqa + "\nnot JSON", {.limit = 2});
    EXPECT_EQ(file.records.size(), 2U);
}

TEST_F(TaskFileTest, PutsTheFirstRecordsBeforeTheOthersAndAsksOnlyThose) {
    const std::string lines = std::string(kGsm) + "\n" + R"({"question":"2+2?","answer":"#### 4"})";
    const TaskFile file = read(lines, {.shots = 1});
    ASSERT_EQ(file.records.size(), 1U);
    EXPECT_EQ(std::get<QuestionItem>(file.records[0].item).prompt,
              "Question: 1+1?\nAnswer: Two.\n#### 2\n\nQuestion: 2+2?\nAnswer:");
    EXPECT_THAT(errorOf(lines, {.shots = 2}),
                AllOf(HasSubstr("tasks.no_items"), HasSubstr("at least 3 records, found 2")));
}

TEST_F(TaskFileTest, TakesExamplesFromAnotherFileAndSaysAHeadingOnce) {
    const auto line = [](const char* question, int answer) {
        return std::string(R"({"subject":"world_history","question":")") + question +
               R"(","choices":["x","y"],"answer":)" + std::to_string(answer) + "}";
    };
    const std::filesystem::path examples = m_folder.write("examples.jsonl", line("Then?", 1));
    const TaskFile file = read(line("Now?", 0), {.shots = 1, .examples = examples});
    ASSERT_EQ(file.records.size(), 1U);
    EXPECT_EQ(choice(file, 0).options[1].context,
              "The following are multiple choice questions (with answers) about world history.\n\n"
              "Then?\nA. x\nB. y\nAnswer: B\n\nNow?\nA. x\nB. y\nAnswer:");
    EXPECT_EQ(choice(file, 0).options[1].continuation, " B");
}

TEST_F(TaskFileTest, RefusesExamplesOfItemsWithoutASolution) {
    const std::string line = R"({"task_id":"a/0","prompt":"def f():","entry_point":"f"})";
    EXPECT_THAT(errorOf(line + "\n" + line, {.shots = 1}), HasSubstr("tasks.shots"));
}

TEST_F(TaskFileTest, FollowsTheShapeThatIsForced) {
    EXPECT_THAT(errorOf(kPiqa, {.shape = "gsm8k"}), AllOf(HasSubstr("tasks.record"), HasSubstr("line 1"),
                                                          HasSubstr("a text as \"answer\", found nothing")));
    EXPECT_THAT(errorOf(kPiqa, {.shape = "chess"}), AllOf(HasSubstr("tasks.shape"), HasSubstr("found \"chess\"")));
}

struct BadFile {
    std::string text;
    std::string code;
    std::vector<std::string> mentions;
};
/// What GoogleTest prints for a case, in place of its bytes.
void PrintTo(const BadFile& value, std::ostream* stream) {
    *stream << value.text;
}
class BadTaskFiles : public TaskFileTest, public testing::WithParamInterface<BadFile> {};

TEST_P(BadTaskFiles, AreRefusedInOneSentenceWithThePlace) {
    const std::string error = errorOf(GetParam().text);
    EXPECT_THAT(error, testing::StartsWith(GetParam().code + ": "));
    EXPECT_THAT(error, HasSubstr("task.jsonl"));
    for (const std::string& mention : GetParam().mentions) {
        EXPECT_THAT(error, HasSubstr(mention));
    }
    EXPECT_EQ(std::count(error.begin(), error.end(), '\n'), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, BadTaskFiles,
    testing::Values(
        BadFile{"", "text.empty", {}}, BadFile{"\n \n", "tasks.no_items", {"at least 1 record, found 0"}},
        BadFile{std::string("{}\0", 3), "text.binary", {}},
        BadFile{std::string(kPiqa) + "\n{\"goal\":", "json.invalid", {"line 2"}},
        BadFile{"[1]", "tasks.record", {"line 1", "an object", "a list"}},
        BadFile{R"({"a":1,"b":2})", "tasks.unknown_shape", {"line 1", "piqa (goal, sol1, sol2, label)", "found a, b."}},
        BadFile{"{}", "tasks.unknown_shape", {"found none."}},
        BadFile{std::string(kPiqa) + "\n" + kGsm, "tasks.record", {"line 2", "\"goal\", found nothing"}},
        BadFile{R"({"goal":1,"sol1":"a","sol2":"b","label":0})", "tasks.record", {"a text as \"goal\", found 1."}},
        BadFile{R"({"goal":" ","sol1":"a","sol2":"b","label":0})", "tasks.record", {"found an empty one"}},
        BadFile{R"({"goal":"g","sol1":"a","sol2":"b","label":2})", "tasks.gold", {"0, 1 as \"label\", found \"2\""}},
        BadFile{R"({"goal":"g","sol1":"a","sol2":"b","label":0.5})", "tasks.record", {"whole number", "0.5"}},
        BadFile{R"({"context":"c","choices":["a"],"gold":0})", "tasks.record", {"at least 2", "found 1."}},
        BadFile{R"({"context":"c","choices":["a",""],"gold":0})", "tasks.record", {"\"\" in it"}},
        BadFile{R"({"context":"c","choices":"ab","gold":0})", "tasks.record", {"a list"}},
        BadFile{R"({"context":"c","choices":["a","b"],"gold":-1})", "tasks.gold", {"found \"-1\""}},
        BadFile{R"({"question":"q","choices":["a","b"],"answer":"C"})", "tasks.gold", {"A, B", "\"C\""}},
        BadFile{R"({"question":"q","choices":{"text":["a","b"],"label":["A"]},"answerKey":"A"})", "tasks.record", {}},
        BadFile{R"({"question":"q","choices":{"text":["a","b"],"label":["A","B"]},"answerKey":"C"})", "tasks.gold", {}},
        BadFile{
            R"({"question":"q","choices":["a","b"],"answerKey":"A"})", "tasks.record", {"an object as \"choices\""}},
        BadFile{R"({"question":"q","answer":"2"})", "tasks.record", {"#### "}},
        BadFile{R"({"sentence":"no gap","option1":"a","option2":"b","answer":"1"})", "tasks.record", {"\"_\""}},
        BadFile{R"({"sentence":"a _ b","option1":"a","option2":"b","answer":"0"})", "tasks.gold", {"1, 2"}},
        BadFile{R"({"ctx":"c","endings":["a","[x]"],"label":0})", "tasks.record", {"outside of brackets"}},
        BadFile{R"({"passage":"p","question":"q","answer":"yes"})", "tasks.record", {"true or false", "\"yes\""}},
        BadFile{R"({"question_id":1,"turns":[]})", "tasks.record", {"at least 1 text", "found 0"}},
        BadFile{gzipped(kPiqa).substr(0, 30), "gzip.damaged", {}}));

TEST(TaskFileOptionsTest, RefusesNumbersBelowNothing) {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder.write("task.jsonl", kPiqa);
    const auto code = [&](const TaskFileOptions& options) {
        try {
            readTaskFile(path, options);
        } catch (const Error& error) {
            return error.code();
        }
        return std::string("no error");
    };
    EXPECT_EQ(code({.limit = -1}), "tasks.limit");
    EXPECT_EQ(code({.shots = -1}), "tasks.shots");
    EXPECT_EQ(code({.shots = 1001}), "tasks.shots");
}

} // namespace
} // namespace salient
