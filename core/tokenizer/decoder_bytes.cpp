// SPDX-License-Identifier: Apache-2.0
// ByteLevel and ByteFallback: tokens that are parts of characters.
#include "core/tokenizer/byte_alphabet.h"
#include "core/tokenizer/decoder.h"
#include "core/tokenizer/utf8.h"

namespace salient::tokenization {

namespace {

/// Joins the bytes of all tokens into one; bad parts become U+FFFD.
class ByteLevelSink : public WholeTokenSink {
public:
    ByteLevelSink(const ByteAlphabet& alphabet, TokenSink& next) : m_alphabet(alphabet), m_next(next) {}

    void endStream() override {
        if (!m_bytes.empty()) // the begin of a character that never ended
            m_next.text(kReplacementCharacter);
        m_bytes.clear();
        m_next.endToken();
        m_next.endStream();
    }

protected:
    void token(std::string_view token) override {
        const size_t before = m_bytes.size();
        for (size_t at = 0; at < token.size(); at += utf8Bytes(token[at])) {
            const int byte = m_alphabet.byteOf(codePointAt(token, at));
            if (byte < 0) { // an added token: it stands for itself
                m_bytes.resize(before);
                m_bytes.append(token);
                break;
            }
            m_bytes.push_back(static_cast<char>(byte));
        }
        giveCertain();
    }

private:
    void giveCertain() {
        std::string text;
        size_t at = 0;
        while (at < m_bytes.size()) {
            const Utf8Step step = inspectUtf8(m_bytes, at);
            if (step.cutOff)
                break;
            text.append(step.valid ? std::string_view(m_bytes).substr(at, step.bytes) : kReplacementCharacter);
            at += step.bytes;
        }
        m_bytes.erase(0, at);
        m_next.text(text);
    }

    const ByteAlphabet& m_alphabet;
    TokenSink& m_next;
    std::string m_bytes; // not yet given
};

class ByteLevelDecoder : public Decoder {
public:
    TokenSinkPtr open(TokenSink& next) const override { return std::make_unique<ByteLevelSink>(m_alphabet, next); }

private:
    ByteAlphabet m_alphabet;
};

/// Turns each run of tokens like <0xE2> into text if all of the run is UTF-8, and into one U+FFFD per token if not.
/// A good run is held back until it ends: one more byte could still spoil all of it.
class ByteFallbackSink : public WholeTokenSink {
public:
    explicit ByteFallbackSink(TokenSink& next) : m_next(next) {}

    void endStream() override {
        endRun();
        m_next.endStream();
    }

protected:
    void token(std::string_view token) override {
        const int byte = byteOf(token);
        if (byte >= 0)
            return addToRun(static_cast<char>(byte));
        endRun();
        give(token);
    }

private:
    static int digit(char c) {
        if (c >= '0' && c <= '9')
            return c - '0';
        const char lower = static_cast<char>(c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static int byteOf(std::string_view token) {
        if (token.size() != 6 || !token.starts_with("<0x") || !token.ends_with('>'))
            return -1;
        const int high = digit(token[3]);
        const int low = digit(token[4]);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    void give(std::string_view token) {
        m_next.text(token);
        m_next.endToken();
    }

    void addToRun(char byte) {
        m_run.push_back(byte);
        while (!m_spoilt && m_checked < m_run.size()) {
            const Utf8Step step = inspectUtf8(m_run, m_checked);
            if (step.cutOff)
                return;
            m_spoilt = !step.valid;
            m_checked += step.bytes;
        }
        if (m_spoilt)
            giveReplacements();
    }

    void giveReplacements() {
        for (size_t i = 0; i < m_run.size(); ++i)
            give(kReplacementCharacter);
        m_run.clear();
    }

    void endRun() {
        if (m_checked < m_run.size()) // ends inside a character
            giveReplacements();
        else if (!m_run.empty())
            give(m_run);
        m_run.clear();
        m_checked = 0;
        m_spoilt = false;
    }

    TokenSink& m_next;
    std::string m_run;    // not yet given
    size_t m_checked = 0; // how much of the run is whole characters
    bool m_spoilt = false;
};

class ByteFallbackDecoder : public Decoder {
public:
    TokenSinkPtr open(TokenSink& next) const override { return std::make_unique<ByteFallbackSink>(next); }
};

} // namespace

DecoderPtr makeByteLevelDecoder(const Component&) {
    return std::make_unique<ByteLevelDecoder>();
}

DecoderPtr makeByteFallback(const Component&) {
    return std::make_unique<ByteFallbackDecoder>();
}

} // namespace salient::tokenization
