// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/added_tokens.h"
#include "core/tokenizer/decoder.h"
#include "core/tokenizer/model.h"
#include "core/tokenizer/normalizer.h"
#include "core/tokenizer/post_processor.h"
#include "core/tokenizer/pre_tokenizer.h"
#include "core/tokenizer/tokenizer.h"

#include <mutex>
#include <string>

namespace salient {

namespace tokenization {

/// The parts of a tokenizer.json; all but the model may be missing.
struct Pipeline {
    std::string file; ///< where it was read, for messages
    NormalizerPtr normalizer;
    PreTokenizerPtr preTokenizer;
    ModelPtr model;
    PostProcessorPtr postProcessor;
    DecoderPtr decoder;
    AddedTokens addedTokens;
    std::optional<int32_t> bosId;
    std::optional<int32_t> eosId;

    /// One more than the highest id.
    int32_t idEnd() const;
    bool hasId(int32_t id) const;
    /// The piece as the vocabulary spells it; throws Error (input) for an id that has none.
    std::string_view piece(int32_t id) const;
    /// The piece as decoders see it; the same error.
    std::string_view written(int32_t id) const;
    bool isSpecial(int32_t id) const;
    std::optional<int32_t> id(std::string_view piece) const;

    /// All steps from text to tokens. Throws Error (input) for a text over 256 MiB.
    std::vector<TokenSpan> encode(std::string_view text, const EncodeOptions& options, WordCache& cache) const;

private:
    void tokenize(const Pieces& pieces, WordCache& cache, std::vector<EncodedToken>& out) const;
};

/// Puts a pipeline together from a description in the form of tokenizer.json without "model". `normalizer` is used in
/// place of the one described when it is not null. Throws Error (input).
Pipeline assemblePipeline(const Component& description, ModelPtr model, NormalizerPtr normalizer, AddedTokens::Ids ids);

/// Reads the tokenizer of a folder from the file that findTokenizer() says. Throws Error (input).
Pipeline readTokenizerFolder(const std::filesystem::path& folder);

} // namespace tokenization

struct Tokenizer::State {
    tokenization::Pipeline pipeline;
    /// One caller at a time uses the words remembered from earlier texts; others go without.
    std::mutex cacheMutex;
    tokenization::WordCache cache;
};

} // namespace salient
