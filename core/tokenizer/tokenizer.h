// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

namespace tokenization {
class DecodingChain;
}

/// A token with the bytes of the input text it stands for.
struct TokenSpan {
    int32_t id = 0;
    int64_t begin = 0; ///< byte offset in the text given to encode()
    int64_t end = 0;
};

/// A stretch of the text given to encode(), in bytes.
struct TextRange {
    int64_t begin = 0;
    int64_t end = 0;
};

struct EncodeOptions {
    /// Adds what the post-processor adds around a text (BOS for Llama), as transformers does by default.
    bool addSpecialTokens = true;
    /// Recognises special tokens such as <|im_start|> that are typed out in the text.
    bool parseSpecialTokens = true;
    /// Where they stay text all the same: a special token that touches one of these is not recognised. In order, apart.
    std::span<const TextRange> literalRanges = {};
};

/// Text to ids and back as Hugging Face's `tokenizers` does it for a tokenizer.json, SentencePiece for its models and
/// tiktoken for ranks.
class Tokenizer {
public:
    /// The file of a model folder that load() reads, the one transformers would use: tokenizer.json, else by
    /// tokenizer_class and what is there tokenizer.model (SentencePiece or ranks), *.tiktoken, tekken.json, or
    /// vocab.json with merges.txt; none when the folder has no tokenizer.
    static std::optional<std::filesystem::path> findFile(const std::filesystem::path& folder);
    /// Reads the tokenizer of a model folder from that file (and what tokenizer_config.json beside it adds). Throws
    /// Error (input) naming the file and the part that is unknown.
    static Tokenizer load(const std::filesystem::path& folder);
    /// load(), or none when the folder has no tokenizer.
    static std::optional<Tokenizer> loadIfPresent(const std::filesystem::path& folder);
    ~Tokenizer();
    Tokenizer(Tokenizer&&) noexcept;
    Tokenizer& operator=(Tokenizer&&) noexcept;

    /// `text` is UTF-8 (invalid bytes are replaced by U+FFFD, as Python's reader would) of at most 256 MiB; Error
    /// (input) otherwise. Safe to call from several threads.
    std::vector<int32_t> encode(std::string_view text, const EncodeOptions& options = {}) const;
    std::vector<TokenSpan> encodeWithOffsets(std::string_view text, const EncodeOptions& options = {}) const;

    /// Throws Error (input) for an id outside the vocabulary.
    std::string decode(std::span<const int32_t> ids, bool skipSpecialTokens = false) const;

    /// The piece as the vocabulary spells it, e.g. "Ġhello". Throws Error (input) for an id outside the vocabulary.
    std::string_view piece(int32_t id) const;
    std::optional<int32_t> id(std::string_view piece) const;
    bool isSpecial(int32_t id) const;
    /// One more than the highest id, added tokens included.
    int32_t vocabularySize() const;
    /// From tokenizer_config.json, when they name tokens of the vocabulary.
    std::optional<int32_t> bosId() const;
    std::optional<int32_t> eosId() const;

private:
    friend class StreamingDecoder;
    struct State;
    explicit Tokenizer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Turns ids into text as they come; never gives out half a UTF-8 character. What it gives out in total equals
/// decode() of all ids. The tokenizer must outlive it.
class StreamingDecoder {
public:
    explicit StreamingDecoder(const Tokenizer& tokenizer, bool skipSpecialTokens = true);
    ~StreamingDecoder();
    StreamingDecoder(StreamingDecoder&&) noexcept;

    /// The text that is certain after this id; may be empty. Throws Error (input) for an id outside the vocabulary.
    std::string push(int32_t id);
    /// What was held back; incomplete bytes become U+FFFD.
    std::string finish();

private:
    const Tokenizer& m_tokenizer;
    bool m_skipSpecialTokens;
    std::unique_ptr<tokenization::DecodingChain> m_chain;
};

} // namespace salient
