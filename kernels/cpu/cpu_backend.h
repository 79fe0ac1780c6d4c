// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"
#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/cpu/kv_attention.h"
#include "kernels/cpu/packed_inputs.h"

#include <vector>

namespace salient {

class PreparedMatrix;

/// The CPU's operations. Products in dense_products.h; what runs per instruction set in isa/vector_kernels.h. The
/// methods are spread over cpu_*.cpp by subject: products, block (norms, rotary, attention, activations), statistics,
/// quantization.
class CpuBackend final : public Backend {
public:
    explicit CpuBackend(Precision precision);
    /// With the loops of a given instruction set instead of activeKernels().
    CpuBackend(Precision precision, const VectorKernels& kernels);

    ProductCounters productCounters() const override { return m_products; }
    std::string description() const override;
    using Backend::linear;
    void linear(const TensorView& x, std::span<const LinearProduct> products) override;
    void linear(const TensorView& x, const PackedLinear& weight, const TensorView& bias, const TensorSpan& y) override;
    std::unique_ptr<PackedWeight> pack(const PackedLinear& weight) override;
    std::string packedLayout() const override;
    std::unique_ptr<PackedWeight> restore(const PackedForm& form,
                                          const std::function<void(std::span<std::byte>)>& fill) override;
    void linear(const TensorView& x, std::span<const PackedProduct> products) override;
    void dequantize(const PackedLinear& weight, const TensorSpan& w) override;

    void rmsNorm(const TensorView& x, const TensorView& weight, float weightOffset, float epsilon,
                 const TensorSpan& y) override;
    void layerNorm(const TensorView& x, const TensorView& weight, const TensorView& bias, float epsilon,
                   const TensorSpan& y) override;
    void rotary(const TensorSpan& x, int64_t headDim, const TensorView& cosines, const TensorView& sines,
                std::span<const int64_t> positions, RotaryLayout layout) override;
    void attention(const TensorView& q, const TensorView& k, const TensorView& v, const AttentionShape& shape,
                   const TensorSpan& out) override;
    std::unique_ptr<KvStore> makeKvStore(int64_t kvHeads, int64_t headDim) override;
    void attention(const TensorView& q, const KvStore& store, const AttentionShape& shape,
                   const TensorSpan& out) override;
    void gatedActivation(const TensorView& gate, const TensorView& up, Activation activation,
                         const TensorSpan& y) override;
    void activate(const TensorSpan& x, Activation activation) override;
    void add(const TensorSpan& x, const TensorView& y) override;
    void scale(const TensorSpan& x, float factor) override;
    void scaleMatrix(const TensorSpan& matrix, const TensorView& rows, const TensorView& columns) override;
    void clampAll(const TensorSpan& x, float limit) override;
    void softcap(const TensorSpan& x, float limit) override;
    void gatherRows(const TensorView& x, std::span<const int64_t> rows, const TensorSpan& out) override;
    void addRows(const TensorView& x, std::span<const int64_t> rows, std::span<const float> factors,
                 const TensorSpan& target) override;
    void copyColumns(const TensorView& x, std::span<const ColumnPiece> pieces, const TensorSpan& out) override;
    void embed(const TensorView& table, std::span<const int32_t> ids, const TensorSpan& out) override;
    void crossEntropy(const TensorView& logits, std::span<const int32_t> targets, std::span<double> losses) override;
    void divergence(const TensorView& logitsP, const TensorView& logitsQ, std::span<double> kl) override;

    std::optional<int64_t> firstNonFinite(const TensorView& x) override;
    void accumulateChannels(const TensorView& x, ChannelSums& sums) override;
    void accumulateGram(const TensorView& x, const TensorSpan& gram) override;
    void completeGram(const TensorSpan& gram) override;
    double squaredDistance(const TensorView& a, const TensorView& b) override;

    void fakeQuantize(const TensorView& weight, const TensorView& columnScale, const QuantSpec& spec,
                      const TensorSpan& out) override;
    void roundingError(const TensorView& weight, const TensorView& columnScale, const QuantSpec& spec,
                       const TensorSpan& out) override;
    void roundTokens(const TensorView& x, const TokenRounding& rounding, const TensorSpan& out) override;
    double gramLoss(const TensorView& error, const TensorView& gram, std::span<double> perRow) override;
    ClipResult searchClip(const TensorView& weight, const TensorView& gram, const QuantSpec& spec,
                          ClipSides sides) override;
    void clamp(const TensorSpan& weight, const TensorView& low, const TensorView& high, const QuantSpec& spec) override;
    PackedLinear quantize(const TensorView& weight, const QuantSpec& spec) override;
    bool factorizeGram(const TensorView& gram, std::span<const int32_t> order, double damping,
                       const TensorSpan& factor) override;
    FeedbackResult quantizeWithFeedback(const TensorView& weight, const FeedbackRounding& rounding,
                                        const QuantSpec& spec) override;
    DescentResult descendRounding(const TensorView& weight, const TensorView& gram, double damping,
                                  PackedLinear& packed) override;

private:
    /// y = x · Wᵀ for many tokens.
    void multiplyPanels(const PreparedMatrix& input, const TensorView& weight, const TensorSpan& y);
    /// y += bias in every row; nothing for an empty bias.
    void addBias(const TensorView& bias, const TensorSpan& y) const;

    Precision m_precision;
    ProductCounters m_products;
    const VectorKernels& m_kernels;
    std::vector<float> m_scratch;        // a weight panel in fp32, grown once and kept
    std::vector<BFloat16> m_bf16Scratch; // the same in bf16
    PackedInputs m_packedInputs;
    KvAttention m_kvAttention;
    WeightArena m_weights;
};

} // namespace salient
