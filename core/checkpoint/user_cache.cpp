// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/user_cache.h"

#include <cstdlib>
#include <string>

namespace fs = std::filesystem;

namespace salient {

static std::string variable(const char* name) {
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): nothing here sets variables
    return value == nullptr ? "" : value;
}

fs::path userCacheFolder(const char* name) {
    if (const std::string own = variable("SALIENT_CACHE_DIR"); !own.empty()) {
        return fs::absolute(own) / name;
    }
    if (const std::string xdg = variable("XDG_CACHE_HOME"); xdg.starts_with('/')) {
        return fs::path(xdg) / "salient" / name;
    }
    const std::string home = variable("HOME");
    return home.starts_with('/') ? fs::path(home) / ".cache" / "salient" / name : fs::path();
}

} // namespace salient
