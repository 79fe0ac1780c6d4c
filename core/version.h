// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace salient {

/// Of this program, "0.1.0"; CMakeLists.txt is the one place that says it.
std::string_view programVersion();

} // namespace salient
