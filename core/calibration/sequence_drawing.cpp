// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/sequence_drawing.h"

#include "core/calibration/seeded_random.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace salient {

namespace {

/// The windows of one stream that may still be drawn.
struct WindowPool {
    const TokenStream& stream;
    std::vector<int64_t> numbers; ///< shuffled; drawn from the front
    size_t taken = 0;

    size_t left() const { return numbers.size() - taken; }
};

/// Numbers of the windows of `stream` whose tokens are not in `seen`.
std::vector<int64_t> newWindows(const TokenStream& stream, int64_t length, std::unordered_set<std::string_view>& seen) {
    std::vector<int64_t> numbers;
    const auto windows = static_cast<int64_t>(stream.ids.size()) / length;
    for (int64_t i = 0; i < windows; ++i) {
        const auto bytes = static_cast<size_t>(length) * sizeof(int32_t);
        const auto* begin = reinterpret_cast<const char*>(stream.ids.data() + i * length);
        if (seen.insert({begin, bytes}).second) {
            numbers.push_back(i);
        }
    }
    return numbers;
}

/// How many windows each pool gives, by weight. Source: Webster's method (Sainte-Laguë), which favours no size.
std::vector<size_t> sharesOf(const std::vector<WindowPool>& pools, int64_t wanted) {
    std::vector<size_t> shares(pools.size(), 0);
    for (int64_t i = 0; i < wanted; ++i) {
        size_t best = pools.size();
        double bestQuotient = 0.0;
        for (size_t p = 0; p < pools.size(); ++p) {
            const double quotient = pools[p].stream.weight / (static_cast<double>(shares[p]) + 0.5);
            if (shares[p] < pools[p].left() && (best == pools.size() || quotient > bestQuotient)) {
                best = p;
                bestQuotient = quotient;
            }
        }
        ++shares[best];
    }
    return shares;
}

void takeWindows(std::vector<WindowPool>& pools, int64_t wanted, int64_t length,
                 std::vector<std::vector<int32_t>>& sequences, std::vector<std::vector<uint8_t>>& scored) {
    const std::vector<size_t> shares = sharesOf(pools, wanted);
    for (size_t p = 0; p < pools.size(); ++p) {
        WindowPool& pool = pools[p];
        const auto first = pool.numbers.begin() + static_cast<std::ptrdiff_t>(pool.taken);
        std::vector<int64_t> numbers(first, first + static_cast<std::ptrdiff_t>(shares[p]));
        pool.taken += shares[p];
        std::sort(numbers.begin(), numbers.end());
        for (const int64_t number : numbers) {
            const auto ids = pool.stream.ids.begin() + number * length;
            const auto marks = pool.stream.scored.begin() + number * length;
            sequences.emplace_back(ids, ids + length);
            scored.emplace_back(marks, marks + length);
        }
    }
}

int64_t tokensOf(const std::vector<TokenStream>& streams) {
    int64_t tokens = 0;
    for (const TokenStream& stream : streams) {
        tokens += static_cast<int64_t>(stream.ids.size());
    }
    return tokens;
}

/// A text shorter than one window is one short window.
int64_t windowLength(const std::vector<TokenStream>& streams, int64_t wanted) {
    size_t longest = 0;
    for (const TokenStream& stream : streams) {
        longest = std::max(longest, stream.ids.size());
    }
    return std::min(wanted, static_cast<int64_t>(longest));
}

} // namespace

void drawSequences(const std::vector<TokenStream>& streams, const CalibrationOptions& options, int64_t holdoutSamples,
                   CalibrationData& data) {
    const int64_t length = windowLength(streams, options.length);
    std::unordered_set<std::string_view> seen; // looks into the streams
    std::vector<WindowPool> pools;
    int64_t windows = 0;
    int64_t available = 0;
    SeededRandom random(options.seed);
    for (const TokenStream& stream : streams) {
        WindowPool pool{stream, newWindows(stream, length, seen)};
        random.shuffle(pool.numbers);
        windows += static_cast<int64_t>(stream.ids.size()) / length;
        available += static_cast<int64_t>(pool.numbers.size());
        pools.push_back(std::move(pool));
    }
    // When windows are scarce, up to one in eight still goes to the hold-out.
    const int64_t holdout = std::min(holdoutSamples, std::max(available - options.samples, available / 8));
    const int64_t samples = std::min(options.samples, available - holdout);
    takeWindows(pools, samples, length, data.sequences, data.sequenceScored);
    takeWindows(pools, holdout, length, data.holdout, data.holdoutScored);

    auto& notes = data.report.notes;
    const int64_t tokens = tokensOf(streams);
    notes.push_back(fmt::format(
        "{} tokens give {} windows of {}: {} drawn with seed {}, {} more held out; the last {} tokens fill no window.",
        tokens, windows, length, samples, options.seed, holdout, tokens - windows * length));
    if (available < windows) {
        notes.push_back(
            fmt::format("{} windows repeat the tokens of another one and were left out.", windows - available));
    }
    if (samples < options.samples || holdout < holdoutSamples || length < options.length) {
        notes.push_back(fmt::format("Too little text: {} × {} tokens and {} held-out samples were asked for.",
                                    options.samples, options.length, holdoutSamples));
    }
}

} // namespace salient
