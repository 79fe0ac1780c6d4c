// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/device.h"
#include "kernels/kv_store.h"
#include "kernels/packed_linear.h"
#include "kernels/packed_weight.h"
#include "kernels/quant_spec.h"
#include "kernels/tensor.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace salient {

/// Arithmetic of dense products: fp32, or operands rounded to bf16 with fp32 sums.
enum class Precision { Fp32, Bf16 };

enum class Activation { Silu, Gelu, GeluTanh, Relu };

/// How rotary pairs lie in a head: (j, j + dim/2), or (2j, 2j + 1).
enum class RotaryLayout { Halves, Interleaved };

/// One call of causal attention for one sequence.
struct AttentionShape {
    int64_t heads = 1;
    int64_t kvHeads = 1;
    int64_t headDim = 1;
    float scale = 1.0F;     ///< multiplies q·k
    int64_t window = 0;     ///< keys visible to a query, itself included; 0: all before it
    float softcap = 0.0F;   ///< cap·tanh(score/cap); 0: none
    int64_t queryStart = 0; ///< position of the first query among the keys
    /// [heads] or empty: slopes[h] · (key − query) is added to a score (ALiBi; Press et al. 2022).
    std::span<const float> slopes = {};
};

/// A channel-wise summary of activations, adding up over any slices.
struct ChannelSums {
    Tensor sumAbs; ///< [in] Σ|x|
    Tensor maxAbs; ///< [in] max|x|
    int64_t tokens = 0;
};

/// Which ends of a group's range the clip search moves.
enum class ClipSides {
    Together, ///< one limit for both signs, as AutoAWQ
    Apart,    ///< then each end by itself
};

/// Which columns of quantizeWithFeedback share a grid.
enum class FeedbackGroups {
    Kept,    ///< those of the weight's own groups; the order moves whole groups and columns within them
    Ordered, ///< neighbours in the order, which the result then has as its inputOrder() (GPTQ's act-order)
    Static,  ///< those of the weight's own groups, with grids of the original weights; any order
};

/// Which range a group's grid spans.
enum class FeedbackRange {
    Whole,    ///< from its smallest to its largest weight at the time
    Searched, ///< the one with the smallest loss within the group, of about 70 around the whole one
};

/// How quantizeWithFeedback goes about a weight.
struct FeedbackRounding {
    TensorView factor;              ///< R [in, in] of factorizeGram with the same order
    std::span<const int32_t> order; ///< channel of each position [in]; empty: position p is channel p
    FeedbackGroups groups = FeedbackGroups::Kept;
    FeedbackRange range = FeedbackRange::Whole; ///< Static groups always take the whole range
};

struct FeedbackResult {
    PackedLinear packed;
    double loss = 0.0; ///< tr(E (H + damping · I) Eᵀ) of the errors E = W − W̃
};

/// tr(E (H + damping · I) Eᵀ) of the errors E = W − W̃.
struct DescentResult {
    double lossBefore = 0.0;
    double lossAfter = 0.0;
};

/// Neighbouring columns that move together.
struct ColumnPiece {
    int64_t from = 0;
    int64_t to = 0;
    int64_t width = 0;
};

/// Result of the clip search of one linear.
struct ClipResult {
    Tensor low;               ///< [out, groups] smallest w kept
    Tensor high;              ///< [out, groups] largest w kept
    double errorBefore = 0.0; ///< Σ over rows and groups of dᵀ G d without clipping
    double errorAfter = 0.0;
    int64_t clippedGroups = 0; ///< (row, group) pairs that are clipped
};

/// One of several products with the same input: y[T, out] = x[T, in] · Wᵀ (+ bias[out] when not empty), W dense.
struct LinearProduct {
    TensorView weight;
    TensorView bias;
    TensorSpan y;
};

/// The same with a packed W.
struct PackedProduct {
    const PackedWeight& weight;
    TensorView bias;
    TensorSpan y;
};

/// What products cost.
struct ProductCounters {
    double seconds = 0.0;
    double operations = 0.0; ///< 2·M·N·K each
};

/// The operations of quantisation and inference on one device. All activations are F32 [tokens, features]; weights are
/// [out, in] in F32, BF16 or F16 and may lie in a mapped file. Shapes are the caller's promise (asserted, not
/// reported). Outputs come last and never overlap inputs unless said.
class Backend {
public:
    virtual ~Backend() = default;

    /// Time spent in dense products so far and the floating-point operations they were.
    virtual ProductCounters productCounters() const = 0;
    /// For people: e.g. "cpu, oneDNN 2.6.3, fp32".
    virtual std::string description() const = 0;

    // --- products ---
    virtual void linear(const TensorView& x, std::span<const LinearProduct> products) = 0;
    /// The same for one.
    void linear(const TensorView& x, const TensorView& weight, const TensorView& bias, const TensorSpan& y) {
        const LinearProduct product{weight, bias, y};
        linear(x, {&product, 1});
    }
    /// The same with a quantised weight, which is dequantised on the way: for weights that change or are used once.
    /// x is used as it is, whatever weight.inputRounding() says (see roundTokens).
    virtual void linear(const TensorView& x, const PackedLinear& weight, const TensorView& bias,
                        const TensorSpan& y) = 0;
    /// The weight as products with it are fastest; of this back-end only.
    virtual std::unique_ptr<PackedWeight> pack(const PackedLinear& weight) = 0;
    /// Name and version of the layout that pack() makes, which changes with it: other layouts cannot be restored.
    virtual std::string packedLayout() const = 0;
    /// A weight of pack() once more, from its form and its bytes, which `fill` writes. What `fill` throws ends it. May
    /// be called by several threads, as pack().
    virtual std::unique_ptr<PackedWeight> restore(const PackedForm& form,
                                                  const std::function<void(std::span<std::byte>)>& fill) = 0;
    /// Products with such weights. Activations are rounded to 16 bits (never coarser than bf16, see the back-end); sums
    /// within a group are exact.
    virtual void linear(const TensorView& x, std::span<const PackedProduct> products) = 0;
    /// w[out, in] in F32.
    virtual void dequantize(const PackedLinear& weight, const TensorSpan& w) = 0;

    // --- the parts of a block ---
    /// y = x / rms(x) · (weight + weightOffset), per token. y may be x.
    virtual void rmsNorm(const TensorView& x, const TensorView& weight, float weightOffset, float epsilon,
                         const TensorSpan& y) = 0;
    /// y = (x − mean) / std · weight + bias (bias may be empty). y may be x.
    virtual void layerNorm(const TensorView& x, const TensorView& weight, const TensorView& bias, float epsilon,
                           const TensorSpan& y) = 0;
    /// Rotates x[T, heads · headDim] in place. Token t uses row positions[t] of the tables [positions, rotaryDim / 2];
    /// channels beyond rotaryDim stay.
    virtual void rotary(const TensorSpan& x, int64_t headDim, const TensorView& cosines, const TensorView& sines,
                        std::span<const int64_t> positions, RotaryLayout layout) = 0;
    /// Causal attention of one sequence: q[T, heads·headDim], k and v [keys, kvHeads·headDim] → out as q.
    /// Query t sees keys 0 … queryStart + t (the last `window` of them).
    virtual void attention(const TensorView& q, const TensorView& k, const TensorView& v, const AttentionShape& shape,
                           const TensorSpan& out) = 0;
    /// An empty store for attention to a growing sequence; of this back-end only.
    virtual std::unique_ptr<KvStore> makeKvStore(int64_t kvHeads, int64_t headDim) = 0;
    /// Causal attention to stored keys and values; queries, softmax weights and what is stored are rounded to 16 bits
    /// (never coarser than bf16, see the back-end). The last query's position is at most the last that is stored.
    virtual void attention(const TensorView& q, const KvStore& store, const AttentionShape& shape,
                           const TensorSpan& out) = 0;
    /// y = activation(gate) · up; y may be gate.
    virtual void gatedActivation(const TensorView& gate, const TensorView& up, Activation activation,
                                 const TensorSpan& y) = 0;
    /// x = activation(x).
    virtual void activate(const TensorSpan& x, Activation activation) = 0;
    /// x += y.
    virtual void add(const TensorSpan& x, const TensorView& y) = 0;
    /// x *= factor.
    virtual void scale(const TensorSpan& x, float factor) = 0;
    /// matrix[r, c] *= rows[r] · columns[c]; either factor may be empty (all 1).
    virtual void scaleMatrix(const TensorSpan& matrix, const TensorView& rows, const TensorView& columns) = 0;
    /// Values outside [−limit, limit] move to its ends.
    virtual void clampAll(const TensorSpan& x, float limit) = 0;
    /// x = limit · tanh(x / limit).
    virtual void softcap(const TensorSpan& x, float limit) = 0;
    /// out[i] = x[rows[i]].
    virtual void gatherRows(const TensorView& x, std::span<const int64_t> rows, const TensorSpan& out) = 0;
    /// target[rows[i]] += factors[i] · x[i]; no row twice.
    virtual void addRows(const TensorView& x, std::span<const int64_t> rows, std::span<const float> factors,
                         const TensorSpan& target) = 0;
    /// out[t, to … to + width) = x[t, from … from + width) for every piece; other columns of out stay.
    virtual void copyColumns(const TensorView& x, std::span<const ColumnPiece> pieces, const TensorSpan& out) = 0;
    /// Rows of table[vocabulary, hidden] (any float type) for the ids → out[T, hidden].
    virtual void embed(const TensorView& table, std::span<const int32_t> ids, const TensorSpan& out) = 0;
    /// logSumExp(logits[t]) − logits[t, target[t]] per token, in nats → losses[T].
    virtual void crossEntropy(const TensorView& logits, std::span<const int32_t> targets, std::span<double> losses) = 0;

    /// KL(p‖q) per token in nats, p and q the softmax of the two logits [T, vocabulary] → kl[T].
    virtual void divergence(const TensorView& logitsP, const TensorView& logitsQ, std::span<double> kl) = 0;

    // --- statistics ---
    /// First non-finite element's index, or nothing.
    virtual std::optional<int64_t> firstNonFinite(const TensorView& x) = 0;
    /// Adds x[T, in] into sums (which has the shapes already).
    virtual void accumulateChannels(const TensorView& x, ChannelSums& sums) = 0;
    /// gram[in, in] += xᵀx. Only the lower triangle (in blocks) is kept up to date until completeGram().
    virtual void accumulateGram(const TensorView& x, const TensorSpan& gram) = 0;
    /// Mirrors the lower triangle upwards.
    virtual void completeGram(const TensorSpan& gram) = 0;
    /// Σ (a − b)².
    virtual double squaredDistance(const TensorView& a, const TensorView& b) = 0;

    // --- quantisation ---
    /// out = Q(w · s) / s with s[in] over the columns (empty: all 1). F32 [rows, in].
    virtual void fakeQuantize(const TensorView& weight, const TensorView& columnScale, const QuantSpec& spec,
                              const TensorSpan& out) = 0;
    /// out = w − Q(w · s) / s in one pass.
    virtual void roundingError(const TensorView& weight, const TensorView& columnScale, const QuantSpec& spec,
                               const TensorSpan& out) = 0;
    /// What a product in whole numbers makes of x[T, in]: out = round(x / step) · step with, per token,
    /// step = max|x| / (2^(bits−1) − 1), half to even; tokens whose max|x| is below 1e-30 become 0. With outliers,
    /// every column where any token of this call reaches `outlier` is copied unrounded, and a token's maximum is over
    /// its values below `outlier`, also those in such columns (LLM.int8(), Dettmers et al. 2022, section 3.2, as
    /// bitsandbytes' int8_vectorwise_quant computes it). NaN stays NaN. out may be x.
    virtual void roundTokens(const TensorView& x, const TokenRounding& rounding, const TensorSpan& out) = 0;
    /// Σ_rows dᵀ G d for error[rows, in] and a complete, symmetric gram[in, in]: the squared output error over all
    /// tokens that the Gram matrix has seen. `perRow` (size rows, or empty) receives the terms.
    virtual double gramLoss(const TensorView& error, const TensorView& gram, std::span<double> perRow) = 0;
    /// Per (row, group): the factor 1 − i/20, i = 0…9, of max|w| that minimises dᵀ G_gg d, first best wins; with
    /// ClipSides::Apart the same factors are then tried on the low and on the high end alone, so the result is never
    /// worse. `gram` is complete [in, in]; only its diagonal blocks are read.
    virtual ClipResult searchClip(const TensorView& weight, const TensorView& gram, const QuantSpec& spec,
                                  ClipSides sides) = 0;
    /// Clamps w[rows, in] to [low, high][rows, groups] in place.
    virtual void clamp(const TensorSpan& weight, const TensorView& low, const TensorView& high,
                       const QuantSpec& spec) = 0;
    /// The final integers; w̃ = dequantize(result) is what fakeQuantize(weight, {}, spec) gives.
    virtual PackedLinear quantize(const TensorView& weight, const QuantSpec& spec) = 0;
    /// R, upper triangular, with R Rᵀ = H + damping · I, for a complete gram H[in, in] whose rows and columns are put
    /// into `order` (channel of each position; empty: as they are) → factor[in, in]. False, with nothing usable in
    /// `factor`, when that is not positive definite.
    virtual bool factorizeGram(const TensorView& gram, std::span<const int32_t> order, double damping,
                               const TensorSpan& factor) = 0;
    /// The integers of GPTQ (Frantar et al. 2022): columns one after the other, each one's rounding error made up for
    /// by those that follow. spec.rule is IncludeZero. Throws Error (numeric) as quantize().
    virtual FeedbackResult quantizeWithFeedback(const TensorView& weight, const FeedbackRounding& rounding,
                                                const QuantSpec& spec) = 0;
    /// Coordinate descent (as QuantEase, Behdin et al. 2023) on what a weight [out, in] was rounded to: one code after
    /// the other goes to where its row's loss under H + damping · I is least with all others as they are, then the
    /// scale of the group does; rows go on until a sweep takes less than a ten-thousandth of their loss, for 30 sweeps
    /// at most. Zero points stay, scales stay positive values of fp16. H[in, in] is a complete gram.
    virtual DescentResult descendRounding(const TensorView& weight, const TensorView& gram, double damping,
                                          PackedLinear& packed) = 0;
};

/// Throws Error (resource) when the device is not there, in one sentence.
std::unique_ptr<Backend> makeBackend(const Device& device, Precision precision = Precision::Fp32);

} // namespace salient
