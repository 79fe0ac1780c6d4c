// SPDX-License-Identifier: Apache-2.0
// BPEDecoder, WordPiece and CTC: decoders that decide where words end.
#include "core/tokenizer/decoder.h"

#include <array>
#include <optional>
#include <utility>

namespace salient::tokenization {

namespace {

std::string replaceAll(std::string_view text, std::string_view wanted, std::string_view content) {
    if (wanted.empty())
        return std::string(text);
    std::string replaced;
    size_t at = 0;
    for (size_t match = text.find(wanted); match != std::string_view::npos; match = text.find(wanted, at)) {
        replaced.append(text.substr(at, match - at)).append(content);
        at = match + wanted.size();
    }
    return replaced.append(text.substr(at));
}

/// Takes spaces away where English has none (tokenizers/src/decoders/wordpiece.rs, cleanup).
std::string cleanUp(std::string text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kRules{{{" .", "."},
                                                                                    {" ?", "?"},
                                                                                    {" !", "!"},
                                                                                    {" ,", ","},
                                                                                    {" ' ", "'"},
                                                                                    {" n't", "n't"},
                                                                                    {" 'm", "'m"},
                                                                                    {" do not", " don't"},
                                                                                    {" 's", "'s"},
                                                                                    {" 've", "'ve"},
                                                                                    {" 're", "'re"}}};
    for (const auto& [wanted, content] : kRules)
        text = replaceAll(text, wanted, content);
    return text;
}

/// A suffix ends a word; the last token is held back, since no space follows it.
class BpeSink : public WholeTokenSink {
public:
    BpeSink(const std::string& suffix, TokenSink& next) : m_suffix(suffix), m_next(next) {}

    void endStream() override {
        if (m_last)
            give("");
        m_next.endStream();
    }

protected:
    void token(std::string_view token) override {
        if (m_last)
            give(" ");
        m_last = token;
    }

private:
    void give(std::string_view atSuffix) {
        m_next.text(replaceAll(*m_last, m_suffix, atSuffix));
        m_next.endToken();
        m_last.reset();
    }

    const std::string& m_suffix;
    std::optional<std::string> m_last;
    TokenSink& m_next;
};

class BpeDecoder : public Decoder {
public:
    explicit BpeDecoder(const Component& component) : m_suffix(component.text("suffix")) {
        if (m_suffix.empty())
            throw component.wrong("should have a \"suffix\" that is not empty");
    }

    TokenSinkPtr open(TokenSink& next) const override { return std::make_unique<BpeSink>(m_suffix, next); }

private:
    std::string m_suffix;
};

/// Every token but those with the prefix begins a word.
class WordPieceSink : public WholeTokenSink {
public:
    WordPieceSink(const std::string& prefix, bool cleansUp, TokenSink& next)
        : m_prefix(prefix), m_cleansUp(cleansUp), m_next(next) {}

    void endStream() override { m_next.endStream(); }

protected:
    void token(std::string_view token) override {
        std::string text;
        if (m_isFirst)
            text = token;
        else if (token.starts_with(m_prefix))
            text = token.substr(m_prefix.size());
        else
            text.append(" ").append(token);
        m_isFirst = false;
        m_next.text(m_cleansUp ? cleanUp(std::move(text)) : text);
        m_next.endToken();
    }

private:
    const std::string& m_prefix;
    bool m_cleansUp;
    bool m_isFirst = true;
    TokenSink& m_next;
};

class WordPieceDecoder : public Decoder {
public:
    explicit WordPieceDecoder(const Component& component)
        : m_prefix(component.text("prefix")), m_cleansUp(component.flag("cleanup")) {}

    TokenSinkPtr open(TokenSink& next) const override {
        return std::make_unique<WordPieceSink>(m_prefix, m_cleansUp, next);
    }

private:
    std::string m_prefix;
    bool m_cleansUp;
};

struct CtcOptions {
    std::string padToken;
    std::string wordDelimiter;
    bool cleansUp = true;
};

/// Speech models repeat a token as long as it sounds.
class CtcSink : public WholeTokenSink {
public:
    CtcSink(const CtcOptions& options, TokenSink& next) : m_options(options), m_next(next) {}

    void endStream() override { m_next.endStream(); }

protected:
    void token(std::string_view token) override {
        if (m_last == token)
            return;
        m_last = token;
        std::string text = replaceAll(token, m_options.padToken, "");
        if (m_options.cleansUp)
            text = replaceAll(cleanUp(std::move(text)), m_options.wordDelimiter, " ");
        if (text.empty())
            return;
        m_next.text(text);
        m_next.endToken();
    }

private:
    const CtcOptions& m_options;
    std::optional<std::string> m_last;
    TokenSink& m_next;
};

class CtcDecoder : public Decoder {
public:
    explicit CtcDecoder(const Component& component)
        : m_options{component.text("pad_token"), component.text("word_delimiter_token"), component.flag("cleanup")} {}

    TokenSinkPtr open(TokenSink& next) const override { return std::make_unique<CtcSink>(m_options, next); }

private:
    CtcOptions m_options;
};

} // namespace

DecoderPtr makeBpeDecoder(const Component& component) {
    return std::make_unique<BpeDecoder>(component);
}

DecoderPtr makeWordPieceDecoder(const Component& component) {
    return std::make_unique<WordPieceDecoder>(component);
}

DecoderPtr makeCtcDecoder(const Component& component) {
    return std::make_unique<CtcDecoder>(component);
}

} // namespace salient::tokenization
