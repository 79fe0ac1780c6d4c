// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/merges.h"

#include "core/tokenizer/utf8.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <bit>
#include <optional>
#include <string_view>

namespace salient::tokenization {

namespace {

struct Halves {
    int32_t left = 0;
    int32_t right = 0;
    int32_t joined = 0;
};

/// Finds the three pieces of a merge in the vocabulary.
class MergeReader {
public:
    MergeReader(const Component& model, const Vocabulary& vocabulary, size_t prefixBytes)
        : m_model(model), m_vocabulary(vocabulary), m_prefixBytes(prefixBytes) {}

    Halves read(const nlohmann::json& merge, size_t index) const {
        if (merge.is_string())
            return fromText(merge.get_ref<const std::string&>(), index);
        if (!merge.is_array() || merge.size() != 2 || !merge[0].is_string() || !merge[1].is_string())
            throw m_model.wrong(fmt::format("has a merge {} that is neither \"a b\" nor [\"a\", \"b\"]", index));
        const auto& left = merge[0].get_ref<const std::string&>();
        const auto& right = merge[1].get_ref<const std::string&>();
        const std::optional<Halves> halves = lookUp(left, right);
        if (!halves)
            throw missing(left + " " + right, index);
        return *halves;
    }

private:
    /// Pieces may contain spaces themselves: exactly one of the spaces must separate two known pieces.
    Halves fromText(std::string_view text, size_t index) const {
        std::optional<Halves> found;
        for (size_t space = text.find(' '); space != std::string_view::npos; space = text.find(' ', space + 1)) {
            const std::optional<Halves> halves = lookUp(text.substr(0, space), text.substr(space + 1));
            if (halves && found)
                throw m_model.wrong(fmt::format("has a merge {} (\"{}\") that can be read in two ways", index, text));
            if (halves)
                found = halves;
        }
        if (!found)
            throw missing(text, index);
        return *found;
    }

    std::optional<Halves> lookUp(std::string_view left, std::string_view right) const {
        const auto leftId = m_vocabulary.id(left);
        const auto rightId = m_vocabulary.id(right);
        if (!leftId || !rightId || right.size() < m_prefixBytes)
            return std::nullopt;
        std::string joined(left);
        joined.append(right.substr(m_prefixBytes));
        const auto joinedId = m_vocabulary.id(joined);
        return joinedId ? std::optional<Halves>({*leftId, *rightId, *joinedId}) : std::nullopt;
    }

    Error missing(std::string_view text, size_t index) const {
        return m_model.wrong(
            fmt::format("has a merge {} (\"{}\") whose halves or whole the vocabulary lacks", index, text));
    }

    const Component& m_model;
    const Vocabulary& m_vocabulary;
    size_t m_prefixBytes;
};

} // namespace

Merges::Merges(const Component& model, const Vocabulary& vocabulary, size_t prefixBytes) {
    const auto found = model.json().find("merges");
    if (found == model.json().end() || !found->is_array())
        throw model.wrong("should have a list as \"merges\"");
    makeRoomFor(found->size());
    const MergeReader reader(model, vocabulary, prefixBytes);
    uint32_t rank = 0;
    for (size_t i = 0; i < found->size(); ++i) {
        const nlohmann::json& merge = (*found)[i];
        if (merge.is_string() && merge.get_ref<const std::string&>().starts_with("#version"))
            continue;
        const Halves halves = reader.read(merge, i);
        set(halves.left, halves.right, {rank++, halves.joined});
    }
}

Merges Merges::ofPieces(const Vocabulary& vocabulary, const std::vector<uint32_t>& ranks) {
    struct Entry {
        int32_t left;
        int32_t right;
        Merge merge;
    };
    const auto idOf = [&](std::string_view piece) {
        const auto id = vocabulary.id(piece);
        return id && ranks[static_cast<size_t>(*id)] != Merge::kNone ? id : std::nullopt;
    };
    std::vector<Entry> entries;
    for (int32_t id = 0; id < vocabulary.idEnd(); ++id) {
        const uint32_t rank = ranks[static_cast<size_t>(id)];
        const std::string_view piece =
            vocabulary.has(id) && rank != Merge::kNone ? vocabulary.piece(id) : std::string_view();
        for (size_t cut = piece.empty() ? 0 : utf8Bytes(piece[0]); cut < piece.size(); cut += utf8Bytes(piece[cut])) {
            const auto left = idOf(piece.substr(0, cut));
            const auto right = left ? idOf(piece.substr(cut)) : std::nullopt;
            if (right)
                entries.push_back({*left, *right, {rank, id}});
        }
    }
    Merges merges;
    merges.makeRoomFor(entries.size());
    for (const Entry& entry : entries)
        merges.set(entry.left, entry.right, entry.merge);
    return merges;
}

void Merges::makeRoomFor(size_t merges) {
    m_slots.assign(std::bit_ceil(merges * 2 + 2), {});
    m_mask = m_slots.size() - 1;
}

void Merges::set(int32_t left, int32_t right, Merge merge) {
    const uint64_t key = keyOf(left, right);
    size_t at = hashOf(key);
    while (m_slots[at].key != kFree && m_slots[at].key != key)
        at = (at + 1) & m_mask;
    m_slots[at] = {key, merge};
}

} // namespace salient::tokenization
