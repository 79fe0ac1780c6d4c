// SPDX-License-Identifier: Apache-2.0
#include "core/version.h"

namespace salient {

std::string_view programVersion() {
    return SALIENT_VERSION;
}

} // namespace salient
