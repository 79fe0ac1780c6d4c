// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// Takes a stream of tokens, each in one or more portions of whole characters. Decoders are chained through it:
/// decode() and the streaming decoder run the same chain, so they cannot differ.
class TokenSink {
public:
    virtual ~TokenSink() = default;
    virtual void text(std::string_view portion) = 0;
    virtual void endToken() = 0;
    virtual void endStream() = 0;
};

using TokenSinkPtr = std::unique_ptr<TokenSink>;

/// A sink that is used at the end of each token, for decoders that must see all of it.
class WholeTokenSink : public TokenSink {
public:
    void text(std::string_view portion) final { m_token.append(portion); }
    void endToken() final {
        token(m_token);
        m_token.clear();
    }

protected:
    virtual void token(std::string_view token) = 0;

private:
    std::string m_token;
};

/// A step from pieces back to text; stateless, the state of a stream is in the sinks it opens.
class Decoder {
public:
    virtual ~Decoder() = default;
    /// A sink that hands what it makes of its tokens to `next`, as early as that cannot change any more.
    virtual TokenSinkPtr open(TokenSink& next) const = 0;
};

using DecoderPtr = std::unique_ptr<Decoder>;

/// Makes the decoder a part of tokenizer.json describes. Throws Error (input).
DecoderPtr makeDecoder(const Component& component);

// The kinds, one file each or few to a file; the table is in decoder.cpp.
DecoderPtr makeDecoderSequence(const Component& component);
DecoderPtr makeByteLevelDecoder(const Component& component);
DecoderPtr makeByteFallback(const Component& component);
DecoderPtr makeMetaspaceDecoder(const Component& component);
DecoderPtr makeFuse(const Component& component);
DecoderPtr makeStripDecoder(const Component& component);
DecoderPtr makeReplaceDecoder(const Component& component);
DecoderPtr makeBpeDecoder(const Component& component);
DecoderPtr makeWordPieceDecoder(const Component& component);
DecoderPtr makeCtcDecoder(const Component& component);

/// A decoder at work on one stream.
class DecodingChain {
public:
    /// Without a decoder (null) pieces are put together with spaces. The decoder must outlive the chain.
    explicit DecodingChain(const Decoder* decoder);
    ~DecodingChain();

    void push(std::string_view piece);
    void finish();
    /// The text that has become certain since the last call.
    std::string take();

private:
    class Output;
    std::unique_ptr<Output> m_output;
    TokenSinkPtr m_first;
};

} // namespace salient::tokenization
