// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/tokenizer_settings.h"

#include "core/tokenizer/file_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace salient::tokenization {

namespace {

using nlohmann::json;

/// A token written as a text or as an object with "content".
std::optional<std::string> contentOf(const json& value) {
    const json content = value.is_object() ? value.value("content", json()) : value;
    return content.is_string() ? std::optional<std::string>(content.get<std::string>()) : std::nullopt;
}

json member(const json& object, const char* key) {
    return object.value(key, json());
}

/// The tokens of a list under construction, by content and in the order of their ids.
class TokenList {
public:
    explicit TokenList(const Vocabulary& vocabulary) : m_vocabulary(vocabulary), m_next(vocabulary.idEnd()) {}

    void put(json token) {
        const int64_t id = token["id"].get<int64_t>();
        m_next = std::max(m_next, id + 1);
        std::erase_if(m_tokens, [&](const auto& other) {
            return other.second["id"] == token["id"] && other.first != token["content"];
        });
        m_tokens.insert_or_assign(token["content"].get<std::string>(), std::move(token));
    }

    /// A special token known by name only.
    void putNamed(const std::string& content) {
        if (content.empty() || m_tokens.contains(content))
            return;
        const auto known = m_vocabulary.id(content);
        put(specialToken(known ? *known : m_next, content));
    }

    json inOrder() const {
        json list = json::array();
        for (const auto& [content, token] : m_tokens)
            list.push_back(token);
        std::sort(list.begin(), list.end(), [](const json& a, const json& b) { return a["id"] < b["id"]; });
        return list;
    }

private:
    const Vocabulary& m_vocabulary;
    int64_t m_next;
    std::map<std::string, json> m_tokens;
};

/// An entry of added_tokens_decoder in the form of tokenizer.json.
json listedToken(const std::string& id, const json& entry, const std::string& folder) {
    int64_t number = -1;
    std::from_chars(id.data(), id.data() + id.size(), number);
    const auto content = contentOf(entry);
    if (number < 0 || number >= Vocabulary::kIdLimit || !content)
        throw inputError("tokenizer.broken_file",
                         fmt::format("{}: added_tokens_decoder of tokenizer_config.json has the entry \"{}\", expected "
                                     "an id below {} and a token with content; correct the file.",
                                     folder, id, Vocabulary::kIdLimit));
    json token = specialToken(number, *content);
    for (const char* flag : {"single_word", "lstrip", "rstrip", "normalized", "special"})
        if (entry.is_object() && member(entry, flag).is_boolean())
            token[flag] = entry[flag];
    return token;
}

} // namespace

json specialToken(int64_t id, std::string_view content) {
    return {{"id", static_cast<uint64_t>(id)},
            {"content", content},
            {"single_word", false},
            {"lstrip", false},
            {"rstrip", false},
            {"normalized", false},
            {"special", true}};
}

TokenizerSettings::TokenizerSettings(const std::filesystem::path& folder)
    : m_folder(folder.string()), m_config(readObjectIfThere(folder / "tokenizer_config.json")),
      m_addedTokens(readObjectIfThere(folder / "added_tokens.json")),
      m_specialTokens(readObjectIfThere(folder / "special_tokens_map.json")) {
    const json type = member(readObjectIfThere(folder / "config.json"), "model_type");
    m_modelType = type.is_string() ? type.get<std::string>() : "";
}

std::string TokenizerSettings::tokenizerClass() const {
    const json named = member(m_config, "tokenizer_class");
    if (!named.is_string()) {
        const bool isQwen = m_modelType.starts_with("qwen2") || m_modelType.starts_with("qwen3");
        return isQwen ? "Qwen2Tokenizer" : m_modelType == "gpt2" ? "GPT2Tokenizer" : "";
    }
    std::string name = named.get<std::string>();
    if (name.ends_with("Fast"))
        name.resize(name.size() - 4);
    return name;
}

std::optional<bool> TokenizerSettings::flag(const char* key) const {
    const json value = member(m_config, key);
    return value.is_boolean() ? std::optional<bool>(value.get<bool>()) : std::nullopt;
}

std::optional<std::string> TokenizerSettings::namedToken(const char* key) const {
    const auto configured = contentOf(member(m_config, key));
    return configured ? configured : contentOf(member(m_specialTokens, key));
}

json TokenizerSettings::addedTokens(json implied, const Vocabulary& vocabulary) const {
    TokenList tokens(vocabulary);
    for (json& token : implied)
        tokens.put(std::move(token));
    const json listed = member(m_config, "added_tokens_decoder");
    for (const auto& [id, entry] : listed.items())
        tokens.put(listedToken(id, entry, m_folder));
    for (const auto& [content, id] : m_addedTokens.items()) {
        if (!id.is_number_unsigned() || id.get<uint64_t>() >= static_cast<uint64_t>(Vocabulary::kIdLimit))
            throw inputError("tokenizer.broken_file",
                             fmt::format("{}: added_tokens.json gives \"{}\" the id {}, expected a whole number below "
                                         "{}; correct the file.",
                                         m_folder, content, id.dump(), Vocabulary::kIdLimit));
        if (listed.is_null())
            tokens.put(specialToken(id.get<int64_t>(), content));
    }
    for (const char* key : {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"})
        tokens.putNamed(namedToken(key).value_or(""));
    for (const json& source : {m_config, m_specialTokens}) {
        const json more = member(source, "additional_special_tokens");
        for (const json& token : more.is_array() ? more : json::array())
            tokens.putNamed(contentOf(token).value_or(""));
    }
    return tokens.inOrder();
}

} // namespace salient::tokenization
