// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/rank_kinds.h"

#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

namespace salient::tokenization {

namespace {

RankKind llama3() {
    RankKind kind{kLlama3Words, false, {}, "<|begin_of_text|>", "<|end_of_text|>"};
    constexpr int32_t kFirst = 128000;
    constexpr int32_t kSpecialTokens = 256;
    const std::array<const char*, 10> names{
        "<|begin_of_text|>",   "<|end_of_text|>",   nullptr, nullptr,     nullptr, nullptr,
        "<|start_header_id|>", "<|end_header_id|>", nullptr, "<|eot_id|>"};
    int reserved = 0;
    for (int32_t i = 0; i < kSpecialTokens; ++i) {
        const bool named = static_cast<size_t>(i) < names.size() && names[static_cast<size_t>(i)] != nullptr;
        kind.specialTokens.push_back({named ? std::string(names[static_cast<size_t>(i)])
                                            : fmt::format("<|reserved_special_token_{}|>", reserved++),
                                      kFirst + i});
    }
    return kind;
}

RankKind qwen() {
    RankKind kind{kQwen2Words, true, {}, "", "<|endoftext|>"};
    kind.specialTokens = {{"<|endoftext|>", 151643}, {"<|im_start|>", 151644}, {"<|im_end|>", 151645}};
    for (int32_t i = 0; i < 205; ++i)
        kind.specialTokens.push_back({fmt::format("<|extra_{}|>", i), 151646 + i});
    return kind;
}

RankKind gpt2() {
    return {"", false, {{"<|endoftext|>", 50256}}, "", "<|endoftext|>"};
}

RankKind cl100k() {
    return {kLlama3Words,
            false,
            {{"<|endoftext|>", 100257},
             {"<|fim_prefix|>", 100258},
             {"<|fim_middle|>", 100259},
             {"<|fim_suffix|>", 100260},
             {"<|endofprompt|>", 100276}},
            "",
            "<|endoftext|>"};
}

RankKind o200k() {
    return {kO200kWords, false, {{"<|endoftext|>", 199999}, {"<|endofprompt|>", 200018}}, "", "<|endoftext|>"};
}

struct KnownKind {
    std::string_view name;      // the begin of the file's name
    std::string_view classPart; // a part of the class's name; empty: none
    size_t ranks;
    RankKind (*make)();
};

constexpr KnownKind kKinds[] = {
    {"qwen", "QWen", 151643, qwen}, {"llama3", "Llama", 128000, llama3}, {"r50k", "GPT2", 50256, gpt2},
    {"gpt2", "GPT2", 50256, gpt2},  {"cl100k", "", 100256, cl100k},      {"o200k", "", 199998, o200k},
};

} // namespace

RankKind rankKindOf(const std::string& file, const std::string& tokenizerClass, size_t ranks) {
    const std::string name = std::filesystem::path(file).filename().string();
    for (const KnownKind& kind : kKinds)
        if (name.starts_with(kind.name))
            return kind.make();
    for (const KnownKind& kind : kKinds)
        if (kind.ranks == ranks)
            return kind.make();
    for (const KnownKind& kind : kKinds)
        if (!kind.classPart.empty() && tokenizerClass.find(kind.classPart) != std::string::npos)
            return kind.make();
    throw inputError("tokenizer.unknown_ranks",
                     fmt::format("{} has {} ranks and does not say how text is split into words, expected the ranks of "
                                 "Llama 3 (128000), Qwen (151643), GPT-2 (50256), cl100k (100256) or o200k (199998); "
                                 "put a tokenizer.json that transformers writes into the folder.",
                                 file, ranks));
}

} // namespace salient::tokenization
