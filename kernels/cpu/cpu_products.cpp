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
constexpr int64_t kRowBlock = 8192;         // weights that a thread takes at a time, whole rows

struct LinearTarget {
    int64_t tokens = 0;
    float* y = nullptr; // [tokens, out]
};

// Up to kRowProductTokens tokens: the rows of all products are one list that the threads share, so that they wait for
// each other once. Weights are widened in registers.
void multiplyByRows(const TensorView& x, std::span<const LinearProduct> products, const VectorKernels& kernels) {
    struct Part {
        DenseRows rows;
        float* y;      // [tokens, rows]
        int64_t first; // row, in the list
    };
    std::vector<Part> parts;
    int64_t all = 0;
    for (const LinearProduct& product : products) {
        parts.push_back({DenseRows(product.weight, kernels), product.y.floats().data(), all});
        all += product.weight.rows();
    }
    const float* input = x.floats().data();
    const int64_t tokens = x.rows();
    const int64_t in = x.columns();
    forEachBlock(all, std::max<int64_t>(1, kRowBlock / std::max<int64_t>(1, in)), [&](int64_t begin, int64_t end) {
        for (const auto& [rows, y, first] : parts) {
            const int64_t from = std::max(begin - first, int64_t(0));
            const int64_t count = std::min(end - first, rows.out()) - from;
            if (count > 0) {
                rows.rowProduct(kernels.products)(
                    {input, in, tokens, rows.stored(from), in, y + from, rows.out(), count});
            }
        }
    });
}

// The same with a quantised weight, `chunk` inputs at a time.
void multiplyByRows(const float* x, const PackedRows& rows, const LinearTarget& target, const ProductKernels& kernels) {
    const int64_t in = rows.in();
    forEachBlock(rows.out(), std::max<int64_t>(1, kRowBlock / std::max<int64_t>(1, in)),
                 [&](int64_t firstRow, int64_t endRow) {
                     std::vector<float> buffer(static_cast<size_t>(rows.chunk()));
                     for (int64_t row = firstRow; row < endRow; ++row) {
                         float sums[kRowProductTokens] = {};
                         for (int64_t begin = 0; begin < in; begin += rows.chunk()) {
                             const int64_t count = std::min(rows.chunk(), in - begin);
                             float products[kRowProductTokens];
                             rows.copy(row, begin, count, buffer.data());
                             kernels.multiplyRows({x + begin, in, target.tokens, buffer.data(), count, products});
                             for (int64_t token = 0; token < target.tokens; ++token) {
                                 sums[token] += products[token];
                             }
                         }
                         for (int64_t token = 0; token < target.tokens; ++token) {
                             target.y[token * rows.out() + row] = sums[token];
                         }
                     }
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

void CpuBackend::linear(const TensorView& x, std::span<const LinearProduct> products) {
    if (x.rows() == 0) {
        return;
    }
    // Row by row the weights are not rounded, so there they must be bf16 already when bf16 is asked for.
    const OperandFormat format = operandFormat(m_precision);
    const bool byRows = x.rows() <= kRowProductTokens && std::ranges::all_of(products, [&](const LinearProduct& p) {
                            return format == OperandFormat::Fp32 || p.weight.dtype == DType::BF16;
                        });
    const PreparedMatrix input(x, byRows && format == OperandFormat::Bf16 ? OperandFormat::RoundedToBf16 : format,
                               m_kernels);
    int64_t outputs = 0;
    for (const LinearProduct& p : products) {
        assert(p.weight.columns() == x.columns() && p.y.columns() == p.weight.rows() && p.y.rows() == x.rows());
        outputs += p.weight.rows();
    }
    const ProductTimer timer(m_products, x.rows(), outputs, x.columns());
    if (byRows) {
        multiplyByRows(input.view(), products, m_kernels);
    }
    for (const LinearProduct& p : products) {
        if (!byRows) {
            multiplyPanels(input, p.weight, p.y);
        }
        addBias(p.bias, p.y);
    }
}

void CpuBackend::multiplyPanels(const PreparedMatrix& input, const TensorView& weight, const TensorSpan& y) {
    const DenseRows rows(weight, m_kernels);
    const LinearTarget target{y.rows(), y.floats().data()};
    if (input.isBf16() && weight.dtype == DType::BF16 && isAligned(weight)) {
        const BFloat16* stored = weight.as<BFloat16>().data();
        multiplyByPanels(input.bf16(), rows.in(), rows.out(), rows.out(), target,
                         [&](int64_t begin, int64_t) { return stored + begin * rows.in(); });
    } else {
        multiplyConverted(input, rows, operandFormat(m_precision), target, m_kernels, {m_scratch, m_bf16Scratch});
    }
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
