// SPDX-License-Identifier: Apache-2.0
#include "core/model/packed_head.h"

#include <algorithm>

namespace salient {

std::unique_ptr<PackedWeight> packHead(Backend& backend, const TensorView& head) {
    constexpr int64_t kRowsAtOnce = 1024; // the head in fp32 would be larger than the rest of a small model
    constexpr int64_t kGroup = 32;
    const int64_t hidden = head.columns();
    const QuantSpec spec{8, hidden % kGroup == 0 ? kGroup : 0, true, RangeRule::IncludeZero};
    PackedLinear whole(head.rows(), hidden, spec.bits, spec.groupFor(hidden));
    for (int64_t begin = 0; begin < head.rows(); begin += kRowsAtOnce) {
        const int64_t end = std::min(head.rows(), begin + kRowsAtOnce);
        const PackedLinear part = backend.quantize(toFloat32(head.slice(begin, end)), spec);
        std::ranges::copy(part.codes(), whole.codes().begin() + begin * whole.rowBytes());
        std::ranges::copy(part.zeros(), whole.zeros().begin() + begin * whole.groups());
        std::ranges::copy(part.scales(), whole.scales().begin() + begin * whole.groups());
    }
    return backend.pack(whole);
}

} // namespace salient
