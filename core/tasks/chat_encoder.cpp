// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/chat_encoder.h"

#include "core/json_fields.h"
#include "core/run_context.h"
#include "core/templates/chat_rendering.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

ChatEncoder::ChatEncoder(const std::filesystem::path& folder, const Tokenizer& tokenizer, const RunContext& context)
    : m_templates(readFolderTemplates(folder)), m_tokenizer(tokenizer) {
    if (chooseTemplate(m_templates, false).source == plainTemplate()) {
        throw inputError("tasks.no_chat_template",
                         fmt::format("{} has no chat template, so it was not trained to answer messages; give a model "
                                     "that was, or another task.",
                                     folder.string()));
    }
    for (const Issue& issue : m_templates.issues) {
        context.emit(IssueFound{issue});
    }
}

std::vector<int32_t> ChatEncoder::encode(const std::vector<std::string>& turns) const {
    Json messages = Json::array();
    for (size_t turn = 0; turn < turns.size(); ++turn) {
        messages.push_back({{"role", turn % 2 == 0 ? "user" : "assistant"}, {"content", turns[turn]}});
    }
    const Json noTools;
    return encodeSegments(m_tokenizer, renderChat(m_templates, {.messages = messages, .tools = noTools}));
}

} // namespace salient
