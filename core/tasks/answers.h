// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tasks/greedy_writer.h"
#include "core/tasks/task_item.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

// Answers to questions with a number, as the task gsm8k of lm-evaluation-harness reads them
// (lm_eval/tasks/gsm8k/gsm8k.yaml).

/// The number behind the first "#### " (strict-match: `#### (\-?[0-9\.\,]+)`).
std::optional<std::string> markedNumber(std::string_view text);
/// The last number of the text (flexible-extract: `(-?[$0-9.,]{2,})|(-?[0-9]+)`).
std::optional<std::string> lastNumber(std::string_view text);
/// What is compared: without what stands before "#### ", commas, dollar signs and a full stop at the end, in lower
/// case.
std::string comparedAnswer(std::string_view answer);

/// A model's answer to one question.
struct AnsweredQuestion {
    std::string written;
    std::string expected;              ///< as comparedAnswer() has it
    std::optional<std::string> marked; ///< markedNumber() of what was written
    std::optional<std::string> last;   ///< lastNumber()
    bool unfinished = false;
    bool cut = false; ///< the prompt lost its beginning, because the model's window is shorter

    bool rightMarked() const { return marked && comparedAnswer(*marked) == expected; }
    bool rightLast() const { return last && comparedAnswer(*last) == expected; }
};

/// Where the harness ends an answer to a question.
std::vector<std::string> questionStops();

/// Judges what a model wrote behind the prompt of `item`.
AnsweredQuestion judgeAnswer(const QuestionItem& item, const WrittenText& written);

} // namespace salient
