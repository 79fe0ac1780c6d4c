// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_source.h"

#include <span>

namespace salient {

/// How the ends of a model hold their weights.
enum class EndPrecision {
    AsStored,
    Half ///< rounded to fp16, as a quantised folder will have them
};

/// From token ids to the first hidden state: tables, positions, norm and projection as EmbeddingSpec says.
class ModelEntry {
public:
    /// `source` outlives this object.
    explicit ModelEntry(const ModelSource& source, EndPrecision precision = EndPrecision::AsStored);

    /// ids of one sequence whose first token has position `firstPosition` → out[T, hidden]. Ids outside the vocabulary
    /// and positions beyond a table are an Error (input).
    void forward(Backend& backend, std::span<const int32_t> ids, int64_t firstPosition, const TensorSpan& out) const;

private:
    const ModelSource& m_source;
    bool m_half;
    Norm m_norm;
    Tensor m_projectIn; // fp16, when rounded
};

/// From the last hidden state to logits: norm, projection, head, multiplier, soft cap as HeadSpec says.
class ModelExit {
public:
    explicit ModelExit(const ModelSource& source);
    /// The head in 8 bits from now on (packed_head.h), from `lookup` (or nothing) where it has it; only for this
    /// back-end.
    void packHead(Backend& backend, const PackedLookup& lookup);
    /// Null before packHead().
    const PackedWeight* packedHead() const { return m_packedHead.get(); }

    /// x[T, hidden] in place: the final norm.
    void normalize(Backend& backend, const TensorSpan& x) const;
    /// Normalised x[T, hidden] → logits[T, vocabulary].
    void logits(Backend& backend, const TensorView& x, const TensorSpan& out) const;

private:
    TensorView head() const;
    void multiplyHead(Backend& backend, const TensorView& x, const TensorSpan& out) const;

    const ModelSource& m_source;
    Norm m_norm;
    Tensor m_bias;                              // F32, or empty
    std::unique_ptr<PackedWeight> m_packedHead; // or null
};

/// Throws Error (input) naming the first id outside [0, vocabulary).
void checkIds(std::span<const int32_t> ids, int64_t vocabulary);

} // namespace salient
