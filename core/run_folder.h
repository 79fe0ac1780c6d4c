// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"
#include "core/recipe.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace salient {

/// A run on disk: recipe.json (what was asked), events.jsonl (all that happened), result.json. Nothing about a run
/// lives only in memory.
class RunFolder {
public:
    /// Creates `folder`, or a new one named after time and model under $XDG_DATA_HOME/salient/runs when empty.
    static RunFolder create(const std::filesystem::path& folder, const Recipe& recipe);

    const std::filesystem::path& path() const { return m_path; }
    /// Appends one line; flushed once a second and at the end. Throws Error (resource) when the disk refuses.
    void append(const Event& event);
    /// Writes result.json by rename.
    void writeResult(const std::string& json);

private:
    explicit RunFolder(std::filesystem::path path);
    std::filesystem::path m_path;
    std::ofstream m_events;
    double m_lastFlush = 0;
};

/// Where runs are kept that name no folder: $XDG_DATA_HOME/salient/runs or ~/.local/share/salient/runs. Throws Error
/// (usage) without either variable.
std::filesystem::path runsFolder();

/// What a recorded run was asked to do: its recipe.json. Throws Error (input) as readWholeFile(), (usage) as
/// recipeFromJson().
Recipe readRunRecipe(const std::filesystem::path& runFolder);

/// All events of a recorded run. A torn last line (killed run) is left out; other broken lines are an Error (input).
std::vector<Event> readEvents(const std::filesystem::path& eventsFile);

} // namespace salient
