// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/merge_symbols.h"

#include <algorithm>
#include <queue>

namespace salient::tokenization {

namespace {

/// Below this many symbols, looking at all pairs costs less than keeping a queue.
constexpr size_t kShortWord = 24;

void mergeShort(std::vector<Symbol>& symbols, const Merges& merges) {
    std::vector<Merge> pairs(symbols.size() - 1); // [i]: of symbols i and i + 1
    for (size_t i = 0; i < pairs.size(); ++i)
        pairs[i] = merges.find(symbols[i].id, symbols[i + 1].id);
    const auto lower = [](const Merge& a, const Merge& b) { return a.rank < b.rank; };
    while (!pairs.empty()) {
        const auto best = std::min_element(pairs.begin(), pairs.end(), lower);
        if (best->rank == Merge::kNone)
            return;
        const auto at = static_cast<size_t>(best - pairs.begin());
        symbols[at] = {best->id, symbols[at].bytes + symbols[at + 1].bytes};
        symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(at) + 1);
        pairs.erase(best);
        if (at > 0)
            pairs[at - 1] = merges.find(symbols[at - 1].id, symbols[at].id);
        if (at < pairs.size())
            pairs[at] = merges.find(symbols[at].id, symbols[at + 1].id);
    }
}

/// A linked list over the symbols and a queue of merges that were possible when they were put in.
class LongWord {
public:
    LongWord(std::vector<Symbol>& symbols, const Merges& merges) : m_symbols(symbols), m_merges(merges) {
        const auto count = static_cast<int32_t>(symbols.size());
        m_links.resize(symbols.size());
        for (int32_t i = 0; i < count; ++i)
            m_links[static_cast<size_t>(i)] = {i - 1, i + 1 < count ? i + 1 : -1};
        for (int32_t i = 0; i + 1 < count; ++i)
            propose(i);
    }

    void mergeAll() {
        while (!m_queue.empty()) {
            const Candidate best = m_queue.top();
            m_queue.pop();
            if (isCurrent(best))
                apply(best);
        }
        std::erase_if(m_symbols, [](const Symbol& symbol) { return symbol.bytes == 0; });
    }

private:
    struct Links {
        int32_t previous = -1;
        int32_t next = -1;
    };
    struct Candidate {
        uint32_t rank = 0;
        int32_t at = 0;
        int32_t id = 0;
        bool operator<(const Candidate& other) const { // the queue gives out the greatest
            return rank != other.rank ? rank > other.rank : at > other.at;
        }
    };

    Symbol& symbol(int32_t at) { return m_symbols[static_cast<size_t>(at)]; }
    Links& links(int32_t at) { return m_links[static_cast<size_t>(at)]; }

    void propose(int32_t at) {
        const Merge merge = m_merges.find(symbol(at).id, symbol(links(at).next).id);
        if (merge.rank != Merge::kNone)
            m_queue.push({merge.rank, at, merge.id});
    }

    bool isCurrent(const Candidate& candidate) {
        const int32_t next = links(candidate.at).next;
        if (symbol(candidate.at).bytes == 0 || next < 0)
            return false;
        const Merge merge = m_merges.find(symbol(candidate.at).id, symbol(next).id);
        return merge.rank != Merge::kNone && merge.id == candidate.id;
    }

    void apply(const Candidate& merge) {
        const int32_t right = links(merge.at).next;
        symbol(merge.at) = {merge.id, symbol(merge.at).bytes + symbol(right).bytes};
        symbol(right).bytes = 0;
        const int32_t next = links(right).next;
        links(merge.at).next = next;
        if (next >= 0) {
            links(next).previous = merge.at;
            propose(merge.at);
        }
        if (links(merge.at).previous >= 0)
            propose(links(merge.at).previous);
    }

    std::vector<Symbol>& m_symbols;
    const Merges& m_merges;
    std::vector<Links> m_links;
    std::priority_queue<Candidate> m_queue;
};

} // namespace

void mergeSymbols(std::vector<Symbol>& symbols, const Merges& merges) {
    if (symbols.size() < 2)
        return;
    if (symbols.size() <= kShortWord)
        mergeShort(symbols, merges);
    else
        LongWord(symbols, merges).mergeAll();
}

} // namespace salient::tokenization
