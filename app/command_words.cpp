// SPDX-License-Identifier: Apache-2.0
#include "app/command_words.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace salient {

/// Groups of flags are sub-commands without a name.
static bool hasName(const CLI::App* app) {
    return !app->get_name().empty();
}

CLI::App* addCommandWords(CLI::App& app, const std::string& name, const std::string& purpose) {
    const size_t space = name.find(' ');
    if (space == std::string::npos) {
        return app.add_subcommand(name, purpose);
    }
    const std::string first = name.substr(0, space);
    const auto known = app.get_subcommands([&](CLI::App* word) { return word->get_name() == first; });
    CLI::App* group = known.empty() ? app.add_subcommand(first)->require_subcommand(0, 1) : known.front();
    CLI::App* added = group->add_subcommand(name.substr(space + 1), purpose);
    std::string words;
    for (const CLI::App* word : group->get_subcommands(hasName)) {
        words += (words.empty() ? "" : ", ") + word->get_name();
    }
    group->description(fmt::format("followed by a word: {}", words));
    return added;
}

ChosenWords chosenWords(const CLI::App& app) {
    ChosenWords chosen{.name = "", .last = &app};
    while (!chosen.last->get_subcommands().empty()) {
        chosen.last = chosen.last->get_subcommands().front();
        chosen.name += (chosen.name.empty() ? "" : " ") + chosen.last->get_name();
    }
    return chosen;
}

std::string chosenCommand(const CLI::App& app) {
    const ChosenWords chosen = chosenWords(app);
    if (chosen.last == &app) {
        throw CLI::RequiredError("Expected a command, found none", CLI::ExitCodes::RequiredError);
    }
    if (!chosen.last->get_subcommands(hasName).empty()) {
        throw CLI::RequiredError(fmt::format("salient {} is {}", chosen.name, chosen.last->get_description()),
                                 CLI::ExitCodes::RequiredError);
    }
    return chosen.name;
}

} // namespace salient
