// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/parallel_blocks.h"
#include "kernels/cpu/weight_rows.h"

namespace salient {

namespace {

using Plain = void (*)(const float*, int64_t, float*);
using Gated = void (*)(const float*, const float*, int64_t, float*);

Plain plainLoop(const ElementKernels& kernels, Activation activation) {
    switch (activation) {
    case Activation::Silu:
        return kernels.silu;
    case Activation::Gelu:
        return kernels.gelu;
    case Activation::GeluTanh:
        return kernels.geluTanh;
    default:
        assert(activation == Activation::Relu);
        return kernels.relu;
    }
}

Gated gatedLoop(const ElementKernels& kernels, Activation activation) {
    switch (activation) {
    case Activation::Silu:
        return kernels.siluGated;
    case Activation::Gelu:
        return kernels.geluGated;
    case Activation::GeluTanh:
        return kernels.geluTanhGated;
    default:
        assert(activation == Activation::Relu);
        return kernels.reluGated;
    }
}

} // namespace

void CpuBackend::gatedActivation(const TensorView& gate, const TensorView& up, Activation activation,
                                 const TensorSpan& y) {
    assert(gate.elements() == up.elements() && gate.elements() == y.elements());
    const Gated loop = gatedLoop(m_kernels.elements, activation);
    const float* g = gate.floats().data();
    const float* u = up.floats().data();
    float* out = y.floats().data();
    forEachBlock(y.elements(), kElementBlock,
                 [&](int64_t begin, int64_t end) { loop(g + begin, u + begin, end - begin, out + begin); });
}

void CpuBackend::activate(const TensorSpan& x, Activation activation) {
    const Plain loop = plainLoop(m_kernels.elements, activation);
    float* data = x.floats().data();
    forEachBlock(x.elements(), kElementBlock,
                 [&](int64_t begin, int64_t end) { loop(data + begin, end - begin, data + begin); });
}

void CpuBackend::add(const TensorSpan& x, const TensorView& y) {
    assert(x.elements() == y.elements());
    float* data = x.floats().data();
    const float* other = y.floats().data();
    forEachBlock(x.elements(), kElementBlock,
                 [&](int64_t begin, int64_t end) { m_kernels.elements.add(data + begin, other + begin, end - begin); });
}

void CpuBackend::scale(const TensorSpan& x, float factor) {
    float* data = x.floats().data();
    forEachBlock(x.elements(), kElementBlock,
                 [&](int64_t begin, int64_t end) { m_kernels.elements.scale(data + begin, factor, end - begin); });
}

void CpuBackend::embed(const TensorView& table, std::span<const int32_t> ids, const TensorSpan& out) {
    assert(out.elements() == static_cast<int64_t>(ids.size()) * table.columns());
    const DenseRows rows(table, m_kernels);
    const int64_t hidden = table.columns();
    float* target = out.floats().data();
    forEachRow(out.rows(), hidden, [&](int64_t token) {
        const int64_t id = ids[static_cast<size_t>(token)];
        assert(id >= 0 && id < table.rows());
        rows.copy(id, 0, hidden, target + token * hidden);
    });
}

} // namespace salient
