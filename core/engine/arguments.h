// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json_fields.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <string>

namespace salient {

/// The arguments of a command as the struct `A` (see json_fields.h). Throws Error (usage) naming command and key.
template <JsonStruct A>
A readArguments(const char* command, const std::string& text) {
    try {
        A arguments;
        readJson(jsonFromText(text), arguments, "", UnknownKeys::Refuse);
        return arguments;
    } catch (const Json::exception& error) {
        throw usageError("arguments.not_json",
                         fmt::format("The arguments of \"{}\" are not JSON: {}.", command, jsonProblem(error)));
    } catch (const JsonMismatch& wrong) {
        if (wrong.expected.empty()) {
            throw usageError("arguments.unknown", fmt::format("\"{}\" takes no argument \"{}\".", command, wrong.key));
        }
        throw usageError("arguments.wrong_type", fmt::format("\"{}\" expects {} as \"{}\", found {}.", command,
                                                             wrong.expected, wrong.key, wrong.found));
    }
}

/// Throws Error (usage) when an argument that has to be given is empty.
inline void requireArgument(const char* command, const char* key, bool given) {
    if (!given) {
        throw usageError("arguments.missing", fmt::format("\"{}\" needs the argument \"{}\".", command, key));
    }
}

} // namespace salient
