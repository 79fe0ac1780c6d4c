// SPDX-License-Identifier: Apache-2.0
#include "core/recipe_command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

namespace salient {

namespace {

/// Flags one after the other, those that say what is so by default left out.
class CommandLine {
public:
    void word(const std::string& text) { m_text += (m_text.empty() ? "" : " ") + shellQuoted(text); }
    /// A path that begins like a flag is written so that it is none.
    void path(const char* flag, const std::filesystem::path& path) {
        if (!path.empty()) {
            this->flag(flag, true);
            word((path.string().starts_with("-") ? "./" : "") + path.string());
        }
    }
    void flag(const char* flag, bool given) {
        if (given && *flag != '\0') {
            word(flag);
        }
    }
    template <class T>
    void number(const char* flag, const T& value, const T& byDefault) {
        if (value != byDefault) {
            word(flag);
            word(fmt::format("{}", value));
        }
    }
    std::string text() const { return m_text; }

private:
    std::string m_text;
};

void addCalibration(const CalibrationOptions& given, CommandLine& line) {
    const CalibrationOptions byDefault;
    if (!given.sources.empty()) {
        line.word("--calibration");
        for (const std::string& source : given.sources) {
            line.path("", source);
        }
    }
    line.number("--samples", given.samples, byDefault.samples);
    line.number("--length", given.length, byDefault.length);
    line.number("--seed", given.seed, byDefault.seed);
}

} // namespace

std::string shellQuoted(const std::string& word) {
    const auto isPlain = [](unsigned char c) {
        return std::isalnum(c) != 0 || std::string_view("_@%+=:,./-").find(static_cast<char>(c)) != std::string::npos;
    };
    if (!word.empty() && std::all_of(word.begin(), word.end(), isPlain)) {
        return word;
    }
    std::string quoted = "'";
    for (const char c : word) {
        quoted += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return quoted + "'";
}

std::string recipeCommandLine(const Recipe& recipe) {
    const Recipe byDefault;
    CommandLine line;
    line.word("salient");
    line.word("quantize");
    line.path("", recipe.model);
    line.path("-o", recipe.output);
    line.path("--adapter", recipe.adapter);
    if (recipe.method != byDefault.method) {
        line.word("--method");
        line.word(methodInfo(recipe.method).name);
    }
    for (const std::string& part : recipe.without) {
        line.word("--without");
        line.word(part);
    }
    if (recipe.columnOrder != byDefault.columnOrder) {
        const auto* named = std::ranges::find(kColumnOrders, recipe.columnOrder, &ColumnOrderName::order);
        line.word("--column-order");
        line.word(named->name);
    }
    line.number("--smoothing", recipe.smoothing, byDefault.smoothing);
    line.number("--damping", recipe.damping, byDefault.damping);
    if (recipe.preset == SearchPreset::Reference) {
        line.word("--preset");
        line.word("reference");
    }
    if (recipe.format != byDefault.format) {
        line.word("--format");
        line.word(recipe.format);
    }
    line.number("--bits", recipe.bits, byDefault.bits);
    line.number("--group-size", recipe.groupSize, byDefault.groupSize);
    line.flag("--symmetric", recipe.symmetric);
    line.flag("--no-clip", !recipe.clip);
    addCalibration(recipe.calibration, line);
    line.number("--holdout", recipe.holdoutSamples, byDefault.holdoutSamples);
    for (const Mark& mark : recipe.marks) {
        line.word("--mark");
        line.word(fmt::format("{}={}", mark.module, mark.bits));
    }
    line.flag("--strict", recipe.strict);
    line.flag("--force", recipe.overwrite);
    line.number("--shard-bytes", recipe.shardBytes, byDefault.shardBytes);
    line.path("--reuse", recipe.reuse);
    line.path("--run-folder", recipe.runFolder);
    if (recipe.device != byDefault.device) {
        line.word("--device");
        line.word(recipe.device);
    }
    return line.text();
}

} // namespace salient
