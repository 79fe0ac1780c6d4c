// SPDX-License-Identifier: Apache-2.0
#include "core/chat/end_tokens.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

std::vector<int32_t> endTokens(const std::filesystem::path& folder, const Tokenizer& tokenizer) {
    std::vector<int32_t> ids;
    if (const auto end = tokenizer.eosId()) {
        ids.push_back(*end);
    }
    const std::filesystem::path file = folder / "generation_config.json";
    std::error_code ignored; // what cannot be looked at is not there
    if (!std::filesystem::exists(file, ignored)) {
        return ids;
    }
    const nlohmann::ordered_json json = readJsonFile(file);
    const nlohmann::ordered_json found = json.value("eos_token_id", nlohmann::ordered_json());
    const auto take = [&](const nlohmann::ordered_json& id) {
        if (!id.is_number_integer() || id.get<int64_t>() < 0 || id.get<int64_t>() > INT32_MAX) {
            throw inputError("generation_config.eos",
                             fmt::format("{}: \"eos_token_id\" should be a token id or a list of them, found {}.",
                                         file.string(), inQuotes(id.dump())));
        }
        ids.push_back(id.get<int32_t>());
    };
    if (found.is_array()) {
        std::for_each(found.begin(), found.end(), take);
    } else if (!found.is_null()) {
        take(found);
    }
    return ids;
}

} // namespace salient
