// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/word_cache.h"

#include <functional>

namespace salient::tokenization {

const WordCache::Slot& WordCache::slotOf(std::string_view word, size_t hash) const {
    for (size_t at = hash % kSlots;; at = (at + 1) % kSlots) {
        const Slot& slot = m_slots[at];
        if (slot.wordBytes == 0)
            return slot;
        if (slot.hash == hash && std::string_view(m_words).substr(slot.wordBegin, slot.wordBytes) == word)
            return slot;
    }
}

std::optional<std::span<const WordToken>> WordCache::find(std::string_view word) const {
    if (m_slots.empty() || word.empty() || word.size() > kLongestWord)
        return std::nullopt;
    const Slot& slot = slotOf(word, std::hash<std::string_view>{}(word));
    if (slot.wordBytes == 0)
        return std::nullopt;
    return std::span(m_tokens).subspan(slot.tokenBegin, slot.tokenCount);
}

void WordCache::add(std::string_view word, std::span<const WordToken> tokens) {
    if (word.empty() || word.size() > kLongestWord)
        return;
    if (m_slots.empty() || m_count >= kSlots / 2) {
        m_slots.assign(kSlots, {});
        m_words.clear();
        m_tokens.clear();
        m_count = 0;
    }
    const size_t hash = std::hash<std::string_view>{}(word);
    auto& slot = const_cast<Slot&>(slotOf(word, hash));
    slot = {hash, static_cast<uint32_t>(m_words.size()), static_cast<uint32_t>(word.size()),
            static_cast<uint32_t>(m_tokens.size()), static_cast<uint32_t>(tokens.size())};
    m_words.append(word);
    m_tokens.insert(m_tokens.end(), tokens.begin(), tokens.end());
    ++m_count;
}

} // namespace salient::tokenization
