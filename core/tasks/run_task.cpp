// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/run_task.h"

#include "core/tasks/chat_encoder.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <functional>

namespace salient {

/// What a reply has at most when nobody says another number: the harness's default for questions, that of its humaneval
/// for programs, FastChat's for dialogues (llm_judge/gen_model_answer.py).
static int64_t usualTokens(const TaskItem& item) {
    return std::holds_alternative<ChoiceItem>(item) ? 0 : std::holds_alternative<QuestionItem>(item) ? 256 : 1024;
}

TaskRun::TaskRun(const TaskFile& task, const TaskOptions& options, size_t models, const RunContext& context)
    : m_task(task), m_options(options), m_models(models), m_context(context), m_clock(context) {
    const TaskItem& item = task.records.front().item;
    const bool takesChat = std::holds_alternative<QuestionItem>(item) || std::holds_alternative<DialogueItem>(item);
    if (options.chat && !takesChat) {
        throw usageError("tasks.chat", fmt::format("{} holds items of the shape {}, which are texts to continue and no "
                                                   "messages; leave out --chat.",
                                                   task.path.string(), task.shape));
    }
    if (options.maxTokens < 0) {
        throw usageError("tasks.max_tokens",
                         fmt::format("Expected replies of at least 1 token, found {}.", options.maxTokens));
    }
    if (options.maxTokens == 0 || usualTokens(item) == 0) {
        m_options.maxTokens = usualTokens(item);
    }
}

template <class Item, class Answer>
TaskOutcome TaskRun::forEach(const std::function<Answer(const Item&, const std::string&)>& answer) {
    std::vector<Answer> answers;
    const size_t count = m_task.records.size();
    for (const TaskRecord& record : m_task.records) {
        m_context.checkCancelled();
        answers.push_back(answer(std::get<Item>(record.item), m_task.originOf(record)));
        const double share = static_cast<double>(answers.size()) / static_cast<double>(count);
        const std::string model = m_models == 1 ? "" : fmt::format("model {}/{}, ", m_asked + 1, m_models);
        m_clock.progress("ask", fmt::format("{}item {}/{}", model, answers.size(), count),
                         (static_cast<double>(m_asked) + share) / static_cast<double>(m_models));
    }
    return answers;
}

TaskOutcome TaskRun::scoreChoices(Transformer& model, const Tokenizer& tokenizer) {
    const TaskEncoder encoder(tokenizer, m_options.beginText);
    ChoiceScorer scorer(model, encoder);
    return forEach<ChoiceItem, ScoredItem>(
        [&](const ChoiceItem& item, const std::string& origin) { return scorer.score(item, origin, m_context); });
}

TaskOutcome TaskRun::answerQuestions(Transformer& model, const Tokenizer& tokenizer) {
    const TaskEncoder encoder(tokenizer, m_options.beginText);
    std::optional<ChatEncoder> chat;
    if (m_options.chat) {
        chat.emplace(model.source().folder(), tokenizer, m_context);
    }
    GreedyWriter writer(model, tokenizer);
    const WritingLimits limits{.maxTokens = m_options.maxTokens, .stops = questionStops()};
    return forEach<QuestionItem, AnsweredQuestion>([&](const QuestionItem& item, const std::string&) {
        const std::vector<int32_t> prompt = chat ? chat->encode({item.prompt}) : encoder.encode(item.prompt);
        const auto fitting = writer.fit(prompt, limits.maxTokens);
        AnsweredQuestion answer = judgeAnswer(item, writer.write(fitting, limits, m_context));
        answer.cut = fitting.size() < prompt.size();
        return answer;
    });
}

TaskOutcome TaskRun::writeCode(Transformer& model, const Tokenizer& tokenizer) {
    const TaskEncoder encoder(tokenizer, m_options.beginText);
    GreedyWriter writer(model, tokenizer);
    const WritingLimits limits{.maxTokens = m_options.maxTokens, .stops = codeStops()};
    return forEach<CodeItem, CodeCompletion>([&](const CodeItem& item, const std::string&) {
        const std::vector<int32_t> prompt = encoder.encode(item.prompt);
        const auto fitting = writer.fit(prompt, limits.maxTokens);
        const WrittenText written = writer.write(fitting, limits, m_context);
        return CodeCompletion{item.id, written.text, written.unfinished, fitting.size() < prompt.size()};
    });
}

TaskOutcome TaskRun::holdDialogues(Transformer& model, const Tokenizer& tokenizer) {
    const ChatEncoder chat(model.source().folder(), tokenizer, m_context);
    GreedyWriter writer(model, tokenizer);
    const WritingLimits limits{.maxTokens = m_options.maxTokens, .stops = {}};
    return forEach<DialogueItem, DialogueReplies>([&](const DialogueItem& item, const std::string&) {
        DialogueReplies dialogue;
        std::vector<std::string> turns;
        for (const std::string& turn : item.turns) {
            turns.push_back(turn);
            const std::vector<int32_t> prompt = chat.encode(turns);
            if (static_cast<int64_t>(prompt.size()) >= writer.window()) {
                break;
            }
            const WrittenText reply = writer.write(prompt, limits, m_context);
            dialogue.unfinished += reply.unfinished ? 1 : 0;
            dialogue.replies.push_back(reply.text);
            turns.push_back(reply.text);
        }
        return dialogue;
    });
}

TaskOutcome TaskRun::ask(Transformer& model, const Tokenizer& tokenizer) {
    const TaskItem& item = m_task.records.front().item;
    TaskOutcome outcome = std::holds_alternative<ChoiceItem>(item)     ? scoreChoices(model, tokenizer)
                          : std::holds_alternative<QuestionItem>(item) ? answerQuestions(model, tokenizer)
                          : std::holds_alternative<CodeItem>(item)     ? writeCode(model, tokenizer)
                                                                       : holdDialogues(model, tokenizer);
    ++m_asked;
    return outcome;
}

} // namespace salient
