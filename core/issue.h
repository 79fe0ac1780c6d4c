// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace salient {

enum class Severity { Notice, Warning, Blocking };

/// Something the user should know or can change before starting; never thrown.
struct Issue {
    Severity severity = Severity::Notice;
    std::string code;     ///< stable and dotted, e.g. "group_size.does_not_fit"
    std::string sentence; ///< what, where, expected, found, what happens
};

} // namespace salient
