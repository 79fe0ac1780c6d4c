// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/isa/vector_kernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace salient {

void CpuBackend::scaleMatrix(const TensorSpan& matrix, const TensorView& rows, const TensorView& columns) {
    assert(rows.empty() || rows.elements() == matrix.rows());
    assert(columns.empty() || columns.elements() == matrix.columns());
    const int64_t width = matrix.columns();
    float* data = matrix.floats().data();
    const float* columnFactors = columns.empty() ? nullptr : columns.floats().data();
#pragma omp parallel for schedule(static)
    for (int64_t r = 0; r < matrix.rows(); ++r) {
        float* row = data + r * width;
        const float rowFactor = rows.empty() ? 1.0F : rows.floats()[static_cast<size_t>(r)];
        if (columnFactors == nullptr) {
            for (int64_t c = 0; c < width; ++c) {
                row[c] *= rowFactor;
            }
        } else {
            for (int64_t c = 0; c < width; ++c) {
                row[c] *= rowFactor * columnFactors[c];
            }
        }
    }
}

// KL = Σ softmax(p)_i · (p_i − q_i) − logΣexp(p) + logΣexp(q): one exponential per logit and model.
void CpuBackend::divergence(const TensorView& logitsP, const TensorView& logitsQ, std::span<double> kl) {
    assert(logitsP.shape == logitsQ.shape && static_cast<int64_t>(kl.size()) == logitsP.rows());
    const int64_t vocabulary = logitsP.columns();
    const RowKernels& rows = m_kernels.rows;
#pragma omp parallel
    {
        std::vector<float> weights(static_cast<size_t>(vocabulary)); // e^(p − max p)
#pragma omp for schedule(static)
        for (int64_t t = 0; t < logitsP.rows(); ++t) {
            const float* p = logitsP.floats().data() + t * vocabulary;
            const float* q = logitsQ.floats().data() + t * vocabulary;
            std::copy_n(p, vocabulary, weights.data());
            const float largestP = rows.maximum(p, vocabulary);
            const float largestQ = rows.maximum(q, vocabulary);
            const double sumP = rows.exponentials(weights.data(), 1.0F, largestP, vocabulary);
            const double logP = static_cast<double>(largestP) + std::log(sumP);
            const double logQ =
                static_cast<double>(largestQ) + std::log(rows.sumOfExponentials(q, largestQ, vocabulary));
            double weighted = 0.0;
#pragma omp simd reduction(+ : weighted)
            for (int64_t i = 0; i < vocabulary; ++i) {
                weighted += static_cast<double>(weights[static_cast<size_t>(i)]) *
                            (static_cast<double>(p[i]) - static_cast<double>(q[i]));
            }
            kl[static_cast<size_t>(t)] = weighted / sumP - logP + logQ;
        }
    }
}

} // namespace salient
