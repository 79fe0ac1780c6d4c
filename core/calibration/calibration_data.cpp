// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration_data.h"

#include "core/calibration/named_sources.h"
#include "core/calibration/sequence_drawing.h"
#include "core/calibration/sha256.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

namespace salient {

/// Bytes of text that are looked at per token that is wanted; about four make a token, so there is four times as much
/// to choose from as is used. What lies beyond is sampled.
static constexpr int64_t kBytesPerWantedToken = 16;
static constexpr int64_t kSmallestBudgetBytes = 4 << 20;

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

static void takeIdLists(std::vector<std::vector<int32_t>>& lists, const CalibrationOptions& options, int64_t vocabulary,
                        CalibrationData& data) {
    for (std::vector<int32_t>& ids : lists) {
        const size_t number = data.sequences.size() + 1;
        checkVocabulary(ids, vocabulary, fmt::format("in list {} of the given token ids", number));
        if (!data.sequences.empty() && ids.size() != data.sequences[0].size()) {
            throw inputError(
                "calibration.unequal_lists",
                fmt::format("Expected lists of token ids of one length, found {} ids in list 1 and {} in list {}.",
                            data.sequences[0].size(), ids.size(), number));
        }
        if (static_cast<int64_t>(number) <= options.samples) {
            data.sequenceScored.emplace_back(ids.size(), uint8_t{1});
            data.sequences.push_back(std::move(ids));
        }
    }
    data.report.notes.emplace_back("Token ids are used as given, in order, without shuffling and hold-out.");
}

/// The texts one after the other, of each source apart when they have weights; where the tokenizer has an
/// end-of-sequence token it stands between two texts.
static std::vector<TokenStream> tokenizeAll(const std::vector<NamedSource>& sources, const Tokenizer& tokenizer,
                                            CalibrationData& data) {
    CalibrationReady& report = data.report;
    const std::optional<int32_t> separator = tokenizer.eosId();
    data.separator = separator;
    const bool weighted = isWeighted(sources);
    std::vector<TokenStream> streams(weighted ? sources.size() : 1);
    for (size_t i = 0; i < sources.size(); ++i) {
        TokenStream& stream = streams[weighted ? i : 0];
        stream.weight = weightOf(sources[i]);
        const size_t before = stream.ids.size();
        for (const TextSource& read : sources[i].read) {
            data.sources[i].texts += static_cast<int64_t>(read.texts.size());
            for (const CalibrationText& text : read.texts) {
                appendTokens(text, tokenizer, stream);
            }
        }
        data.sources[i].tokens = static_cast<int64_t>(stream.ids.size() - before);
    }
    report.notes.push_back(
        fmt::format("Texts are joined {}, split into windows, and begin without a beginning-of-sequence token.",
                    separator ? fmt::format("with {} (id {}) between them", tokenizer.piece(*separator), *separator)
                              : "without a separator"));
    if (weighted) {
        std::string weights;
        for (const NamedSource& source : sources) {
            weights += fmt::format("{}{} {}", weights.empty() ? "" : ", ", source.spec.place, weightOf(source));
        }
        report.notes.push_back(fmt::format("Samples are shared out by weight: {}.", weights));
    }
    return streams;
}

static std::string hashOf(const std::vector<std::vector<int32_t>>& sequences) {
    Sha256 hash;
    for (const std::vector<int32_t>& sequence : sequences) {
        hash.update(sequence);
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

/// Begins what is known of each source with its lists of token ids.
static void countLists(const std::vector<NamedSource>& sources, CalibrationData& data) {
    for (const NamedSource& source : sources) {
        SourceShare share{source.spec.place, 0, 0};
        for (const TextSource& read : source.read) {
            share.texts += static_cast<int64_t>(read.idLists.size());
            for (const std::vector<int32_t>& list : read.idLists) {
                share.tokens += static_cast<int64_t>(list.size());
            }
        }
        data.sources.push_back(share);
    }
}

/// The lists of all sources; throws Error when texts and lists are mixed, or there is neither.
static std::vector<std::vector<int32_t>> takeLists(std::vector<NamedSource>& sources) {
    std::vector<std::vector<int32_t>> lists;
    bool hasTexts = false;
    for (NamedSource& source : sources) {
        for (TextSource& read : source.read) {
            hasTexts = hasTexts || !read.texts.empty();
            std::move(read.idLists.begin(), read.idLists.end(), std::back_inserter(lists));
        }
    }
    if (!hasTexts && lists.empty()) {
        throw inputError("calibration.empty", fmt::format("The calibration sources hold not a single usable text: {}.",
                                                          sources.front().read.front().note));
    }
    if (hasTexts && !lists.empty()) {
        throw inputError("calibration.mixed",
                         "Expected texts or lists of token ids for calibration, found both; give one kind.");
    }
    return lists;
}

static void takeTexts(const std::vector<NamedSource>& sources, const CalibrationOptions& options,
                      int64_t holdoutSamples, const Tokenizer* tokenizer, int64_t vocabulary, CalibrationData& data) {
    if (tokenizer == nullptr) {
        throw inputError("calibration.no_tokenizer",
                         "Calibration with texts needs the model's tokenizer.json; give lists of token ids instead.");
    }
    const std::vector<TokenStream> streams = tokenizeAll(sources, *tokenizer, data);
    if (std::all_of(streams.begin(), streams.end(), [](const TokenStream& s) { return s.ids.empty(); })) {
        throw inputError("calibration.empty", "The tokenizer makes no tokens of the calibration texts.");
    }
    for (const TokenStream& stream : streams) {
        checkVocabulary(stream.ids, vocabulary, "from the tokenizer; it belongs to another model");
    }
    drawSequences(streams, options, holdoutSamples, data);
}

CalibrationData readCalibration(const CalibrationOptions& options, int64_t holdoutSamples, const Tokenizer* tokenizer,
                                int64_t vocabulary, const ChatRenderer& chatTemplate) {
    checkOptions(options, holdoutSamples);
    std::vector<NamedSource> sources = findSources(options);
    const int64_t budget =
        std::max(kSmallestBudgetBytes, (options.samples + holdoutSamples) * options.length * kBytesPerWantedToken);
    readSources(sources, budget, options.seed, chatTemplate);
    CalibrationData data;
    countLists(sources, data);
    std::vector<std::vector<int32_t>> lists = takeLists(sources);
    reportSources(sources, dropDuplicates(sources), static_cast<bool>(chatTemplate), data.report);
    if (lists.empty()) {
        takeTexts(sources, options, holdoutSamples, tokenizer, vocabulary, data);
    } else {
        takeIdLists(lists, options, vocabulary, data);
    }
    data.report.samples = static_cast<int64_t>(data.sequences.size());
    data.report.length = static_cast<int64_t>(data.sequences.front().size());
    data.report.tokens = data.report.samples * data.report.length;
    data.report.holdoutSamples = static_cast<int64_t>(data.holdout.size());
    data.report.dataHash = hashOf(data.sequences);
    return data;
}

} // namespace salient
