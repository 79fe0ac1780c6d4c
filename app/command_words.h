// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace salient {

// Commands of two words, such as "bench model": the first is a sub-command of the program, the second one of the first.

/// Adds the sub-command of a name; the first of two words is made when it is not there yet.
CLI::App* addCommandWords(CLI::App& app, const std::string& name, const std::string& purpose);

/// What was given of a command's name: "bench", "bench model", or nothing.
struct ChosenWords {
    std::string name;
    const CLI::App* last = nullptr; ///< what the flags belong to
};
ChosenWords chosenWords(const CLI::App& app);

/// The whole name. Throws CLI::RequiredError when a word is missing.
std::string chosenCommand(const CLI::App& app);

} // namespace salient
