// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"

#include <algorithm>
#include <cassert>
#include <cmath>

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

namespace {

// log Σ exp(x) in double, with the largest value taken out first.
double logSumExp(const float* x, int64_t count) {
    const double largest = *std::max_element(x, x + count);
    double sum = 0.0;
    for (int64_t i = 0; i < count; ++i) {
        sum += std::exp(static_cast<double>(x[i]) - largest);
    }
    return largest + std::log(sum);
}

} // namespace

void CpuBackend::divergence(const TensorView& logitsP, const TensorView& logitsQ, std::span<double> kl) {
    assert(logitsP.shape == logitsQ.shape && static_cast<int64_t>(kl.size()) == logitsP.rows());
    const int64_t vocabulary = logitsP.columns();
#pragma omp parallel for schedule(static)
    for (int64_t t = 0; t < logitsP.rows(); ++t) {
        const float* p = logitsP.floats().data() + t * vocabulary;
        const float* q = logitsQ.floats().data() + t * vocabulary;
        const double logP = logSumExp(p, vocabulary);
        const double logQ = logSumExp(q, vocabulary);
        double sum = 0.0;
        for (int64_t i = 0; i < vocabulary; ++i) {
            const double logPi = static_cast<double>(p[i]) - logP;
            sum += std::exp(logPi) * (logPi - (static_cast<double>(q[i]) - logQ));
        }
        kl[static_cast<size_t>(t)] = sum;
    }
}

} // namespace salient
