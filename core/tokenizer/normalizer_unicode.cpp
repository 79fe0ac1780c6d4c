// SPDX-License-Identifier: Apache-2.0
// NFC, NFD, NFKC, NFKD with alignment. The forms are ICU's; the bookkeeping of which character came from which follows
// the crate unicode-normalization-alignments (decompose.rs, recompose.rs), whose offsets tokenizers gives out.
#include "core/tokenizer/normalizer.h"
#include "core/tokenizer/rewriting.h"
#include "core/tokenizer/utf8.h"

#include <fmt/format.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <optional>

namespace salient::tokenization {

namespace {

/// A character of the result. `change` is 1 for one that was added, otherwise minus the number of characters of the
/// source that it swallowed beyond its own.
struct Unit {
    UChar32 character = 0;
    int32_t change = 0;
    uint8_t combiningClass = 0;
};

class UnicodeForm {
public:
    UnicodeForm(bool compatible, bool composes) : m_composes(composes) {
        UErrorCode status = U_ZERO_ERROR;
        m_form = compatible ? unorm2_getNFKCInstance(&status) : unorm2_getNFCInstance(&status);
        m_target = composes ? m_form : compatible ? unorm2_getNFKDInstance(&status) : unorm2_getNFDInstance(&status);
        if (U_FAILURE(status))
            throw resourceError("tokenizer.icu", fmt::format("ICU has no normalization data ({}); install its data.",
                                                             u_errorName(status)));
    }

    /// Whether nothing before `character` can act upon it.
    bool beginsSegment(char32_t character) const {
        return character < 0x80 || unorm2_hasBoundaryBefore(m_form, static_cast<UChar32>(character)) != 0;
    }

    /// Whether `character` alone in its segment stays as it is.
    bool staysAlone(char32_t character) const {
        return character < 0x80 || unorm2_isInert(m_target, static_cast<UChar32>(character)) != 0;
    }

    std::vector<Unit> apply(std::string_view segment) const {
        std::vector<Unit> units = decompose(segment);
        return m_composes ? compose(units) : units;
    }

private:
    std::vector<Unit> decompose(std::string_view segment) const {
        std::vector<Unit> units;
        for (size_t at = 0; at < segment.size(); at += utf8Bytes(segment[at])) {
            const auto character = static_cast<UChar32>(codePointAt(segment, at));
            UChar mapped[32]; // the longest decomposition has 18 characters
            UErrorCode status = U_ZERO_ERROR;
            const int32_t length = unorm2_getDecomposition(m_form, character, mapped, 32, &status);
            if (length < 0) {
                units.push_back({character, 0, unorm2_getCombiningClass(m_form, character)});
                continue;
            }
            for (int32_t i = 0, first = 1; i < length; first = 0) {
                UChar32 part = 0;
                U16_NEXT(mapped, i, length, part);
                units.push_back({part, first != 0 ? 0 : 1, unorm2_getCombiningClass(m_form, part)});
            }
        }
        sortMarks(units);
        return units;
    }

    /// Canonical order: between starters, marks by combining class; equal classes keep their order.
    static void sortMarks(std::vector<Unit>& units) {
        const auto starter = [](const Unit& unit) { return unit.combiningClass == 0; };
        for (auto begin = units.begin(); begin != units.end();) {
            const auto end = std::find_if(begin + 1, units.end(), starter);
            std::stable_sort(begin, end,
                             [](const Unit& a, const Unit& b) { return a.combiningClass < b.combiningClass; });
            begin = end;
        }
    }

    /// Unicode 15, 3.11 D117 (canonical composition), one starter and its marks at a time.
    std::vector<Unit> compose(const std::vector<Unit>& units) const {
        std::vector<Unit> composed;
        std::vector<Unit> marks;
        std::optional<Unit> starter;
        uint8_t lastClass = 0; // of the marks that wait; 0: none waits
        const auto flush = [&] {
            if (starter)
                composed.push_back(*starter);
            composed.insert(composed.end(), marks.begin(), marks.end());
            marks.clear();
            lastClass = 0;
        };
        for (const Unit& unit : units) {
            if (!starter && unit.combiningClass != 0) {
                composed.push_back(unit);
                continue;
            }
            const bool blocked = lastClass != 0 && lastClass >= unit.combiningClass;
            const UChar32 pair =
                starter && !blocked ? unorm2_composePair(m_form, starter->character, unit.character) : U_SENTINEL;
            if (pair >= 0) {
                starter->character = pair;
                starter->change += unit.change - 1;
            } else if (unit.combiningClass == 0) {
                flush();
                starter = unit;
            } else {
                marks.push_back(unit);
                lastClass = unit.combiningClass;
            }
        }
        flush();
        return composed;
    }

    const UNormalizer2* m_form = nullptr;   // the composing one: it knows decompositions and pairs
    const UNormalizer2* m_target = nullptr; // the form wanted
    bool m_composes;
};

class UnicodeNormalizer : public Normalizer {
public:
    UnicodeNormalizer(bool compatible, bool composes) : m_form(compatible, composes) {}

    void normalize(AlignedText& text) const override {
        const std::string_view all = text.text();
        if (std::all_of(all.begin(), all.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
            return;
        AlignedText result;
        result.reserve(text.size());
        for (uint32_t begin = 0; begin < text.size();) {
            uint32_t end = begin + utf8Bytes(all[begin]);
            const bool more = end < text.size() && !m_form.beginsSegment(codePointAt(all, end));
            if (!more && m_form.staysAlone(codePointAt(all, begin))) {
                result.append(text, begin, end);
                begin = end;
                continue;
            }
            while (end < text.size() && !m_form.beginsSegment(codePointAt(all, end)))
                end += utf8Bytes(all[end]);
            appendRewritten(text, {begin, end}, m_form.apply(all.substr(begin, end - begin)), result);
            begin = end;
        }
        text = std::move(result);
    }

private:
    UnicodeForm m_form;
};

} // namespace

NormalizerPtr makeNfc(const Component&) {
    return std::make_unique<UnicodeNormalizer>(false, true);
}

NormalizerPtr makeNfd(const Component&) {
    return std::make_unique<UnicodeNormalizer>(false, false);
}

NormalizerPtr makeNfkc(const Component&) {
    return std::make_unique<UnicodeNormalizer>(true, true);
}

NormalizerPtr makeNfkd(const Component&) {
    return std::make_unique<UnicodeNormalizer>(true, false);
}

} // namespace salient::tokenization
