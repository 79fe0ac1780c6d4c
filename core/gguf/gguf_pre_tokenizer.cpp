// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_pre_tokenizer.h"

#include "core/tokenizer/implied_parts.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <vector>

namespace salient {

namespace {

using nlohmann::json;
using Steps = std::vector<std::string>;

// What a step is called in the table below; an expression stands for a Split that keeps what it finds apart.
constexpr const char* kDigits = "<each digit>";
constexpr const char* kWords = "<GPT-2's words, bytes>";
constexpr const char* kBytes = "<bytes>";

constexpr const char* kTekkenWords = R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
                                     R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
                                     R"(|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

bool flagOf(const json& step, const char* key, bool otherwise) {
    const json value = step.value(key, json(otherwise));
    return value.is_boolean() ? value.get<bool>() : otherwise;
}

/// "" for a step that is not known.
std::string stepName(const json& step) {
    const std::string type = step.value("type", "");
    if (type == "Digits" && flagOf(step, "individual_digits", false)) {
        return kDigits;
    }
    if (type == "ByteLevel" && !flagOf(step, "add_prefix_space", true)) {
        return flagOf(step, "use_regex", true) ? kWords : kBytes;
    }
    const json pattern = step.value("pattern", json::object());
    if (type == "Split" && pattern.is_object() && pattern.contains("Regex") && pattern["Regex"].is_string()) {
        const std::string behavior = step.value("behavior", "");
        const bool inverted = flagOf(step, "invert", false);
        const bool keepsApart = (behavior == "Isolated" && !inverted) || (behavior == "Removed" && inverted);
        return keepsApart ? pattern["Regex"].get<std::string>() : "";
    }
    return "";
}

void appendSteps(const json& part, Steps& steps) {
    if (!part.is_object()) {
        return;
    }
    if (part.value("type", "") != "Sequence") {
        steps.push_back(stepName(part));
        return;
    }
    const json parts = part.value("pretokenizers", json::array());
    for (const json& inner : parts) {
        appendSteps(inner, steps);
    }
}

struct KnownSteps {
    Steps steps;
    const char* name;
};

const std::vector<KnownSteps>& knownSteps() {
    static const std::vector<KnownSteps> table = {
        {{kWords}, "gpt-2"},
        {{kDigits, kWords}, "smollm"},
        {{tokenization::kQwen2Words, kBytes}, "qwen2"},
        {{tokenization::kO200kWords, kBytes}, "gpt-4o"},
        {{kTekkenWords, kBytes}, "tekken"},
        {{"[\r\n]", R"(\s?\p{L}+)", R"(\s?\p{P}+)", "[一-龥ࠀ-一가-퟿]+", kDigits, kBytes}, "deepseek-coder"},
    };
    return table;
}

} // namespace

std::optional<std::string> ggufPreTokenizer(const json& preTokenizer, bool ignoreMerges) {
    Steps steps;
    appendSteps(preTokenizer, steps);
    if (steps == Steps{tokenization::kLlama3Words, kBytes}) {
        // The same words; only llama-bpe takes a word that is a piece for that piece.
        return ignoreMerges ? "llama-bpe" : "dbrx";
    }
    for (const KnownSteps& known : knownSteps()) {
        if (known.steps == steps) {
            return known.name;
        }
    }
    return std::nullopt;
}

} // namespace salient
