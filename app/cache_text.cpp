// SPDX-License-Identifier: Apache-2.0
#include "app/cache_text.h"

#include "core/checkpoint/output_file.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient {

std::string cacheText(const nlohmann::ordered_json& result) {
    std::string text;
    if (!result["files"].empty()) {
        text = fmt::format("{:<17} {:>9} {:>5}  {}\n", "last used", "size", "head", "model");
    }
    for (const auto& file : result["files"]) {
        const auto used = static_cast<std::time_t>(file["last_used"].get<int64_t>());
        text += fmt::format("{:%Y-%m-%d %H:%M}  {:>9} {:>5}  {}\n", fmt::localtime(used), bytesText(file["bytes"]),
                            file["head_bits"].dump(), file["model"].get<std::string>());
    }
    for (const auto& file : result["removed"]) {
        text += fmt::format("removed {} ({}): {}\n", file["file"].get<std::string>(), bytesText(file["bytes"]),
                            file["reason"].get<std::string>());
    }
    const std::string folder = result["folder"];
    return text + (folder.empty() ? "no folder: neither SALIENT_CACHE_DIR, XDG_CACHE_HOME nor HOME is set\n"
                                  : fmt::format("{} of {} at most in {}\n", bytesText(result["bytes"]),
                                                bytesText(result["limit_bytes"]), folder));
}

} // namespace salient
