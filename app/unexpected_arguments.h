// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace salient {

/// One sentence about command line arguments that no flag took, with the flag that was probably meant; CLI11 would list
/// them all, last first. There is at least one.
std::string unexpectedSentence(const CLI::App& app);

} // namespace salient
