// SPDX-License-Identifier: Apache-2.0
#include "core/model/linear.h"

#include <vector>

namespace salient {

static const std::unique_ptr<PackedWeight>* preparedWeight(const Linear& linear) {
    return std::get_if<std::unique_ptr<PackedWeight>>(&linear.weight);
}

void Linear::forward(Backend& backend, const TensorView& x, const TensorSpan& y) const {
    if (const auto* prepared = preparedWeight(*this)) {
        const PackedProduct product{**prepared, bias.view(), y};
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
        if (const auto* prepared = preparedWeight(output.linear)) {
            products.push_back({**prepared, output.linear.bias.view(), output.y});
        } else {
            output.linear.forward(backend, x, output.y);
        }
    }
    backend.linear(x, products);
}

} // namespace salient
