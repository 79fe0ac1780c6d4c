// SPDX-License-Identifier: Apache-2.0
#include "core/templates/lexer.h"

#include "core/templates/characters.h"
#include "core/templates/code_lexer.h"
#include "core/templates/fault.h"
#include "core/tokenizer/utf8.h"

#include <algorithm>
#include <optional>

namespace salient::templates {

namespace {

/// The text between tags; what lies inside tags is CodeLexer's.
class Lexer {
public:
    explicit Lexer(std::string_view source) : m_source(source) {}

    std::vector<Token> run() {
        while (m_at < m_source.size()) {
            readDataAndTag();
        }
        m_tokens.push_back({TokenKind::End, "", static_cast<uint32_t>(m_source.size())});
        return std::move(m_tokens);
    }

private:
    /// The next "{%", "{{" or "{#", or the end.
    size_t nextTag(size_t from) const {
        size_t at = m_source.find('{', from);
        while (at != std::string_view::npos && at + 1 < m_source.size()) {
            if (std::string_view("%{#").find(m_source[at + 1]) != std::string_view::npos) {
                return at;
            }
            at = m_source.find('{', at + 1);
        }
        return m_source.size();
    }

    void readDataAndTag() {
        const size_t tag = nextTag(m_at);
        if (tag == m_source.size()) {
            addData(m_at, tag);
            m_at = tag;
            return;
        }
        const char sign = signAt(tag + 2);
        const bool isOutput = m_source[tag + 1] == '{';
        addData(m_at, strippedEnd(m_at, tag, sign, isOutput));
        const size_t begin = tag + 2 + (sign != 0 ? 1 : 0);
        if (m_source[tag + 1] == '#') {
            skipComment(tag, begin);
        } else if (const auto raw = isOutput ? std::nullopt : tagEnd(begin, "raw", false)) {
            m_at = *raw;
            m_lineStarting = m_source[m_at - 1] == '\n';
            readRaw(tag);
        } else {
            m_at = readCode(m_source, begin, tag, isOutput ? CodeKind::Output : CodeKind::Block, m_tokens);
            m_lineStarting = m_source[m_at - 1] == '\n';
        }
    }

    char signAt(size_t at) const {
        const char c = at < m_source.size() ? m_source[at] : '\0';
        return c == '-' || c == '+' ? c : '\0';
    }

    void addData(size_t begin, size_t end) {
        if (begin < end) {
            m_tokens.push_back(
                {TokenKind::Data, std::string(m_source.substr(begin, end - begin)), static_cast<uint32_t>(begin)});
        }
    }

    /// Where the text before a tag ends after "-" or lstrip_blocks took white space away.
    size_t strippedEnd(size_t begin, size_t end, char sign, bool isOutput) const {
        const std::string_view text = m_source.substr(begin, end - begin);
        if (sign == '-') {
            return begin + strippedRange(text, StripSide::Right).end;
        }
        if (sign == '+' || isOutput) {
            return end;
        }
        const size_t newline = text.rfind('\n');
        const size_t line = newline == std::string_view::npos ? 0 : newline + 1;
        if (line == 0 && !m_lineStarting) {
            return end;
        }
        const StrippedRange left = strippedRange(text.substr(line), StripSide::Both);
        return left.begin == left.end ? begin + line : end;
    }

    void skipComment(size_t tag, size_t begin) {
        const size_t close = m_source.find("#}", begin);
        if (close == std::string_view::npos) {
            throw SyntaxFault("begins a comment that does not end", tag);
        }
        const char sign = close > begin ? signAt(close - 1) : '\0';
        m_at = sign == 0 ? afterNewline(close + 2) : sign == '-' ? afterSpaces(close + 2) : close + 2;
        m_lineStarting = m_source[m_at - 1] == '\n';
    }

    size_t afterNewline(size_t at) const { return at < m_source.size() && m_source[at] == '\n' ? at + 1 : at; }
    size_t afterSpaces(size_t at) const { return at + strippedRange(m_source.substr(at), StripSide::Left).begin; }

    /// Where a tag that holds only `word` ends; nothing when it is another tag. `trims`: takes one newline along.
    std::optional<size_t> tagEnd(size_t at, std::string_view word, bool trims) const {
        at = afterSpaces(at);
        if (m_source.substr(at, word.size()) != word) {
            return std::nullopt;
        }
        at = afterSpaces(at + word.size());
        const std::string_view rest = m_source.substr(at);
        if (rest.starts_with("-%}")) {
            return afterSpaces(at + 3);
        }
        if (rest.starts_with("%}")) {
            return trims ? afterNewline(at + 2) : at + 2;
        }
        return trims && rest.starts_with("+%}") ? std::optional(at + 3) : std::nullopt;
    }

    void readRaw(size_t tag) {
        for (size_t at = m_source.find("{%", m_at); at != std::string_view::npos; at = m_source.find("{%", at + 2)) {
            const char sign = signAt(at + 2);
            if (const auto end = tagEnd(at + 2 + (sign != 0 ? 1 : 0), "endraw", true)) {
                addData(m_at, strippedEnd(m_at, at, sign, false));
                m_at = *end;
                m_lineStarting = m_source[m_at - 1] == '\n';
                return;
            }
        }
        throw SyntaxFault("begins a raw block that does not end", tag);
    }

    std::string_view m_source;
    size_t m_at = 0;
    bool m_lineStarting = true;
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> readTokens(std::string_view source) {
    return Lexer(source).run();
}

std::string normalizedSource(std::string_view source) {
    std::string text;
    text.reserve(source.size());
    for (size_t i = 0; i < source.size(); ++i) {
        if (source[i] != '\r') {
            text += source[i];
        } else {
            text += '\n';
            i += i + 1 < source.size() && source[i + 1] == '\n' ? 1 : 0;
        }
    }
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    return validUtf8(text);
}

} // namespace salient::templates
