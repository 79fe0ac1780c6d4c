// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/source_spec.h"

#include "core/checkpoint/hugging_face_cache.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <optional>

namespace fs = std::filesystem;

namespace salient {

static bool exists(const std::string& file) {
    std::error_code ignored; // what cannot be looked at is no file
    return fs::exists(file, ignored);
}

/// The number behind the last colon, when all of it is one.
static std::optional<double> numberBehind(const std::string& text, size_t colon) {
    double value = 0.0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + colon + 1, end, value);
    return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}

SourceSpec parseSourceSpec(const std::string& text) {
    SourceSpec spec{.place = text, .key = "", .weight = 0.0};
    const size_t colon = text.rfind(':');
    if (!exists(spec.place) && colon != std::string::npos) {
        if (const auto weight = numberBehind(text, colon)) {
            if (!(*weight > 0.0) || !std::isfinite(*weight)) {
                throw usageError("calibration.weight",
                                 fmt::format("Expected a weight above 0 behind the last colon of \"{}\", found {}.",
                                             text, text.substr(colon + 1)));
            }
            spec.weight = *weight;
            spec.place.resize(colon);
        }
    }
    const size_t hash = spec.place.rfind('#');
    if (!exists(spec.place) && hash != std::string::npos) {
        spec.key = spec.place.substr(hash + 1);
        spec.place.resize(hash);
    }
    return spec;
}

/// Data files below a folder, the first kind of which there are any.
static std::vector<std::string> dataFiles(const fs::path& folder, const std::string& place) {
    for (const char* extension : {".parquet", ".jsonl", ".json", ".csv", ".txt"}) {
        std::vector<std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            const bool isDescription = entry.path().filename() == "dataset_infos.json";
            if (entry.path().extension() == extension && entry.is_regular_file() && !isDescription) {
                files.push_back(entry.path().string());
            }
        }
        const auto isTraining = [&](const std::string& file) {
            return fs::path(file).lexically_relative(folder).string().find("train") != std::string::npos;
        };
        if (std::any_of(files.begin(), files.end(), isTraining)) {
            std::erase_if(files, [&](const std::string& file) { return !isTraining(file); });
        }
        std::sort(files.begin(), files.end());
        if (!files.empty()) {
            return files;
        }
    }
    throw inputError("calibration.no_data_files",
                     fmt::format("The data set {} at {} holds no .parquet, .jsonl, .json, .csv or .txt file.", place,
                                 folder.string()));
}

std::vector<std::string> expandPlace(const std::string& place) {
    if (!place.starts_with("hf:")) {
        return {place};
    }
    if (!place.starts_with("hf:datasets/")) {
        throw usageError("calibration.hf_place",
                         fmt::format("Expected hf:datasets/OWNER/NAME for calibration, found {}.", place));
    }
    const fs::path found = findInHuggingFaceCache(place);
    return fs::is_directory(found) ? dataFiles(found, place) : std::vector{found.string()};
}

} // namespace salient
