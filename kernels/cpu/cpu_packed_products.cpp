// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/cpu_packed_weight.h"
#include "kernels/cpu/parallel_blocks.h"
#include "kernels/cpu/product_timer.h"

#include <omp.h>

#include <algorithm>
#include <cassert>

namespace salient {

namespace {

constexpr int64_t kPanelColumns = kPackedPanel * kPackedColumns;
constexpr int64_t kRowsAtOnce = 120; // of a panel's result, which stays in the first-level cache with the panel: 15 KB

const CpuPackedWeight& onCpu(const PackedWeight& weight) {
    assert(dynamic_cast<const CpuPackedWeight*>(&weight) != nullptr);
    return static_cast<const CpuPackedWeight&>(weight);
}

bool shareInputs(const CpuPackedWeight& a, const CpuPackedWeight& b) {
    return a.inputShape() == b.inputShape() && std::ranges::equal(a.inputOrder(), b.inputOrder());
}

// Blocks of several weights, one after another, in equal shares for all threads. The weights are read from one end to
// the other by each thread, which is what memory is fastest at.
void multiplyFew(const PackedInputs& inputs, int64_t tokens, std::span<const PackedProduct> products,
                 const PackedProductKernels& kernels) {
    int64_t total = 0;
    for (const PackedProduct& product : products) {
        total += onCpu(product.weight).blockCount();
    }
#pragma omp parallel if (total > 1)
    {
        const int64_t threads = omp_get_num_threads();
        const int64_t thread = omp_get_thread_num();
        const int64_t begin = total * thread / threads;
        const int64_t end = total * (thread + 1) / threads;
        int64_t first = 0;
        for (const PackedProduct& product : products) {
            const CpuPackedWeight& weight = onCpu(product.weight);
            PackedFewProduct few;
            few.weight = weight.blocks();
            few.first = std::max<int64_t>(0, begin - first);
            few.end = std::min(weight.blockCount(), end - first);
            few.out = weight.outFeatures();
            few.tokens = tokens;
            few.codes = inputs.codes();
            few.scales = inputs.scales();
            few.sums = inputs.sums();
            few.y = product.y.floats().data();
            few.yStride = weight.outFeatures();
            if (few.first < few.end) {
                kernels.multiplyFew(few);
            }
            first += weight.blockCount();
        }
    }
}

// Tiles of a thread: a panel of weights times some strips of tokens.
struct PanelWork {
    int64_t panel;
    int64_t firstStrip;
    int64_t strips;
};

class PanelMultiplier {
public:
    PanelMultiplier(const PackedInputs& inputs, const CpuPackedWeight& weight, const TensorSpan& y,
                    const PackedProductKernels& kernels, int64_t stripsAtOnce)
        : m_inputs(inputs), m_weight(weight), m_y(y.floats().data()), m_rows(y.rows()), m_kernels(kernels),
          m_panel({weight.inputShape().padded / 2, kPanelColumns}, DType::I32),
          m_result({stripsAtOnce * kernels.stripRows, kPanelColumns}, DType::F32) {
        std::ranges::fill(m_panel.span().as<int32_t>(), 0); // a last block without a neighbour leaves half of it
    }

    void multiply(const PanelWork& work) {
        const PackedInputShape& shape = m_weight.inputShape();
        PackedManyProduct many;
        many.weight = m_weight.blocks();
        many.first = work.panel * kPackedPanel;
        many.blocks = std::min(kPackedPanel, m_weight.blockCount() - many.first);
        many.strips = work.strips;
        many.pairs = m_inputs.pairs() + work.firstStrip * m_kernels.stripRows * shape.sections * shape.padded / 2;
        many.scales = m_inputs.scales() + work.firstStrip * m_kernels.stripRows * shape.sections;
        many.panel = m_panel.span().as<int32_t>().data();
        many.y = m_result.floats().data();
        m_kernels.multiplyMany(many);
        const int64_t column = work.panel * kPanelColumns;
        const int64_t columns = std::min(kPanelColumns, m_weight.outFeatures() - column);
        const int64_t firstRow = work.firstStrip * m_kernels.stripRows;
        const int64_t endRow = std::min(m_rows, firstRow + work.strips * m_kernels.stripRows);
        for (int64_t row = firstRow; row < endRow; ++row) {
            std::copy_n(many.y + (row - firstRow) * kPanelColumns, columns,
                        m_y + row * m_weight.outFeatures() + column);
        }
    }

private:
    const PackedInputs& m_inputs;
    const CpuPackedWeight& m_weight;
    float* m_y; // [m_rows, out]
    int64_t m_rows;
    const PackedProductKernels& m_kernels;
    Tensor m_panel;
    Tensor m_result;
};

void multiplyMany(const PackedInputs& inputs, const CpuPackedWeight& weight, const TensorSpan& y,
                  const PackedProductKernels& kernels) {
    const int64_t chunks = dividedUp(inputs.strips() * kernels.stripRows, kRowsAtOnce);
    const int64_t stripsAtOnce = dividedUp(inputs.strips(), chunks);
    const int64_t panels = dividedUp(weight.blockCount(), kPackedPanel);
#pragma omp parallel if (panels * chunks > 1)
    {
        PanelMultiplier multiplier(inputs, weight, y, kernels, stripsAtOnce);
#pragma omp for schedule(static) nowait
        for (int64_t i = 0; i < panels * chunks; ++i) {
            const int64_t firstStrip = i % chunks * stripsAtOnce;
            multiplier.multiply({i / chunks, firstStrip, std::min(stripsAtOnce, inputs.strips() - firstStrip)});
        }
    }
}

} // namespace

std::unique_ptr<PackedWeight> CpuBackend::pack(const PackedLinear& weight) {
    return std::make_unique<CpuPackedWeight>(weight, m_weights);
}

std::string CpuBackend::packedLayout() const {
    return kCpuPackedLayout;
}

std::unique_ptr<PackedWeight> CpuBackend::restore(const PackedForm& form,
                                                  const std::function<void(std::span<std::byte>)>& fill) {
    return std::make_unique<CpuPackedWeight>(form, m_weights, fill);
}

void CpuBackend::linear(const TensorView& x, std::span<const PackedProduct> products) {
    if (x.rows() == 0 || products.empty()) {
        return;
    }
    // Neighbours that share their inputs are one piece of work.
    size_t end = 0;
    for (size_t begin = 0; begin < products.size(); begin = end) {
        const CpuPackedWeight& first = onCpu(products[begin].weight);
        assert(first.inFeatures() == x.columns());
        end = begin + 1;
        int64_t columns = first.outFeatures();
        while (end < products.size() && shareInputs(first, onCpu(products[end].weight))) {
            columns += products[end++].weight.outFeatures();
        }
        const ProductTimer timer(m_products, x.rows(), columns, x.columns());
        const std::span<const PackedProduct> together = products.subspan(begin, end - begin);
        m_packedInputs.prepare(x, first.inputShape(), first.inputOrder(), m_kernels.packed);
        if (!m_packedInputs.inStrips()) {
            multiplyFew(m_packedInputs, x.rows(), together, m_kernels.packed);
            continue;
        }
        for (const PackedProduct& product : together) {
            multiplyMany(m_packedInputs, onCpu(product.weight), product.y, m_kernels.packed);
        }
    }
    for (const PackedProduct& product : products) {
        addBias(product.bias, product.y);
    }
}

} // namespace salient
