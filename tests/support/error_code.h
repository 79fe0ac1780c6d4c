// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/error.h"

#include <functional>
#include <string>

namespace salient {

/// The code of the Error that `action` throws, "no error" when it throws none.
inline std::string codeOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    return "no error";
}

} // namespace salient
