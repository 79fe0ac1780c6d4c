// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/template_renderer.h"

#include "core/templates/chat_rendering.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace salient {

ChatRenderer templateRenderer(const std::filesystem::path& folder, const RunContext& context) {
    // shared_ptr because std::function copies its target.
    auto templates = std::make_shared<std::optional<FolderTemplates>>();
    return [folder, &context, templates](const std::vector<ChatMessage>& messages) {
        if (!*templates) {
            *templates = readFolderTemplates(folder, context);
        }
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const ChatMessage& message : messages) {
            list.push_back({{"role", message.role}, {"content", message.content}});
        }
        const nlohmann::ordered_json noTools;
        return textOf(renderChat(**templates, {.messages = list, .tools = noTools, .addGenerationPrompt = false}));
    };
}

} // namespace salient
