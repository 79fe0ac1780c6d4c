// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/json_file.h"
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/templates/chat_rendering.h"
#include "core/tokenizer/tokenizer.h"

namespace salient {

namespace {

struct TemplateArguments {
    std::filesystem::path model;
    std::filesystem::path messages; ///< JSON: a list of messages, or an object with "messages" and maybe "tools"
    std::filesystem::path tools;    ///< JSON: a list of schemas
    bool generationPrompt = true;
    bool ids = false;
};
constexpr auto jsonFields(const TemplateArguments*) {
    using A = TemplateArguments;
    return std::tuple{jsonField("model", &A::model), jsonField("messages", &A::messages), jsonField("tools", &A::tools),
                      jsonField("generation_prompt", &A::generationPrompt), jsonField("ids", &A::ids)};
}

Json readConversation(const std::filesystem::path& file) {
    return parseOrderedJson(readTextFile(file, kSmallJson.bytes), file.string());
}

Json member(const Json& given, const char* key) {
    return given.is_object() && given.contains(key) ? given[key] : Json();
}

} // namespace

std::string templateCommand(const std::string& arguments, const RunContext& context) {
    const auto given = readArguments<TemplateArguments>("template", arguments);
    requireArgument("template", "model", !given.model.empty());
    requireArgument("template", "messages", !given.messages.empty());
    const Json conversation = readConversation(given.messages);
    const Json messages = conversation.is_object() ? member(conversation, "messages") : conversation;
    const Json tools = given.tools.empty() ? member(conversation, "tools") : readConversation(given.tools);
    const FolderTemplates templates = readFolderTemplates(given.model, context);
    const auto segments =
        renderChat(templates, {.messages = messages, .tools = tools, .addGenerationPrompt = given.generationPrompt});
    Json list = Json::array();
    for (const TemplateSegment& segment : segments) {
        list.push_back({{"text", segment.text}, {"from_user", segment.fromUser}});
    }
    Json result = {{"text", textOf(segments)},
                   {"template", chooseTemplate(templates, !tools.is_null()).origin},
                   {"segments", list}};
    if (given.ids) {
        result["ids"] = encodeSegments(Tokenizer::load(given.model), segments);
    }
    return jsonToText(result);
}

} // namespace salient
