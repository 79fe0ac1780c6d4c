// SPDX-License-Identifier: Apache-2.0
#include "tests/support/backend_cases.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

using reference::Matrix;

class NormsTest : public EveryBackendTest {};

constexpr int64_t kWidths[] = {1, 3, 64, 127, 129, 576, 4097};

Tensor inType(const Tensor& values, DType type) {
    Tensor result(values.shape(), type);
    convert(values, result);
    return result;
}

TEST_P(NormsTest, RmsNormWithEveryWeightType) {
    for (const int64_t width : kWidths) {
        for (const DType type : {DType::F32, DType::BF16, DType::F16}) {
            const Tensor x = reference::randomTensor({5, width}, 1, 2.0F);
            const Tensor weight = inType(reference::randomTensor({width}, 2), type);
            Tensor y({5, width}, DType::F32);
            backend->rmsNorm(x, weight, 0.0F, 1e-5F, y);
            EXPECT_TRUE(reference::isNear(y, reference::rmsNorm(Matrix(x), Matrix(weight), 0.0, 1e-5), 5e-7)) << width;
        }
    }
}

TEST_P(NormsTest, RmsNormAddsTheWeightOffsetAndMayWriteInPlace) {
    Tensor x = reference::randomTensor({130, 129}, 1, 2.0F);
    const Tensor weight = reference::randomTensor({129}, 2);
    const Matrix expected = reference::rmsNorm(Matrix(x.view()), Matrix(weight), 1.0, 1e-6);
    backend->rmsNorm(x, weight, 1.0F, 1e-6F, x);
    EXPECT_TRUE(reference::isNear(x, expected, 5e-7));
}

TEST_P(NormsTest, RmsNormOfZerosIsZero) {
    Tensor x = Tensor::zeros({2, 7});
    const Tensor weight = reference::randomTensor({7}, 2);
    backend->rmsNorm(x, weight, 0.0F, 1e-6F, x);
    EXPECT_TRUE(reference::isNear(x, Matrix(2, 7), 0.0));
}

TEST_P(NormsTest, LayerNormWithAndWithoutBiasAwayFromZero) {
    for (const int64_t width : kWidths) {
        Tensor x = reference::randomTensor({5, width}, 1, 2.0F);
        for (float& value : x.floats()) {
            value += 10.0F;
        }
        const Tensor weight = reference::randomTensor({width}, 2);
        const Tensor bias = inType(reference::randomTensor({width}, 3), DType::BF16);
        Tensor y({5, width}, DType::F32);
        backend->layerNorm(x, weight, bias, 1e-5F, y);
        EXPECT_TRUE(
            reference::isNear(y, reference::layerNorm(Matrix(x.view()), Matrix(weight), Matrix(bias), 1e-5), 2e-6))
            << width;
        const Matrix expected = reference::layerNorm(Matrix(x.view()), Matrix(weight), Matrix(0, 0), 1e-5);
        backend->layerNorm(x, weight, {}, 1e-5F, x);
        EXPECT_TRUE(reference::isNear(x, expected, 2e-6)) << width;
    }
}

struct RotaryCase {
    int64_t heads;
    int64_t headDim;
    int64_t rotaryDim;
};

TEST_P(NormsTest, RotaryInBothLayoutsFullAndPartial) {
    const std::vector<int64_t> positions{0, 5, 9, 9, 1};
    for (const RotaryCase& shape :
         {RotaryCase{1, 2, 2}, RotaryCase{3, 64, 64}, RotaryCase{2, 80, 20}, RotaryCase{9, 6, 4}}) {
        Tensor cosines({10, shape.rotaryDim / 2}, DType::F32);
        Tensor sines(cosines.shape(), DType::F32);
        for (int64_t i = 0; i < cosines.elements(); ++i) {
            cosines.floats()[static_cast<size_t>(i)] = std::cos(0.37F * static_cast<float>(i));
            sines.floats()[static_cast<size_t>(i)] = std::sin(0.37F * static_cast<float>(i));
        }
        for (const RotaryLayout layout : {RotaryLayout::Halves, RotaryLayout::Interleaved}) {
            Tensor x = reference::randomTensor({5, shape.heads * shape.headDim}, 1);
            const Matrix expected =
                reference::rotary(Matrix(x.view()), shape.headDim, Matrix(cosines), Matrix(sines), positions, layout);
            backend->rotary(x, shape.headDim, cosines, sines, positions, layout);
            EXPECT_TRUE(reference::isNear(x, expected, 3e-7)) << shape.headDim << " of " << shape.rotaryDim;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(EveryBackend, NormsTest, ::testing::ValuesIn(backendCases()), backendCaseName);

} // namespace
} // namespace salient
