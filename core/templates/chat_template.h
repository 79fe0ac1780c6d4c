// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace salient {

/// A stretch of a rendered conversation. What comes from the user is never searched for special tokens.
struct TemplateSegment {
    std::string text;      ///< UTF-8, never empty
    bool fromUser = false; ///< from messages, tools or documents; not the template's own
};

/// What a rendering may use, and what it sees of the world.
struct RenderOptions {
    int64_t maxSteps = 1'000'000;             ///< operations, and 128 bytes handled count as one more
    size_t maxOutputBytes = size_t{4} << 20U; ///< of the result and of every text on the way
    int maxDepth = 400;                       ///< levels of expressions, blocks and macro calls
    std::optional<std::tm> now;               ///< for strftime_now; the local time when absent
};

/// A chat template in the part of Jinja that models use, rendered as transformers does: an
/// ImmutableSandboxedEnvironment with trim_blocks, lstrip_blocks, loop controls, generation blocks, and its own tojson
/// (transformers/utils/chat_template_utils.py). Templates are hostile: they see only what they are given, and stop at
/// the limits. Safe to use from several threads.
class ChatTemplate {
public:
    /// `name` is for messages. Throws Error (input): template.syntax with line and column, template.too_large.
    static ChatTemplate parse(const std::string& source, std::string name);
    ~ChatTemplate();
    ChatTemplate(ChatTemplate&&) noexcept;
    ChatTemplate& operator=(ChatTemplate&&) noexcept;

    /// `context` is an object with what the template refers to: messages, add_generation_prompt, bos_token … Texts in
    /// messages, tools and documents are the user's, all others the template's own.
    /// Throws Error (input), with line and column: template.refused for what raise_exception says, template.failed,
    /// template.limit.
    std::vector<TemplateSegment> render(const nlohmann::ordered_json& context, const RenderOptions& options = {}) const;

private:
    struct State;
    explicit ChatTemplate(std::unique_ptr<const State> state);
    std::unique_ptr<const State> m_state;
};

/// The text of all segments.
std::string textOf(const std::vector<TemplateSegment>& segments);

} // namespace salient
