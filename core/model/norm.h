// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"

#include <string>
#include <vector>

namespace salient {

/// Where a norm is and how large; for checks before anything is read.
struct NormShape {
    std::string name; ///< relative to the block
    NormSpec spec;
    int64_t features = 0;
    int64_t headDim = 0;
    bool modules = false;
};

/// A norm with its weight in F32.
struct Norm {
    std::string name; ///< full module path
    NormSpec spec;
    Tensor weight;        ///< [features]
    Tensor bias;          ///< [features], or empty
    int64_t headDim = 0;  ///< above 0: features are heads · headDim, and each head is normalised by itself
    bool modules = false; ///< stored as one module per head, <name>.norms.<head>

    bool empty() const { return weight.empty(); }
    /// Per token; y may be x. A weight [headDim] is for x viewed as [T · heads, headDim].
    void forward(Backend& backend, const TensorView& x, const TensorSpan& y) const;
    Norm clone() const;
};

/// A tensor under its name in the files.
struct StoredTensor {
    std::string name;
    TensorView value;
};

/// Weight and bias as the files hold them.
std::vector<StoredTensor> storedTensors(const Norm& norm);

/// A tensor in the files that is a part of a norm's weight, or its bias.
struct NormPart {
    std::string name;
    Shape shape;
    bool bias = false;
    int64_t first = 0; ///< the element of weight or bias that it begins with
};

/// What the files hold of a norm whose full module path is `name`.
std::vector<NormPart> normParts(const std::string& name, const NormShape& shape);

} // namespace salient
