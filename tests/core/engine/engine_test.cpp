// SPDX-License-Identifier: Apache-2.0
#include "core/engine/engine.h"

#include "core/engine/line_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace salient {
namespace {

using Json = nlohmann::json;

/// An engine on a pipe, and what it answers. "echo" finishes with its arguments, "wait" runs until it is cancelled.
class EngineTest : public testing::Test {
protected:
    void SetUp() override {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        m_write = ends[1];
        m_engine = std::thread([this, input = ends[0]] {
            serveEngine(
                input, [this](const std::string& line) { return keep(line); }, m_stop, perform);
            ::close(input);
            const std::lock_guard lock(m_mutex);
            m_ended = true;
            m_news.notify_all();
        });
    }
    void TearDown() override {
        closeInput();
        m_engine.join();
    }

    void send(const std::string& text) const {
        ASSERT_EQ(::write(m_write, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }
    void closeInput() {
        if (m_write >= 0) {
            ::close(m_write);
            m_write = -1;
        }
    }
    /// The next answer; null when the engine ended without one.
    Json next() {
        std::unique_lock lock(m_mutex);
        m_news.wait(lock, [&] { return !m_lines.empty() || m_ended; });
        if (m_lines.empty()) {
            return nullptr;
        }
        const std::string line = m_lines.front();
        m_lines.pop_front();
        return Json::parse(line);
    }

    std::atomic<bool> m_stop = false;
    std::atomic<bool> m_reading = true;

private:
    static int perform(std::string_view name, const std::string& arguments, const RunContext& context) {
        if (name == "echo") {
            context.emit(Finished{arguments});
            return 0;
        }
        context.emit(Started{std::string(name), "", "", "", "", 0, 0, 0});
        try {
            while (true) {
                context.checkCancelled();
                std::this_thread::yield();
            }
        } catch (const Error&) {
        }
        context.emit(Failed{"cancelled", "Cancelled.", 5});
        return 5;
    }
    bool keep(const std::string& line) {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back(line);
        m_news.notify_all();
        return m_reading;
    }

    int m_write = -1;
    std::thread m_engine;
    std::mutex m_mutex;
    std::condition_variable m_news;
    std::deque<std::string> m_lines;
    bool m_ended = false;
};

TEST_F(EngineTest, AnswersWithTheIdOfTheRequest) {
    send(R"({"id":7,"command":"echo","arguments":{"a":[1]}})"
         "\n");
    EXPECT_EQ(next(), Json::parse(R"({"id":7,"event":"finished","result":{"a":[1]}})"));
    send(R"({"id":"x","command":"echo"})"
         "\n");
    EXPECT_EQ(next(), Json::parse(R"({"id":"x","event":"finished","result":{}})"));
}

TEST_F(EngineTest, TakesTheNextCommandAsSoonAsTheLastEventIsOut) {
    for (int id = 0; id < 200; ++id) {
        send(R"({"id":)" + std::to_string(id) +
             R"(,"command":"echo"})"
             "\n");
        const Json answer = next();
        ASSERT_EQ(answer["event"], "finished") << answer;
        ASSERT_EQ(answer["id"], id);
    }
}

TEST_F(EngineTest, RefusesASecondCommandAndCancelsTheFirst) {
    send(R"({"id":1,"command":"wait"})"
         "\n");
    EXPECT_EQ(next()["event"], "started");
    send(R"({"id":2,"command":"echo"})"
         "\n");
    const Json refused = next();
    EXPECT_EQ(refused["id"], 2);
    EXPECT_EQ(refused["code"], "engine.busy");
    EXPECT_THAT(refused["sentence"], testing::HasSubstr("Command 1"));
    send(R"({"id":1,"command":"cancel"})"
         "\n");
    const Json cancelled = next();
    EXPECT_EQ(cancelled["id"], 1);
    EXPECT_EQ(cancelled["code"], "cancelled");
    EXPECT_EQ(cancelled["exit_code"], 5);
    send(R"({"id":3,"command":"echo"})"
         "\n");
    EXPECT_EQ(next()["event"], "finished");
}

TEST_F(EngineTest, RefusesACancelOfAnotherCommand) {
    send(R"({"id":1,"command":"cancel"})"
         "\n");
    EXPECT_EQ(next()["code"], "engine.nothing_to_cancel");
    send(R"({"id":1,"command":"wait"})"
         "\n");
    EXPECT_EQ(next()["event"], "started");
    send(R"({"id":2,"command":"cancel"})"
         "\n");
    EXPECT_EQ(next()["code"], "engine.nothing_to_cancel");
    send(R"({"command":"cancel"})"
         "\n");
    EXPECT_EQ(next()["code"], "cancelled");
}

TEST_F(EngineTest, PausesAndResumesTheRunningCommand) {
    send(R"({"id":1,"command":"wait"})"
         "\n");
    EXPECT_EQ(next()["event"], "started");
    send(R"({"id":1,"command":"pause"})"
         "\n");
    EXPECT_EQ(next(), Json::parse(R"({"id":1,"event":"paused"})"));
    send(R"({"id":1,"command":"resume"})"
         "\n");
    const Json resumed = next();
    EXPECT_EQ(resumed["event"], "resumed");
    EXPECT_GE(resumed["seconds"], 0.0);
    send(R"({"command":"pause"})"
         "\n");
    EXPECT_EQ(next()["event"], "paused");
    send(R"({"id":1,"command":"cancel"})"
         "\n");
    EXPECT_EQ(next()["event"], "resumed");
    EXPECT_EQ(next()["code"], "cancelled");
    send(R"({"id":2,"command":"wait"})"
         "\n");
    EXPECT_EQ(next()["event"], "started"); // the next command is not held
    send(R"({"id":2,"command":"cancel"})"
         "\n");
    EXPECT_EQ(next()["code"], "cancelled");
}

TEST_F(EngineTest, RefusesAPauseOfNothing) {
    send(R"({"id":1,"command":"pause"})"
         "\n");
    EXPECT_EQ(next()["code"], "engine.nothing_to_pause");
    send(R"({"id":1,"command":"resume"})"
         "\n");
    EXPECT_EQ(next()["code"], "engine.nothing_to_resume");
}

TEST_F(EngineTest, GoesOnAfterLinesThatAreNoRequests) {
    const std::string deep(100'000, '[');
    for (const std::string& line : {std::string("hello"), std::string("{"), std::string("[1]"), std::string("null"),
                                    deep, std::string(R"({"id":4})"), std::string(R"({"id":4,"command":5})"),
                                    std::string(R"({"id":4,"command":"echo","arguments":[]})")}) {
        send(line + "\n");
        const Json answer = next();
        EXPECT_EQ(answer["event"], "failed") << line.substr(0, 40);
        EXPECT_EQ(answer["exit_code"], 1);
        EXPECT_EQ(answer["id"], line.find("\"id\"") == std::string::npos ? Json() : Json(4));
    }
    send("\n  \r\n"
         R"({"id":5,"command":"echo"})"
         "\r\n");
    EXPECT_EQ(next()["id"], 5);
}

TEST_F(EngineTest, TakesALastLineWithoutNewline) {
    send(R"({"id":1,"command":"echo"})");
    closeInput();
    EXPECT_EQ(next()["event"], "finished");
    EXPECT_EQ(next(), nullptr);
}

TEST_F(EngineTest, CancelsAtTheEndOfTheInput) {
    send(R"({"id":1,"command":"wait"})"
         "\n");
    EXPECT_EQ(next()["event"], "started");
    closeInput();
    EXPECT_EQ(next()["code"], "cancelled");
    EXPECT_EQ(next(), nullptr);
}

TEST_F(EngineTest, CancelsWhenAskedToStop) {
    send(R"({"id":1,"command":"wait"})"
         "\n");
    EXPECT_EQ(next()["event"], "started");
    m_stop = true;
    EXPECT_EQ(next()["code"], "cancelled");
    EXPECT_EQ(next(), nullptr);
}

TEST_F(EngineTest, EndsWhenNobodyReadsItsAnswers) {
    m_reading = false;
    send("hello\n");
    EXPECT_EQ(next()["event"], "failed");
    EXPECT_EQ(next(), nullptr);
}

TEST_F(EngineTest, PassesOverALineThatIsTooLong) {
    std::thread writer([this] {
        const std::string piece(1 << 20, 'x');
        for (size_t written = 0; written <= LineReader::kLongestLine; written += piece.size()) {
            send(piece);
        }
        send("\n"
             R"({"id":1,"command":"echo"})"
             "\n");
    });
    EXPECT_EQ(next()["code"], "engine.line_too_long");
    EXPECT_EQ(next()["id"], 1);
    writer.join();
}

} // namespace
} // namespace salient
