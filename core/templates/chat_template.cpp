// SPDX-License-Identifier: Apache-2.0
#include "core/templates/chat_template.h"

#include "core/templates/characters.h"
#include "core/templates/functions.h"
#include "core/templates/interpreter.h"
#include "core/templates/json_text.h"
#include "core/templates/lexer.h"
#include "core/templates/parser.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

using namespace templates;

struct ChatTemplate::State {
    std::string name;
    std::string source; ///< as normalizedSource() gives it
    Program program;

    /// Lines and columns count from 1; columns count characters.
    std::string place(size_t position) const {
        const std::string_view before = std::string_view(source).substr(0, position);
        const size_t newline = before.rfind('\n');
        const size_t line = newline == std::string_view::npos ? 0 : newline + 1;
        return fmt::format("line {}, column {}", std::count(before.begin(), before.end(), '\n') + 1,
                           characterCount(before.substr(line)) + 1);
    }
};

namespace {

constexpr size_t kLongestSource = 1'000'000;

std::vector<TemplateSegment> segmentsOf(const MarkedText& text) {
    std::vector<TemplateSegment> segments;
    const auto add = [&](size_t begin, size_t end, bool fromUser) {
        if (begin < end) {
            segments.push_back({text.bytes().substr(begin, end - begin), fromUser});
        }
    };
    size_t at = 0;
    for (const ByteRange& range : text.userRanges()) {
        add(at, range.begin, false);
        add(range.begin, range.end, true);
        at = range.end;
    }
    add(at, text.size(), false);
    return segments;
}

std::tm localTime() {
    const std::time_t now = std::time(nullptr);
    std::tm time{};
    localtime_r(&now, &time);
    return time;
}

bool isUsers(std::string_view key) {
    return key == "messages" || key == "tools" || key == "documents";
}

void defineVariables(Interpreter& interpreter, const Program& program, const nlohmann::ordered_json& context) {
    for (Symbol symbol = 0; symbol < program.names.size(); ++symbol) {
        const std::string& name = program.names[symbol];
        if (const auto given = context.find(name); given != context.end()) {
            interpreter.define(symbol, fromJson(*given, isUsers(name) ? Origin::User : Origin::Own));
        } else if (const NativeCode function = findFunction(name)) {
            interpreter.define(symbol, Value(interpreter.make<NativeFunction>(function)));
        }
    }
}

Error asError(const Fault& fault, const std::string& name, const std::string& place) {
    const std::string message = shortened(fault.what());
    const std::string_view stop = message.ends_with('.') || message.ends_with('!') || message.ends_with('?') ? "" : ".";
    switch (fault.kind()) {
    case Fault::Kind::Refused:
        return inputError("template.refused", fmt::format("The chat template {} refuses this conversation at {}: {}{}",
                                                          name, place, message, stop));
    case Fault::Kind::Limit:
        return inputError("template.limit",
                          fmt::format("The chat template {} {} at {}; use another template.", name, message, place));
    case Fault::Kind::Failed:
        break;
    }
    return inputError("template.failed",
                      fmt::format("The chat template {} fails at {}: {}{}", name, place, message, stop));
}

} // namespace

ChatTemplate::ChatTemplate(std::unique_ptr<const State> state) : m_state(std::move(state)) {}
ChatTemplate::~ChatTemplate() = default;
ChatTemplate::ChatTemplate(ChatTemplate&&) noexcept = default;
ChatTemplate& ChatTemplate::operator=(ChatTemplate&&) noexcept = default;

ChatTemplate ChatTemplate::parse(const std::string& source, std::string name) {
    if (source.size() > kLongestSource) {
        throw inputError("template.too_large", fmt::format("The chat template {} has {} bytes, expected at most {}.",
                                                           name, source.size(), kLongestSource));
    }
    auto state = std::make_unique<State>();
    state->name = std::move(name);
    state->source = normalizedSource(source);
    try {
        state->program = Parser(readTokens(state->source)).run();
    } catch (const SyntaxFault& fault) {
        throw inputError("template.syntax", fmt::format("The chat template {} is wrong at {}: it {}.", state->name,
                                                        state->place(fault.position()), shortened(fault.what())));
    }
    return ChatTemplate(std::move(state));
}

std::vector<TemplateSegment> ChatTemplate::render(const nlohmann::ordered_json& context,
                                                  const RenderOptions& options) const {
    const Budget budget(options.maxSteps, options.maxOutputBytes, options.maxDepth);
    Interpreter interpreter(m_state->program, budget, options.now ? *options.now : localTime());
    try {
        defineVariables(interpreter, m_state->program, context);
        return segmentsOf(interpreter.run());
    } catch (const Fault& fault) {
        throw asError(fault, m_state->name, m_state->place(interpreter.position()));
    }
}

std::string textOf(const std::vector<TemplateSegment>& segments) {
    std::string text;
    for (const TemplateSegment& segment : segments) {
        text += segment.text;
    }
    return text;
}

} // namespace salient
