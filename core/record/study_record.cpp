// SPDX-License-Identifier: Apache-2.0
#include "core/record/study_record.h"

#include "core/json_fields.h"
#include "core/whole_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace salient {

static constexpr auto jsonFields(const StudySetting*) {
    using S = StudySetting;
    return std::tuple{jsonField("method", &S::method),        jsonField("bits", &S::bits),
                      jsonField("group_size", &S::groupSize), jsonField("calibration", &S::calibration),
                      jsonField("samples", &S::samples),      jsonField("seed", &S::seed)};
}
static constexpr auto jsonFields(const StudyEntry*) {
    using E = StudyEntry;
    return std::tuple{jsonField("setting", &E::setting),
                      jsonField("bytes", &E::bytes),
                      jsonField("bits_per_weight", &E::bitsPerWeight),
                      jsonField("loss", &E::loss),
                      jsonField("kl", &E::kl),
                      jsonField("same_top", &E::sameTop),
                      jsonField("seconds", &E::seconds),
                      jsonField("peak_bytes", &E::peakBytes)};
}
static constexpr auto jsonFields(const StudyRecord*) {
    using R = StudyRecord;
    return std::tuple{jsonField("model", &R::model),
                      jsonField("text", &R::text),
                      jsonField("text_sha256", &R::textHash),
                      jsonField("windows", &R::windows),
                      jsonField("window_length", &R::windowLength),
                      jsonField("sample_length", &R::sampleLength),
                      jsonField("dense", &R::dense),
                      jsonField("entries", &R::entries),
                      jsonField("missing", &R::missing)};
}

const StudyEntry* StudyRecord::find(const StudySetting& setting) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const StudyEntry& entry) { return entry.setting == setting; });
    return found == entries.end() ? nullptr : &*found;
}

static StudyMean meanOf(const std::vector<double>& windows) {
    const auto count = static_cast<double>(windows.size());
    StudyMean result;
    for (const double value : windows) {
        result.mean += value / count;
    }
    double squares = 0.0;
    for (const double value : windows) {
        squares += (value - result.mean) * (value - result.mean);
    }
    result.error =
        windows.size() > 1 ? std::sqrt(squares / (count - 1.0) / count) : std::numeric_limits<double>::quiet_NaN();
    return result;
}

// The windows' own difficulty is the larger part of a perplexity's error and the same for all lines: in the difference
// from the original it cancels. Delta method: the error of exp(mean) is exp(mean) times the error of the mean.
StudyFigures figuresOf(const StudyRecord& record, const StudyEntry& entry) {
    std::vector<double> compared = entry.loss;
    if (entry.setting.method != kDenseMethod) {
        for (size_t i = 0; i < compared.size(); ++i) {
            compared[i] -= record.dense.loss[i];
        }
    }
    StudyFigures figures;
    figures.perplexity.mean = std::exp(meanOf(entry.loss).mean);
    figures.perplexity.error = figures.perplexity.mean * meanOf(compared).error;
    figures.kl = meanOf(entry.kl);
    figures.sameTop = meanOf(entry.sameTop).mean;
    return figures;
}

std::string studyToJson(const StudyRecord& record) {
    return toJson(record).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

static void checkWindows(const StudyEntry& entry, int64_t windows) {
    for (const auto& [key, values] :
         {std::pair{"loss", &entry.loss}, {"kl", &entry.kl}, {"same_top", &entry.sameTop}}) {
        if (static_cast<int64_t>(values->size()) != windows) {
            throw JsonMismatch{key, fmt::format("{} windows", windows), std::to_string(values->size())};
        }
    }
}

StudyRecord studyFromJson(const std::string& text, const std::filesystem::path& origin) {
    const auto broken = [&](const std::string& what) {
        return inputError("study.broken",
                          fmt::format("{} is no study: {}; remove it, or give another folder.", origin.string(), what));
    };
    try {
        StudyRecord record;
        readJson(jsonFromText(text), record, "", UnknownKeys::Ignore);
        if (record.windows < 1) {
            throw JsonMismatch{"windows", "at least 1", std::to_string(record.windows)};
        }
        checkWindows(record.dense, record.windows);
        for (const StudyEntry& entry : record.entries) {
            checkWindows(entry, record.windows);
        }
        return record;
    } catch (const Json::exception& error) {
        throw broken(jsonProblem(error));
    } catch (const JsonMismatch& wrong) {
        throw broken(fmt::format("expected {} under \"{}\", found {}", wrong.expected, wrong.key, wrong.found));
    }
}

std::filesystem::path studyFile(const std::filesystem::path& folder) {
    return folder / "study.json";
}

StudyRecord readStudy(const std::filesystem::path& folder) {
    const std::filesystem::path file = studyFile(folder);
    std::error_code failure;
    if (!std::filesystem::exists(file, failure)) {
        throw inputError("study.missing", fmt::format("{} holds no study; make one with salient study MODEL --text "
                                                      "FILE -o {}.",
                                                      folder.string(), folder.string()));
    }
    constexpr int64_t kLargest = 256 << 20;
    return studyFromJson(readWholeFile(file, kLargest), file);
}

void writeStudy(const std::filesystem::path& folder, const StudyRecord& record) {
    writeWholeFile(studyFile(folder), studyToJson(record));
}

} // namespace salient
