// SPDX-License-Identifier: Apache-2.0
#include "core/engine/command_functions.h"
#include "kernels/error.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

class PreviewCommand : public testing::Test {
protected:
    PreviewCommand() {
        linkStoriesWithTemplate(m_folder);
        std::string lines;
        for (int i = 0; i < 30; ++i) {
            const std::string number = std::to_string(i);
            lines += Json{{"messages",
                           {{{"role", "user"}, {"content", "Say " + number}},
                            {{"role", "assistant"}, {"content", "Once " + number + " bird sang"}}}}}
                         .dump() +
                     "\n";
        }
        m_chats = m_folder.write("chats.jsonl", lines).string();
        m_prose =
            m_folder
                .write("prose.txt",
                       readWhole(std::filesystem::path(SALIENT_TEST_DATA) / "tinystories_100.txt").substr(0, 4000))
                .string();
    }
    Json preview(const Json& more) const {
        Json arguments = {{"model", m_folder.path().string()}, {"samples", 4}, {"length", 32}, {"holdout_samples", 1}};
        arguments.update(more);
        return Json::parse(previewCommand(arguments.dump(), {}));
    }
    static std::string textOf(const Json& sample) {
        std::string text;
        for (const Json& token : sample["tokens"]) {
            text += token["text"].get<std::string>();
        }
        return text;
    }

    TemporaryFolder m_folder;
    std::string m_chats;
    std::string m_prose;
};

TEST_F(PreviewCommand, ShowsTokensAsTheModelWillSeeThem) {
    const Json result = preview({{"sources", {m_chats}}, {"show", 2}});
    ASSERT_EQ(result["samples"].size(), 2U);
    const Json sample = result["samples"][0];
    ASSERT_EQ(sample["tokens"].size(), 32U);
    bool special = false;
    bool scored = false;
    bool unscored = false;
    for (const Json& token : sample["tokens"]) {
        special = special || token["special"].get<bool>();
        (token["scored"].get<bool>() ? scored : unscored) = true;
    }
    EXPECT_TRUE(special && scored && unscored);
    EXPECT_THAT(textOf(sample), HasSubstr("ASSISTANT Once"));
    EXPECT_EQ(result["report"]["samples"], 4);
    EXPECT_EQ(result["report"]["length"], 32);
    EXPECT_EQ(result["report"]["holdout_samples"], 1);
    EXPECT_FALSE(result["report"].contains("event"));
}

TEST_F(PreviewCommand, CanLeaveTheChatTemplateOut) {
    const Json result = preview({{"sources", {m_chats}}, {"chat_template", false}});
    EXPECT_THAT(textOf(result["samples"][0]), testing::Not(HasSubstr("ASSISTANT")));
}

TEST_F(PreviewCommand, CountsTextsAndTokensOfEachSource) {
    const Json result = preview({{"sources", {m_chats, m_prose}}});
    ASSERT_EQ(result["sources"].size(), 2U);
    EXPECT_EQ(result["sources"][0]["source"], m_chats);
    EXPECT_EQ(result["sources"][0]["texts"], 30);
    EXPECT_GT(result["sources"][0]["tokens"], 300);
    EXPECT_EQ(result["sources"][1]["texts"], 1);
    EXPECT_GT(result["sources"][1]["tokens"], 1000);
}

TEST_F(PreviewCommand, SaysWhichSamplesAreCutOff) {
    EXPECT_EQ(preview({{"sources", {m_prose}}})["samples"][0]["truncated"], true);
}

TEST_F(PreviewCommand, ShowsIdsAsTheyAre) {
    std::string lists;
    for (int i = 0; i < 6; ++i) {
        lists += "[1,403,407,261,378," + std::to_string(300 + i) + "]\n";
    }
    const Json result = preview({{"sources", {m_folder.write("ids.jsonl", lists).string()}}, {"show", 9}});
    EXPECT_EQ(result["samples"].size(), 4U);
    EXPECT_THAT(textOf(result["samples"][0]), HasSubstr("Once upon a time"));
    EXPECT_EQ(result["sources"][0]["tokens"], 36);
}

TEST_F(PreviewCommand, ListsThePresetsWithLicenceAndTokens) {
    const Json without = Json::parse(presetsCommand("{}", {}));
    ASSERT_EQ(without["presets"].size(), 3U);
    EXPECT_EQ(without["presets"][0]["name"], "general");
    EXPECT_EQ(without["presets"][0]["tokens"], nullptr);
    EXPECT_GT(without["presets"][1]["bytes"], 100'000);
    const Json with = Json::parse(presetsCommand(Json{{"model", m_folder.path().string()}}.dump(), {}));
    for (const Json& preset : with["presets"]) {
        EXPECT_GT(preset["tokens"], 1000) << preset["name"];
        EXPECT_NE(preset["licence"], "");
    }
}

TEST_F(PreviewCommand, RefusesANegativeNumberOfSamples) {
    EXPECT_THROW(preview({{"show", -1}}), Error);
}

TEST_F(PreviewCommand, FieldsAreThoseOfTheFile) {
    const Json result = Json::parse(fieldsCommand(Json{{"file", m_chats}}.dump(), {}));
    EXPECT_EQ(result["shape"], "messages");
    EXPECT_EQ(result["fields"][0]["name"], "messages");
    EXPECT_EQ(result["fields"][0]["kind"], "messages");
    EXPECT_EQ(result["records"], 20);
}

} // namespace
} // namespace salient
