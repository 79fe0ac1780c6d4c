// SPDX-License-Identifier: Apache-2.0
// Metaspace, Fuse and Strip.
#include "core/tokenizer/decoder.h"
#include "core/tokenizer/metaspace.h"
#include "core/tokenizer/utf8.h"

#include <algorithm>

namespace salient::tokenization {

namespace {

/// Marks become spaces; in the first token they vanish, since one was put in front.
class MetaspaceSink : public TokenSink {
public:
    MetaspaceSink(std::string mark, bool dropsFirst, TokenSink& next)
        : m_mark(std::move(mark)), m_drops(dropsFirst), m_next(next) {}

    void text(std::string_view portion) override {
        std::string spaced;
        for (size_t at = 0; at < portion.size();) {
            const size_t mark = std::min(portion.find(m_mark, at), portion.size());
            spaced.append(portion.substr(at, mark - at));
            if (mark < portion.size() && !m_drops)
                spaced.push_back(' ');
            at = mark + m_mark.size();
        }
        m_next.text(spaced);
    }
    void endToken() override {
        m_drops = false;
        m_next.endToken();
    }
    void endStream() override { m_next.endStream(); }

private:
    std::string m_mark;
    bool m_drops;
    TokenSink& m_next;
};

class MetaspaceDecoder : public Decoder {
public:
    explicit MetaspaceDecoder(const Component& component) : m_options(readMetaspace(component)) {}

    TokenSinkPtr open(TokenSink& next) const override {
        return std::make_unique<MetaspaceSink>(toUtf8(m_options.replacement),
                                               m_options.prependScheme != PrependScheme::Never, next);
    }

private:
    MetaspaceOptions m_options;
};

/// All tokens become one.
class FuseSink : public TokenSink {
public:
    explicit FuseSink(TokenSink& next) : m_next(next) {}

    void text(std::string_view portion) override { m_next.text(portion); }
    void endToken() override {}
    void endStream() override {
        m_next.endToken();
        m_next.endStream();
    }

private:
    TokenSink& m_next;
};

class FuseDecoder : public Decoder {
public:
    TokenSinkPtr open(TokenSink& next) const override { return std::make_unique<FuseSink>(next); }
};

/// What Strip takes away at most: `start` characters in front and `stop` at the end, as long as they are `content`.
struct StripOptions {
    std::string content; // one character
    uint64_t start = 0;
    uint64_t stop = 0;
};

/// Per token; holds back as many trailing `content` as may have to go.
class StripSink : public TokenSink {
public:
    StripSink(const StripOptions& options, TokenSink& next)
        : m_options(options), m_startLeft(options.start), m_next(next) {}

    void text(std::string_view portion) override {
        for (size_t at = 0; at < portion.size(); at += utf8Bytes(portion[at]))
            character(portion.substr(at, utf8Bytes(portion[at])));
        m_next.text(m_ready);
        m_ready.clear();
    }
    void endToken() override {
        m_held = 0;
        m_startLeft = m_options.start;
        m_next.endToken();
    }
    void endStream() override { m_next.endStream(); }

private:
    void character(std::string_view character) {
        const bool isContent = character == m_options.content;
        if (isContent && m_startLeft > 0) {
            --m_startLeft;
            return;
        }
        m_startLeft = 0;
        if (isContent && m_held < m_options.stop) {
            ++m_held;
            return;
        }
        if (!isContent)
            for (; m_held > 0; --m_held)
                m_ready.append(m_options.content);
        m_ready.append(character); // the oldest of a long run, if it is one more of it
    }

    const StripOptions& m_options;
    uint64_t m_startLeft;
    uint64_t m_held = 0;
    std::string m_ready;
    TokenSink& m_next;
};

class StripDecoder : public Decoder {
public:
    explicit StripDecoder(const Component& component)
        : m_options{toUtf8(component.character("content")), component.count("start"), component.count("stop")} {}

    TokenSinkPtr open(TokenSink& next) const override { return std::make_unique<StripSink>(m_options, next); }

private:
    StripOptions m_options;
};

} // namespace

DecoderPtr makeMetaspaceDecoder(const Component& component) {
    return std::make_unique<MetaspaceDecoder>(component);
}

DecoderPtr makeFuse(const Component&) {
    return std::make_unique<FuseDecoder>();
}

DecoderPtr makeStripDecoder(const Component& component) {
    return std::make_unique<StripDecoder>(component);
}

} // namespace salient::tokenization
