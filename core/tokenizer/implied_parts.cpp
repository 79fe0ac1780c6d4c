// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/implied_parts.h"

namespace salient::tokenization {

using nlohmann::json;

const char* const kQwen2Words =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
const char* const kLlama3Words =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+)"
    R"(|\s+(?!\S)|\s+)";
const char* const kO200kWords =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
    R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?)"
    R"(|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

json byteLevelPart(bool addPrefixSpace, bool useRegex) {
    return {
        {"type", "ByteLevel"}, {"add_prefix_space", addPrefixSpace}, {"trim_offsets", false}, {"use_regex", useRegex}};
}

json wordsThenBytes(const std::string& expression, bool addPrefixSpace) {
    const json split = {
        {"type", "Split"}, {"pattern", {{"Regex", expression}}}, {"behavior", "Isolated"}, {"invert", false}};
    return {{"type", "Sequence"}, {"pretokenizers", {split, byteLevelPart(addPrefixSpace, false)}}};
}

json templateAround(const std::optional<NamedId>& begin, const std::optional<NamedId>& end) {
    if (!begin && !end)
        return nullptr;
    json items = json::array();
    json tokens = json::object();
    const auto put = [&](const std::optional<NamedId>& token) {
        if (!token)
            return;
        items.push_back({{"SpecialToken", {{"id", token->piece}, {"type_id", 0}}}});
        tokens[token->piece] = {{"id", token->piece},
                                {"ids", json::array({static_cast<uint32_t>(token->id)})},
                                {"tokens", json::array({token->piece})}};
    };
    put(begin);
    items.push_back({{"Sequence", {{"id", "A"}, {"type_id", 0}}}});
    put(end);
    return {{"type", "TemplateProcessing"}, {"single", items}, {"special_tokens", tokens}};
}

} // namespace salient::tokenization
