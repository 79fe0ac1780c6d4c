// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration_data.h"

#include "core/calibration/seeded_random.h"
#include "core/calibration/sha256.h"
#include "core/calibration/text_source.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace salient {

/// Bytes of text that are looked at per token that is wanted; about four make a token, so there is four times as much
/// to choose from as is used. What lies beyond is sampled.
static constexpr int64_t kBytesPerWantedToken = 16;
static constexpr int64_t kSmallestBudgetBytes = 4 << 20;

static std::vector<TextSource> readSources(const CalibrationOptions& options, int64_t holdoutSamples) {
    std::vector<std::string> names = options.sources;
    if (names.empty()) {
        names = {calibrationPresets().front()};
    }
    std::vector<int64_t> bytes;
    int64_t total = 0;
    for (const std::string& name : names) {
        bytes.push_back(textSourceBytes(name));
        total += bytes.back();
    }
    const int64_t budget =
        std::max(kSmallestBudgetBytes, (options.samples + holdoutSamples) * options.length * kBytesPerWantedToken);
    SeededRandom random(options.seed);
    std::vector<TextSource> sources;
    for (size_t i = 0; i < names.size(); ++i) {
        // Each source gets its share of the budget; with one, or when all fit, that is all of it.
        const double share = static_cast<double>(bytes[i]) / static_cast<double>(total);
        const auto ownBudget = total <= budget ? bytes[i] : static_cast<int64_t>(static_cast<double>(budget) * share);
        sources.push_back(readTextSource(names[i], ownBudget, random));
    }
    return sources;
}

static void reportSources(const std::vector<TextSource>& sources, CalibrationReady& report) {
    int64_t invalidBytes = 0;
    for (const TextSource& source : sources) {
        report.textsRead += source.textsRead;
        report.textsSkipped += source.emptyTexts;
        report.notes.push_back(source.note);
        invalidBytes += source.invalidBytes;
    }
    if (report.textsSkipped > 0) {
        report.skipReasons.push_back(fmt::format("{} texts empty", report.textsSkipped));
    }
    if (invalidBytes > 0) {
        report.notes.push_back(fmt::format("{} invalid UTF-8 bytes read as U+FFFD", invalidBytes));
    }
}

static void checkVocabulary(const std::vector<int32_t>& ids, int64_t vocabulary, const std::string& whose) {
    for (const int32_t id : ids) {
        if (id < 0 || id >= vocabulary) {
            throw inputError(
                "calibration.id_out_of_range",
                fmt::format("Expected token ids from 0 to {}, as the model's vocabulary has {}, found {} {}.",
                            vocabulary - 1, vocabulary, id, whose));
        }
    }
}

static CalibrationData takeIdLists(std::vector<TextSource> sources, const CalibrationOptions& options,
                                   int64_t vocabulary) {
    CalibrationData data;
    reportSources(sources, data.report);
    for (TextSource& source : sources) {
        for (std::vector<int32_t>& ids : source.idLists) {
            const size_t number = data.sequences.size() + 1;
            checkVocabulary(ids, vocabulary, fmt::format("in list {} of the given token ids", number));
            if (!data.sequences.empty() && ids.size() != data.sequences[0].size()) {
                throw inputError(
                    "calibration.unequal_lists",
                    fmt::format("Expected lists of token ids of one length, found {} ids in list 1 and {} in list {}.",
                                data.sequences[0].size(), ids.size(), number));
            }
            if (static_cast<int64_t>(number) <= options.samples) {
                data.sequences.push_back(std::move(ids));
            }
        }
    }
    data.report.notes.emplace_back("Token ids are used as given, in order, without shuffling and hold-out.");
    return data;
}

/// All texts one after the other; where the tokenizer has an end-of-sequence token it stands between two texts.
static std::vector<int32_t> tokenizeAll(const std::vector<TextSource>& sources, const Tokenizer& tokenizer,
                                        CalibrationReady& report) {
    const std::optional<int32_t> separator = tokenizer.eosId();
    std::vector<int32_t> stream;
    for (const TextSource& source : sources) {
        for (const std::string& text : source.texts) {
            if (separator && !stream.empty() && stream.back() != *separator) {
                stream.push_back(*separator);
            }
            const std::vector<int32_t> ids =
                tokenizer.encode(text, {.addSpecialTokens = false, .parseSpecialTokens = true});
            stream.insert(stream.end(), ids.begin(), ids.end());
        }
    }
    report.notes.push_back(
        fmt::format("Texts are joined {}, split into windows, and begin without a beginning-of-sequence token.",
                    separator ? fmt::format("with {} (id {}) between them", tokenizer.piece(*separator), *separator)
                              : "without a separator"));
    return stream;
}

static std::vector<std::vector<int32_t>> cutWindows(const std::vector<int32_t>& stream, std::vector<int64_t> numbers,
                                                    int64_t length) {
    std::sort(numbers.begin(), numbers.end());
    std::vector<std::vector<int32_t>> windows;
    for (const int64_t number : numbers) {
        const auto begin = stream.begin() + number * length;
        windows.emplace_back(begin, begin + length);
    }
    return windows;
}

/// Draws the calibration windows, then the hold-out from what is left; in the order of the text each.
static void drawWindows(const std::vector<int32_t>& stream, const CalibrationOptions& options, int64_t holdoutSamples,
                        CalibrationData& data) {
    // A text shorter than one window is one short window.
    const auto tokens = static_cast<int64_t>(stream.size());
    const int64_t length = std::min(options.length, tokens);
    const int64_t available = tokens / length;
    // When windows are scarce, up to one in eight still goes to the hold-out.
    const int64_t holdout = std::min(holdoutSamples, std::max(available - options.samples, available / 8));
    const int64_t samples = std::min(options.samples, available - holdout);

    std::vector<int64_t> numbers(static_cast<size_t>(available));
    for (int64_t i = 0; i < available; ++i) {
        numbers[i] = i;
    }
    SeededRandom(options.seed).shuffle(numbers);
    data.sequences = cutWindows(stream, {numbers.begin(), numbers.begin() + samples}, length);
    data.holdout = cutWindows(stream, {numbers.begin() + samples, numbers.begin() + samples + holdout}, length);

    auto& notes = data.report.notes;
    notes.push_back(fmt::format(
        "{} tokens give {} windows of {}: {} drawn with seed {}, {} more held out; the last {} tokens fill no window.",
        tokens, available, length, samples, options.seed, holdout, tokens - available * length));
    if (samples < options.samples || holdout < holdoutSamples || length < options.length) {
        notes.push_back(fmt::format("Too little text: {} × {} tokens and {} held-out samples were asked for.",
                                    options.samples, options.length, holdoutSamples));
    }
}

static std::string hashOf(const std::vector<std::vector<int32_t>>& sequences) {
    Sha256 hash;
    for (const std::vector<int32_t>& sequence : sequences) {
        for (const int32_t id : sequence) {
            const auto bits = static_cast<uint32_t>(id);
            const uint8_t bytes[4] = {static_cast<uint8_t>(bits), static_cast<uint8_t>(bits >> 8),
                                      static_cast<uint8_t>(bits >> 16), static_cast<uint8_t>(bits >> 24)};
            hash.update(bytes);
        }
    }
    return hash.finish();
}

static void checkOptions(const CalibrationOptions& options, int64_t holdoutSamples) {
    constexpr int64_t kMost = std::numeric_limits<int64_t>::max() / kBytesPerWantedToken;
    const bool positive = options.samples > 0 && options.length > 0 && holdoutSamples >= 0;
    if (!positive || holdoutSamples > kMost - options.samples ||
        options.length > kMost / (options.samples + holdoutSamples)) {
        throw usageError("calibration.options",
                         fmt::format("Expected at least 1 sample of at least 1 token and no negative hold-out, "
                                     "found {} × {} and {}.",
                                     options.samples, options.length, holdoutSamples));
    }
}

CalibrationData readCalibration(const CalibrationOptions& options, int64_t holdoutSamples, const Tokenizer* tokenizer,
                                int64_t vocabulary) {
    checkOptions(options, holdoutSamples);
    std::vector<TextSource> sources = readSources(options, holdoutSamples);
    const auto has = [&](auto member) {
        return std::any_of(sources.begin(), sources.end(), [&](const TextSource& s) { return !(s.*member).empty(); });
    };
    const bool hasTexts = has(&TextSource::texts);
    const bool hasIds = has(&TextSource::idLists);
    if (!hasTexts && !hasIds) {
        throw inputError("calibration.empty", fmt::format("The calibration sources hold not a single usable text: {}.",
                                                          sources.front().note));
    }
    if (hasTexts && hasIds) {
        throw inputError("calibration.mixed",
                         "Expected texts or lists of token ids for calibration, found both; give one kind.");
    }
    if (hasTexts && tokenizer == nullptr) {
        throw inputError("calibration.no_tokenizer",
                         "Calibration with texts needs the model's tokenizer.json; give lists of token ids instead.");
    }
    CalibrationData data;
    if (hasIds) {
        data = takeIdLists(std::move(sources), options, vocabulary);
    } else {
        reportSources(sources, data.report);
        const std::vector<int32_t> stream = tokenizeAll(sources, *tokenizer, data.report);
        if (stream.empty()) {
            throw inputError("calibration.empty", "The tokenizer makes no tokens of the calibration texts.");
        }
        checkVocabulary(stream, vocabulary, "from the tokenizer; it belongs to another model");
        drawWindows(stream, options, holdoutSamples, data);
    }
    data.report.samples = static_cast<int64_t>(data.sequences.size());
    data.report.length = static_cast<int64_t>(data.sequences.front().size());
    data.report.tokens = data.report.samples * data.report.length;
    data.report.holdoutSamples = static_cast<int64_t>(data.holdout.size());
    data.report.dataHash = hashOf(data.sequences);
    return data;
}

} // namespace salient
