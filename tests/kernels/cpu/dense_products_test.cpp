// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/blocked_products.h"
#include "kernels/cpu/dense_products.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <ostream>
#include <string>

namespace salient {
namespace {

struct Implementation {
    std::string name;
    std::function<void(const DenseProduct&)> multiply;
};

void PrintTo(const Implementation& value, std::ostream* stream) {
    *stream << value.name;
}

struct Sizes {
    int64_t rows;
    int64_t columns;
    int64_t inner;
};

// The linked products, and our own with every instruction set that runs here.
std::vector<Implementation> implementations() {
    std::vector<Implementation> all{{"linked", [](const DenseProduct& p) { multiply(p); }}};
    for (const VectorKernels* kernels : runnableKernels()) {
        all.push_back(
            {std::string("own_") + kernels->name, [kernels](const DenseProduct& p) { multiplyBlocked(p, *kernels); }});
    }
    return all;
}

class DenseProductsTest : public ::testing::TestWithParam<Implementation> {};

// Stored with `padding` unused columns that hold NaN, so that reading them shows.
struct StoredMatrix {
    StoredMatrix(int64_t rows, int64_t columns, Storage storage, uint32_t seed) : m_storage(storage) {
        constexpr int64_t kPadding = 3;
        const int64_t storedRows = storage == Storage::Plain ? rows : columns;
        const int64_t storedColumns = storage == Storage::Plain ? columns : rows;
        stride = storedColumns + kPadding;
        values = reference::randomTensor({storedRows, stride}, seed);
        for (int64_t r = 0; r < storedRows; ++r) {
            for (int64_t c = storedColumns; c < stride; ++c) {
                values.floats()[static_cast<size_t>(r * stride + c)] = NAN;
            }
        }
    }
    double at(int64_t row, int64_t column) const {
        return values
            .floats()[static_cast<size_t>(m_storage == Storage::Plain ? row * stride + column : column * stride + row)];
    }
    Operand operand() const { return {values.floats().data(), stride, m_storage}; }

    Tensor values;
    int64_t stride;

private:
    Storage m_storage;
};

void checkProduct(const Implementation& implementation, const Sizes& sizes, Storage aStorage, Storage bStorage,
                  Output output) {
    const StoredMatrix a(sizes.rows, sizes.inner, aStorage, 1);
    const StoredMatrix b(sizes.inner, sizes.columns, bStorage, 2);
    Tensor c = reference::randomTensor({sizes.rows, sizes.columns + 5}, 3);
    reference::Matrix expected(c);
    for (int64_t i = 0; i < sizes.rows; ++i) {
        for (int64_t j = 0; j < sizes.columns; ++j) {
            double sum = output == Output::Accumulate ? expected.at(i, j) : 0.0;
            for (int64_t k = 0; k < sizes.inner; ++k) {
                sum += a.at(i, k) * b.at(k, j);
            }
            expected.at(i, j) = sum;
        }
    }
    implementation.multiply({sizes.rows, sizes.columns, sizes.inner, a.operand(), b.operand(), c.floats().data(),
                             sizes.columns + 5, output});
    // Columns beyond the product keep their values, so the whole memory is compared.
    EXPECT_TRUE(reference::isNear(c, expected, 2e-6)) << sizes.rows << " x " << sizes.inner << " x " << sizes.columns;
}

constexpr Sizes kSizes[] = {{1, 1, 1},     {3, 1, 129},    {1, 127, 3},    {5, 17, 31},   {127, 129, 33},
                            {129, 3, 300}, {100, 1100, 7}, {121, 48, 513}, {13, 65, 257}, {256, 96, 64}};

TEST_P(DenseProductsTest, PlainTimesPlainReplaces) {
    for (const Sizes& sizes : kSizes) {
        checkProduct(GetParam(), sizes, Storage::Plain, Storage::Plain, Output::Replace);
    }
}

TEST_P(DenseProductsTest, PlainTimesTransposedReplaces) {
    for (const Sizes& sizes : kSizes) {
        checkProduct(GetParam(), sizes, Storage::Plain, Storage::Transposed, Output::Replace);
    }
}

TEST_P(DenseProductsTest, TransposedTimesPlainAccumulates) {
    for (const Sizes& sizes : kSizes) {
        checkProduct(GetParam(), sizes, Storage::Transposed, Storage::Plain, Output::Accumulate);
    }
}

TEST_P(DenseProductsTest, TransposedTimesTransposedAccumulates) {
    for (const Sizes& sizes : kSizes) {
        checkProduct(GetParam(), sizes, Storage::Transposed, Storage::Transposed, Output::Accumulate);
    }
}

TEST_P(DenseProductsTest, RunsInsideAParallelRegion) {
    const StoredMatrix a(65, 70, Storage::Plain, 1);
    const StoredMatrix b(70, 33, Storage::Plain, 2);
    Tensor alone({65, 33}, DType::F32);
    GetParam().multiply({65, 33, 70, a.operand(), b.operand(), alone.floats().data(), 33});
    Tensor together({4, 65, 33}, DType::F32);
#pragma omp parallel for
    for (int64_t i = 0; i < 4; ++i) {
        GetParam().multiply({65, 33, 70, a.operand(), b.operand(), together.slice(i, i + 1).floats().data(), 33});
    }
    for (int64_t i = 0; i < 4; ++i) {
        EXPECT_TRUE(reference::isNear(together.slice(i, i + 1), reference::Matrix(alone.view()), 1e-6)) << i;
    }
}

INSTANTIATE_TEST_SUITE_P(EveryImplementation, DenseProductsTest, ::testing::ValuesIn(implementations()),
                         [](const auto& instance) { return instance.param.name; });

TEST(Bf16ProductsTest, MultiplyStoredValuesExactlyUpToFp32Sums) {
    if (!hasBf16Products()) {
        GTEST_SKIP() << "this build or processor has no bf16 products";
    }
    for (const Sizes& sizes : kSizes) {
        Tensor a({sizes.rows, sizes.inner}, DType::BF16);
        Tensor b({sizes.columns, sizes.inner}, DType::BF16);
        convert(reference::randomTensor(a.shape(), 1), a);
        convert(reference::randomTensor(b.shape(), 2), b);
        Tensor c = Tensor::zeros({sizes.rows, sizes.columns});
        Bf16Product product{sizes.rows,
                            sizes.columns,
                            sizes.inner,
                            {a.view().as<BFloat16>().data(), sizes.inner, Storage::Plain},
                            {b.view().as<BFloat16>().data(), sizes.inner, Storage::Transposed},
                            c.floats().data(),
                            sizes.columns,
                            Output::Replace};
        multiply(product);
        product.output = Output::Accumulate;
        multiply(product);
        reference::Matrix expected = reference::linear(reference::Matrix(a), reference::Matrix(b));
        for (double& value : expected.values) {
            value *= 2.0;
        }
        EXPECT_TRUE(reference::isNear(c, expected, 2e-6)) << sizes.rows;
    }
}

} // namespace
} // namespace salient
