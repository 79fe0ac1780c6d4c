// SPDX-License-Identifier: Apache-2.0
#include "core/report/stored_run.h"

#include "core/record/stored_sensitivity.h"
#include "core/report/run_json.h"
#include "core/run_folder.h"
#include "core/whole_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <fstream>

namespace fs = std::filesystem;

namespace salient {

namespace {

constexpr int64_t kMostNotesBytes = 100'000;

bool isBlank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

bool hasFile(const fs::path& folder, const char* name) {
    std::error_code ignored; // what cannot be asked for is not there
    return fs::is_regular_file(folder / name, ignored);
}

void requireRunFolder(const fs::path& folder) {
    if (!hasFile(folder, "events.jsonl") && !hasFile(folder, "recipe.json")) {
        throw inputError("run.not_found",
                         fmt::format("{} is not the folder of a run: neither recipe.json nor events.jsonl is there.",
                                     folder.string()));
    }
}

/// A JSON object of the folder as text; what is wrong with it becomes a problem.
std::string readObject(const fs::path& file, std::vector<std::string>& problems) {
    std::error_code ignored; // a file that cannot be asked for is one that is not there
    if (!fs::exists(file, ignored)) {
        return "";
    }
    try {
        return jsonToText(readRunJson(file));
    } catch (const Error& error) {
        problems.emplace_back(error.what());
        return "";
    }
}

void readEventsUpToBreak(const fs::path& file, StoredRun& run) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        run.problems.push_back(fmt::format("The event file {} cannot be opened.", file.string()));
        return;
    }
    std::string line;
    for (int64_t number = 1; std::getline(in, line); ++number) {
        const bool torn = in.eof(); // no newline at its end: the writer was stopped within it
        try {
            run.record.apply(eventFromJson(line));
        } catch (const Error& error) {
            run.problems.push_back(
                torn ? fmt::format("The last line of {} is torn; the run was stopped there.", file.string())
                     : fmt::format("{}, line {}: {} What follows is left out.", file.string(), number, error.what()));
            return;
        }
    }
}

} // namespace

StoredRun readStoredRun(const fs::path& folder) {
    requireRunFolder(folder);
    StoredRun run;
    run.folder = folder;
    run.recipe = readObject(folder / "recipe.json", run.problems);
    run.result = readObject(folder / "result.json", run.problems);
    if (hasFile(folder, "events.jsonl")) {
        readEventsUpToBreak(folder / "events.jsonl", run);
    } else {
        run.problems.push_back(fmt::format("{} has no events.jsonl.", folder.string()));
    }
    if (run.result.empty() && run.record.result()) {
        run.result = *run.record.result();
    }
    try {
        run.notes = readRunNotes(folder);
    } catch (const Error& error) {
        run.problems.emplace_back(error.what());
    }
    try {
        if (hasFile(folder, "sensitivity.json")) {
            run.sensitivity = readSensitivity(folder);
        }
    } catch (const Error& error) {
        run.problems.emplace_back(error.what());
    }
    return run;
}

fs::path resolveRunFolder(const std::string& run) {
    std::error_code ignored; // what cannot be asked for is not there
    const bool isPath = fs::is_directory(run, ignored);
    const bool isName = !isPath && !run.empty() && run.find('/') == std::string::npos && run != "..";
    const fs::path folder = isName ? runsFolder() / run : fs::path(run);
    if (!fs::is_directory(folder, ignored)) {
        throw inputError("run.not_found", fmt::format("Expected the folder of a run, or its name in {}, found {}.",
                                                      runsFolder().string(), shortJson(Json(run))));
    }
    requireRunFolder(folder);
    return folder;
}

std::string readRunNotes(const fs::path& folder) {
    std::error_code ignored; // what cannot be asked for is not there
    const fs::path file = folder / "notes.txt";
    return fs::exists(file, ignored) ? readWholeFile(file, kMostNotesBytes) : "";
}

void writeRunNotes(const fs::path& folder, const std::string& text) {
    if (static_cast<int64_t>(text.size()) > kMostNotesBytes) {
        throw usageError("note.too_long", fmt::format("Notes of a run may have {} bytes at most, found {}.",
                                                      kMostNotesBytes, text.size()));
    }
    const fs::path file = folder / "notes.txt";
    if (!isBlank(text)) {
        writeWholeFile(file, text.ends_with('\n') ? text : text + "\n");
        return;
    }
    std::error_code problem;
    fs::remove(file, problem);
    if (problem) {
        throw resourceError("file.remove",
                            fmt::format("The file {} cannot be removed: {}.", file.string(), problem.message()));
    }
}

} // namespace salient
