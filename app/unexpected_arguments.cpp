// SPDX-License-Identifier: Apache-2.0
#include "app/unexpected_arguments.h"

#include "app/command_words.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string_view>
#include <vector>

namespace salient {

namespace {

/// Letters to change, add or leave out to turn one word into the other (Levenshtein).
size_t editDistance(std::string_view from, std::string_view to) {
    std::vector<size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), size_t{0});
    for (size_t i = 0; i < from.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < to.size(); ++j) {
            const size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// The command's flag that was probably meant, or nothing.
std::string flagLike(const CLI::App& command, const std::string& given) {
    std::string nearest;
    size_t distance = 3; // more is another word
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            const std::string flag = "--" + name;
            const size_t found = given.size() > 3 && flag.starts_with(given) ? 0 : editDistance(given, flag);
            if (found < distance) {
                distance = found;
                nearest = flag;
            }
        }
    }
    return nearest;
}

} // namespace

std::string unexpectedSentence(const CLI::App& app) {
    const ChosenWords chosen = chosenWords(app);
    const std::string name = chosen.name.empty() ? "salient" : "salient " + chosen.name;
    const std::string first = app.remaining(true).front();
    const std::string meant = first.starts_with("-") ? flagLike(*chosen.last, first) : "";
    return fmt::format("{} takes no {}{}; see {} --help.", name, first.empty() ? "\"\"" : first,
                       meant.empty() ? "" : fmt::format(" (did you mean {}?)", meant), name);
}

} // namespace salient
