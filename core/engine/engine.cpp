// SPDX-License-Identifier: Apache-2.0
#include "core/engine/engine.h"

#include "core/engine/commands.h"
#include "core/engine/kept_model.h"
#include "core/engine/line_reader.h"
#include "core/json_fields.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <mutex>
#include <thread>

namespace salient {

namespace {

/// A line that asks for something.
struct Request {
    Json id;
    std::string command;
    std::string arguments;
};

/// `id` is set as soon as it is known, so that the refusal of a broken request carries it.
Request readRequest(const std::string& line, Json& id) {
    try {
        Json json = jsonFromText(line);
        if (!json.is_object()) {
            throw usageError("engine.no_request", fmt::format("Expected a request object, found {}.", shortJson(json)));
        }
        id = json.value("id", Json());
        const Json command = json.value("command", Json());
        const Json arguments = json.value("arguments", Json::object());
        if (!command.is_string() || !arguments.is_object()) {
            throw usageError(
                "engine.no_request",
                fmt::format("Expected a text as \"command\" and an object as \"arguments\", found {} and {}.",
                            shortJson(command), shortJson(arguments)));
        }
        return {id, command.get<std::string>(), jsonToText(arguments)};
    } catch (const Json::exception& error) {
        throw usageError("engine.not_json", fmt::format("The line is not JSON: {}.", jsonProblem(error)));
    }
}

class Engine {
public:
    Engine(const LineWriter& writeLine, const Performer& perform) : m_writeLine(writeLine), m_perform(perform) {}
    ~Engine() {
        m_cancelled = true;
        join();
    }
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// False when nobody reads the answers any more.
    bool handle(const std::string& line) {
        Json id;
        try {
            const Request request = readRequest(line, id);
            if (request.command == "cancel") {
                checkRunning(request);
                m_cancelled = true;
            } else if (request.command == "pause") {
                checkRunning(request);
                m_pause.turnOn();
            } else if (request.command == "resume") {
                checkRunning(request);
                m_pause.turnOff();
            } else {
                start(request);
            }
        } catch (const Error& error) {
            return refuse(id, error);
        }
        return !m_unread;
    }

    bool refuse(const Json& id, const Error& error) {
        send(id, describeFailure(error));
        return !m_unread;
    }

private:
    void start(const Request& request) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_running) {
                throw usageError(
                    "engine.busy",
                    fmt::format("Command {} is still running; wait for its end or cancel it.", jsonToText(m_id)));
            }
            m_running = true;
            m_id = request.id;
        }
        join();
        m_cancelled = false;
        m_pause.reset();
        m_worker = std::thread([this, request] {
            const RunContext context{.emit = [&](const Event& event) { sendOfCommand(request.id, event); },
                                     .cancelled = &m_cancelled,
                                     .keptModel = &m_keptModel,
                                     .pause = &m_pause};
            m_perform(request.command, request.arguments, context);
        });
    }

    /// A request without id means whichever command runs.
    void checkRunning(const Request& request) {
        const std::lock_guard lock(m_mutex);
        if (!m_running || (!request.id.is_null() && request.id != m_id)) {
            throw usageError(fmt::format("engine.nothing_to_{}", request.command),
                             fmt::format("No command with the id {} is running.", jsonToText(request.id)));
        }
    }

    /// {"event": …} becomes {"id": …, "event": …}.
    static std::string answer(const Json& id, const Event& event) {
        return fmt::format("{{\"id\":{},{}", jsonToText(id), eventToJson(event).substr(1));
    }

    void send(const Json& id, const Event& event) {
        const std::string line = answer(id, event);
        const std::lock_guard lock(m_mutex);
        write(line);
    }

    /// The same from the thread of the running command.
    void sendOfCommand(const Json& id, const Event& event) {
        const std::string line = answer(id, event);
        const std::lock_guard lock(m_mutex);
        if (std::holds_alternative<Finished>(event) || std::holds_alternative<Failed>(event)) {
            m_running = false; // before the line is out: whoever reads it may send the next command at once
        }
        write(line);
    }

    void write(const std::string& line) {
        if (!m_unread && !m_writeLine(line)) {
            m_unread = true;
            m_cancelled = true;
        }
    }

    void join() {
        if (m_worker.joinable()) {
            m_worker.join();
        }
    }

    const LineWriter& m_writeLine;
    const Performer& m_perform;
    std::mutex m_mutex; ///< guards the lines, m_running and m_id
    bool m_running = false;
    Json m_id;
    std::atomic<bool> m_unread = false;
    std::atomic<bool> m_cancelled = false;
    PauseSwitch m_pause;
    KeptModel m_keptModel; ///< of the worker alone
    std::thread m_worker;
};

} // namespace

void serveEngine(int input, const LineWriter& writeLine, const std::atomic<bool>& stop, const Performer& perform) {
    LineReader lines(input);
    Engine engine(writeLine, perform);
    for (bool wanted = true; wanted;) {
        try {
            const auto line = lines.next(stop);
            const bool blank = line && line->find_first_not_of(" \t\r") == std::string::npos;
            wanted = line && (blank || engine.handle(*line));
        } catch (const Error& error) {
            wanted = engine.refuse(nullptr, error);
        }
    }
}

} // namespace salient
