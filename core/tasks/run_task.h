// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/transformer.h"
#include "core/run_clock.h"
#include "core/tasks/answers.h"
#include "core/tasks/choice_scoring.h"
#include "core/tasks/code_completions.h"
#include "core/tasks/dialogue_sheet.h"
#include "core/tasks/task_file.h"

#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace salient {

/// How items are put to a model.
struct TaskOptions {
    bool beginText = false; ///< texts begin with what the tokenizer puts before one; conversations have their template
    bool chat = false;      ///< questions are messages in the chat template
    int64_t maxTokens = 0;  ///< of a reply; 0: as the task has it
};

/// One entry for each record of the task, all of the kind of its items.
using TaskOutcome = std::variant<std::vector<ScoredItem>, std::vector<AnsweredQuestion>, std::vector<CodeCompletion>,
                                 std::vector<DialogueReplies>>;

/// A task that is put to one model after the other.
class TaskRun {
public:
    /// `task` and `context` outlive the object; its life is the time that Progress tells of. Throws Error (usage):
    /// tasks.chat for items that no chat template is for, tasks.max_tokens for fewer than one token.
    TaskRun(const TaskFile& task, const TaskOptions& options, size_t models, const RunContext& context);

    /// Puts every item to the next model. Emits Progress. Throws Error: what ChoiceScorer, GreedyWriter and ChatEncoder
    /// throw; cancelled.
    TaskOutcome ask(Transformer& model, const Tokenizer& tokenizer);

    /// Tokens that a reply has at most; 0 where nothing is written.
    int64_t maxTokens() const { return m_options.maxTokens; }

private:
    template <class Item, class Answer>
    TaskOutcome forEach(const std::function<Answer(const Item&, const std::string& origin)>& answer);
    TaskOutcome scoreChoices(Transformer& model, const Tokenizer& tokenizer);
    TaskOutcome answerQuestions(Transformer& model, const Tokenizer& tokenizer);
    TaskOutcome writeCode(Transformer& model, const Tokenizer& tokenizer);
    TaskOutcome holdDialogues(Transformer& model, const Tokenizer& tokenizer);

    const TaskFile& m_task;
    TaskOptions m_options;
    size_t m_asked = 0; ///< models that are done
    size_t m_models;
    const RunContext& m_context;
    RunClock m_clock;
};

} // namespace salient
