// SPDX-License-Identifier: Apache-2.0
#include "core/run_folder.h"

#include "core/environment.h"
#include "core/whole_file.h"
#include "kernels/error.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>

namespace fs = std::filesystem;

namespace salient {

static constexpr double kSecondsBetweenFlushes = 1.0;

static double secondsNow() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static Error writeRefused(const fs::path& path, const std::string& reason) {
    return resourceError("run_folder.write",
                         fmt::format("The run folder file {} cannot be written: {}.", path.string(), reason));
}

fs::path runsFolder() {
    if (const std::string data = environmentText("XDG_DATA_HOME"); !data.empty()) {
        return fs::path(data) / "salient" / "runs";
    }
    if (const std::string home = environmentText("HOME"); !home.empty()) {
        return fs::path(home) / ".local" / "share" / "salient" / "runs";
    }
    throw usageError("run_folder.no_home", "Neither XDG_DATA_HOME nor HOME is set; name a run folder.");
}

/// "2026-03-05-140709-SmolLM2-135M", with "-2", "-3", … when that exists.
static fs::path createNamedAfterTime(const Recipe& recipe) {
    const fs::path parent = runsFolder();
    fs::create_directories(parent);
    const fs::path model = recipe.model.lexically_normal();
    const std::string modelName = (model.has_filename() ? model : model.parent_path()).filename().string();
    const std::string name = fmt::format("{:%Y-%m-%d-%H%M%S}-{}", fmt::localtime(std::time(nullptr)), modelName);
    for (int attempt = 1;; ++attempt) {
        const fs::path folder = parent / (attempt == 1 ? name : fmt::format("{}-{}", name, attempt));
        if (fs::create_directory(folder)) {
            return folder;
        }
    }
}

RunFolder::RunFolder(fs::path path) : m_path(std::move(path)), m_lastFlush(secondsNow()) {
    m_events.open(m_path / "events.jsonl", std::ios::binary | std::ios::app);
    if (!m_events) {
        throw writeRefused(m_path / "events.jsonl", std::strerror(errno));
    }
}

RunFolder RunFolder::create(const fs::path& folder, const Recipe& recipe) {
    fs::path path = folder;
    try {
        if (folder.empty()) {
            path = createNamedAfterTime(recipe);
        } else if (!fs::create_directories(folder) && !fs::is_empty(folder)) {
            throw inputError(
                "run_folder.exists",
                fmt::format("The run folder {} exists and is not empty; name a new one.", folder.string()));
        }
    } catch (const fs::filesystem_error& error) {
        throw resourceError("run_folder.create", fmt::format("The run folder {} cannot be created: {}.",
                                                             error.path1().string(), error.code().message()));
    }
    writeWholeFile(path / "recipe.json", recipeToJson(recipe));
    return RunFolder(path);
}

void RunFolder::append(const Event& event) {
    m_events << eventToJson(event) << '\n';
    if (const double now = secondsNow(); now - m_lastFlush >= kSecondsBetweenFlushes) {
        m_events.flush();
        m_lastFlush = now;
    }
    if (!m_events) {
        throw writeRefused(m_path / "events.jsonl", "the disk refused an event; is it full?");
    }
}

void RunFolder::writeResult(const std::string& json) {
    if (!m_events.flush()) {
        throw writeRefused(m_path / "events.jsonl", "the disk refused the last events; is it full?");
    }
    writeWholeFile(m_path / "result.json", json.ends_with('\n') ? json : json + "\n");
}

Recipe readRunRecipe(const std::filesystem::path& runFolder) {
    constexpr int64_t kMostBytes = 16 << 20; // thousands of marks are a few hundred kilobytes
    const std::filesystem::path file = runFolder / "recipe.json";
    return recipeFromJson(readWholeFile(file, kMostBytes), file);
}

std::vector<Event> readEvents(const fs::path& eventsFile) {
    std::ifstream in(eventsFile, std::ios::binary);
    if (!in) {
        throw inputError("run_folder.no_events", fmt::format("The event file {} cannot be opened: {}.",
                                                             eventsFile.string(), std::strerror(errno)));
    }
    std::vector<Event> events;
    std::string line;
    for (int64_t number = 1; std::getline(in, line); ++number) {
        const bool torn = in.eof(); // no newline at its end: the writer was stopped within it
        try {
            events.push_back(eventFromJson(line));
        } catch (const Error& error) {
            if (!torn) {
                throw inputError(error.code(),
                                 fmt::format("{}, line {}: {}", eventsFile.string(), number, error.what()));
            }
        }
    }
    if (in.bad()) {
        throw inputError("run_folder.read", fmt::format("The event file {} cannot be read.", eventsFile.string()));
    }
    return events;
}

} // namespace salient
