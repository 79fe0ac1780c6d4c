// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/piece_trie.h"

#include <utility>

namespace salient::tokenization {

void PieceTrie::add(std::string_view text, int32_t id) {
    if (text.empty())
        return;
    uint32_t node = 0;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        const uint32_t child = childOf(node, byte);
        node = child != 0 ? child : makeChild(node, byte);
    }
    m_ids[node] = id;
}

int32_t PieceTrie::find(std::string_view piece) const {
    uint32_t node = 0;
    for (const char character : piece) {
        node = childOf(node, static_cast<unsigned char>(character));
        if (node == 0)
            return -1;
    }
    return m_ids[node];
}

uint32_t PieceTrie::makeChild(uint32_t node, unsigned char byte) {
    if (m_ids.size() * 2 >= m_edges.size()) {
        const std::vector<Edge> edges = std::exchange(m_edges, std::vector<Edge>(m_edges.size() * 2));
        m_mask = m_edges.size() - 1;
        for (const Edge& edge : edges)
            if (edge.key != kFree)
                insert(edge);
    }
    const auto child = static_cast<uint32_t>(m_ids.size());
    m_ids.push_back(-1);
    insert({keyOf(node, byte), child});
    return child;
}

void PieceTrie::insert(Edge edge) {
    size_t at = placeOf(edge.key);
    while (m_edges[at].key != kFree)
        at = (at + 1) & m_mask;
    m_edges[at] = edge;
}

} // namespace salient::tokenization
