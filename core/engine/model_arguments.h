// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/hugging_face_cache.h"
#include "core/engine/arguments.h"
#include "core/engine/precision_names.h"
#include "kernels/backend.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <tuple>

namespace salient {

/// Which model to load, and how: what the arguments of commands that run one begin with.
struct ModelArguments {
    std::filesystem::path model;
    std::filesystem::path adapter; ///< or empty
    Precision precision = Precision::Fp32;
    int64_t headBits = 16; ///< of the output head: 16, as it is stored, or 8
    bool cache = true;     ///< packed weights are kept for the next start, and taken from the last one
    std::string device = "auto";
};

/// Their keys, for arguments that derive from them.
constexpr auto modelFields() {
    using A = ModelArguments;
    return std::tuple{jsonField("model", &A::model),         jsonField("adapter", &A::adapter),
                      jsonField("precision", &A::precision), jsonField("head_bits", &A::headBits),
                      jsonField("cache", &A::cache),         jsonField("device", &A::device)};
}

/// Checks them for the command of this name; the model's folder may be a name that resolveModelFolder() knows.
inline void resolveModelArguments(const char* command, ModelArguments& given) {
    requireArgument(command, "model", !given.model.empty());
    if (given.headBits != 8 && given.headBits != 16) {
        throw usageError(
            fmt::format("{}.head_bits", command),
            fmt::format("Expected an output head of 8 bits, or 16 for what is stored, found {}.", given.headBits));
    }
    given.model = resolveModelFolder(given.model.string());
}

} // namespace salient
