// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace salient::tokenization {

/// Finds the longest of many texts at a place.
class TokenTrie {
public:
    struct Match {
        size_t begin = 0;
        size_t end = 0;
        int32_t id = 0;
    };

    TokenTrie() { m_root.fill(0); }

    /// False when the text is there already. An empty text is never found.
    bool add(std::string_view text, int32_t id);
    bool empty() const { return m_nodes.size() == 1; }

    /// The leftmost match at or after `from`, the longest there.
    std::optional<Match> find(std::string_view text, size_t from) const;

private:
    struct Node {
        int32_t id = -1;
        std::vector<std::pair<unsigned char, uint32_t>> children;
    };

    uint32_t childOf(uint32_t node, unsigned char byte) const; // 0: none

    std::array<uint32_t, 256> m_root; // children of the root; 0: none
    std::vector<Node> m_nodes{1};     // [0] is unused
};

} // namespace salient::tokenization
