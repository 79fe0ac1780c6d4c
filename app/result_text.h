// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"

#include <string>

namespace salient {

/// A command's result (JSON text) for people, ending in a newline.
std::string resultText(const std::string& command, const std::string& result);

/// What is worth a line of its own besides the result: the plan, findings, what calibration used. Empty for the rest.
std::string eventText(const Event& event);

} // namespace salient
