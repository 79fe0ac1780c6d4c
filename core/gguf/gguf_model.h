// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/gguf/gguf_blocks.h"
#include "core/gguf/gguf_family.h"
#include "core/model/model_source.h"
#include "core/quantizers/scale_store.h"
#include "kernels/backend.h"

#include <memory>
#include <string>
#include <vector>

namespace salient {

/// How the rows of q and k are ordered for a graph that turns neighbouring channels: within a head, row 2·i + t is
/// channel i + t · headDim / 2 of the original. 0: as they are.
struct RowOrder {
    int64_t headDim = 0;

    int64_t sourceRow(int64_t row) const {
        if (headDim == 0) {
            return row;
        }
        const int64_t inHead = row % headDim;
        return row - inHead + inHead / 2 + inHead % 2 * (headDim / 2);
    }
};

/// A tensor of the file and where its values come from: `packed`, or `dense` plus `offset`.
struct GgufSource {
    GgufTensor tensor;
    const PackedLinear* packed = nullptr;
    TensorView dense;    ///< any floating type, [rows, columns] or [columns]
    Tensor owned;        ///< what `dense` looks at when nobody else holds it
    float offset = 0.0F; ///< added to every value: 1 for norms of Gemma
    RowOrder order;
    bool linear = false;           ///< the weight of one of the blocks' linears
    PackedFit fit = PackedFit::No; ///< how far the type holds `packed` as it is
};

/// A model as llama.cpp wants it: its tensors under GGUF's names, each with the type that it gets.
class GgufModel {
public:
    /// `mainType`: of the linears; where rows do not fit, the next one that does. Linears that a quantised folder keeps
    /// in 16 bit become F16, those with more than 4 bits Q8_0; embedding and head are Q8_0 (F16 where mainType is), all
    /// else F32. Throws what ggufFamilyOf() throws.
    GgufModel(const ModelSource& source, GgufType mainType);
    /// The original with a run's scales folded in; `scales` outlives this object.
    GgufModel(const ModelSource& source, GgufType mainType, const ScaleStore& scales);

    const GgufFamily& family() const { return m_family; }
    GgufType mainType() const { return m_mainType; }
    int64_t layerCount() const { return m_source.config().layerCount(); }

    /// Rope tables, embedding, final norm and head.
    std::vector<GgufSource> outside() const;
    Block loadBlock(int64_t layer) const;
    /// Norms, weights and biases of a block, which outlives the result.
    std::vector<GgufSource> ofBlock(const Block& block) const;

private:
    GgufType typeOf(const Linear& linear) const;
    GgufType tableType(int64_t columns) const;
    void addLinear(const Block& block, const Linear& linear, std::vector<GgufSource>& list) const;
    void addNorm(const std::string& name, const Norm& norm, std::vector<GgufSource>& list) const;
    RowOrder orderOf(LinearRole role) const;

    const ModelSource& m_source;
    const GgufFamily& m_family;
    GgufType m_mainType;
    const ScaleStore* m_scales = nullptr;
    std::unique_ptr<Backend> m_backend; ///< only with scales
};

/// Values of a row of the file in F32, before they are rounded to its type. [columns]
void sourceRow(const GgufSource& source, int64_t row, std::span<float> values);

/// A row of the file. Throws Error (numeric) gguf.not_expressible naming the tensor when a weight is not finite or too
/// large for fp16.
void encodeRow(const GgufSource& source, int64_t row, std::span<std::byte> bytes);

} // namespace salient
