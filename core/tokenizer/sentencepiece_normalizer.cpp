// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/sentencepiece_normalizer.h"

#include "core/tokenizer/character_map.h"
#include "core/tokenizer/piece_trie.h"
#include "core/tokenizer/utf8.h"

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace salient::tokenization {

namespace {

constexpr std::string_view kMark = "\u2581";

/// A text that grows, with the place in the source that each of its bytes came from.
struct GrowingText {
    std::string text;
    std::vector<uint32_t> places; // bytes of the source text

    void append(std::string_view more, uint32_t place) {
        text.append(more);
        places.insert(places.end(), more.size(), place);
    }
};

class SentencePieceNormalizer : public Normalizer {
public:
    explicit SentencePieceNormalizer(const SentencePieceFile& model)
        : m_addsPrefix(model.addsDummyPrefix), m_atEnd(model.treatsWhitespaceAsSuffix),
          m_trims(model.removesExtraWhitespace), m_space(model.escapesWhitespace ? kMark : std::string_view(" ")) {
        try {
            m_map = CharacterMap(model.characterMap);
        } catch (const std::invalid_argument& problem) {
            throw inputError(
                "tokenizer.broken_file",
                fmt::format("{}: precompiled_charsmap is broken: {}; get the file again.", model.file, problem.what()));
        }
        for (size_t id = 0; id < model.pieces.size(); ++id)
            if (model.pieces[id].kind == SentencePieceFile::Kind::UserDefined)
                m_keptTexts.add(model.pieces[id].text, static_cast<int32_t>(id));
    }

    void normalize(AlignedText& text) const override {
        if (text.empty())
            return;
        GrowingText grown;
        grown.text.reserve(text.size() * 2);
        grown.places.reserve(text.size() * 2);
        const uint32_t consumed = rewrite(text.text(), grown);
        text = aligned(text, grown, consumed);
    }

private:
    struct Step {
        std::string_view becomes;
        uint32_t bytes = 0; // of the source
    };

    Step stepAt(std::string_view rest) const {
        uint32_t kept = 0;
        m_keptTexts.forEachPrefix(rest, [&](uint32_t bytes, int32_t) { kept = bytes; });
        if (kept > 0)
            return {rest.substr(0, kept), kept};
        if (const auto rule = m_map.longest(rest))
            return {rule->becomes, rule->bytes};
        return {rest.substr(0, utf8Bytes(rest[0])), utf8Bytes(rest[0])};
    }

    /// How much of the source the result stands for.
    uint32_t rewrite(std::string_view source, GrowingText& grown) const {
        uint32_t at = 0;
        while (m_trims && at < source.size() && stepAt(source.substr(at)).becomes == " ")
            at += stepAt(source.substr(at)).bytes;
        if (at == source.size())
            return at;
        if (m_addsPrefix && !m_atEnd)
            grown.append(m_space, at);
        bool afterSpace = m_trims;
        while (at < source.size()) {
            Step step = stepAt(source.substr(at));
            while (afterSpace && step.becomes.starts_with(' '))
                step.becomes.remove_prefix(1);
            for (const char& byte : step.becomes)
                grown.append(byte == ' ' ? m_space : std::string_view(&byte, 1), at);
            if (!step.becomes.empty())
                afterSpace = m_trims && step.becomes.ends_with(' ');
            at += step.bytes;
        }
        while (m_trims && grown.text.ends_with(m_space)) {
            const size_t size = grown.text.size() - m_space.size();
            at = grown.places[size];
            grown.text.resize(size);
            grown.places.resize(size);
        }
        if (m_addsPrefix && m_atEnd)
            grown.append(m_space, at);
        return at;
    }

    static AlignedText aligned(const AlignedText& source, const GrowingText& grown, uint32_t consumed) {
        const uint32_t end = source.spanAt(source.size() - 1).end;
        const auto placeInGiven = [&](uint32_t byte) { return byte < source.size() ? source.spanAt(byte).begin : end; };
        AlignedText result;
        result.reserve(grown.text.size());
        for (size_t i = 0; i < grown.text.size(); ++i) {
            const uint32_t next = i + 1 < grown.text.size() ? grown.places[i + 1] : consumed;
            result.append(std::string_view(grown.text).substr(i, 1),
                          {placeInGiven(grown.places[i]), placeInGiven(next)});
        }
        return result;
    }

    bool m_addsPrefix;
    bool m_atEnd; // the space is put behind the text, not in front
    bool m_trims;
    std::string_view m_space;
    CharacterMap m_map;
    PieceTrie m_keptTexts;
};

} // namespace

NormalizerPtr makeSentencePieceNormalizer(const SentencePieceFile& model) {
    return std::make_unique<SentencePieceNormalizer>(model);
}

} // namespace salient::tokenization
