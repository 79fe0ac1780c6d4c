// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// How a run ended, as far as its files say.
enum class RunEnd { Finished, Failed, Cancelled, Unfinished };
/// "finished", "failed", "cancelled", "unfinished"
std::string_view runEndName(RunEnd end);

/// One line of a list of runs; what the files do not say is empty.
struct RunListing {
    std::filesystem::path folder;
    std::string name; ///< of the folder
    std::string model;
    std::string output;
    int64_t started = 0; ///< seconds since 1970: from the folder's name, else the age of its files
    RunEnd state = RunEnd::Unfinished;
    std::string method;
    std::optional<int64_t> bits;
    std::optional<int64_t> groupSize;
    std::optional<int64_t> samples;
    std::optional<int64_t> length; ///< tokens per sample
    std::optional<int64_t> bytesBefore;
    std::optional<int64_t> bytesAfter;
    std::optional<double> perplexityBefore;
    std::optional<double> perplexityAfter;
    std::optional<double> meanKl;
    std::optional<double> seconds; ///< so far, when it did not finish
    std::string failure;           ///< why it failed, one sentence
    std::string notes;
    std::string problem; ///< what could not be read, one sentence
};

/// All folders directly in `root` as runs, the newest first. Reads small files and the last 64 kB of the events only;
/// a broken folder is listed with its problem. A root that is not there holds none; one that cannot be read is an
/// Error (input).
std::vector<RunListing> listRuns(const std::filesystem::path& root);

} // namespace salient
