// SPDX-License-Identifier: Apache-2.0
#include "core/engine/task_results.h"

#include "core/tasks/accuracy.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient {

namespace {

Json meanJson(const MeanOverItems& value) {
    return {{"value", jsonNumber(value.mean)}, {"error", jsonNumber(value.standardError)}};
}

template <class Item>
std::vector<bool> rightOnes(const std::vector<Item>& items, bool (Item::*isRight)() const) {
    std::vector<bool> right;
    for (const Item& item : items) {
        right.push_back((item.*isRight)());
    }
    return right;
}

template <class Item>
int64_t countOf(const std::vector<Item>& items, bool Item::*flag) {
    return std::count_if(items.begin(), items.end(), [&](const Item& item) { return item.*flag; });
}

/// A score under `key`, and under key_change how it differs from the first model's on the same items.
template <class Item>
void addScore(Json& json, const std::string& key, const std::vector<Item>& items, const std::vector<Item>* first,
              bool (Item::*isRight)() const) {
    const std::vector<bool> right = rightOnes(items, isRight);
    json[key] = meanJson(accuracyOf(right));
    if (first != nullptr) {
        json[key + "_change"] = meanJson(accuracyChange(rightOnes(*first, isRight), right));
    }
}

Json itemJson(const TaskRecord& record, const ScoredItem& item) {
    Json logLikelihoods = Json::array();
    Json tokens = Json::array();
    Json mostLikely = Json::array();
    for (const ScoredOption& option : item.options) {
        logLikelihoods.push_back(jsonNumber(option.logLikelihood));
        tokens.push_back(option.tokens);
        mostLikely.push_back(option.mostLikely);
    }
    return {{"line", record.line},
            {"gold", item.gold},
            {"chosen", item.chosen},
            {"chosen_per_character", item.chosenPerCharacter},
            {"log_likelihoods", std::move(logLikelihoods)},
            {"tokens", std::move(tokens)},
            {"most_likely", std::move(mostLikely)},
            {"cut", item.cut}};
}

Json itemJson(const TaskRecord& record, const AnsweredQuestion& item) {
    const auto orNull = [](const std::optional<std::string>& text) { return text ? Json(*text) : Json(); };
    return {{"line", record.line},
            {"expected", item.expected},
            {"marked", orNull(item.marked)},
            {"last", orNull(item.last)},
            {"right_marked", item.rightMarked()},
            {"right_last", item.rightLast()},
            {"unfinished", item.unfinished},
            {"cut", item.cut},
            {"written", item.written}};
}

template <class Item>
Json itemsJson(const TaskFile& task, const std::vector<Item>& items) {
    Json list = Json::array();
    for (size_t i = 0; i < items.size(); ++i) {
        list.push_back(itemJson(task.records[i], items[i]));
    }
    return list;
}

void describe(Json& json, const TaskFile& task, const std::vector<ScoredItem>& items,
              const std::vector<ScoredItem>* first) {
    addScore(json, "accuracy", items, first, &ScoredItem::right);
    addScore(json, "accuracy_per_character", items, first, &ScoredItem::rightPerCharacter);
    json["cut"] = countOf(items, &ScoredItem::cut);
    json["items"] = itemsJson(task, items);
}

void describe(Json& json, const TaskFile& task, const std::vector<AnsweredQuestion>& items,
              const std::vector<AnsweredQuestion>* first) {
    addScore(json, "exact_match_marked", items, first, &AnsweredQuestion::rightMarked);
    addScore(json, "exact_match_last", items, first, &AnsweredQuestion::rightLast);
    json["unfinished"] = countOf(items, &AnsweredQuestion::unfinished);
    json["cut"] = countOf(items, &AnsweredQuestion::cut);
    json["items"] = itemsJson(task, items);
}

void describe(Json& json, const TaskFile&, const std::vector<CodeCompletion>& items,
              const std::vector<CodeCompletion>*) {
    json["unfinished"] = countOf(items, &CodeCompletion::unfinished);
    json["cut"] = countOf(items, &CodeCompletion::cut);
}

void describe(Json& json, const TaskFile& task, const std::vector<DialogueReplies>& items,
              const std::vector<DialogueReplies>*) {
    int64_t replies = 0;
    int64_t unfinished = 0;
    int64_t notAsked = 0;
    for (size_t i = 0; i < items.size(); ++i) {
        const auto answered = static_cast<int64_t>(items[i].replies.size());
        replies += answered;
        unfinished += items[i].unfinished;
        notAsked += static_cast<int64_t>(std::get<DialogueItem>(task.records[i].item).turns.size()) - answered;
    }
    json["replies"] = replies;
    json["unfinished"] = unfinished;
    json["not_asked"] = notAsked;
}

std::string sheetText(const TaskFile& task, std::span<const ModelOutcome> models) {
    std::vector<DialogueItem> items;
    for (const TaskRecord& record : task.records) {
        items.push_back(std::get<DialogueItem>(record.item));
    }
    std::vector<DialogueColumn> columns;
    for (const ModelOutcome& model : models) {
        columns.push_back({model.model.string(), std::get<std::vector<DialogueReplies>>(model.outcome)});
    }
    return dialogueSheet(task.path.filename().string(), items, columns);
}

std::string judgedLines(const TaskFile& task, std::span<const ModelOutcome> models) {
    std::string lines;
    for (const Json& model : modelsJson(task, models)) {
        for (const Json& item : model["items"]) {
            Json line = {{"model", model["model"]}};
            line.update(item);
            lines += jsonToText(line) + "\n";
        }
    }
    return lines;
}

} // namespace

Json modelsJson(const TaskFile& task, std::span<const ModelOutcome> models) {
    Json list = Json::array();
    for (const ModelOutcome& model : models) {
        Json json = {{"model", model.model.string()}, {"seconds", jsonNumber(model.seconds)}};
        std::visit(
            [&]<class Items>(const Items& items) {
                const bool isFirst = &model == &models.front();
                describe(json, task, items, isFirst ? nullptr : &std::get<Items>(models.front().outcome));
            },
            model.outcome);
        list.push_back(std::move(json));
    }
    return list;
}

std::string outputText(const TaskFile& task, std::span<const ModelOutcome> models) {
    if (const auto* completions = std::get_if<std::vector<CodeCompletion>>(&models.front().outcome)) {
        return completionLines(*completions);
    }
    return std::holds_alternative<DialogueItem>(task.records.front().item) ? sheetText(task, models)
                                                                           : judgedLines(task, models);
}

std::string protocolText(const TaskFile& task, const TaskOptions& options, int64_t maxTokens) {
    const TaskItem& item = task.records.front().item;
    const std::string shots = fmt::format("{} solved example{} before each", task.shots, task.shots == 1 ? "" : "s");
    const std::string begin =
        options.beginText ? "with the tokenizer's beginning of a text" : "without a beginning token";
    if (std::holds_alternative<ChoiceItem>(item)) {
        return fmt::format("log-likelihood of every choice behind its context, {}, {}", shots, begin);
    }
    if (std::holds_alternative<DialogueItem>(item)) {
        return fmt::format("greedy replies of at most {} tokens in the model's chat template", maxTokens);
    }
    const std::string form = options.chat ? "in the model's chat template" : begin;
    return std::holds_alternative<QuestionItem>(item)
               ? fmt::format("greedy answers of at most {} tokens, {}, {}", maxTokens, shots, form)
               : fmt::format("greedy completions of at most {} tokens, {}; nothing was run", maxTokens, form);
}

} // namespace salient
