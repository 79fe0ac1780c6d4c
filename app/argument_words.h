// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace salient {

/// The words of a command line after the program's name, "--text=" as "--text" and "": CLI11 takes an empty value
/// behind "=" for none, and the next word for the value.
std::vector<std::string> argumentWords(int argc, const char* const* argv);

} // namespace salient
