// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/user_cache.h"

#include "core/environment.h"

#include <string>

namespace fs = std::filesystem;

namespace salient {

fs::path userCacheFolder(const char* name) {
    if (const std::string own = environmentText("SALIENT_CACHE_DIR"); !own.empty()) {
        return fs::absolute(own) / name;
    }
    if (const std::string xdg = environmentText("XDG_CACHE_HOME"); xdg.starts_with('/')) {
        return fs::path(xdg) / "salient" / name;
    }
    const std::string home = environmentText("HOME");
    return home.starts_with('/') ? fs::path(home) / ".cache" / "salient" / name : fs::path();
}

} // namespace salient
