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
    std::vector<PackedProduct> products;
    for (const LinearOutput& output : outputs) {
        if (const PackedWeight* held = output.linear.prepared()) {
            products.push_back({*held, output.linear.bias.view(), output.y});
        } else {
            output.linear.forward(backend, x, output.y);
        }
    }
    backend.linear(x, products);
}

} // namespace salient
