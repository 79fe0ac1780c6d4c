// SPDX-License-Identifier: Apache-2.0
#include "core/model/linear.h"

#include <vector>

namespace salient {

void Linear::forward(Backend& backend, const TensorView& x, const TensorSpan& y) const {
    if (const PackedWeight* held = prepared()) {
        const PackedProduct product{*held, bias.view(), y};
        backend.linear(x, {&product, 1});
    } else if (packed()) {
        backend.linear(x, packedWeight(), bias.view(), y);
    } else {
        backend.linear(x, dense().view(), bias.view(), y);
    }
}

void forwardTogether(Backend& backend, const TensorView& x, std::span<const LinearOutput> outputs) {
    std::vector<PackedProduct> prepared;
    std::vector<LinearProduct> dense;
    for (const LinearOutput& output : outputs) {
        const Linear& linear = output.linear;
        if (const PackedWeight* held = linear.prepared()) {
            prepared.push_back({*held, linear.bias.view(), output.y});
        } else if (linear.packed()) {
            linear.forward(backend, x, output.y);
        } else {
            dense.push_back({linear.dense().view(), linear.bias.view(), output.y});
        }
    }
    backend.linear(x, prepared);
    backend.linear(x, dense);
}

} // namespace salient
