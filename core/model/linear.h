// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/linear_role.h"
#include "kernels/backend.h"

#include <string>
#include <utility>
#include <variant>

namespace salient {

/// A dense weight: either owned, or looked at in a mapped checkpoint (whose owner outlives it).
class WeightTensor {
public:
    WeightTensor() = default;
    explicit WeightTensor(Tensor owned) : m_owned(std::move(owned)) {}
    explicit WeightTensor(TensorView mapped) : m_mapped(std::move(mapped)) {}

    bool empty() const { return m_owned.empty() && m_mapped.empty(); }
    TensorView view() const { return m_owned.empty() ? m_mapped : m_owned.view(); }
    /// Only for owned F32 weights: what the search changes in place.
    Tensor& owned() { return m_owned; }

private:
    Tensor m_owned;
    TensorView m_mapped;
};

/// y = x · Wᵀ + bias with a dense or a packed W. Quantising a model is replacing `weight`; nothing else notices.
struct Linear {
    std::string name; ///< full module path, "model.layers.3.mlp.down_proj"
    int64_t out = 0;
    int64_t in = 0;
    std::variant<WeightTensor, PackedLinear> weight;
    WeightTensor bias; ///< F32 [out], or empty
    LinearRole role = LinearRole::Q;
    int64_t expert = kDenseMlp; ///< of Gate, Up, GateUp and Down
    bool transposed = false;    ///< stored as [in, out]; `weight` is [out, in] all the same

    bool empty() const { return name.empty(); }
    bool packed() const { return std::holds_alternative<PackedLinear>(weight); }
    const WeightTensor& dense() const { return std::get<WeightTensor>(weight); }
    WeightTensor& dense() { return std::get<WeightTensor>(weight); }
    const PackedLinear& packedWeight() const { return std::get<PackedLinear>(weight); }

    /// x[T, in] → y[T, out].
    void forward(Backend& backend, const TensorView& x, const TensorSpan& y) const {
        if (packed()) {
            backend.linear(x, packedWeight(), bias.view(), y);
        } else {
            backend.linear(x, dense().view(), bias.view(), y);
        }
    }

    /// The same linear looking at another dense weight [out, in]; both must outlive the result.
    Linear withWeight(const TensorView& other) const {
        return {name, out,    in,        WeightTensor(other), bias.empty() ? WeightTensor() : WeightTensor(bias.view()),
                role, expert, transposed};
    }
    /// The same linear looking at the same dense weight.
    Linear alias() const { return withWeight(dense().view()); }
};

} // namespace salient
