// SPDX-License-Identifier: Apache-2.0
#include "tests/support/reference_math.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <random>

namespace salient::reference {

namespace {

double loadElement(const std::byte* data, DType type) {
    if (type == DType::F64) {
        double value = 0;
        std::memcpy(&value, data, sizeof value);
        return value;
    }
    if (type == DType::F32) {
        float value = 0;
        std::memcpy(&value, data, sizeof value);
        return value;
    }
    uint16_t bits = 0;
    std::memcpy(&bits, data, sizeof bits);
    return type == DType::BF16 ? toFloat(BFloat16{bits}) : toFloat(Float16{bits});
}

} // namespace

Matrix::Matrix(const TensorView& tensor) : Matrix(tensor.rows(), tensor.columns()) {
    for (size_t i = 0; i < values.size(); ++i) {
        values[i] = loadElement(tensor.data + static_cast<int64_t>(i) * dtypeBytes(tensor.dtype), tensor.dtype);
    }
}

Matrix linear(const Matrix& x, const Matrix& weight, const Matrix& bias) {
    Matrix y(x.rows, weight.rows);
    for (int64_t t = 0; t < y.rows; ++t) {
        for (int64_t o = 0; o < y.columns; ++o) {
            double sum = bias.rows > 0 ? bias.values[static_cast<size_t>(o)] : 0.0;
            for (int64_t i = 0; i < x.columns; ++i) {
                sum += x.at(t, i) * weight.at(o, i);
            }
            y.at(t, o) = sum;
        }
    }
    return y;
}

Matrix dequantize(const PackedLinear& weight) {
    Matrix w(weight.outFeatures(), weight.inFeatures());
    std::vector<uint8_t> codes(static_cast<size_t>(w.columns));
    for (int64_t o = 0; o < w.rows; ++o) {
        weight.unpackRow(o, codes);
        for (int64_t i = 0; i < w.columns; ++i) {
            const auto group = static_cast<size_t>(o * weight.groups() + i / weight.groupSize());
            const auto order = weight.inputOrder();
            w.at(o, order.empty() ? i : order[static_cast<size_t>(i)]) = (codes[static_cast<size_t>(i)] - weight.zeros()[group]) *
                         static_cast<double>(toFloat(weight.scales()[group]));
        }
    }
    return w;
}

Matrix rmsNorm(const Matrix& x, const Matrix& weight, double weightOffset, double epsilon) {
    Matrix y(x.rows, x.columns);
    for (int64_t t = 0; t < x.rows; ++t) {
        double squares = 0.0;
        for (int64_t i = 0; i < x.columns; ++i) {
            squares += x.at(t, i) * x.at(t, i);
        }
        const double rms = std::sqrt(squares / static_cast<double>(x.columns) + epsilon);
        for (int64_t i = 0; i < x.columns; ++i) {
            y.at(t, i) = x.at(t, i) / rms * (weight.values[static_cast<size_t>(i)] + weightOffset);
        }
    }
    return y;
}

Matrix layerNorm(const Matrix& x, const Matrix& weight, const Matrix& bias, double epsilon) {
    Matrix y(x.rows, x.columns);
    const auto count = static_cast<double>(x.columns);
    for (int64_t t = 0; t < x.rows; ++t) {
        double mean = 0.0;
        for (int64_t i = 0; i < x.columns; ++i) {
            mean += x.at(t, i) / count;
        }
        double variance = 0.0;
        for (int64_t i = 0; i < x.columns; ++i) {
            variance += (x.at(t, i) - mean) * (x.at(t, i) - mean) / count;
        }
        for (int64_t i = 0; i < x.columns; ++i) {
            const auto channel = static_cast<size_t>(i);
            y.at(t, i) = (x.at(t, i) - mean) / std::sqrt(variance + epsilon) * weight.values[channel] +
                         (bias.rows > 0 ? bias.values[channel] : 0.0);
        }
    }
    return y;
}

Matrix rotary(const Matrix& x, int64_t headDim, const Matrix& cosines, const Matrix& sines,
              std::span<const int64_t> positions, RotaryLayout layout) {
    Matrix y = x;
    const int64_t pairs = cosines.columns;
    for (int64_t t = 0; t < x.rows; ++t) {
        const int64_t position = positions[static_cast<size_t>(t)];
        for (int64_t head = 0; head < x.columns / headDim; ++head) {
            for (int64_t j = 0; j < pairs; ++j) {
                const int64_t first = head * headDim + (layout == RotaryLayout::Halves ? j : 2 * j);
                const int64_t second = layout == RotaryLayout::Halves ? first + pairs : first + 1;
                const double c = cosines.at(position, j);
                const double s = sines.at(position, j);
                y.at(t, first) = x.at(t, first) * c - x.at(t, second) * s;
                y.at(t, second) = x.at(t, second) * c + x.at(t, first) * s;
            }
        }
    }
    return y;
}

Matrix attention(const Matrix& q, const Matrix& k, const Matrix& v, const AttentionShape& shape) {
    Matrix out(q.rows, q.columns);
    const int64_t dim = shape.headDim;
    for (int64_t t = 0; t < q.rows; ++t) {
        const int64_t position = shape.queryStart + t;
        const int64_t first = shape.window == 0 ? 0 : std::max<int64_t>(0, position - shape.window + 1);
        for (int64_t head = 0; head < shape.heads; ++head) {
            const int64_t kvHead = head * shape.kvHeads / shape.heads;
            std::vector<double> weights;
            double total = 0.0;
            for (int64_t key = first; key <= position; ++key) {
                double score = 0.0;
                for (int64_t j = 0; j < dim; ++j) {
                    score += q.at(t, head * dim + j) * k.at(key, kvHead * dim + j);
                }
                score *= shape.scale;
                if (shape.softcap > 0) {
                    score = shape.softcap * std::tanh(score / shape.softcap);
                }
                if (!shape.slopes.empty()) {
                    score += static_cast<double>(shape.slopes[static_cast<size_t>(head)]) *
                             static_cast<double>(key - position);
                }
                weights.push_back(std::exp(score));
                total += weights.back();
            }
            for (int64_t j = 0; j < dim; ++j) {
                double sum = 0.0;
                for (int64_t key = first; key <= position; ++key) {
                    sum += weights[static_cast<size_t>(key - first)] * v.at(key, kvHead * dim + j);
                }
                out.at(t, head * dim + j) = sum / total;
            }
        }
    }
    return out;
}

double activation(double x, Activation kind) {
    switch (kind) {
    case Activation::Silu:
        return x / (1.0 + std::exp(-x));
    case Activation::Gelu:
        return 0.5 * x * std::erfc(-x / std::numbers::sqrt2);
    case Activation::GeluTanh:
        return 0.5 * x * (1.0 + std::tanh(std::sqrt(2.0 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
    default:
        return std::max(x, 0.0);
    }
}

std::vector<double> crossEntropy(const Matrix& logits, std::span<const int32_t> targets) {
    std::vector<double> losses;
    for (int64_t t = 0; t < logits.rows; ++t) {
        double largest = logits.at(t, 0);
        for (int64_t i = 0; i < logits.columns; ++i) {
            largest = std::max(largest, logits.at(t, i));
        }
        double sum = 0.0;
        for (int64_t i = 0; i < logits.columns; ++i) {
            sum += std::exp(logits.at(t, i) - largest);
        }
        losses.push_back(std::log(sum) + largest - logits.at(t, targets[static_cast<size_t>(t)]));
    }
    return losses;
}

Matrix gram(const Matrix& x) {
    Matrix result(x.columns, x.columns);
    for (int64_t t = 0; t < x.rows; ++t) {
        for (int64_t i = 0; i < x.columns; ++i) {
            for (int64_t j = 0; j < x.columns; ++j) {
                result.at(i, j) += x.at(t, i) * x.at(t, j);
            }
        }
    }
    return result;
}

double squaredDistance(const Matrix& a, const Matrix& b) {
    double sum = 0.0;
    for (size_t i = 0; i < a.values.size(); ++i) {
        sum += (a.values[i] - b.values[i]) * (a.values[i] - b.values[i]);
    }
    return sum;
}

::testing::AssertionResult isNear(const TensorView& actual, const Matrix& expected, double tolerance) {
    const Matrix found(actual);
    if (found.values.size() != expected.values.size()) {
        return ::testing::AssertionFailure()
               << found.values.size() << " elements instead of " << expected.values.size();
    }
    double largest = 1.0;
    for (const double value : expected.values) {
        largest = std::max(largest, std::abs(value));
    }
    double worst = -1.0;
    size_t where = 0;
    for (size_t i = 0; i < found.values.size(); ++i) {
        const double error = std::abs(found.values[i] - expected.values[i]);
        if (!(error <= worst)) { // a NaN is the worst of all
            worst = error;
            where = i;
        }
        if (std::isnan(error)) {
            break;
        }
    }
    if (worst <= tolerance * largest) {
        return ::testing::AssertionSuccess();
    }
    const auto index = static_cast<int64_t>(where);
    return ::testing::AssertionFailure() << "element [" << index / expected.columns << ", " << index % expected.columns
                                         << "] is " << found.values[where] << " instead of " << expected.values[where]
                                         << ", off by " << worst << " where " << tolerance * largest << " is allowed";
}

Tensor randomTensor(Shape shape, uint32_t seed, float deviation) {
    Tensor result(std::move(shape), DType::F32);
    std::mt19937 bits(seed);
    const auto uniform = [&] { return (static_cast<double>(bits()) + 0.5) / 4294967296.0; };
    for (float& value : result.floats()) {
        // Box and Muller, written out because std::normal_distribution differs between libraries.
        const double radius = std::sqrt(-2.0 * std::log(uniform()));
        value = static_cast<float>(deviation * radius * std::cos(2.0 * std::numbers::pi * uniform()));
    }
    return result;
}

} // namespace salient::reference
