// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace salient::templates {

struct ByteRange {
    uint32_t begin = 0;
    uint32_t end = 0;
};

/// Valid UTF-8 that remembers which of its bytes come from the user. At most 4 GiB (the budget allows far less).
class MarkedText {
public:
    MarkedText() = default;
    static MarkedText own(std::string bytes);
    static MarkedText fromUser(std::string bytes);
    /// `bytes` as an operation made them from `sources`: the user's as a whole when any source holds anything of
    /// theirs.
    static MarkedText madeFrom(std::string bytes, std::initializer_list<const MarkedText*> sources);

    const std::string& bytes() const { return m_bytes; }
    size_t size() const { return m_bytes.size(); }
    bool empty() const { return m_bytes.empty(); }
    /// Ordered, apart from each other, none empty.
    const std::vector<ByteRange>& userRanges() const { return m_user; }
    bool hasUserText() const { return !m_user.empty(); }

    void append(std::string_view own) { m_bytes += own; }
    void appendFromUser(std::string_view bytes);
    void append(const MarkedText& text) { append(text, 0, text.size()); }
    /// The bytes [begin, end) of another text.
    void append(const MarkedText& text, size_t begin, size_t end);
    MarkedText slice(size_t begin, size_t end) const;

    /// Every stretch of one origin rewritten by itself.
    MarkedText rewritten(const std::function<std::string(std::string_view)>& rewrite) const;

    /// Python's Markup: `+` escapes what it is joined with.
    bool isMarkup() const { return m_isMarkup; }
    void setMarkup(bool isMarkup) { m_isMarkup = isMarkup; }

private:
    void addUserRange(size_t begin, size_t end);

    std::string m_bytes;
    std::vector<ByteRange> m_user;
    bool m_isMarkup = false;
};

} // namespace salient::templates
