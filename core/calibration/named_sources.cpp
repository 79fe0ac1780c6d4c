// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/named_sources.h"

#include "core/calibration/calibration_data.h"
#include "core/calibration/text_digest.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <unordered_set>

namespace salient {

bool isWeighted(const std::vector<NamedSource>& sources) {
    return std::any_of(sources.begin(), sources.end(), [](const NamedSource& s) { return s.spec.weight > 0.0; });
}

double weightOf(const NamedSource& source) {
    return source.spec.weight > 0.0 ? source.spec.weight : 1.0;
}

std::vector<NamedSource> findSources(const CalibrationOptions& options) {
    std::vector<std::string> names = options.sources;
    if (names.empty()) {
        names = {calibrationPresets().front()};
    }
    std::vector<NamedSource> sources;
    for (const std::string& name : names) {
        NamedSource source{.spec = parseSourceSpec(name), .files = {}, .bytes = {}, .read = {}};
        source.files = expandPlace(source.spec.place);
        for (const std::string& file : source.files) {
            source.bytes.push_back(textSourceBytes(file, source.spec.key));
        }
        sources.push_back(std::move(source));
    }
    return sources;
}

void readSources(std::vector<NamedSource>& sources, int64_t budget, uint64_t seed, const ChatRenderer& chatTemplate) {
    double total = 0.0;
    double weights = 0.0;
    for (const NamedSource& source : sources) {
        total += static_cast<double>(std::accumulate(source.bytes.begin(), source.bytes.end(), int64_t{0}));
        weights += weightOf(source);
    }
    const bool weighted = isWeighted(sources);
    const double most = static_cast<double>(budget);
    SeededRandom random(seed);
    for (NamedSource& source : sources) {
        const double own = static_cast<double>(std::accumulate(source.bytes.begin(), source.bytes.end(), int64_t{0}));
        for (size_t i = 0; i < source.files.size(); ++i) {
            const double ofSource = static_cast<double>(source.bytes[i]) / std::max(own, 1.0);
            const double share = weighted ? weightOf(source) / weights * ofSource
                                          : static_cast<double>(source.bytes[i]) / std::max(total, 1.0);
            SourceReading reading{source.spec.key, budget, chatTemplate};
            if (total > most) {
                // A weight says little about how much text a source has to give, so twice its share is looked at.
                reading.budgetBytes = static_cast<int64_t>((weighted ? 2.0 : 1.0) * most * share);
            }
            source.read.push_back(readTextSource(source.files[i], reading, random));
        }
    }
}

int64_t dropDuplicates(std::vector<NamedSource>& sources) {
    std::unordered_set<std::string> seen;
    size_t dropped = 0;
    for (NamedSource& source : sources) {
        for (TextSource& read : source.read) {
            dropped += std::erase_if(
                read.texts, [&](const CalibrationText& text) { return !seen.insert(textDigest(text.text)).second; });
        }
    }
    return static_cast<int64_t>(dropped);
}

static void reportSkipped(int64_t count, const std::string& reason, CalibrationReady& report) {
    if (count > 0) {
        report.textsSkipped += count;
        report.skipReasons.push_back(fmt::format("{} {}", count, reason));
    }
}

void reportSources(const std::vector<NamedSource>& sources, int64_t duplicates, bool hasTemplate,
                   CalibrationReady& report) {
    TextSource sum;
    for (const NamedSource& source : sources) {
        for (const TextSource& read : source.read) {
            report.textsRead += read.textsRead;
            report.notes.push_back(read.note);
            sum.emptyTexts += read.emptyTexts;
            sum.invalidBytes += read.invalidBytes;
            sum.chats += read.chats;
            sum.firstRefusal = sum.refusedByTemplate == 0 ? read.firstRefusal : sum.firstRefusal;
            sum.refusedByTemplate += read.refusedByTemplate;
        }
    }
    reportSkipped(sum.emptyTexts, "texts empty", report);
    reportSkipped(duplicates, "texts equal to another one", report);
    reportSkipped(sum.refusedByTemplate,
                  fmt::format("conversations refused by the chat template (\"{}\")", sum.firstRefusal), report);
    if (sum.chats > 0) {
        report.notes.push_back(fmt::format("{} conversations {}; tokens outside the answers are marked.", sum.chats,
                                           hasTemplate ? "went through the model's chat template"
                                                       : "were joined by blank lines, without a chat template"));
    }
    if (sum.invalidBytes > 0) {
        report.notes.push_back(fmt::format("{} invalid UTF-8 bytes read as U+FFFD", sum.invalidBytes));
    }
}

} // namespace salient
