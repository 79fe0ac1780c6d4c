// SPDX-License-Identifier: Apache-2.0
#include "core/engine/arguments.h"
#include "core/engine/command_functions.h"
#include "core/model/packed_cache_folder.h"

namespace salient {

namespace {

struct CacheArguments {
    bool clear = false; ///< remove every file
};
constexpr auto jsonFields(const CacheArguments*) {
    return std::tuple{jsonField("clear", &CacheArguments::clear)};
}

Json fileJson(const KeptWeights& kept) {
    return {{"file", kept.file.string()},
            {"model", kept.key ? Json(kept.key->model) : Json()},
            {"head_bits", kept.key ? Json(kept.key->headBits) : Json()},
            {"bytes", kept.bytes},
            {"last_used", kept.lastUsed}};
}

} // namespace

std::string cacheCommand(const std::string& arguments, const RunContext& context) {
    const auto given = readArguments<CacheArguments>("cache", arguments);
    const PackedCacheSettings settings = PackedCacheSettings::ofUser();
    Json files = Json::array();
    Json removed = Json::array();
    int64_t bytes = 0;
    for (const KeptWeights& kept : keptWeights(settings.folder)) {
        const std::string reason = given.clear ? "cleared" : reasonToForget(kept);
        std::error_code failure;
        if (!reason.empty() && std::filesystem::remove(kept.file, failure)) {
            removed.push_back({{"file", kept.file.string()}, {"bytes", kept.bytes}, {"reason", reason}});
            continue;
        }
        if (failure) {
            context.emit(IssueFound{{Severity::Warning, "cache.not_removed",
                                     fmt::format("{} cannot be removed: {}.", kept.file.string(), failure.message())}});
        }
        files.push_back(fileJson(kept));
        bytes += kept.bytes;
    }
    return jsonToText({{"folder", settings.folder.string()},
                       {"bytes", bytes},
                       {"limit_bytes", settings.limit()},
                       {"files", files},
                       {"removed", removed}});
}

} // namespace salient
