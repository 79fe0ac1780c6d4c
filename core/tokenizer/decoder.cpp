// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/decoder.h"

#include <utility>

namespace salient::tokenization {

DecoderPtr makeDecoder(const Component& component) {
    static constexpr ComponentKind<DecoderPtr> kKinds[] = {
        {"Sequence", makeDecoderSequence},
        {"ByteLevel", makeByteLevelDecoder},
        {"ByteFallback", makeByteFallback},
        {"Metaspace", makeMetaspaceDecoder},
        {"Fuse", makeFuse},
        {"Strip", makeStripDecoder},
        {"Replace", makeReplaceDecoder},
        {"BPEDecoder", makeBpeDecoder},
        {"WordPiece", makeWordPieceDecoder},
        {"CTC", makeCtcDecoder},
    };
    return makeComponent(kKinds, component);
}

namespace {

class SequenceSink : public TokenSink {
public:
    SequenceSink(const std::vector<DecoderPtr>& decoders, TokenSink& next) : m_first(&next) {
        for (auto decoder = decoders.rbegin(); decoder != decoders.rend(); ++decoder) {
            m_sinks.push_back((*decoder)->open(*m_first));
            m_first = m_sinks.back().get();
        }
    }

    void text(std::string_view portion) override { m_first->text(portion); }
    void endToken() override { m_first->endToken(); }
    void endStream() override { m_first->endStream(); }

private:
    TokenSink* m_first;
    std::vector<TokenSinkPtr> m_sinks; // the last decoder's first
};

class DecoderSequence : public Decoder {
public:
    explicit DecoderSequence(const Component& component) {
        for (const Component& part : component.children("decoders"))
            m_decoders.push_back(makeDecoder(part));
    }

    TokenSinkPtr open(TokenSink& next) const override { return std::make_unique<SequenceSink>(m_decoders, next); }

private:
    std::vector<DecoderPtr> m_decoders;
};

/// Used when the file has no decoder.
class SpacesBetween : public TokenSink {
public:
    explicit SpacesBetween(TokenSink& next) : m_next(next) {}

    void text(std::string_view portion) override {
        if (std::exchange(m_owesSpace, false))
            m_next.text(" ");
        m_next.text(portion);
    }
    void endToken() override { m_owesSpace = true; }
    void endStream() override { m_next.endStream(); }

private:
    TokenSink& m_next;
    bool m_owesSpace = false;
};

} // namespace

DecoderPtr makeDecoderSequence(const Component& component) {
    return std::make_unique<DecoderSequence>(component);
}

class DecodingChain::Output : public TokenSink {
public:
    void text(std::string_view portion) override { m_text.append(portion); }
    void endToken() override {}
    void endStream() override {}
    std::string take() { return std::exchange(m_text, {}); }

private:
    std::string m_text;
};

DecodingChain::DecodingChain(const Decoder* decoder) : m_output(std::make_unique<Output>()) {
    if (decoder != nullptr)
        m_first = decoder->open(*m_output);
    else
        m_first = std::make_unique<SpacesBetween>(*m_output);
}

DecodingChain::~DecodingChain() = default;

void DecodingChain::push(std::string_view piece) {
    m_first->text(piece);
    m_first->endToken();
}

void DecodingChain::finish() {
    m_first->endStream();
}

std::string DecodingChain::take() {
    return m_output->take();
}

} // namespace salient::tokenization
