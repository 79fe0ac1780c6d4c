// SPDX-License-Identifier: Apache-2.0
#include "core/templates/marked_text.h"

#include <algorithm>

namespace salient::templates {

MarkedText MarkedText::own(std::string bytes) {
    MarkedText text;
    text.m_bytes = std::move(bytes);
    return text;
}

MarkedText MarkedText::fromUser(std::string bytes) {
    MarkedText text = own(std::move(bytes));
    text.addUserRange(0, text.size());
    return text;
}

MarkedText MarkedText::madeFrom(std::string bytes, std::initializer_list<const MarkedText*> sources) {
    const bool any = std::any_of(sources.begin(), sources.end(), [](const auto* s) { return s->hasUserText(); });
    return any ? fromUser(std::move(bytes)) : own(std::move(bytes));
}

void MarkedText::addUserRange(size_t begin, size_t end) {
    if (begin == end) {
        return;
    }
    if (!m_user.empty() && m_user.back().end == begin) {
        m_user.back().end = static_cast<uint32_t>(end);
    } else {
        m_user.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    }
}

void MarkedText::appendFromUser(std::string_view bytes) {
    const size_t begin = size();
    m_bytes += bytes;
    addUserRange(begin, size());
}

void MarkedText::append(const MarkedText& text, size_t begin, size_t end) {
    const size_t offset = size();
    m_bytes.append(text.m_bytes, begin, end - begin);
    const auto first = std::lower_bound(text.m_user.begin(), text.m_user.end(), begin,
                                        [](const ByteRange& range, size_t at) { return range.end <= at; });
    for (auto range = first; range != text.m_user.end() && range->begin < end; ++range) {
        addUserRange(offset + std::max<size_t>(range->begin, begin) - begin,
                     offset + std::min<size_t>(range->end, end) - begin);
    }
}

MarkedText MarkedText::slice(size_t begin, size_t end) const {
    MarkedText part;
    part.append(*this, begin, end);
    return part;
}

MarkedText MarkedText::rewritten(const std::function<std::string(std::string_view)>& rewrite) const {
    const std::string_view all = m_bytes;
    MarkedText result;
    size_t at = 0;
    for (const ByteRange& range : m_user) {
        result.append(rewrite(all.substr(at, range.begin - at)));
        result.appendFromUser(rewrite(all.substr(range.begin, range.end - range.begin)));
        at = range.end;
    }
    result.append(rewrite(all.substr(at)));
    return result;
}

} // namespace salient::templates
