// SPDX-License-Identifier: Apache-2.0
#include "app/chat_loop.h"

#include "app/cli_output.h"
#include "app/stop_signals.h"
#include "core/engine/commands.h"
#include "core/engine/kept_model.h"
#include "core/engine/line_reader.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <set>
#include <unistd.h>

namespace salient {

namespace {

using Json = nlohmann::ordered_json;

class ChatLoop {
public:
    ChatLoop(const ParsedCommandLine& parsed, const std::atomic<bool>& stop)
        : m_arguments(Json::parse(parsed.arguments)), m_json(parsed.json), m_stop(stop),
          m_output(parsed.command, parsed.json, requestStop) {
        if (m_arguments.contains("system")) {
            m_messages.push_back({{"role", "system"}, {"content", m_arguments["system"]}});
            m_arguments.erase("system");
        }
    }

    int run() {
        if (const int failure = perform(Json::array()); failure != 0) { // loads the model: what is wrong is said now
            return failure;
        }
        LineReader lines(STDIN_FILENO);
        while (true) {
            prompt();
            const std::optional<std::string> line = lines.next(m_stop);
            if (!line && m_stop && stoppedByInterrupt() && m_isTyped) {
                clearStop();
                fmt::print(stderr, "\n(Ctrl+D ends)\n");
                continue;
            }
            if (!line) {
                return m_stop ? static_cast<int>(ErrorKind::Cancelled) : 0;
            }
            if (line->find_first_not_of(" \t\r") == std::string::npos) {
                continue;
            }
            if (const int failure = answer(*line); failure != 0 && !m_isTyped) {
                return failure;
            }
        }
    }

private:
    void prompt() const {
        if (m_isTyped) {
            fmt::print(stderr, "> ");
        }
    }

    /// A reply that was stopped stays in the conversation; a message that failed does not.
    int answer(const std::string& message) {
        m_messages.push_back({{"role", "user"}, {"content", message}});
        m_reply.clear();
        const int failure = perform(m_messages);
        if (failure == static_cast<int>(ErrorKind::Cancelled) && stoppedByInterrupt()) {
            clearStop();
        } else if (failure != 0) {
            m_messages.erase(m_messages.size() - 1);
            return failure;
        }
        m_messages.push_back({{"role", "assistant"}, {"content", m_reply}});
        return 0;
    }

    int perform(const Json& messages) {
        m_arguments["messages"] = messages;
        const RunContext context{
            .emit = [&](const Event& event) { show(event, messages.empty()); },
            .cancelled = &m_stop,
            .keptModel = &m_keptModel,
        };
        return performCommand("chat", m_arguments.dump(-1, ' ', false, Json::error_handler_t::replace), context);
    }

    /// What happens while the model is loaded is shown when it goes wrong; what repeats itself with every turn once.
    void show(const Event& event, bool isLoading) {
        const auto* failed = std::get_if<Failed>(&event);
        if (const auto* text = std::get_if<TextGenerated>(&event)) {
            m_reply += text->text;
        } else if (const auto* found = std::get_if<IssueFound>(&event)) {
            if (!m_told.insert(found->issue.code).second) {
                return;
            }
        }
        if (failed != nullptr && failed->code == "cancelled" && stoppedByInterrupt() && !m_json) {
            fmt::print(stderr, "\n(stopped)\n");
        } else if (!isLoading || failed != nullptr) {
            m_output.show(event);
        }
    }

    Json m_arguments;
    bool m_json;
    const std::atomic<bool>& m_stop;
    CliOutput m_output;
    KeptModel m_keptModel;
    Json m_messages = Json::array();
    std::string m_reply;
    std::set<std::string> m_told; ///< codes of findings
    bool m_isTyped = ::isatty(STDIN_FILENO) == 1;
};

} // namespace

int chatLoop(const ParsedCommandLine& parsed, const std::atomic<bool>& stop) {
    return ChatLoop(parsed, stop).run();
}

} // namespace salient
