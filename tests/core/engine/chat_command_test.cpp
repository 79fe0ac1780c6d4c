// SPDX-License-Identifier: Apache-2.0
#include "core/engine/command_functions.h"
#include "core/engine/engine.h"
#include "core/engine/kept_model.h"
#include "kernels/error.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <cmath>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;

class ChatCommand : public testing::Test {
protected:
    ChatCommand() { linkStoriesWithTemplate(m_folder); }

    Json chat(const Json& messages) {
        const Json arguments = {
            {"model", m_folder.path().string()}, {"messages", messages}, {"greedy", true}, {"max_tokens", 8}};
        return Json::parse(chatCommand(arguments.dump(), m_context));
    }

    TemporaryFolder m_folder;
    KeptModel m_kept;
    RunContext m_context{.emit = [](const Event&) {}, .cancelled = nullptr, .keptModel = &m_kept};
    const Json m_hello = Json::array({{{"role", "user"}, {"content", "Hello"}}});
};

TEST_F(ChatCommand, ReportsCountsAndSpeed) {
    const Json result = chat(m_hello);
    EXPECT_EQ(result["tokens"], 8);
    EXPECT_EQ(result["stopped_by"], "length");
    EXPECT_EQ(result["reused_tokens"], 0);
    EXPECT_EQ(result["context"], 512);
    EXPECT_EQ(result["context_full"], false);
    for (const char* key : {"time_to_first_token", "prompt_seconds", "decode_seconds", "tokens_per_second",
                            "prompt_tokens_per_second", "load_seconds", "seed"}) {
        EXPECT_GT(result[key].get<double>(), 0.0) << key;
    }
}

TEST_F(ChatCommand, KeepsTheModelAndWhatItComputed) {
    const Json first = chat(m_hello);
    const ChatModel* loaded = &m_kept.get({.model = m_folder.path(), .adapter = {}}, m_context);
    const Json again = chat(m_hello);
    EXPECT_EQ(again["reused_tokens"].get<int>(), first["prompt_tokens"].get<int>() - 1);
    EXPECT_EQ(again["text"], first["text"]);
    EXPECT_EQ(&m_kept.get({.model = m_folder.path(), .adapter = {}}, m_context), loaded);
}

TEST_F(ChatCommand, LoadsTheModelAgainForAnotherHead) {
    const ModelArguments stored{.model = m_folder.path(), .adapter = {}};
    ModelArguments rounded = stored;
    rounded.headBits = 8;
    CachedSequence& first = m_kept.get(stored, m_context).sequence;
    const std::vector<int32_t> ids{1, 403, 407, 261};
    const Tensor exact = first.append(ids, {});
    const Tensor near = m_kept.get(rounded, m_context).sequence.append(ids, {});
    double largest = 0.0;
    double difference = 0.0;
    for (size_t i = 0; i < exact.floats().size(); ++i) {
        largest = std::max<double>(largest, std::abs(exact.floats()[i]));
        difference = std::max<double>(difference, std::abs(exact.floats()[i] - near.floats()[i]));
    }
    EXPECT_GT(difference, 0.0);
    EXPECT_LT(difference, 0.01 * largest);
}

TEST_F(ChatCommand, RefusesAHeadOfOtherBits) {
    const Json arguments{{"model", m_folder.path().string()}, {"messages", m_hello}, {"head_bits", 4}};
    EXPECT_EQ(codeOf([&] { chatCommand(arguments.dump(), m_context); }), "chat.head_bits");
}

TEST_F(ChatCommand, IsServedByAnEngineThatKeepsTheModel) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const auto ask = [&] {
        const Json arguments = {{"model", m_folder.path().string()}, {"messages", m_hello}, {"max_tokens", 2}};
        const std::string line = Json{{"id", 1}, {"command", "chat"}, {"arguments", arguments}}.dump() + "\n";
        ASSERT_EQ(::write(ends[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
    };
    std::vector<int> reused;
    const auto answer = [&](const std::string& line) {
        const Json event = Json::parse(line);
        EXPECT_NE(event["event"], "failed") << line;
        if (event["event"] == "finished") {
            reused.push_back(event["result"]["reused_tokens"]);
            reused.size() < 2 ? ask() : void(::close(ends[1]));
        } else if (event["event"] == "failed") {
            ::close(ends[1]);
        }
        return true;
    };
    ask();
    const std::atomic<bool> stop = false;
    serveEngine(ends[0], answer, stop);
    ::close(ends[0]);
    ASSERT_EQ(reused.size(), 2U);
    EXPECT_EQ(reused[0], 0);
    EXPECT_GT(reused[1], 4);
}

TEST_F(ChatCommand, LoadsAFolderThatChangedAgain) {
    const Json first = chat(m_hello);
    m_folder.write("chat_template.jinja", "{{ messages[0].content }} there was");
    const Json again = chat(m_hello);
    EXPECT_EQ(again["reused_tokens"], 0);
    EXPECT_NE(again["prompt_tokens"], first["prompt_tokens"]);
}

TEST_F(ChatCommand, OnlyLoadsTheModelWithoutMessages) {
    const Json result = chat(Json::array());
    EXPECT_EQ(result["tokens"], 0);
    EXPECT_EQ(result["stopped_by"], nullptr);
    EXPECT_FALSE(m_kept.empty());
    EXPECT_EQ(result["tokens_per_second"], 0.0);
}

TEST_F(ChatCommand, WorksWithoutAPlaceToKeepTheModel) {
    m_context.keptModel = nullptr;
    EXPECT_EQ(chat(m_hello)["tokens"], 8);
}

TEST_F(ChatCommand, RefusesSamplingOutOfRangeBeforeLoading) {
    const Json arguments = {{"model", m_folder.path().string()}, {"messages", m_hello}, {"min_p", 2.0}};
    EXPECT_THROW(chatCommand(arguments.dump(), m_context), Error);
    EXPECT_TRUE(m_kept.empty());
}

} // namespace
} // namespace salient
