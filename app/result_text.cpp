// SPDX-License-Identifier: Apache-2.0
#include "app/result_text.h"

#include "app/bench_text.h"
#include "app/cache_text.h"
#include "app/study_text.h"
#include "app/task_text.h"
#include "core/checkpoint/output_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

namespace {

using Json = nlohmann::ordered_json;

/// Longer lists are named by their length only; --json has them whole.
constexpr size_t kLongestList = 16;

std::string label(std::string key) {
    std::replace(key.begin(), key.end(), '_', ' ');
    return key;
}

std::string scalarText(const std::string& key, const Json& value) {
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (value.is_number_float()) {
        return fmt::format("{:.6g}", value.get<double>());
    }
    if (value.is_number_integer() && key.find("bytes") != std::string::npos) {
        return bytesText(value.get<int64_t>());
    }
    return value.is_null() ? "none" : value.is_boolean() ? (value.get<bool>() ? "yes" : "no") : value.dump();
}

std::string inlineText(const std::string& key, const Json& value) {
    if (!value.is_structured()) {
        return scalarText(key, value);
    }
    if (value.is_array() && value.size() > kLongestList) {
        return fmt::format("{} entries (see --json)", value.size());
    }
    std::string text;
    for (const auto& item : value.items()) {
        const std::string inner = inlineText(value.is_object() ? item.key() : key, item.value());
        text += (text.empty() ? "" : ", ") + (value.is_object() ? label(item.key()) + " " + inner : inner);
    }
    return text.empty() ? "none" : text;
}

/// Fits behind its name on one line.
bool isSmall(const Json& object) {
    const auto isScalar = [](const Json& value) { return !value.is_structured(); };
    return object.empty() || (object.size() <= 3 && std::all_of(object.begin(), object.end(), isScalar));
}

/// Objects become indented blocks, short lists of objects one line per entry, everything else "key  value".
void appendFields(const Json& object, const std::string& indent, std::string& text) {
    size_t width = 0;
    for (const auto& item : object.items()) {
        width = std::max(width, item.key().size());
    }
    for (const auto& [key, value] : object.items()) {
        const bool ofObjects =
            value.is_array() && !value.empty() && value[0].is_object() && value.size() <= kLongestList;
        if (value.is_object() && !isSmall(value)) {
            text += fmt::format("{}{}\n", indent, label(key));
            appendFields(value, indent + "  ", text);
        } else if (ofObjects) {
            text += fmt::format("{}{}\n", indent, label(key));
            for (const Json& entry : value) {
                text += fmt::format("{}  {}\n", indent, inlineText(key, entry));
            }
        } else {
            text += fmt::format("{}{:<{}}  {}\n", indent, label(key), width, inlineText(key, value));
        }
    }
}

std::string tokenizeText(const Json& result) {
    std::string ids;
    for (const Json& id : result["ids"]) {
        ids += (ids.empty() ? "" : ",") + id.dump();
    }
    std::string tokens;
    for (const Json& token : result["tokens"]) {
        tokens += (tokens.empty() ? "" : " ") + token.get<std::string>();
    }
    return fmt::format("{}\n{}\n", ids, tokens);
}

std::string templateText(const Json& result) {
    if (!result.contains("ids")) {
        return result["text"].get<std::string>() + "\n";
    }
    std::string ids;
    for (const Json& id : result["ids"]) {
        ids += (ids.empty() ? "" : ",") + id.dump();
    }
    return ids + "\n";
}

std::string logitsText(const Json& result) {
    std::string text = fmt::format("{:>8}  {:>12}  {:>11}  token\n", "id", "logit", "probability");
    for (const Json& entry : result["top"]) {
        text += fmt::format("{:>8}  {:>12}  {:>11}  {}\n", entry["id"].dump(), scalarText("", entry["logit"]),
                            scalarText("", entry["probability"]), entry.value("token", ""));
    }
    return text;
}

/// Special tokens in brackets, tokens that are not scored in braces.
std::string previewText(const Json& result) {
    std::string text;
    for (const Json& sample : result["samples"]) {
        text += fmt::format("── {} tokens{}\n", sample["tokens"].size(),
                            sample["truncated"].get<bool>() ? ", cut off at the end" : "");
        bool scored = true;
        for (const Json& token : sample["tokens"]) {
            if (token["scored"].get<bool>() != scored) {
                text += scored ? "{" : "}";
                scored = !scored;
            }
            const std::string piece = token["text"];
            text += token["special"].get<bool>() ? "[" + piece + "]" : piece;
        }
        text += scored ? "\n" : "}\n";
    }
    text += "──\n";
    for (const Json& source : result["sources"]) {
        text += fmt::format("{}: {} texts, {} tokens\n", source["source"].get<std::string>(), source["texts"].dump(),
                            source["tokens"].dump());
    }
    return text;
}

/// "134.5 M"
std::string countText(const Json& count) {
    if (!count.is_number()) {
        return "?";
    }
    const double value = count.get<double>();
    return value >= 1e9   ? fmt::format("{:.1f} B", value / 1e9)
           : value >= 1e6 ? fmt::format("{:.1f} M", value / 1e6)
                          : fmt::format("{:.0f} k", value / 1e3);
}

std::string modelsText(const Json& result) {
    std::string text =
        fmt::format("{:<44} {:>9} {:>10}  {:<6} {:<8} {}\n", "model", "values", "size", "type", "support", "where");
    for (const Json& model : result["models"]) {
        const std::string revision = model["revision"].is_string() ? model["revision"].get<std::string>() : "";
        const std::string name =
            model["name"].get<std::string>() + (revision.empty() ? "" : " @" + revision.substr(0, 7));
        const Json type = model["quantization"].is_null() ? model["dtype"] : model["quantization"];
        text += fmt::format("{:<44} {:>9} {:>10}  {:<6} {:<8} {}\n", name, countText(model["parameters"]),
                            bytesText(model["bytes"]), type.is_string() ? type.get<std::string>() : "?",
                            model["complete"].get<bool>() ? model["support"].get<std::string>() : "missing",
                            model["path"].get<std::string>());
        if (const std::string reason = model["reason"]; !reason.empty()) {
            text += "    " + reason + "\n";
        }
    }
    for (const Json& root : result["roots"]) {
        text += fmt::format("looked in {}{}\n", root["path"].get<std::string>(),
                            root["exists"].get<bool>() ? "" : " (not there)");
    }
    return text;
}

/// "39.4 → 44.2"; a "?" for what is not known.
std::string changeText(const Json& before, const Json& after, std::string (*write)(const Json&)) {
    return before.is_null() && after.is_null() ? "" : write(before) + " → " + write(after);
}

std::string runsText(const Json& result) {
    const auto text = [](const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); };
    const auto bytes = [](const Json& value) {
        return value.is_number() ? bytesText(value.get<int64_t>()) : std::string("?");
    };
    const auto number = [](const Json& value) {
        return value.is_number() ? fmt::format("{:.4g}", value.get<double>()) : std::string("?");
    };
    std::string lines = fmt::format("{:<40} {:<10} {:<6} {:>4} {:>5}  {:<20} {}\n", "run", "state", "method", "bits",
                                    "group", "size", "perplexity");
    for (const Json& run : result["runs"]) {
        lines += fmt::format("{:<40} {:<10} {:<6} {:>4} {:>5}  {:<20} {}\n", text(run["name"]), text(run["state"]),
                             text(run["method"]), run["bits"].is_null() ? "" : run["bits"].dump(),
                             run["group_size"].is_null() ? "" : run["group_size"].dump(),
                             changeText(run["bytes_before"], run["bytes_after"], bytes),
                             changeText(run["perplexity_before"], run["perplexity_after"], number));
        for (const char* key : {"failure", "problem", "notes"}) {
            if (const std::string words = text(run[key]); !words.empty()) {
                lines += "    " + words.substr(0, words.find('\n')) + "\n";
            }
        }
    }
    return lines + "looked in " + text(result["root"]) + "\n";
}

/// How far the model is understood, as one line of sentences in place of the object.
std::string inspectText(Json result) {
    Json& support = result["support"];
    std::string line = support.at("level").get<std::string>() + ".";
    for (const Json& reason : support.at("reasons")) {
        line += " " + reason.get<std::string>();
    }
    support = line + " What works: " + support.at("works").get<std::string>();
    std::string text;
    appendFields(result, "", text);
    return text;
}

} // namespace

std::string resultText(const std::string& command, const std::string& result) {
    const Json json = Json::parse(result);
    if (command == "generate" || command == "chat") {
        return "\n"; // the text itself was shown as it came
    }
    if (command == "preview") {
        return previewText(json);
    }
    if (command == "models") {
        return modelsText(json);
    }
    if (command == "runs") {
        return runsText(json);
    }
    if (command == "template") {
        return templateText(json);
    }
    if (command == "detokenize") {
        return json["text"].get<std::string>() + "\n";
    }
    if (command == "tokenize") {
        return tokenizeText(json);
    }
    if (command == "logits") {
        return logitsText(json);
    }
    if (command == "study") {
        return studyText(json);
    }
    if (command == "cache") {
        return cacheText(json);
    }
    if (command == "tasks") {
        return tasksText(json);
    }
    if (command == "bench model") {
        return benchModelText(json);
    }
    if (command == "bench load") {
        return benchLoadText(json);
    }
    if (command == "bench kernels") {
        return benchKernelsText(json);
    }
    if (command == "inspect" && json.contains("support")) {
        return inspectText(json);
    }
    std::string text;
    appendFields(json, "", text);
    return text;
}

static std::string calibrationText(const CalibrationReady& data) {
    std::string text = fmt::format("calibration: {} × {} tokens, {} held out; {} texts read, {} skipped", data.samples,
                                   data.length, data.holdoutSamples, data.textsRead, data.textsSkipped);
    for (const auto* list : {&data.notes, &data.skipReasons}) {
        for (const std::string& line : *list) {
            text += "\n  " + line;
        }
    }
    return text;
}

std::string eventText(const Event& event) {
    if (const auto* started = std::get_if<Started>(&event)) {
        return fmt::format("{} {} on {}: {} blocks, {} of memory and {} of output planned\nrun folder {}",
                           started->command, started->model, started->device, started->blocks,
                           bytesText(started->plannedPeakBytes), bytesText(started->plannedOutputBytes),
                           started->runFolder);
    }
    if (const auto* found = std::get_if<IssueFound>(&event)) {
        return (found->issue.severity == Severity::Notice ? "note: " : "warning: ") + found->issue.sentence;
    }
    if (const auto* data = std::get_if<CalibrationReady>(&event)) {
        return calibrationText(*data);
    }
    return "";
}

} // namespace salient
