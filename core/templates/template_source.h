// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/issue.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace salient {

struct RunContext;

struct NamedTemplate {
    std::string name; ///< "default", "tool_use" …
    std::string source;
    std::string origin; ///< for messages: a file, or what stands in for one
};

/// The chat templates of a model folder and what they refer to.
struct FolderTemplates {
    std::vector<NamedTemplate> templates;                           ///< never empty
    std::vector<std::pair<std::string, std::string>> specialTokens; ///< "bos_token" and its text …
    std::vector<Issue> issues;
};

/// Reads what transformers would use (tokenization_utils_base.py): chat_template.jinja and
/// additional_chat_templates/*.jinja before "chat_template" of tokenizer_config.json (one, or a list with names), then
/// chat_template.json. A folder without any gets a template by its model_type with a notice, else a plain one with a
/// warning. Throws Error (input) for files that cannot be read: json.*, file.*, chat_template.wrong_type.
FolderTemplates readFolderTemplates(const std::filesystem::path& folder);

/// The same, with the issues emitted.
FolderTemplates readFolderTemplates(const std::filesystem::path& folder, const RunContext& context);

/// "tool_use" when there are tools and such a template, else "default", else the only one.
/// Throws Error (input): chat_template.no_default.
const NamedTemplate& chooseTemplate(const FolderTemplates& templates, bool hasTools);

/// The template that models of a type were published with; null for a type that has no common one.
const char* builtInTemplate(const std::string& modelType);
/// Roles and contents as plain text.
const char* plainTemplate();

} // namespace salient
