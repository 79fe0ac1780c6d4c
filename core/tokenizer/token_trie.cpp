// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/token_trie.h"

namespace salient::tokenization {

uint32_t TokenTrie::childOf(uint32_t node, unsigned char byte) const {
    if (node == 0)
        return m_root[byte];
    for (const auto& [key, child] : m_nodes[node].children)
        if (key == byte)
            return child;
    return 0;
}

bool TokenTrie::add(std::string_view text, int32_t id) {
    if (text.empty())
        return true;
    uint32_t node = 0;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        uint32_t child = childOf(node, byte);
        if (child == 0) {
            child = static_cast<uint32_t>(m_nodes.size());
            m_nodes.emplace_back();
            if (node == 0)
                m_root[byte] = child;
            else
                m_nodes[node].children.emplace_back(byte, child);
        }
        node = child;
    }
    const bool isNew = m_nodes[node].id < 0;
    m_nodes[node].id = id;
    return isNew;
}

std::optional<TokenTrie::Match> TokenTrie::find(std::string_view text, size_t from) const {
    for (size_t begin = from; begin < text.size(); ++begin) {
        std::optional<Match> longest;
        uint32_t node = m_root[static_cast<unsigned char>(text[begin])];
        for (size_t end = begin + 1; node != 0; ++end) {
            if (m_nodes[node].id >= 0)
                longest = Match{begin, end, m_nodes[node].id};
            node = end < text.size() ? childOf(node, static_cast<unsigned char>(text[end])) : 0;
        }
        if (longest)
            return longest;
    }
    return std::nullopt;
}

} // namespace salient::tokenization
