// SPDX-License-Identifier: Apache-2.0
#include "core/model/linear.h"

#include <algorithm>
#include <vector>

namespace salient {

namespace {

// Products with an input that is ready.
void multiply(Backend& backend, const TensorView& x, std::span<const LinearOutput> outputs) {
    std::vector<PackedProduct> prepared;
    std::vector<LinearProduct> dense;
    for (const auto& [linear, y] : outputs) {
        if (const PackedWeight* held = linear.prepared()) {
            prepared.push_back({*held, linear.bias.view(), y});
        } else if (linear.packed()) {
            backend.linear(x, linear.packedWeight(), linear.bias.view(), y);
        } else {
            dense.push_back({linear.dense().view(), linear.bias.view(), y});
        }
    }
    backend.linear(x, prepared);
    backend.linear(x, dense);
}

void multiplyRounded(Backend& backend, const TensorView& x, const std::optional<TokenRounding>& rounding,
                     std::span<const LinearOutput> outputs) {
    if (!rounding) {
        multiply(backend, x, outputs);
        return;
    }
    Tensor rounded(x.shape, DType::F32);
    backend.roundTokens(x, *rounding, rounded);
    multiply(backend, rounded, outputs);
}

} // namespace

void Linear::forward(Backend& backend, const TensorView& x, const TensorSpan& y) const {
    const LinearOutput output{*this, y};
    forwardTogether(backend, x, {&output, 1});
}

void forwardTogether(Backend& backend, const TensorView& x, std::span<const LinearOutput> outputs) {
    for (auto begin = outputs.begin(); begin != outputs.end();) {
        const std::optional<TokenRounding>& rounding = begin->linear.rounding();
        const auto end = std::find_if(begin, outputs.end(),
                                      [&](const LinearOutput& output) { return output.linear.rounding() != rounding; });
        multiplyRounded(backend, x, rounding, {begin, end});
        begin = end;
    }
}

} // namespace salient
