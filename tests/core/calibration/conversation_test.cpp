// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/conversation.h"

#include "kernels/error.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

std::string bracketTemplate(const std::vector<ChatMessage>& messages) {
    std::string text;
    for (const ChatMessage& message : messages) {
        text += "[" + message.role + "]" + message.content + "[end]";
    }
    return text;
}

/// The text with dots for what a loss leaves out.
std::string answersOf(const CalibrationText& text) {
    std::string shown = text.text;
    for (const TextSpan& span : text.prompts) {
        shown.replace(static_cast<size_t>(span.begin), static_cast<size_t>(span.end - span.begin),
                      std::string(static_cast<size_t>(span.end - span.begin), '.'));
    }
    return shown;
}

TEST(Conversation, GoesThroughTheTemplateAndMarksTheAnswers) {
    const TextRecord record =
        textRecordFromJson(R"({"messages":[{"role":"user","content":"yes?"},{"role":"assistant","content":"yes"},)"
                           R"({"role":"user","content":"no?"}]})",
                           "a.jsonl");
    const CalibrationText text = calibrationText(record, bracketTemplate);
    EXPECT_EQ(text.text, "[user]yes?[end][assistant]yes[end][user]no?[end]");
    EXPECT_EQ(answersOf(text), "..........................yes...................");
}

TEST(Conversation, FindsAnswersThatTheTemplateHasTrimmed) {
    TextRecord record;
    record.messages = {{"user", "Why?"}, {"assistant", "  Because. \n"}};
    record.isChat = true;
    const auto trimming = [](const std::vector<ChatMessage>&) { return std::string("<u>Why?</u><s>Because.</s>"); };
    EXPECT_EQ(answersOf(calibrationText(record, trimming)), "..............Because.....");
}

TEST(Conversation, CountsAsAWholeWhenTheTemplateHidesIt) {
    TextRecord record;
    record.messages = {{"user", "Why?"}, {"assistant", "Because."}};
    record.isChat = true;
    const auto hiding = [](const std::vector<ChatMessage>&) { return std::string("nothing of it"); };
    EXPECT_TRUE(calibrationText(record, hiding).prompts.empty());
}

TEST(Conversation, IsJoinedByBlankLinesWithoutATemplate) {
    const TextRecord record = textRecordFromJson(R"({"prompt":"p","completion":"c"})", "a.jsonl");
    EXPECT_FALSE(record.isChat) << "a completion continues its prompt as it is";
    EXPECT_EQ(answersOf(calibrationText(record, bracketTemplate)), "...c");
    const TextRecord chat = textRecordFromJson(R"({"instruction":"i","input":"j","output":"o"})", "a.jsonl");
    EXPECT_EQ(answersOf(calibrationText(chat, {})), "......o");
    EXPECT_EQ(calibrationText(chat, bracketTemplate).text, "[user]i\n\nj[end][assistant]o[end]");
}

TEST(Conversation, PlainTextHasNoPrompt) {
    const TextRecord record = textRecordFromJson(R"({"text":"all of it"})", "a.jsonl");
    EXPECT_TRUE(calibrationText(record, bracketTemplate).prompts.empty());
    EXPECT_EQ(calibrationText(record, bracketTemplate).text, "all of it");
}

} // namespace
} // namespace salient
