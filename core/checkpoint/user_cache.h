// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace salient {

/// Where things of this name are kept that can be made again: $SALIENT_CACHE_DIR/NAME, else
/// $XDG_CACHE_HOME/salient/NAME, else ~/.cache/salient/NAME; empty when none of the three says a place.
std::filesystem::path userCacheFolder(const char* name);

} // namespace salient
