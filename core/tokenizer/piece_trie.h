// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// Finds all pieces of a vocabulary that a text begins with. Edges lie in one open-addressed table, so that a node with
/// thousands of children costs no more than one with two.
class PieceTrie {
public:
    /// An empty text is never found; the id of a text that is there already is replaced.
    void add(std::string_view text, int32_t id);

    /// Calls `found(bytes, id)` for each piece that `text` begins with, the shortest first.
    template <typename Found>
    void forEachPrefix(std::string_view text, Found found) const {
        uint32_t node = 0;
        for (size_t i = 0; i < text.size(); ++i) {
            node = childOf(node, static_cast<unsigned char>(text[i]));
            if (node == 0)
                return;
            if (m_ids[node] >= 0)
                found(static_cast<uint32_t>(i + 1), m_ids[node]);
        }
    }

    /// The id of a whole piece, or -1.
    int32_t find(std::string_view piece) const;

private:
    struct Edge {
        uint64_t key = kFree;
        uint32_t child = 0;
    };
    static constexpr uint64_t kFree = std::numeric_limits<uint64_t>::max();

    static uint64_t keyOf(uint32_t node, unsigned char byte) { return uint64_t{node} << 8 | byte; }
    size_t placeOf(uint64_t key) const { return (key * 0x9E3779B97F4A7C15U >> 24) & m_mask; }
    /// 0: none.
    uint32_t childOf(uint32_t node, unsigned char byte) const {
        const uint64_t key = keyOf(node, byte);
        for (size_t at = placeOf(key);; at = (at + 1) & m_mask) {
            if (m_edges[at].key == key)
                return m_edges[at].child;
            if (m_edges[at].key == kFree)
                return 0;
        }
    }
    uint32_t makeChild(uint32_t node, unsigned char byte);
    void insert(Edge edge);

    std::vector<Edge> m_edges{16}; // a power of two, at most half full
    size_t m_mask = 15;
    std::vector<int32_t> m_ids{-1}; // by node; -1: no piece ends here
};

} // namespace salient::tokenization
