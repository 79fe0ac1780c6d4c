// SPDX-License-Identifier: Apache-2.0
#include "core/environment.h"

#include "kernels/error.h"

#include <charconv>
#include <cstdlib>
#include <fmt/format.h>

namespace salient {

std::string environmentText(const char* name) {
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): nothing here sets variables
    return value == nullptr ? "" : value;
}

std::optional<int64_t> environmentCount(const char* name, const char* unit) {
    const std::string text = environmentText(name);
    if (text.empty()) {
        return std::nullopt;
    }
    int64_t count = 0;
    const char* end = text.data() + text.size();
    const auto [last, failure] = std::from_chars(text.data(), end, count);
    if (failure != std::errc() || last != end || count < 0) {
        throw usageError("environment.count",
                         fmt::format("Expected a whole number of {} as {}, found \"{}\".", unit, name, text));
    }
    return count;
}

} // namespace salient
