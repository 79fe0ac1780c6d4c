// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/choice_shapes.h"

#include "core/templates/characters.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient {

namespace {

std::vector<std::string> numbersFrom(int first, size_t count) {
    std::vector<std::string> numbers;
    for (size_t i = 0; i < count; ++i) {
        numbers.push_back(std::to_string(first + static_cast<int>(i)));
    }
    return numbers;
}

std::vector<std::string> letters(size_t count) {
    std::vector<std::string> names;
    for (size_t i = 0; i < count; ++i) {
        names.emplace_back(1, static_cast<char>('A' + static_cast<int>(i)));
    }
    return names;
}

int64_t charactersOf(const std::string& answer) {
    return static_cast<int64_t>(templates::characterCount(answer));
}

/// One context, and each answer behind a space.
ChoiceItem withOneContext(const std::string& context, const std::vector<std::string>& answers, size_t gold) {
    ChoiceItem item;
    item.gold = gold;
    for (const std::string& answer : answers) {
        item.options.push_back({context, " " + answer, charactersOf(answer)});
    }
    return item;
}

std::string stripped(const std::string& text) {
    const auto range = templates::strippedRange(text, templates::StripSide::Both);
    return text.substr(range.begin, range.end - range.begin);
}

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// Removes "[…]", the shortest each: WikiHow's marks.
void removeBrackets(std::string& text) {
    for (size_t open = text.find('['); open != std::string::npos; open = text.find('[', open)) {
        const size_t close = text.find_first_of("]\n", open); // Python's "." ends at a line
        if (close == std::string::npos || text[close] == '\n') {
            ++open;
        } else {
            text.erase(open, close - open + 1);
        }
    }
}

/// lm_eval/tasks/hellaswag/utils.py, preprocess().
std::string withoutWikiHowMarks(const std::string& text) {
    std::string clean = stripped(text);
    replaceAll(clean, " [title]", ". ");
    removeBrackets(clean);
    replaceAll(clean, "  ", " ");
    return clean;
}

TaskItem labelledItem(const TaskFields& fields, const std::string& context) {
    const TaskFields choices = fields.object("choices");
    const std::vector<std::string> answers = choices.texts("text", 2);
    const std::vector<std::string> labels = choices.texts("label", 2);
    if (answers.size() != labels.size()) {
        throw inputError("tasks.record",
                         fmt::format("{}: expected as many labels as choices, found {} labels and {} choices.",
                                     fields.origin(), labels.size(), answers.size()));
    }
    return withOneContext(context, answers, fields.positionIn(labels, "answerKey"));
}

} // namespace

TaskItem arcItem(const TaskFields& fields) {
    return labelledItem(fields, fmt::format("Question: {}\nAnswer:", fields.filledText("question")));
}

TaskItem openBookItem(const TaskFields& fields) {
    return labelledItem(fields, fields.filledText("question_stem"));
}

TaskItem mmluItem(const TaskFields& fields) {
    constexpr size_t kLetters = 26;
    const std::vector<std::string> answers = fields.texts("choices", 2);
    if (answers.size() > kLetters) {
        throw inputError("tasks.record", fmt::format("{}: expected at most {} choices, one for each letter, found {}.",
                                                     fields.origin(), kLetters, answers.size()));
    }
    const std::vector<std::string> names = letters(answers.size());
    std::string context = stripped(fields.filledText("question"));
    for (size_t i = 0; i < answers.size(); ++i) {
        context += fmt::format("\n{}. {}", names[i], answers[i]);
    }
    const std::string given = fields.label("answer");
    const bool isLetter = given.size() == 1 && given[0] >= 'A' && given[0] <= 'Z';
    const size_t gold = fields.positionIn(isLetter ? names : numbersFrom(0, answers.size()), "answer");
    ChoiceItem item = withOneContext(context + "\nAnswer:", names, gold);
    if (fields.has("subject")) {
        std::string subject = fields.text("subject");
        std::replace(subject.begin(), subject.end(), '_', ' ');
        item.heading = fmt::format("The following are multiple choice questions (with answers) about {}.\n\n", subject);
    }
    return item;
}

TaskItem hellaSwagItem(const TaskFields& fields) {
    std::string context = fields.filledText("ctx");
    if (fields.has("ctx_a") && fields.has("ctx_b")) {
        context = fields.text("ctx_a") + " " + templates::capitalized(fields.text("ctx_b"));
    }
    if (fields.has("activity_label")) {
        context = fields.text("activity_label") + ": " + context;
    }
    std::vector<std::string> answers = fields.texts("endings", 2);
    std::transform(answers.begin(), answers.end(), answers.begin(), withoutWikiHowMarks);
    if (std::find(answers.begin(), answers.end(), "") != answers.end()) {
        throw inputError(
            "tasks.record",
            fmt::format("{}: expected endings with words outside of brackets, found one without.", fields.origin()));
    }
    return withOneContext(withoutWikiHowMarks(context), answers,
                          fields.positionIn(numbersFrom(0, answers.size()), "label"));
}

TaskItem piqaItem(const TaskFields& fields) {
    const std::string context = fmt::format("Question: {}\nAnswer:", fields.filledText("goal"));
    const std::vector<std::string> answers = {fields.filledText("sol1"), fields.filledText("sol2")};
    return withOneContext(context, answers, fields.positionIn({"0", "1"}, "label"));
}

TaskItem winograndeItem(const TaskFields& fields) {
    const std::string sentence = fields.filledText("sentence");
    const size_t gap = sentence.find('_');
    const std::string rest = gap == std::string::npos ? "" : stripped(sentence.substr(gap + 1));
    if (rest.empty()) {
        throw inputError("tasks.record", fmt::format("{}: expected a \"sentence\" with a \"_\" and words behind it, "
                                                     "found none.",
                                                     fields.origin()));
    }
    ChoiceItem item;
    item.gold = fields.positionIn({"1", "2"}, "answer");
    for (const char* option : {"option1", "option2"}) {
        item.options.push_back({sentence.substr(0, gap) + fields.filledText(option), " " + rest, charactersOf(rest)});
    }
    return item;
}

TaskItem boolQItem(const TaskFields& fields) {
    const std::string passage = fields.filledText("passage");
    const std::string context = fmt::format("{}\nQuestion: {}?\nAnswer:", passage, fields.filledText("question"));
    return withOneContext(context, {"no", "yes"}, fields.flag("answer") ? 1 : 0);
}

TaskItem plainChoiceItem(const TaskFields& fields) {
    const std::string context = fields.text(fields.has("context") ? "context" : "query");
    const std::vector<std::string> answers = fields.texts("choices", 2);
    const auto isSpace = [](char character) { return character == ' ' || character == '\n' || character == '\t'; };
    ChoiceItem item;
    item.gold = fields.positionIn(numbersFrom(0, answers.size()), "gold");
    for (const std::string& answer : answers) {
        const bool apart = context.empty() || isSpace(context.back()) || isSpace(answer.front());
        item.options.push_back({context, (apart ? "" : " ") + answer, charactersOf(answer)});
    }
    return item;
}

} // namespace salient
