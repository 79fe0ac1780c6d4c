// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace salient {

/// One answer of a multiple-choice item.
struct ChoiceOption {
    std::string context;      ///< what the model is given
    std::string continuation; ///< what is scored behind it, with the space between the two
    int64_t characters =
        0; ///< Unicode characters of the answer without that space, at least 1: what acc_norm divides by
};

/// The model's choice is the option whose continuation is the most likely.
struct ChoiceItem {
    std::string heading; ///< stands before examples and context; may be empty
    std::vector<ChoiceOption> options;
    size_t gold = 0; ///< which option is right
};

/// The model's answer is the number at the end of what it writes.
struct QuestionItem {
    std::string prompt;
    std::string solution; ///< ends with "#### " and the right number
};

/// The model goes on with a program; somebody else runs it.
struct CodeItem {
    std::string id;
    std::string prompt;
};

/// The model answers one message after the other; people judge.
struct DialogueItem {
    std::string id;
    std::string category;
    std::vector<std::string> turns; ///< what the user says, at least one
};

using TaskItem = std::variant<ChoiceItem, QuestionItem, CodeItem, DialogueItem>;

} // namespace salient
