// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_tokenizer.h"

#include "core/gguf/gguf_vocabulary.h"
#include "core/templates/template_source.h"
#include "core/tokenizer/tokenizer_settings.h"
#include "core/tokenizer/tokenizer_source.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace salient {

namespace {

using namespace tokenization;

constexpr std::string_view kMark = "\u2581"; // what SentencePiece writes for a space
constexpr float kOutsideScore = -1000.0F;    // of tokens that no merge makes (convert_hf_to_gguf.py)

/// The tokens by id, up to the rows of the embedding.
class TokenLists {
public:
    TokenLists(const Pipeline& pipeline, const GgufVocabulary& vocabulary, int64_t rows)
        : m_pipeline(pipeline), m_vocabulary(vocabulary) {
        for (int32_t id = 0; id < rows; ++id) {
            append(id);
        }
    }

    void putInto(GgufMetadata& metadata) {
        metadata.emplace_back("tokenizer.ggml.tokens", std::move(m_tokens));
        metadata.emplace_back("tokenizer.ggml.token_type", std::move(m_kinds));
        if (m_vocabulary.model == "llama") {
            metadata.emplace_back("tokenizer.ggml.scores", std::move(m_scores));
        } else {
            metadata.emplace_back("tokenizer.ggml.merges", m_vocabulary.merges);
        }
    }

private:
    void append(int32_t id) {
        std::string text = m_pipeline.hasId(id) ? std::string(m_pipeline.piece(id)) : fmt::format("[PAD{}]", id);
        GgufTokenKind kind = kindOf(id);
        if (kind == GgufTokenKind::UserDefined) {
            text = withSpaces(text);
        }
        if (!m_seen.insert(text).second) {
            throw inputError("gguf.tokenizer",
                             fmt::format("{}: two tokens are spelled \"{}\", which llama.cpp does not "
                                         "load; rename one of them in the tokenizer.",
                                         m_pipeline.file, text));
        }
        const auto at = static_cast<size_t>(id);
        const bool scored = at < m_vocabulary.scores.size() && kind != GgufTokenKind::UserDefined;
        m_tokens.push_back(std::move(text));
        m_kinds.push_back(static_cast<int32_t>(kind));
        m_scores.push_back(scored ? m_vocabulary.scores[at] : kOutsideScore);
    }

    GgufTokenKind kindOf(int32_t id) const {
        const AddedToken* added = m_pipeline.addedTokens.find(id);
        if (!m_pipeline.hasId(id)) {
            return GgufTokenKind::Unused;
        }
        if (!m_vocabulary.unknownPiece.empty() && m_pipeline.piece(id) == m_vocabulary.unknownPiece) {
            return GgufTokenKind::Unknown;
        }
        if (added != nullptr) {
            return added->special ? GgufTokenKind::Control : GgufTokenKind::UserDefined;
        }
        if (static_cast<size_t>(id) < m_vocabulary.kinds.size()) {
            return m_vocabulary.kinds[static_cast<size_t>(id)];
        }
        return m_vocabulary.model == "llama" && isByte(m_pipeline.piece(id)) ? GgufTokenKind::Byte
                                                                             : GgufTokenKind::Normal;
    }

    static bool isByte(std::string_view piece) {
        return piece.size() == 6 && piece.starts_with("<0x") && piece.ends_with('>');
    }

    /// llama.cpp looks for these tokens in the text as it is given.
    std::string withSpaces(const std::string& text) const {
        if (m_vocabulary.model != "llama") {
            return text;
        }
        std::string spaced;
        for (size_t at = 0; at < text.size();) {
            const bool marked = text.compare(at, kMark.size(), kMark) == 0;
            spaced += marked ? ' ' : text[at];
            at += marked ? kMark.size() : 1;
        }
        return spaced;
    }

    const Pipeline& m_pipeline;
    const GgufVocabulary& m_vocabulary;
    std::vector<std::string> m_tokens;
    std::vector<int32_t> m_kinds;
    std::vector<float> m_scores;
    std::unordered_set<std::string> m_seen;
};

std::vector<int32_t> idsOf(const Pipeline& pipeline, std::string_view text, bool addSpecialTokens) {
    WordCache cache;
    std::vector<int32_t> ids;
    for (const TokenSpan& token : pipeline.encode(text, {.addSpecialTokens = addSpecialTokens}, cache)) {
        ids.push_back(token.id);
    }
    return ids;
}

/// The tokens that the tokenizer puts around every text.
struct Around {
    std::vector<int32_t> before, after;
};

Around tokensAround(const Pipeline& pipeline) {
    const std::vector<int32_t> plain = idsOf(pipeline, "a", false);
    const std::vector<int32_t> whole = idsOf(pipeline, "a", true);
    const auto begin = std::search(whole.begin(), whole.end(), plain.begin(), plain.end());
    const auto end = begin + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(plain.size()), whole.end() - begin);
    return {{whole.begin(), begin}, {end, whole.end()}};
}

class SpecialTokens {
public:
    SpecialTokens(const Pipeline& pipeline, const GgufTokenizerRequest& request, GgufTokenizer& result)
        : m_rows(request.rows), m_result(result) {
        const TokenizerSettings settings(request.folder);
        const Around around = tokensAround(pipeline);
        const auto first = [](const std::vector<int32_t>& ids) {
            return ids.empty() ? std::nullopt : std::optional<int32_t>(ids.front());
        };
        const auto bos = around.before.size() == 1 ? first(around.before)
                         : pipeline.bosId          ? pipeline.bosId
                                                   : first(request.bosIds);
        const auto eos = pipeline.eosId ? pipeline.eosId : first(request.eosIds);
        putId("bos", bos);
        putId("eos", eos);
        putNamed("unk", "unk_token", settings, pipeline);
        putNamed("padding", "pad_token", settings, pipeline);
        putAround("bos", around.before, bos);
        putAround("eos", around.after, eos);
    }

private:
    void putId(const std::string& name, std::optional<int32_t> id) {
        if (id && *id < m_rows) {
            m_result.metadata.emplace_back("tokenizer.ggml." + name + "_token_id", static_cast<uint32_t>(*id));
        }
    }
    void putNamed(const std::string& name, const char* key, const TokenizerSettings& settings,
                  const Pipeline& pipeline) {
        const auto piece = settings.namedToken(key);
        putId(name, piece ? pipeline.id(*piece) : std::nullopt);
    }
    void putAround(const std::string& name, const std::vector<int32_t>& ids, std::optional<int32_t> id) {
        const bool adds = ids.size() == 1 && id && ids.front() == *id;
        m_result.metadata.emplace_back("tokenizer.ggml.add_" + name + "_token", adds);
        if (!adds && !ids.empty()) {
            m_result.notes.push_back(
                fmt::format("The tokenizer puts {} tokens {} every text that are not its {} token; "
                            "llama.cpp will not add them.",
                            ids.size(), name == "bos" ? "before" : "behind", name));
        }
    }

    int64_t m_rows;
    GgufTokenizer& m_result;
};

void putChatTemplate(const std::filesystem::path& folder, GgufTokenizer& result) {
    const FolderTemplates templates = readFolderTemplates(folder);
    if (templates.issues.empty()) { // else it is a stand-in of ours
        result.metadata.emplace_back("tokenizer.chat_template", chooseTemplate(templates, false).source);
    }
}

void putNotes(const Pipeline& pipeline, const GgufVocabulary& vocabulary, int64_t rows, GgufTokenizer& result) {
    if (pipeline.idEnd() > rows) {
        result.notes.push_back(
            fmt::format("{} tokens beyond the {} rows of the embedding were left out.", pipeline.idEnd() - rows, rows));
    }
    if (vocabulary.composesCharacters) {
        result.notes.push_back("The tokenizer composes characters first (NFC) and llama.cpp does not: texts with "
                               "decomposed accents get other tokens there.");
    }
}

} // namespace

GgufTokenizer ggufTokenizer(const GgufTokenizerRequest& request) {
    GgufTokenizer result;
    GgufMetadata& metadata = result.metadata;
    if (!findTokenizer(request.folder)) {
        metadata.emplace_back("tokenizer.ggml.model", std::string("none"));
        result.notes.push_back(fmt::format("{} has no tokenizer, and so the file has none: llama.cpp takes and gives "
                                           "token ids only.",
                                           request.folder.string()));
        return result;
    }
    const Pipeline pipeline = readTokenizerFolder(request.folder);
    const GgufVocabulary vocabulary = readGgufVocabulary(request.folder, pipeline);
    metadata.emplace_back("tokenizer.ggml.model", vocabulary.model);
    metadata.emplace_back("tokenizer.ggml.pre", vocabulary.pre);
    TokenLists(pipeline, vocabulary, request.rows).putInto(metadata);
    SpecialTokens(pipeline, request, result);
    if (vocabulary.model == "llama") {
        const std::vector<int32_t> first = idsOf(pipeline, "a", false);
        const bool prefix = !first.empty() && pipeline.piece(first.front()).starts_with(kMark);
        metadata.emplace_back("tokenizer.ggml.add_space_prefix", prefix);
    }
    putChatTemplate(request.folder, result);
    putNotes(pipeline, vocabulary, request.rows, result);
    return result;
}

} // namespace salient
