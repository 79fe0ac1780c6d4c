// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/tokenizer.h"

#include "core/tokenizer/pipeline.h"
#include "core/tokenizer/tokenizer_source.h"

namespace salient {

namespace {

/// Runs `encode(cache)` with the shared cache if nobody else is using it, otherwise with one of its own.
template <typename Encode>
auto withCache(std::mutex& mutex, tokenization::WordCache& shared, Encode encode) {
    const std::unique_lock lock(mutex, std::try_to_lock);
    tokenization::WordCache own;
    return encode(lock.owns_lock() ? shared : own);
}

} // namespace

Tokenizer::Tokenizer(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

std::optional<std::filesystem::path> Tokenizer::findFile(const std::filesystem::path& folder) {
    const auto source = tokenization::findTokenizer(folder);
    return source ? std::optional<std::filesystem::path>(source->file) : std::nullopt;
}

Tokenizer Tokenizer::load(const std::filesystem::path& folder) {
    auto state = std::make_unique<State>();
    state->pipeline = tokenization::readTokenizerFolder(folder);
    return Tokenizer(std::move(state));
}

std::optional<Tokenizer> Tokenizer::loadIfPresent(const std::filesystem::path& folder) {
    return findFile(folder) ? std::optional<Tokenizer>(load(folder)) : std::nullopt;
}

std::vector<int32_t> Tokenizer::encode(std::string_view text, const EncodeOptions& options) const {
    return withCache(m_state->cacheMutex, m_state->cache, [&](tokenization::WordCache& cache) {
        std::vector<int32_t> ids;
        for (const TokenSpan& token : m_state->pipeline.encode(text, options, cache))
            ids.push_back(token.id);
        return ids;
    });
}

std::vector<TokenSpan> Tokenizer::encodeWithOffsets(std::string_view text, const EncodeOptions& options) const {
    return withCache(m_state->cacheMutex, m_state->cache,
                     [&](tokenization::WordCache& cache) { return m_state->pipeline.encode(text, options, cache); });
}

std::string Tokenizer::decode(std::span<const int32_t> ids, bool skipSpecialTokens) const {
    StreamingDecoder decoder(*this, skipSpecialTokens);
    std::string text;
    for (const int32_t id : ids)
        text += decoder.push(id);
    return text + decoder.finish();
}

std::string_view Tokenizer::piece(int32_t id) const {
    return m_state->pipeline.piece(id);
}

std::optional<int32_t> Tokenizer::id(std::string_view piece) const {
    return m_state->pipeline.id(piece);
}

bool Tokenizer::isSpecial(int32_t id) const {
    return m_state->pipeline.isSpecial(id);
}

int32_t Tokenizer::vocabularySize() const {
    return m_state->pipeline.idEnd();
}

std::optional<int32_t> Tokenizer::bosId() const {
    return m_state->pipeline.bosId;
}

std::optional<int32_t> Tokenizer::eosId() const {
    return m_state->pipeline.eosId;
}

StreamingDecoder::StreamingDecoder(const Tokenizer& tokenizer, bool skipSpecialTokens)
    : m_tokenizer(tokenizer), m_skipSpecialTokens(skipSpecialTokens),
      m_chain(std::make_unique<tokenization::DecodingChain>(tokenizer.m_state->pipeline.decoder.get())) {}

StreamingDecoder::~StreamingDecoder() = default;
StreamingDecoder::StreamingDecoder(StreamingDecoder&&) noexcept = default;

std::string StreamingDecoder::push(int32_t id) {
    const tokenization::Pipeline& pipeline = m_tokenizer.m_state->pipeline;
    const std::string_view piece = pipeline.written(id);
    // By id. tokenizers 0.23 compares the normalized spelling and therefore shows special tokens that are normalized.
    if (m_skipSpecialTokens && pipeline.isSpecial(id))
        return {};
    m_chain->push(piece);
    return m_chain->take();
}

std::string StreamingDecoder::finish() {
    m_chain->finish();
    return m_chain->take();
}

} // namespace salient
