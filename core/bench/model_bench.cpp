// SPDX-License-Identifier: Apache-2.0
#include "core/bench/model_bench.h"

#include "core/bench/bench_shapes.h"
#include "core/chat/generate.h"
#include "core/run_clock.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace salient {

static void checkLength(const char* what, int64_t tokens, int64_t before, int64_t maxPositions) {
    if (tokens < 1) {
        throw usageError("bench.length", fmt::format("Expected a {} of at least 1 token, found {}.", what, tokens));
    }
    if (tokens > maxPositions - before) {
        throw usageError("bench.context",
                         fmt::format("A {} of {} tokens behind {} others is more than the {} that the model takes.",
                                     what, tokens, before, maxPositions));
    }
}

ModelBenchOptions fitToModel(ModelBenchOptions asked, int64_t maxPositions) {
    checkRepeats(asked.repeats);
    const auto choose = [](int64_t& length, int64_t usual, int64_t room) {
        if (length == kAnyLength) {
            length = std::max<int64_t>(1, std::min(usual, room));
        }
    };
    choose(asked.prompt, 512, maxPositions / 2);
    choose(asked.decode, 128, maxPositions - 1);
    checkLength("prompt", asked.prompt, 0, maxPositions);
    checkLength("continuation", asked.decode, 1, maxPositions);
    choose(asked.history, 2000, maxPositions - asked.prompt);
    checkLength("history", asked.history, asked.prompt, maxPositions);
    return asked;
}

namespace {

/// Random tokens; two texts of different turns differ in their first token, so that nothing of one serves the other.
class RandomText {
public:
    explicit RandomText(int64_t vocabulary) : m_vocabulary(vocabulary) {}

    std::vector<int32_t> text(int64_t length, int64_t turn) {
        std::uniform_int_distribution<int32_t> any(0, static_cast<int32_t>(m_vocabulary - 1));
        std::vector<int32_t> ids(static_cast<size_t>(length));
        std::generate(ids.begin(), ids.end(), [&] { return any(m_bits); });
        ids.front() = static_cast<int32_t>(turn % m_vocabulary);
        return ids;
    }

private:
    int64_t m_vocabulary;
    std::mt19937 m_bits{42};
};

class ModelBench {
public:
    ModelBench(Transformer& model, const ModelBenchOptions& lengths, const RunContext& context)
        : m_lengths(lengths), m_context(context), m_texts(model.config().vocabulary), m_first(model), m_later(model),
          m_decoded(model) {}

    ModelBenchResult run() {
        RunClock clock(m_context);
        m_history = m_texts.text(m_lengths.history, 0);
        m_later.append(m_history, [this] { m_context.checkCancelled(); });
        ModelBenchResult result{.lengths = m_lengths, .prompt = {}, .decode = {}, .firstToken = {}, .followUp = {}};
        std::vector<double> prompt, decode, firstToken, followUp;
        for (int64_t turn = 0; turn <= m_lengths.repeats; ++turn) {
            clock.progress("bench", turn == 0 ? "warm-up" : fmt::format("round {}/{}", turn, m_lengths.repeats),
                           static_cast<double>(turn) / static_cast<double>(m_lengths.repeats + 1));
            const std::vector<int32_t> text = m_texts.text(m_lengths.prompt, turn);
            const GenerateResult first = firstTokenOf(m_first, text);
            const double decodeSeconds = decodeOnce(turn);
            std::vector<int32_t> later = m_history;
            later.insert(later.end(), text.begin(), text.end());
            const GenerateResult second = firstTokenOf(m_later, later);
            if (turn > 0) {
                prompt.push_back(first.promptSeconds);
                firstToken.push_back(first.secondsToFirstToken);
                decode.push_back(decodeSeconds);
                followUp.push_back(second.secondsToFirstToken);
                result.reused = second.reusedTokens;
            }
        }
        result.prompt = timingOf(prompt);
        result.decode = timingOf(decode);
        result.firstToken = timingOf(firstToken);
        result.followUp = timingOf(followUp);
        return result;
    }

private:
    GenerateResult firstTokenOf(CachedSequence& sequence, std::span<const int32_t> text) {
        const SamplingOptions one{.maxTokens = 1, .greedy = true, .stopAtEos = false, .endIds = {}};
        return generate(sequence, text, one, m_context, [](int32_t) { return true; });
    }

    double decodeOnce(int64_t turn) {
        const auto check = [this] { m_context.checkCancelled(); };
        const std::vector<int32_t> text = m_texts.text(m_lengths.decode + 1, turn);
        const std::span<const int32_t> ids(text);
        m_decoded.keepPrefixOf(ids.first(1));
        m_decoded.append(ids.first(1), check);
        const auto start = std::chrono::steady_clock::now();
        for (size_t at = 1; at < ids.size(); ++at) {
            m_decoded.append(ids.subspan(at, 1), check);
        }
        return secondsSince(start);
    }

    ModelBenchOptions m_lengths;
    const RunContext& m_context;
    RandomText m_texts;
    CachedSequence m_first, m_later, m_decoded; ///< keep their memory from turn to turn
    std::vector<int32_t> m_history;
};

} // namespace

ModelBenchResult benchModel(Transformer& model, const ModelBenchOptions& asked, const RunContext& context) {
    return ModelBench(model, fitToModel(asked, model.config().maxPositions), context).run();
}

} // namespace salient
