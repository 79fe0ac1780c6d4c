// SPDX-License-Identifier: Apache-2.0
#include "core/sensitivity/set_sizes.h"

#include <algorithm>
#include <optional>

namespace salient {

static std::optional<int64_t> smallestBytes(const ExportLinear& linear, const QuantSpec& wanted) {
    std::optional<int64_t> smallest;
    for (const ExportFormat& format : exportFormats()) {
        const QuantSpec spec = format.adapt(wanted);
        const auto issue = format.check(linear, spec);
        if (issue && issue->severity == Severity::Blocking) {
            continue;
        }
        const int64_t bytes = storedBytes(format, linear, spec);
        smallest = smallest ? std::min(*smallest, bytes) : bytes;
    }
    return smallest;
}

void addSizes(const ExportLinear& linear, const QuantSpec& measured, std::map<int, int64_t>& bytes) {
    bytes[16] += 2 * linear.out * linear.in;
    for (const int bits : {3, 4, 8}) {
        QuantSpec spec = measured;
        spec.bits = bits;
        const int64_t plain = linear.out * linear.in * bits / 8 + linear.out * spec.groupsFor(linear.in) * 2;
        bytes[bits] += smallestBytes(linear, spec).value_or(plain);
    }
}

} // namespace salient
