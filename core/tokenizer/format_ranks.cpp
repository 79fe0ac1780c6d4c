// SPDX-License-Identifier: Apache-2.0
// Ranks of byte strings: tiktoken's files and Mistral's tekken.json (github.com/openai/tiktoken, src/lib.rs).
#include "core/tokenizer/base64.h"
#include "core/tokenizer/bpe_model.h"
#include "core/tokenizer/byte_alphabet.h"
#include "core/tokenizer/implied_parts.h"
#include "core/tokenizer/rank_kinds.h"
#include "core/tokenizer/tokenizer_formats.h"

#include <fmt/format.h>

#include <charconv>

namespace salient::tokenization {

namespace {

using nlohmann::json;

Error wrong(const std::string& file, const std::string& what) {
    return inputError("tokenizer.broken_file", fmt::format("{}: {}; get the file again.", file, what));
}

/// A vocabulary of byte strings under construction, spelled in the byte alphabet.
class RankedVocabulary {
public:
    explicit RankedVocabulary(const std::string& file) : m_file(file) {}

    void add(std::string_view base64, int64_t id, const std::string& place) {
        const auto bytes = decodeBase64(base64);
        if (!bytes || bytes->empty())
            throw wrong(m_file, fmt::format("{} is not base64 of at least one byte", place));
        if (id < 0 || id >= Vocabulary::kIdLimit)
            throw wrong(m_file, fmt::format("{} has the rank {}, expected 0 to {}", place, id, Vocabulary::kIdLimit));
        std::string piece;
        for (const char byte : *bytes)
            piece.append(m_alphabet.character(static_cast<unsigned char>(byte)));
        if (m_vocabulary.has(static_cast<int32_t>(id)) || m_vocabulary.id(piece))
            throw wrong(m_file, fmt::format("{} repeats a rank or a piece", place));
        m_vocabulary.add(piece, static_cast<int32_t>(id));
    }

    /// The model; every byte must be a piece.
    ModelPtr finish() {
        for (int byte = 0; byte < 256; ++byte)
            if (!m_vocabulary.id(m_alphabet.character(static_cast<unsigned char>(byte))))
                throw wrong(m_file, fmt::format("no piece is the byte 0x{:02X}", byte));
        std::vector<uint32_t> ranks(static_cast<size_t>(m_vocabulary.idEnd()));
        for (size_t id = 0; id < ranks.size(); ++id)
            ranks[id] = static_cast<uint32_t>(id);
        BpeParts parts;
        parts.file = m_file;
        parts.merges = Merges::ofPieces(m_vocabulary, ranks);
        parts.vocabulary = std::move(m_vocabulary);
        parts.ignoreMerges = true;
        return makeBpeModel(std::move(parts));
    }

private:
    std::string m_file;
    ByteAlphabet m_alphabet;
    Vocabulary m_vocabulary;
};

ModelPtr readRanks(std::string_view text, const std::string& file) {
    RankedVocabulary ranked(file);
    size_t line = 0;
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view entry = text.substr(begin, end - begin);
        begin = end + 1;
        ++line;
        if (entry.ends_with('\r'))
            entry.remove_suffix(1);
        if (entry.empty())
            continue;
        const size_t space = entry.find(' ');
        int64_t rank = -1;
        if (space != std::string_view::npos)
            std::from_chars(entry.data() + space + 1, entry.data() + entry.size(), rank);
        ranked.add(entry.substr(0, space), rank, fmt::format("line {}", line));
    }
    return ranked.finish();
}

/// Id 0 is the first special token, the first piece follows the last (mistral-common, tekken.py).
ModelPtr readTekkenPieces(const Component& tekken, uint64_t specialTokens, uint64_t limit) {
    RankedVocabulary ranked(tekken.file());
    for (const Component& entry : tekken.children("vocab")) {
        const uint64_t rank = entry.count("rank");
        if (rank < limit)
            ranked.add(entry.text("token_bytes"), static_cast<int64_t>(rank + specialTokens),
                       fmt::format("the piece of rank {}", rank));
    }
    return ranked.finish();
}

json tekkenSpecialTokens(const Component& tekken, uint64_t count) {
    json tokens = json::array();
    if (tekken.has("special_tokens")) {
        for (const Component& token : tekken.children("special_tokens")) {
            if (token.count("rank") >= count)
                throw token.wrong("has a rank beyond default_num_special_tokens");
            tokens.push_back(specialToken(static_cast<int64_t>(token.count("rank")), token.text("token_str")));
        }
        return tokens;
    }
    for (const char* name : kTekkenSpecialTokens)
        if (tokens.size() < count)
            tokens.push_back(specialToken(static_cast<int64_t>(tokens.size()), name));
    return tokens;
}

Pipeline assemble(const std::string& file, ModelPtr model, const json& preTokenizer, const json& normalizer,
                  const json& addedTokens, const std::optional<std::string>& begin) {
    json description = {{"added_tokens", addedTokens},
                        {"normalizer", normalizer},
                        {"pre_tokenizer", preTokenizer},
                        {"decoder", byteLevelPart(false, true)}};
    for (const json& token : addedTokens)
        if (begin && token["content"] == *begin)
            description["post_processor"] = templateAround(NamedId{*begin, token["id"].get<int32_t>()}, std::nullopt);
    return assemblePipeline(Component(description, file, ""), std::move(model), nullptr, AddedTokens::Ids::AsWritten);
}

} // namespace

Pipeline makeFromRanks(std::string_view bytes, const std::string& file, const TokenizerSettings& settings) {
    ModelPtr model = readRanks(bytes, file);
    const RankKind kind = rankKindOf(file, settings.tokenizerClass(), model->vocabulary().count());
    json special = json::array();
    for (const NamedId& token : kind.specialTokens)
        special.push_back(specialToken(token.id, token.piece));
    const json added = settings.addedTokens(std::move(special), model->vocabulary());
    const std::string begin = settings.namedToken("bos_token").value_or(kind.beginToken);
    const bool addsBegin = settings.flag("add_bos_token").value_or(!kind.beginToken.empty());
    const json normalizer = kind.composesCharacters ? json{{"type", "NFC"}} : json();
    const json words = kind.words.empty() ? byteLevelPart(false, true) : wordsThenBytes(kind.words);
    Pipeline pipeline = assemble(file, std::move(model), words, normalizer, added,
                                 addsBegin ? std::optional<std::string>(begin) : std::nullopt);
    pipeline.bosId = pipeline.id(begin);
    pipeline.eosId = pipeline.id(kind.endToken);
    return pipeline;
}

Pipeline makeFromTekken(const json& tekken, const std::string& file, const TokenizerSettings& settings) {
    const Component whole(tekken, file, "");
    const Component config = whole.child("config");
    const uint64_t specialTokens = config.count("default_num_special_tokens");
    const uint64_t size = config.count("default_vocab_size");
    if (specialTokens > size || size > static_cast<uint64_t>(Vocabulary::kIdLimit))
        throw config.wrong(fmt::format("has {} special tokens among {}", specialTokens, size));
    ModelPtr model = readTekkenPieces(whole, specialTokens, size - specialTokens);
    const json added = settings.addedTokens(tekkenSpecialTokens(whole, specialTokens), model->vocabulary());
    const bool addsBegin = settings.flag("add_bos_token").value_or(true);
    Pipeline pipeline = assemble(file, std::move(model), wordsThenBytes(config.text("pattern")), nullptr, added,
                                 addsBegin ? std::optional<std::string>("<s>") : std::nullopt);
    pipeline.bosId = pipeline.id("<s>");
    pipeline.eosId = pipeline.id("</s>");
    return pipeline;
}

} // namespace salient::tokenization
