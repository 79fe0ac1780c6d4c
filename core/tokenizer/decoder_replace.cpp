// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/decoder.h"
#include "core/tokenizer/growth.h"
#include "core/tokenizer/pattern.h"

#include <algorithm>

namespace salient::tokenization {

namespace {

/// More than any token has; what grows far beyond it comes from steps that double it again and again.
constexpr uint64_t kLongestToken = uint64_t{1} << 20; // bytes

/// Looks for a plain text; holds back an end that may be the begin of a match.
class ReplaceTextSink : public TokenSink {
public:
    ReplaceTextSink(const std::string& wanted, const std::string& content, TokenSink& next)
        : m_wanted(wanted), m_content(content), m_next(next) {}

    void text(std::string_view portion) override {
        requireModestGrowth(kLongestToken, portion.size());
        m_held.append(portion);
        std::string ready;
        size_t at = 0;
        for (size_t match = m_held.find(m_wanted); match != std::string::npos; match = m_held.find(m_wanted, at)) {
            ready.append(m_held, at, match - at);
            ready.append(m_content);
            requireModestGrowth(m_held.size(), ready.size());
            at = match + m_wanted.size();
        }
        const size_t keep = possibleMatch(std::string_view(m_held).substr(at));
        ready.append(m_held, at, m_held.size() - keep - at);
        m_held.erase(0, m_held.size() - keep);
        m_next.text(ready);
    }
    void endToken() override {
        m_next.text(m_held);
        m_held.clear();
        m_next.endToken();
    }
    void endStream() override { m_next.endStream(); }

private:
    /// Length of the longest end of `text` that the wanted text begins with.
    size_t possibleMatch(std::string_view text) const {
        for (size_t length = std::min(text.size(), m_wanted.size() - 1); length > 0; --length)
            if (m_wanted.starts_with(text.substr(text.size() - length)))
                return length;
        return 0;
    }

    const std::string& m_wanted;
    const std::string& m_content;
    TokenSink& m_next;
    std::string m_held;
};

class ReplaceRegexSink : public WholeTokenSink {
public:
    ReplaceRegexSink(const Pattern& pattern, const std::string& content, TokenSink& next)
        : m_pattern(pattern), m_content(content), m_next(next) {}

    void endStream() override { m_next.endStream(); }

protected:
    void token(std::string_view token) override {
        std::string replaced;
        for (const Stretch& stretch : m_pattern.stretches(token)) {
            replaced.append(stretch.match ? m_content : token.substr(stretch.begin, stretch.end - stretch.begin));
            requireModestGrowth(token.size(), replaced.size());
        }
        m_next.text(replaced);
        m_next.endToken();
    }

private:
    const Pattern& m_pattern;
    const std::string& m_content;
    TokenSink& m_next;
};

class ReplaceDecoder : public Decoder {
public:
    explicit ReplaceDecoder(const Component& component) : m_pattern(component), m_content(component.text("content")) {}

    TokenSinkPtr open(TokenSink& next) const override {
        if (m_pattern.literal())
            return std::make_unique<ReplaceTextSink>(*m_pattern.literal(), m_content, next);
        return std::make_unique<ReplaceRegexSink>(m_pattern, m_content, next);
    }

private:
    Pattern m_pattern;
    std::string m_content;
};

} // namespace

DecoderPtr makeReplaceDecoder(const Component& component) {
    return std::make_unique<ReplaceDecoder>(component);
}

} // namespace salient::tokenization
