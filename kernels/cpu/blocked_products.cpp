// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/blocked_products.h"

#include "kernels/tensor.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace salient {

namespace {

// A panel of kInnerBlock rows stays in the first-level cache, a block of A in the second, the packed part of B in the
// third.
constexpr int64_t kInnerBlock = 256;
constexpr int64_t kRowBlock = 120;
constexpr int64_t kColumnBlock = 1024;
constexpr int64_t kPanelsPerItem = 16; // of a row block: what a thread takes at a time

struct Range {
    int64_t begin = 0;
    int64_t end = 0;
    int64_t size() const { return end - begin; }
};

Range blockOf(int64_t index, int64_t block, int64_t total) {
    return {index * block, std::min(total, (index + 1) * block)};
}

int64_t blocksIn(int64_t total, int64_t block) {
    return (total + block - 1) / block;
}

class BlockedProduct {
public:
    BlockedProduct(const DenseProduct& product, const ProductKernels& kernels)
        : m_product(product), m_kernels(kernels), m_width(kernels.tileColumns),
          m_panels({kInnerBlock, blocksIn(std::min(kColumnBlock, product.columns), kernels.tileColumns) * m_width},
                   DType::F32) {}

    void run();

private:
    void packPanel(Range inner, Range columns, float* panel) const;
    const float* packRows(Range rows, Range inner, std::vector<float>& buffer, int64_t& stride) const;
    void multiplyItem(Range rows, Range inner, Range columns, std::vector<float>& buffer) const;

    const DenseProduct& m_product;
    const ProductKernels& m_kernels;
    int64_t m_width;
    Tensor m_panels; // [panels of this column block, inner, tileColumns]
};

// B[inner, columns] → panel[inner, tileColumns]; columns beyond the matrix are left as they are, nobody reads them.
void BlockedProduct::packPanel(Range inner, Range columns, float* panel) const {
    const Operand& b = m_product.b;
    if (b.storage == Storage::Transposed) {
        m_kernels.transpose(b.data + columns.begin * b.stride + inner.begin, b.stride, columns.size(), inner.size(),
                            panel, m_width);
        return;
    }
    for (int64_t k = 0; k < inner.size(); ++k) {
        std::memcpy(panel + k * m_width, b.data + (inner.begin + k) * b.stride + columns.begin,
                    static_cast<size_t>(columns.size()) * sizeof(float));
    }
}

// Rows of A for the register tiles: in place when A lies as the product needs it.
const float* BlockedProduct::packRows(Range rows, Range inner, std::vector<float>& buffer, int64_t& stride) const {
    const Operand& a = m_product.a;
    if (a.storage == Storage::Plain) {
        stride = a.stride;
        return a.data + rows.begin * a.stride + inner.begin;
    }
    stride = inner.size();
    buffer.resize(static_cast<size_t>(kRowBlock * kInnerBlock));
    m_kernels.transpose(a.data + inner.begin * a.stride + rows.begin, a.stride, inner.size(), rows.size(),
                        buffer.data(), stride);
    return buffer.data();
}

void BlockedProduct::multiplyItem(Range rows, Range inner, Range columns, std::vector<float>& buffer) const {
    PanelProduct item;
    item.rows = rows.size();
    item.inner = inner.size();
    item.a = packRows(rows, inner, buffer, item.aStride);
    item.panelStride = m_width;
    item.cStride = m_product.cStride;
    item.accumulate = inner.begin > 0 || m_product.output == Output::Accumulate;
    const int64_t blockBegin = columns.begin / kColumnBlock * kColumnBlock;
    for (int64_t column = columns.begin; column < columns.end; column += m_width) {
        item.columns = std::min(m_width, columns.end - column);
        item.panel = m_panels.floats().data() + (column - blockBegin) * inner.size();
        item.c = m_product.c + rows.begin * m_product.cStride + column;
        m_kernels.multiplyPanel(item);
    }
}

void BlockedProduct::run() {
    const int64_t rowBlocks = blocksIn(m_product.rows, kRowBlock);
    const int64_t step = kPanelsPerItem * m_width;
    float* panels = m_panels.floats().data();
#pragma omp parallel
    {
        std::vector<float> buffer;
        for (int64_t i = 0; i < blocksIn(m_product.columns, kColumnBlock); ++i) {
            const Range columns = blockOf(i, kColumnBlock, m_product.columns);
            for (int64_t j = 0; j < blocksIn(m_product.inner, kInnerBlock); ++j) {
                const Range inner = blockOf(j, kInnerBlock, m_product.inner);
#pragma omp for schedule(static)
                for (int64_t panel = 0; panel < blocksIn(columns.size(), m_width); ++panel) {
                    Range part = blockOf(panel, m_width, columns.size());
                    part = {columns.begin + part.begin, columns.begin + part.end};
                    packPanel(inner, part, panels + panel * m_width * inner.size());
                }
                const int64_t parts = blocksIn(columns.size(), step);
#pragma omp for schedule(dynamic)
                for (int64_t item = 0; item < rowBlocks * parts; ++item) {
                    Range part = blockOf(item % parts, step, columns.size());
                    part = {columns.begin + part.begin, columns.begin + part.end};
                    multiplyItem(blockOf(item / parts, kRowBlock, m_product.rows), inner, part, buffer);
                }
            }
        }
    }
}

} // namespace

void multiplyBlocked(const DenseProduct& product, const VectorKernels& kernels) {
    assert(product.rows > 0 && product.columns > 0 && product.inner > 0);
    BlockedProduct(product, kernels.products).run();
}

} // namespace salient
