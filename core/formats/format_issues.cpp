// SPDX-License-Identifier: Apache-2.0
#include "core/formats/format_issues.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace salient {

Issue blocking(std::string code, std::string sentence) {
    return {Severity::Blocking, std::move(code), std::move(sentence)};
}

std::optional<Issue> wrongGroups(const ExportLinear& linear, const QuantSpec& spec) {
    if (spec.fits(linear.in)) {
        return std::nullopt;
    }
    return blocking("format.group_size", fmt::format("{}: its {} inputs are no multiple of the group size {}.",
                                                     linear.module, linear.in, spec.groupSize));
}

std::optional<Issue> slowGroups(const ExportLinear& linear, const QuantSpec& spec) {
    const int64_t group = spec.groupSize;
    if (group == 0 || group == 32 || group == 64 || group == 128) {
        return std::nullopt;
    }
    return Issue{Severity::Warning, "format.slow_group_size",
                 fmt::format("{}: vLLM's fast kernels take groups of 32, 64, 128 or whole rows, not of {}.",
                             linear.module, group)};
}

std::optional<Issue> slowOutputs(const ExportLinear& linear) {
    constexpr int64_t kKernelOutputs = 64;
    if (linear.out % kKernelOutputs == 0) {
        return std::nullopt;
    }
    return Issue{Severity::Warning, "format.slow_outputs",
                 fmt::format("{}: its {} outputs are no multiple of {}; some loaders fall back to slow kernels or "
                             "refuse it.",
                             linear.module, linear.out, kKernelOutputs)};
}

std::string shortList(const std::vector<std::string>& names, size_t most) {
    const size_t shown = std::min(names.size(), most);
    const std::vector<std::string> first(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown));
    return fmt::format("{}{}", fmt::join(first, ", "),
                       shown < names.size() ? fmt::format(" and {} more", names.size() - shown) : "");
}

} // namespace salient
