// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/template_source.h"
#include "core/tokenizer/tokenizer.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace salient {

/// Conversations as a model's own chat template writes them.
class ChatEncoder {
public:
    /// `tokenizer` outlives the object. Emits what there is to say about the template. Throws Error (input):
    /// tasks.no_chat_template for a folder without one, and what readFolderTemplates() throws.
    ChatEncoder(const std::filesystem::path& folder, const Tokenizer& tokenizer, const RunContext& context);

    /// Texts of user and model in turns, the user first and last; the answer's beginning is there. Throws Error
    /// (input): what the template says.
    std::vector<int32_t> encode(const std::vector<std::string>& turns) const;

private:
    FolderTemplates m_templates;
    const Tokenizer& m_tokenizer;
};

} // namespace salient
