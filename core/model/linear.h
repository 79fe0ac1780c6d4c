// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/linear_role.h"
#include "kernels/backend.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
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

/// A packed weight of a loaded model with its name, "model.layers.3.mlp.down_proj".
struct NamedWeight {
    std::string name;
    const PackedWeight* weight = nullptr;
};

/// Where a weight [out, in] may be had packed already, by the linear's full name; null when it may not.
using PackedLookup = std::function<std::unique_ptr<PackedWeight>(const std::string& name, int64_t out, int64_t in)>;

/// y = x · Wᵀ + bias with a dense or a quantised W. Quantising a model is replacing `weight`; nothing else notices. For
/// inference alone, quantised integers become the back-end's own layout (prepare()).
struct Linear {
    std::string name; ///< full module path, "model.layers.3.mlp.down_proj"
    int64_t out = 0;
    int64_t in = 0;
    std::variant<WeightTensor, PackedLinear, std::unique_ptr<PackedWeight>> weight;
    WeightTensor bias; ///< F32 [out], or empty
    LinearRole role = LinearRole::Q;
    int64_t expert = kDenseMlp; ///< of Gate, Up, GateUp and Down
    bool transposed = false;    ///< stored as [in, out]; `weight` is [out, in] all the same
    /// What x is rounded to before the product with a dense or prepared weight; integers say it themselves.
    std::optional<TokenRounding> inputRounding = {};

    bool empty() const { return name.empty(); }
    bool packed() const { return std::holds_alternative<PackedLinear>(weight); }
    const WeightTensor& dense() const { return std::get<WeightTensor>(weight); }
    WeightTensor& dense() { return std::get<WeightTensor>(weight); }
    const PackedLinear& packedWeight() const { return std::get<PackedLinear>(weight); }
    /// The weight in a back-end's layout; null before prepare() and for dense ones.
    const PackedWeight* prepared() const {
        const auto* held = std::get_if<std::unique_ptr<PackedWeight>>(&weight);
        return held == nullptr ? nullptr : held->get();
    }

    /// What x is rounded to before the product (LLM.int8(), W8A8); nothing: x is used as it is.
    const std::optional<TokenRounding>& rounding() const {
        return packed() ? packedWeight().inputRounding() : inputRounding;
    }

    /// Exchanges integers for the layout that `backend` is fastest with; they cannot be asked for any more.
    void prepare(Backend& backend) {
        if (packed()) {
            inputRounding = rounding();
            weight = backend.pack(packedWeight());
        }
    }

    /// x[T, in] → y[T, out].
    void forward(Backend& backend, const TensorView& x, const TensorSpan& y) const;

    /// The same linear looking at another dense weight [out, in]; both must outlive the result.
    Linear withWeight(const TensorView& other) const {
        return {
            name, out,    in,         WeightTensor(other), bias.empty() ? WeightTensor() : WeightTensor(bias.view()),
            role, expert, transposed, inputRounding};
    }
    /// The same linear looking at the same dense weight.
    Linear alias() const { return withWeight(dense().view()); }
};

struct LinearOutput {
    const Linear& linear;
    TensorSpan y; ///< [T, out]
};

/// Several linears with the same input x[T, in], in one call where the back-end can; those that round it alike share
/// one rounding.
void forwardTogether(Backend& backend, const TensorView& x, std::span<const LinearOutput> outputs);

} // namespace salient
