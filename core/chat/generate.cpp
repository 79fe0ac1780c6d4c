// SPDX-License-Identifier: Apache-2.0
#include "core/chat/generate.h"

#include "kernels/error.h"

#include <algorithm>
#include <chrono>

namespace salient {

static double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

bool endsText(int32_t token, const Transformer& model, const SamplingOptions& options) {
    const auto holds = [&](const std::vector<int32_t>& ids) {
        return std::find(ids.begin(), ids.end(), token) != ids.end();
    };
    return options.stopAtEos && (holds(model.config().eosIds) || holds(options.endIds));
}

GenerateResult generate(CachedSequence& sequence, std::span<const int32_t> prompt, const SamplingOptions& options,
                        const RunContext& context, const std::function<bool(int32_t)>& onToken) {
    if (prompt.empty()) {
        throw inputError("generate.empty_prompt", "The prompt has no tokens; give at least one.");
    }
    Sampler sampler(options);
    sampler.see(prompt);
    Transformer& model = sequence.model();
    const auto checkCancelled = [&context] { context.checkCancelled(); };
    GenerateResult result;
    const auto begin = std::chrono::steady_clock::now();
    result.reusedTokens = sequence.keepPrefixOf(prompt);
    Tensor logits = sequence.append(prompt.subspan(static_cast<size_t>(result.reusedTokens)), checkCancelled);
    result.promptSeconds = secondsSince(begin);
    const auto decoding = std::chrono::steady_clock::now();
    while (true) {
        checkCancelled();
        if (model.backend().firstNonFinite(logits)) {
            throw numericError("generate.not_finite",
                               "The logits are not finite: the model's weights or activations overflow.");
        }
        const int32_t token = sampler.next(logits.floats());
        sampler.see(std::span(&token, 1));
        result.tokens.push_back(token);
        result.stoppedByEos = endsText(token, model, options);
        const bool goOn = onToken(token);
        if (result.tokens.size() == 1) {
            result.secondsToFirstToken = secondsSince(begin);
        }
        if (result.stoppedByEos || !goOn || static_cast<int64_t>(result.tokens.size()) >= options.maxTokens) {
            break;
        }
        logits = sequence.append(std::span(&token, 1), checkCancelled);
    }
    result.decodeSeconds = secondsSince(decoding);
    return result;
}

GenerateResult generate(Transformer& model, std::span<const int32_t> prompt, const SamplingOptions& options,
                        const RunContext& context, const std::function<bool(int32_t)>& onToken) {
    CachedSequence sequence(model);
    return generate(sequence, prompt, options, context, onToken);
}

} // namespace salient
