// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tasks/task_item.h"

#include <span>
#include <string>
#include <vector>

namespace salient {

/// A model's answers to one dialogue. Fewer than the turns when the conversation filled the model's window.
struct DialogueReplies {
    std::vector<std::string> replies;
    int64_t unfinished = 0; ///< replies that the limit of tokens ended
};

/// One column of a sheet.
struct DialogueColumn {
    std::string model;
    std::vector<DialogueReplies> dialogues; ///< one for each item
};

/// The dialogues with the answers of all models side by side: one HTML file without scripts and links to elsewhere, for
/// people who judge. Every text is escaped.
std::string dialogueSheet(const std::string& title, std::span<const DialogueItem> items,
                          std::span<const DialogueColumn> columns);

} // namespace salient
