// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/dense_products.h"
#include "kernels/cpu/parallel_blocks.h"
#include "kernels/cpu/prepared_matrix.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace salient {

namespace {

constexpr int64_t kGramBlock = 384;    // rows of the Gram matrix per product; oneDNN slows down below, at wide inputs
constexpr int64_t kChannelBlock = 256; // channels that one thread sums in double
constexpr int64_t kDistanceBlock = 65536; // fixed, so that the sum does not depend on the number of threads
constexpr int64_t kMirrorBlock = 64;

// Each block of rows only up to its own last column: little more than half of the products for large `in`.
template <typename Element>
void addGram(const Element* x, int64_t tokens, int64_t in, float* gram) {
    for (int64_t row = 0; row < in; row += kGramBlock) {
        ProductOf<Element> product;
        product.rows = std::min(kGramBlock, in - row);
        product.columns = row + product.rows;
        product.inner = tokens;
        product.a = {x + row, in, Storage::Transposed};
        product.b = {x, in, Storage::Plain};
        product.c = gram + row * in;
        product.cStride = in;
        product.output = Output::Accumulate;
        multiply(product);
    }
}

} // namespace

void CpuBackend::crossEntropy(const TensorView& logits, std::span<const int32_t> targets, std::span<double> losses) {
    const int64_t vocabulary = logits.columns();
    assert(static_cast<int64_t>(targets.size()) == logits.rows() && losses.size() == targets.size());
    const float* data = logits.floats().data();
    forEachRow(logits.rows(), vocabulary, [&](int64_t token) {
        const float* row = data + token * vocabulary;
        const int32_t target = targets[static_cast<size_t>(token)];
        assert(target >= 0 && target < vocabulary);
        const float largest = m_kernels.rows.maximum(row, vocabulary);
        const double sum = m_kernels.rows.sumOfExponentials(row, largest, vocabulary);
        losses[static_cast<size_t>(token)] =
            std::log(sum) + static_cast<double>(largest) - static_cast<double>(row[target]);
    });
}

std::optional<int64_t> CpuBackend::firstNonFinite(const TensorView& x) {
    const std::span<const float> values = x.floats();
    const auto count = static_cast<int64_t>(values.size());
    int64_t first = count;
#pragma omp parallel for schedule(static) reduction(min : first)
    for (int64_t begin = 0; begin < count; begin += kElementBlock) {
        const int64_t end = std::min(count, begin + kElementBlock);
        if (begin < first && !m_kernels.elements.allFinite(values.data() + begin, end - begin)) {
            const auto broken = std::find_if(values.begin() + begin, values.begin() + end,
                                             [](float value) { return !std::isfinite(value); });
            first = std::min(first, static_cast<int64_t>(broken - values.begin()));
        }
    }
    return first < count ? std::optional(first) : std::nullopt;
}

void CpuBackend::accumulateChannels(const TensorView& x, ChannelSums& sums) {
    const int64_t tokens = x.rows();
    const int64_t in = x.columns();
    if (tokens == 0) {
        return;
    }
    assert(sums.sumAbs.elements() == in && sums.maxAbs.elements() == in);
    const float* data = x.floats().data();
    float* sumAbs = sums.sumAbs.floats().data();
    float* maxAbs = sums.maxAbs.floats().data();
    forEachBlock(in, kChannelBlock, [&](int64_t begin, int64_t end) {
        std::array<double, kChannelBlock> partial{};
        for (int64_t token = 0; token < tokens; ++token) {
            m_kernels.elements.accumulateMagnitudes(data + token * in + begin, end - begin, partial.data(),
                                                    maxAbs + begin);
        }
        for (int64_t channel = begin; channel < end; ++channel) {
            sumAbs[channel] = static_cast<float>(sumAbs[channel] + partial[static_cast<size_t>(channel - begin)]);
        }
    });
    sums.tokens += tokens;
}

void CpuBackend::accumulateGram(const TensorView& x, const TensorSpan& gram) {
    if (x.rows() == 0) {
        return;
    }
    assert(gram.rows() == x.columns() && gram.columns() == x.columns());
    const PreparedMatrix input(x, operandFormat(m_precision), m_kernels);
    if (input.isBf16()) {
        addGram(input.bf16(), x.rows(), x.columns(), gram.floats().data());
    } else {
        addGram(input.floats(), x.rows(), x.columns(), gram.floats().data());
    }
}

void CpuBackend::completeGram(const TensorSpan& gram) {
    const int64_t in = gram.rows();
    assert(gram.columns() == in);
    float* data = gram.floats().data();
    // In square tiles, so that neither the rows read nor the columns written leave the cache.
    const int64_t tiles = (in + kMirrorBlock - 1) / kMirrorBlock;
    forEachBlock(tiles, 1, [&](int64_t tile, int64_t) {
        for (int64_t other = 0; other <= tile; ++other) {
            for (int64_t row = tile * kMirrorBlock; row < std::min(in, (tile + 1) * kMirrorBlock); ++row) {
                for (int64_t column = other * kMirrorBlock; column < std::min(row, (other + 1) * kMirrorBlock);
                     ++column) {
                    data[column * in + row] = data[row * in + column];
                }
            }
        }
    });
}

double CpuBackend::squaredDistance(const TensorView& a, const TensorView& b) {
    assert(a.elements() == b.elements());
    const int64_t count = a.elements();
    std::vector<double> partial(static_cast<size_t>((count + kDistanceBlock - 1) / kDistanceBlock));
    const float* first = a.floats().data();
    const float* second = b.floats().data();
    forEachBlock(count, kDistanceBlock, [&](int64_t begin, int64_t end) {
        partial[static_cast<size_t>(begin / kDistanceBlock)] =
            m_kernels.elements.squaredDistance(first + begin, second + begin, end - begin);
    });
    double sum = 0.0;
    for (const double part : partial) {
        sum += part;
    }
    return sum;
}

} // namespace salient
