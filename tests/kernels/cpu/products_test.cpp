// SPDX-License-Identifier: Apache-2.0
#include "tests/support/backend_cases.h"
#include "tests/support/packed_cases.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace salient {
namespace {

using reference::Matrix;

class LinearTest : public EveryBackendTest {};

struct LinearSizes {
    int64_t tokens;
    int64_t in;
    int64_t out;
};

// Up to four tokens go row by row, more in panels; the last shape needs several panels.
constexpr LinearSizes kSizes[] = {{1, 1, 1},     {1, 576, 129},   {2, 127, 3}, {3, 129, 127},
                                  {4, 1025, 64}, {5, 33, 17},     {7, 3, 1},   {129, 127, 129},
                                  {65, 2049, 5}, {6, 1300, 1700}, {3, 2500, 9}};

Matrix roundedToBf16(Matrix matrix) {
    for (double& value : matrix.values) {
        value = roundToBFloat16(static_cast<float>(value));
    }
    return matrix;
}

// Random weights in a type, starting `shift` bytes after an aligned address.
struct StoredWeight {
    StoredWeight(Shape shape, DType type, size_t shift) : m_values(shape, type) {
        convert(reference::randomTensor(shape, 5, 0.5F), m_values);
        m_file.resize(static_cast<size_t>(m_values.view().bytes()) + shift);
        std::memcpy(m_file.data() + shift, m_values.view().data, m_file.size() - shift);
        view = {m_file.data() + shift, type, shape};
    }
    TensorView view;
    Matrix matrix() const { return Matrix(m_values.view()); }

private:
    Tensor m_values;
    std::vector<std::byte> m_file;
};

TEST_P(LinearTest, MultipliesEveryStoredTypeAtAnyAddress) {
    for (const LinearSizes& sizes : kSizes) {
        const Tensor x = reference::randomTensor({sizes.tokens, sizes.in}, 1);
        for (const DType type : {DType::F32, DType::BF16, DType::F16}) {
            for (const size_t shift : {size_t{0}, size_t{1}}) {
                const StoredWeight weight({sizes.out, sizes.in}, type, shift);
                Tensor y({sizes.tokens, sizes.out}, DType::F32);
                backend->linear(x, weight.view, {}, y);
                EXPECT_TRUE(reference::isNear(y, reference::linear(Matrix(x), weight.matrix()), 2e-6))
                    << sizes.tokens << " x " << sizes.in << " x " << sizes.out << " " << dtypeName(type);
            }
        }
    }
}

TEST_P(LinearTest, AddsTheBiasOfAnyType) {
    for (const int64_t tokens : {int64_t{1}, int64_t{20}}) {
        const Tensor x = reference::randomTensor({tokens, 70}, 1);
        const StoredWeight weight({31, 70}, DType::F32, 0);
        const StoredWeight bias({31}, DType::BF16, 1);
        Tensor y({tokens, 31}, DType::F32);
        backend->linear(x, weight.view, bias.view, y);
        EXPECT_TRUE(reference::isNear(y, reference::linear(Matrix(x), weight.matrix(), bias.matrix()), 2e-6));
    }
}

// Different sizes, types and biases in one call, shared out among threads as one list of rows.
TEST_P(LinearTest, SeveralProductsOfOneInputAreTheSameAsEachByItself) {
    for (const int64_t tokens : {int64_t{1}, int64_t{4}, int64_t{9}}) {
        const Tensor x = reference::randomTensor({tokens, 100}, 1);
        const StoredWeight weights[] = {
            {{300, 100}, DType::BF16, 0}, {{1, 100}, DType::F32, 1}, {{77, 100}, DType::F16, 1}};
        const StoredWeight bias({77}, DType::F32, 0);
        std::vector<Tensor> outputs;
        std::vector<LinearProduct> products;
        for (const StoredWeight& weight : weights) {
            outputs.push_back(Tensor({tokens, weight.view.rows()}, DType::F32));
            products.push_back({weight.view, {}, outputs.back()});
        }
        products.back().bias = bias.view;
        backend->linear(x, products);
        for (size_t i = 0; i < outputs.size(); ++i) {
            const Matrix expected = i < 2 ? reference::linear(Matrix(x), weights[i].matrix())
                                          : reference::linear(Matrix(x), weights[i].matrix(), bias.matrix());
            EXPECT_TRUE(reference::isNear(outputs[i], expected, 2e-6)) << tokens << " tokens, product " << i;
        }
    }
}

TEST_P(LinearTest, TokensOfAnyShapeCountByTheFirstAxis) {
    const Tensor x = reference::randomTensor({6, 3, 8}, 1);
    const StoredWeight weight({10, 24}, DType::F32, 0);
    Tensor y({6, 10}, DType::F32);
    backend->linear(x, weight.view, {}, y);
    EXPECT_TRUE(reference::isNear(y, reference::linear(Matrix(x), weight.matrix()), 2e-6));
}

TEST_P(LinearTest, WithoutTokensDoesNothing) {
    const StoredWeight weight({10, 24}, DType::F32, 0);
    Tensor y({0, 10}, DType::F32);
    backend->linear(Tensor({0, 24}, DType::F32), weight.view, {}, y);
    EXPECT_EQ(y.elements(), 0);
}

TEST_P(LinearTest, InBf16RoundsBothOperandsAndSumsInFp32) {
    const std::unique_ptr<Backend> bf16 = GetParam().make(Precision::Bf16);
    for (const LinearSizes& sizes : kSizes) {
        const Tensor x = reference::randomTensor({sizes.tokens, sizes.in}, 1);
        for (const DType type : {DType::F32, DType::BF16, DType::F16}) {
            const StoredWeight weight({sizes.out, sizes.in}, type, 0);
            Tensor y({sizes.tokens, sizes.out}, DType::F32);
            bf16->linear(x, weight.view, {}, y);
            const Matrix expected = reference::linear(roundedToBf16(Matrix(x)), roundedToBf16(weight.matrix()));
            EXPECT_TRUE(reference::isNear(y, expected, 2e-6))
                << sizes.tokens << " x " << sizes.in << " x " << sizes.out << " " << dtypeName(type);
        }
    }
}

struct PackedCase {
    int64_t tokens;
    int64_t in;
    int64_t out;
    int bits;
    int64_t groupSize;
};

constexpr PackedCase kPacked[] = {{1, 576, 129, 4, 64},  {1, 1536, 33, 4, 128}, {3, 2560, 7, 4, 32},
                                  {4, 1088, 5, 8, 64},   {20, 576, 192, 4, 64}, {9, 130, 127, 3, 130},
                                  {2, 27, 3, 4, 9},      {6, 15, 4, 2, 5},      {129, 96, 65, 8, 3},
                                  {1, 3000, 4, 4, 3000}, {1, 30, 3, 5, 15}};

TEST_P(LinearTest, MultipliesQuantisedWeights) {
    for (const PackedCase& c : kPacked) {
        const PackedLinear weight = randomPacked(c.out, c.in, c.bits, c.groupSize);
        const Tensor x = reference::randomTensor({c.tokens, c.in}, 1);
        const Tensor bias = reference::randomTensor({c.out}, 2);
        Tensor y({c.tokens, c.out}, DType::F32);
        backend->linear(x, weight, bias, y);
        const Matrix expected = reference::linear(Matrix(x), reference::dequantize(weight), Matrix(bias));
        EXPECT_TRUE(reference::isNear(y, expected, 2e-6)) << c.in << " " << c.bits << " bits, group " << c.groupSize;
    }
}

TEST_P(LinearTest, FollowsTheInputOrderOfQuantisedWeights) {
    for (const PackedCase& c : kPacked) {
        PackedLinear weight = randomPacked(c.out, c.in, c.bits, c.groupSize);
        weight.setInputOrder(shuffledInputs(c.in));
        const Tensor x = reference::randomTensor({c.tokens, c.in}, 1);
        Tensor y({c.tokens, c.out}, DType::F32);
        backend->linear(x, weight, {}, y);
        const Matrix expected = reference::dequantize(weight);
        EXPECT_TRUE(reference::isNear(y, reference::linear(Matrix(x), expected), 2e-6))
            << c.in << " " << c.bits << " bits, group " << c.groupSize;
        Tensor w({c.out, c.in}, DType::F32);
        backend->dequantize(weight, w);
        EXPECT_TRUE(reference::isNear(w, expected, 0.0)) << c.bits << " bits, " << c.groupSize;
    }
}

TEST_P(LinearTest, InBf16RoundsDequantisedWeightsToo) {
    const std::unique_ptr<Backend> bf16 = GetParam().make(Precision::Bf16);
    for (const PackedCase& c : kPacked) {
        const PackedLinear weight = randomPacked(c.out, c.in, c.bits, c.groupSize);
        const Tensor x = reference::randomTensor({c.tokens, c.in}, 1);
        Tensor y({c.tokens, c.out}, DType::F32);
        bf16->linear(x, weight, {}, y);
        const Matrix expected =
            reference::linear(roundedToBf16(Matrix(x)), roundedToBf16(reference::dequantize(weight)));
        EXPECT_TRUE(reference::isNear(y, expected, 2e-6)) << c.in << " " << c.bits << " bits, group " << c.groupSize;
    }
}

TEST_P(LinearTest, DequantizesExactly) {
    for (const PackedCase& c : kPacked) {
        const PackedLinear weight = randomPacked(c.out, c.in, c.bits, c.groupSize);
        Tensor w({c.out, c.in}, DType::F32);
        backend->dequantize(weight, w);
        EXPECT_TRUE(reference::isNear(w, reference::dequantize(weight), 0.0)) << c.bits << " bits, " << c.groupSize;
    }
}

INSTANTIATE_TEST_SUITE_P(EveryBackend, LinearTest, ::testing::ValuesIn(backendCases()), backendCaseName);

} // namespace
} // namespace salient
