// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/dense_products.h"
#include "kernels/cpu/float_values.h"
#include "kernels/cpu/parallel_blocks.h"
#include "kernels/cpu/prepared_matrix.h"
#include "kernels/cpu/product_timer.h"
#include "kernels/cpu/weight_rows.h"

#include <algorithm>

namespace salient {

namespace {

constexpr int64_t kPanelElements = 1 << 20; // of a weight converted at a time: 4 MB, read back from the cache

struct LinearTarget {
    int64_t tokens = 0;
    float* y = nullptr; // [tokens, out]
};

// y = x · Wᵀ for up to kRowProductTokens tokens, row by row, where part(row, begin, count, buffer) gives inputs
// [begin, begin + count) of a row in the type that `multiply` takes; `chunk` inputs at a time.
template <typename Part>
void multiplyByRows(const float* x, int64_t in, int64_t out, int64_t chunk, const LinearTarget& target,
                    void (*multiply)(const RowProduct&), const Part& part) {
    forEachBlock(
        out, std::max<int64_t>(1, kElementBlock / std::max<int64_t>(1, in)), [&](int64_t firstRow, int64_t endRow) {
            std::vector<float> buffer(static_cast<size_t>(chunk));
            for (int64_t row = firstRow; row < endRow; ++row) {
                float sums[kRowProductTokens] = {};
                for (int64_t begin = 0; begin < in; begin += chunk) {
                    const int64_t count = std::min(chunk, in - begin);
                    float products[kRowProductTokens];
                    multiply({x + begin, in, target.tokens, part(row, begin, count, buffer.data()), count, products});
                    for (int64_t token = 0; token < target.tokens; ++token) {
                        sums[token] += products[token];
                    }
                }
                for (int64_t token = 0; token < target.tokens; ++token) {
                    target.y[token * out + row] = sums[token];
                }
            }
        });
}

void multiplyByRows(const float* x, const DenseRows& rows, const LinearTarget& target, const ProductKernels& kernels) {
    multiplyByRows(x, rows.in(), rows.out(), rows.in(), target, rows.rowProduct(kernels),
                   [&](int64_t row, int64_t, int64_t, float*) { return rows.stored(row); });
}

void multiplyByRows(const float* x, const PackedRows& rows, const LinearTarget& target, const ProductKernels& kernels) {
    multiplyByRows(x, rows.in(), rows.out(), rows.chunk(), target, kernels.multiplyRow,
                   [&](int64_t row, int64_t begin, int64_t count, float* buffer) {
                       rows.copy(row, begin, count, buffer);
                       return buffer;
                   });
}

// y = x · Wᵀ where panel(begin, end) gives rows [begin, end) of W as operand elements, at most `panelRows` of them.
template <typename Element, typename Panel>
void multiplyByPanels(const Element* x, int64_t in, int64_t out, int64_t panelRows, const LinearTarget& target,
                      const Panel& panel) {
    for (int64_t begin = 0; begin < out; begin += panelRows) {
        const int64_t end = std::min(out, begin + panelRows);
        ProductOf<Element> product;
        product.rows = target.tokens;
        product.columns = end - begin;
        product.inner = in;
        product.a = {x, in, Storage::Plain};
        product.b = {panel(begin, end), in, Storage::Transposed};
        product.c = target.y + begin;
        product.cStride = out;
        multiply(product);
    }
}

// Where panels are converted to, kept by the backend between calls.
struct PanelScratch {
    std::vector<float>& floats;
    std::vector<BFloat16>& bf16;
};

template <typename Rows>
void multiplyFloatPanels(const PreparedMatrix& x, const Rows& rows, OperandFormat format, const LinearTarget& target,
                         const VectorKernels& kernels, std::vector<float>& scratch) {
    const int64_t in = rows.in();
    if (rows.floats() != nullptr && format == OperandFormat::Fp32) {
        multiplyByPanels(x.floats(), in, rows.out(), rows.out(), target,
                         [&](int64_t begin, int64_t) { return rows.floats() + begin * in; });
        return;
    }
    const int64_t panelRows = std::clamp<int64_t>(kPanelElements / std::max<int64_t>(1, in), 1, rows.out());
    scratch.resize(std::max(scratch.size(), static_cast<size_t>(panelRows * in)));
    multiplyByPanels(x.floats(), in, rows.out(), panelRows, target, [&](int64_t begin, int64_t end) {
        forEachRow(end - begin, in, [&](int64_t row) {
            float* weights = scratch.data() + row * in;
            rows.copy(begin + row, 0, in, weights);
            if (format == OperandFormat::RoundedToBf16) {
                kernels.elements.roundToBf16(weights, in, weights);
            }
        });
        return static_cast<const float*>(scratch.data());
    });
}

template <typename Rows>
void multiplyBf16Panels(const PreparedMatrix& x, const Rows& rows, const LinearTarget& target,
                        const VectorKernels& kernels, PanelScratch scratch) {
    const int64_t in = rows.in();
    const int64_t panelRows = std::clamp<int64_t>(kPanelElements / std::max<int64_t>(1, in), 1, rows.out());
    scratch.floats.resize(std::max(scratch.floats.size(), static_cast<size_t>(panelRows * in)));
    scratch.bf16.resize(std::max(scratch.bf16.size(), static_cast<size_t>(panelRows * in)));
    multiplyByPanels(x.bf16(), in, rows.out(), panelRows, target, [&](int64_t begin, int64_t end) {
        forEachRow(end - begin, in, [&](int64_t row) {
            float* weights = scratch.floats.data() + row * in;
            rows.copy(begin + row, 0, in, weights);
            kernels.elements.bf16FromFloat(weights, in, scratch.bf16.data() + row * in);
        });
        return static_cast<const BFloat16*>(scratch.bf16.data());
    });
}

template <typename Rows>
void multiplyConverted(const PreparedMatrix& x, const Rows& rows, OperandFormat format, const LinearTarget& target,
                       const VectorKernels& kernels, PanelScratch scratch) {
    if (x.isBf16()) {
        multiplyBf16Panels(x, rows, target, kernels, scratch);
    } else {
        multiplyFloatPanels(x, rows, format, target, kernels, scratch.floats);
    }
}

// The columns of x in the order in which a quantised weight stores its inputs.
Tensor inStoredOrder(const TensorView& x, std::span<const int32_t> order) {
    const int64_t in = x.columns();
    Tensor gathered({x.rows(), in}, DType::F32);
    const float* from = x.floats().data();
    float* to = gathered.floats().data();
    forEachRow(x.rows(), in, [&](int64_t token) {
        for (int64_t position = 0; position < in; ++position) {
            to[token * in + position] = from[token * in + order[static_cast<size_t>(position)]];
        }
    });
    return gathered;
}

} // namespace

void CpuBackend::linear(const TensorView& x, const TensorView& weight, const TensorView& bias, const TensorSpan& y) {
    if (x.rows() == 0) {
        return;
    }
    assert(weight.columns() == x.columns() && y.columns() == weight.rows() && y.rows() == x.rows());
    const ProductTimer timer(m_products, x.rows(), weight.rows(), x.columns());
    OperandFormat format = operandFormat(m_precision);
    // Row by row the weights are not rounded, so there they must be bf16 already when bf16 is asked for.
    const bool byRows = x.rows() <= kRowProductTokens && (format == OperandFormat::Fp32 || weight.dtype == DType::BF16);
    if (byRows && format == OperandFormat::Bf16) {
        format = OperandFormat::RoundedToBf16;
    }
    const PreparedMatrix input(x, format, m_kernels);
    const DenseRows rows(weight, m_kernels);
    const LinearTarget target{x.rows(), y.floats().data()};
    if (byRows) {
        multiplyByRows(input.floats(), rows, target, m_kernels.products);
    } else if (input.isBf16() && weight.dtype == DType::BF16 && isAligned(weight)) {
        const BFloat16* stored = weight.as<BFloat16>().data();
        multiplyByPanels(input.bf16(), rows.in(), rows.out(), rows.out(), target,
                         [&](int64_t begin, int64_t) { return stored + begin * rows.in(); });
    } else {
        multiplyConverted(input, rows, format, target, m_kernels, {m_scratch, m_bf16Scratch});
    }
    addBias(bias, y);
}

void CpuBackend::linear(const TensorView& x, const PackedLinear& weight, const TensorView& bias, const TensorSpan& y) {
    if (x.rows() == 0) {
        return;
    }
    assert(weight.inFeatures() == x.columns() && y.columns() == weight.outFeatures() && y.rows() == x.rows());
    const ProductTimer timer(m_products, x.rows(), weight.outFeatures(), x.columns());
    const OperandFormat format = operandFormat(m_precision);
    const Tensor gathered = weight.inputOrder().empty() ? Tensor() : inStoredOrder(x, weight.inputOrder());
    const PreparedMatrix input(gathered.empty() ? x : gathered.view(), format, m_kernels);
    const PackedRows rows(weight, m_kernels);
    const LinearTarget target{x.rows(), y.floats().data()};
    const bool byRows = format == OperandFormat::Fp32 && target.tokens <= kRowProductTokens;
    if (byRows) {
        multiplyByRows(input.floats(), rows, target, m_kernels.products);
    } else {
        multiplyConverted(input, rows, format, target, m_kernels, {m_scratch, m_bf16Scratch});
    }
    addBias(bias, y);
}

void CpuBackend::addBias(const TensorView& bias, const TensorSpan& y) const {
    if (bias.empty()) {
        return;
    }
    const int64_t out = y.columns();
    assert(bias.elements() == out);
    const FloatValues values(bias);
    float* data = y.floats().data();
    forEachRow(y.rows(), out, [&](int64_t row) { m_kernels.elements.add(data + row * out, values.data(), out); });
}

void CpuBackend::dequantize(const PackedLinear& weight, const TensorSpan& w) {
    assert(w.rows() == weight.outFeatures() && w.columns() == weight.inFeatures());
    const PackedRows rows(weight, m_kernels);
    float* target = w.floats().data();
    if (!weight.inputOrder().empty()) {
        forEachRow(rows.out(), rows.in(), [&](int64_t row) {
            weight.dequantizeRow(row, {target + row * rows.in(), static_cast<size_t>(rows.in())});
        });
        return;
    }
    forEachRow(rows.out(), rows.in(), [&](int64_t row) { rows.copy(row, 0, rows.in(), target + row * rows.in()); });
}

} // namespace salient
