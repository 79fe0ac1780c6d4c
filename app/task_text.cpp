// SPDX-License-Identifier: Apache-2.0
#include "app/task_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace salient {

namespace {

using Json = nlohmann::ordered_json;

struct Column {
    const char* key;
    const char* title;
};
constexpr Column kScores[] = {{"accuracy", "accuracy"},
                              {"accuracy_per_character", "per character"},
                              {"exact_match_marked", "behind ####"},
                              {"exact_match_last", "last number"}};
constexpr Column kCounts[] = {
    {"replies", "replies"}, {"unfinished", "unfinished"}, {"not_asked", "not asked"}, {"cut", "cut"}};

/// "0.5300 ± 0.0502"; the error of one item is not known.
std::string meanText(const Json& mean, bool sign) {
    const double value = mean["value"];
    const std::string error = mean["error"].is_number() ? fmt::format("{:.4f}", mean["error"].get<double>()) : "?";
    return (sign ? fmt::format("{:+.4f}", value) : fmt::format("{:.4f}", value)) + " ± " + error;
}

/// The last part of a path tells models apart for people; equal ones keep their paths.
std::vector<std::string> namesOf(const Json& models) {
    std::vector<std::string> names;
    for (const Json& model : models) {
        const std::string path = model["model"];
        const size_t slash = path.find_last_not_of('/') == std::string::npos
                                 ? std::string::npos
                                 : path.find_last_of('/', path.find_last_not_of('/'));
        names.push_back(slash == std::string::npos ? path : path.substr(slash + 1));
    }
    auto sorted = names;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
        std::transform(models.begin(), models.end(), names.begin(),
                       [](const Json& model) { return model["model"].get<std::string>(); });
    }
    return names;
}

/// Scores and counts; `beside` says whether some models have changes from the first one.
std::string modelLine(const Json& model, bool beside) {
    std::string line;
    for (const Column& score : kScores) {
        const std::string change = std::string(score.key) + "_change";
        if (model.contains(score.key)) {
            line += fmt::format("  {:<15}", meanText(model[score.key], false));
            line += beside ? fmt::format("  {:<16}", model.contains(change) ? meanText(model[change], true) : "") : "";
        }
    }
    for (const Column& count : kCounts) {
        line += model.contains(count.key) ? fmt::format("  {:>10}", model[count.key].dump()) : "";
    }
    return line;
}

std::string headLine(const Json& model, bool beside) {
    std::string line;
    for (const Column& score : kScores) {
        line += model.contains(score.key) ? fmt::format("  {:<15}", score.title) : "";
        line += beside && model.contains(score.key) ? fmt::format("  {:<16}", "beside the first") : "";
    }
    for (const Column& count : kCounts) {
        line += model.contains(count.key) ? fmt::format("  {:>10}", count.title) : "";
    }
    return line;
}

} // namespace

std::string tasksText(const Json& result) {
    const Json& models = result["models"];
    const std::vector<std::string> names = namesOf(models);
    size_t width = 5;
    for (const std::string& name : names) {
        width = std::max(width, name.size());
    }
    std::string text =
        fmt::format("{}: {} items of the shape {}\n{}\n\n", result["task"].get<std::string>(), result["items"].dump(),
                    result["shape"].get<std::string>(), result["protocol"].get<std::string>());
    text += fmt::format("{:<{}}{}\n", "model", width, headLine(models.front(), names.size() > 1));
    for (size_t i = 0; i < names.size(); ++i) {
        text += fmt::format("{:<{}}{}\n", names[i], width, modelLine(models[i], names.size() > 1));
    }
    if (!result["output"].is_null()) {
        text += "\nwritten to " + result["output"].get<std::string>() + "\n";
    }
    return text;
}

} // namespace salient
