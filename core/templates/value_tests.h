// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/ast.h"

#include <string_view>

namespace salient::templates {

/// One of Jinja's tests (jinja2/tests.py), e.g. "defined"; null when there is none of that name.
TestFunction findTest(std::string_view name);

} // namespace salient::templates
