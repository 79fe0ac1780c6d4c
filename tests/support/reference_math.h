// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <span>
#include <vector>

// Every operation written down as its definition, in double precision and without regard to speed: what kernels are
// tested against.
namespace salient::reference {

/// Row-major [rows, columns].
struct Matrix {
    Matrix(int64_t rowCount, int64_t columnCount)
        : rows(rowCount), columns(columnCount), values(static_cast<size_t>(rowCount * columnCount)) {}
    /// Any floating tensor, seen as a matrix.
    explicit Matrix(const TensorView& tensor);

    double& at(int64_t row, int64_t column) { return values[static_cast<size_t>(row * columns + column)]; }
    double at(int64_t row, int64_t column) const { return values[static_cast<size_t>(row * columns + column)]; }

    int64_t rows;
    int64_t columns;
    std::vector<double> values;
};

/// x[T, in] · Wᵀ[in, out] + bias[out] (a matrix of one row, or without rows).
Matrix linear(const Matrix& x, const Matrix& weight, const Matrix& bias = {0, 0});
Matrix dequantize(const PackedLinear& weight);
Matrix rmsNorm(const Matrix& x, const Matrix& weight, double weightOffset, double epsilon);
Matrix layerNorm(const Matrix& x, const Matrix& weight, const Matrix& bias, double epsilon);
/// Tables [positions, rotaryDim / 2].
Matrix rotary(const Matrix& x, int64_t headDim, const Matrix& cosines, const Matrix& sines,
              std::span<const int64_t> positions, RotaryLayout layout);
Matrix attention(const Matrix& q, const Matrix& k, const Matrix& v, const AttentionShape& shape);
double activation(double x, Activation kind);
std::vector<double> crossEntropy(const Matrix& logits, std::span<const int32_t> targets);
/// xᵀx.
Matrix gram(const Matrix& x);
double squaredDistance(const Matrix& a, const Matrix& b);

/// Every element of `actual` within tolerance · max(1, largest |expected|) of `expected`; names the worst element.
::testing::AssertionResult isNear(const TensorView& actual, const Matrix& expected, double tolerance);

/// Normally distributed values, the same for the same seed everywhere.
Tensor randomTensor(Shape shape, uint32_t seed, float deviation = 1.0F);

} // namespace salient::reference
