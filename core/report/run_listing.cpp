// SPDX-License-Identifier: Apache-2.0
#include "core/report/run_listing.h"

#include "core/events.h"
#include "core/report/run_json.h"
#include "core/report/stored_run.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>

namespace fs = std::filesystem;

namespace salient {

namespace {

constexpr std::streamoff kTailBytes = 65536;

bool isThere(const fs::path& file) {
    std::error_code ignored; // what cannot be asked for is not there
    return fs::exists(file, ignored);
}

/// "2026-03-05-140709-SmolLM2-135M" names a local time; other folders are as old as their oldest file of a run.
int64_t startedAt(const fs::path& folder) {
    std::tm time{};
    int digits = 0;
    const std::string name = folder.filename().string();
    const int fields = std::sscanf(name.c_str(), "%4d-%2d-%2d-%2d%2d%2d%n", &time.tm_year, &time.tm_mon, &time.tm_mday,
                                   &time.tm_hour, &time.tm_min, &time.tm_sec, &digits);
    if (fields == 6 && digits == 17) {
        time.tm_year -= 1900;
        time.tm_mon -= 1;
        time.tm_isdst = -1;
        if (const std::time_t seconds = std::mktime(&time); seconds > 0) {
            return seconds;
        }
    }
    for (const char* file : {"recipe.json", "events.jsonl", ""}) {
        struct stat found {};
        if (::stat((folder / file).c_str(), &found) == 0) {
            return found.st_mtime;
        }
    }
    return 0;
}

/// Whole lines at the end of a file, the last one first.
std::vector<std::string> lastLines(const fs::path& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    const std::streamoff size = in ? static_cast<std::streamoff>(in.tellg()) : 0;
    const std::streamoff begin = std::max<std::streamoff>(0, size - kTailBytes);
    std::string text(static_cast<size_t>(std::max<std::streamoff>(0, size - begin)), '\0');
    in.seekg(begin);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<size_t>(std::max<std::streamsize>(0, in.gcount())));
    std::vector<std::string> lines;
    size_t end = text.rfind('\n'); // what stands after it is torn
    while (end != std::string::npos && end > 0) {
        const size_t before = text.rfind('\n', end - 1);
        if (before == std::string::npos && begin > 0) {
            break; // its beginning was not read
        }
        const size_t first = before == std::string::npos ? 0 : before + 1;
        lines.push_back(text.substr(first, end - first));
        end = before;
    }
    return lines;
}

void takeEnd(const fs::path& folder, RunListing& run) {
    for (const std::string& line : lastLines(folder / "events.jsonl")) {
        Event event;
        try {
            event = eventFromJson(line);
        } catch (const Error& error) {
            run.problem = fmt::format("The end of {} is broken: {}", (folder / "events.jsonl").string(), error.what());
            return;
        }
        if (const auto* failed = std::get_if<Failed>(&event)) {
            run.state = failed->code == "cancelled" ? RunEnd::Cancelled : RunEnd::Failed;
            run.failure = failed->sentence;
        } else if (const auto* progress = std::get_if<Progress>(&event)) {
            run.seconds = progress->secondsElapsed;
            return;
        }
    }
}

void takeRecipe(const Json& recipe, RunListing& run) {
    run.model = textAt(recipe, "/model");
    run.output = textAt(recipe, "/output");
    run.method = textAt(recipe, "/method");
    run.bits = countAt(recipe, "/bits");
    run.groupSize = countAt(recipe, "/group_size");
    run.samples = countAt(recipe, "/calibration/samples");
    run.length = countAt(recipe, "/calibration/length");
}

void takeResult(const Json& result, RunListing& run) {
    run.state = RunEnd::Finished;
    run.bytesBefore = countAt(result, "/bytes_before");
    run.bytesAfter = countAt(result, "/bytes_after");
    run.perplexityBefore = numberAt(result, "/holdout/perplexity_before");
    run.perplexityAfter = numberAt(result, "/holdout/perplexity_after");
    run.meanKl = numberAt(result, "/holdout/mean_kl");
    run.seconds = numberAt(result, "/time/seconds");
}

RunListing listRun(const fs::path& folder) {
    RunListing run;
    run.folder = folder;
    run.name = folder.filename().string();
    run.started = startedAt(folder);
    try {
        run.notes = readRunNotes(folder);
        if (!isThere(folder / "recipe.json")) {
            run.problem =
                fmt::format("{} has no recipe.json; it is not the folder of a run, or a broken one.", folder.string());
        } else {
            takeRecipe(readRunJson(folder / "recipe.json"), run);
        }
        if (isThere(folder / "result.json")) {
            takeResult(readRunJson(folder / "result.json"), run);
        }
    } catch (const Error& error) {
        run.problem = error.what();
    }
    if (run.state == RunEnd::Unfinished) {
        takeEnd(folder, run);
    }
    return run;
}

} // namespace

std::string_view runEndName(RunEnd end) {
    switch (end) {
    case RunEnd::Finished:
        return "finished";
    case RunEnd::Failed:
        return "failed";
    case RunEnd::Cancelled:
        return "cancelled";
    case RunEnd::Unfinished:
        break;
    }
    return "unfinished";
}

std::vector<RunListing> listRuns(const fs::path& root) {
    std::vector<RunListing> runs;
    if (!isThere(root)) {
        return runs;
    }
    try {
        for (const fs::directory_entry& entry : fs::directory_iterator(root)) {
            std::error_code ignored; // what cannot be asked for is no folder
            if (entry.is_directory(ignored)) {
                runs.push_back(listRun(entry.path()));
            }
        }
    } catch (const fs::filesystem_error& error) {
        throw inputError("runs.unreadable",
                         fmt::format("The folder {} cannot be read: {}.", root.string(), error.code().message()));
    }
    std::sort(runs.begin(), runs.end(), [](const RunListing& a, const RunListing& b) {
        return a.started != b.started ? a.started > b.started : a.name > b.name;
    });
    return runs;
}

} // namespace salient
