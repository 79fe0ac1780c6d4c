// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/float_values.h"
#include "kernels/cpu/parallel_blocks.h"

namespace salient {

void CpuBackend::rmsNorm(const TensorView& x, const TensorView& weight, float weightOffset, float epsilon,
                         const TensorSpan& y) {
    if (x.rows() == 0) {
        return;
    }
    const int64_t hidden = x.columns();
    assert(weight.elements() == hidden && y.elements() == x.elements());
    const FloatValues factors(weight);
    const float* source = x.floats().data();
    float* target = y.floats().data();
    forEachRow(x.rows(), hidden, [&](int64_t row) {
        m_kernels.rows.rmsNorm(source + row * hidden, factors.data(), weightOffset, epsilon, hidden,
                               target + row * hidden);
    });
}

void CpuBackend::layerNorm(const TensorView& x, const TensorView& weight, const TensorView& bias, float epsilon,
                           const TensorSpan& y) {
    if (x.rows() == 0) {
        return;
    }
    const int64_t hidden = x.columns();
    assert(weight.elements() == hidden && y.elements() == x.elements());
    assert(bias.empty() || bias.elements() == hidden);
    const FloatValues factors(weight);
    const FloatValues offsets(bias);
    const float* source = x.floats().data();
    float* target = y.floats().data();
    forEachRow(x.rows(), hidden, [&](int64_t row) {
        m_kernels.rows.layerNorm(source + row * hidden, factors.data(), offsets.data(), epsilon, hidden,
                                 target + row * hidden);
    });
}

void CpuBackend::rotary(const TensorSpan& x, int64_t headDim, const TensorView& cosines, const TensorView& sines,
                        std::span<const int64_t> positions, RotaryLayout layout) {
    if (x.rows() == 0) {
        return;
    }
    const int64_t width = x.columns();
    const int64_t pairs = cosines.columns();
    assert(width % headDim == 0 && 2 * pairs <= headDim && sines.columns() == pairs);
    assert(static_cast<int64_t>(positions.size()) == x.rows());
    const auto rotate = layout == RotaryLayout::Halves ? m_kernels.rows.rotateHalves : m_kernels.rows.rotateInterleaved;
    const FloatValues cosineTable(cosines);
    const FloatValues sineTable(sines);
    float* data = x.floats().data();
    forEachRow(x.rows(), width, [&](int64_t token) {
        const int64_t position = positions[static_cast<size_t>(token)];
        assert(position >= 0 && position < cosines.rows());
        for (int64_t channel = 0; channel < width; channel += headDim) {
            rotate(data + token * width + channel, cosineTable.data() + position * pairs,
                   sineTable.data() + position * pairs, pairs);
        }
    });
}

} // namespace salient
