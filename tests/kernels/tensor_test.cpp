// SPDX-License-Identifier: Apache-2.0
#include "kernels/error.h"
#include "kernels/tensor.h"

#include <gtest/gtest.h>

#include <cstring>

namespace salient {
namespace {

TEST(TensorTest, MemoryIsAlignedTo64Bytes) {
    const Tensor tensor({3, 5}, DType::F32);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(tensor.view().data) % 64, 0U);
    EXPECT_EQ(tensor.elements(), 15);
    EXPECT_EQ(tensor.view().bytes(), 60);
}

TEST(TensorTest, WithoutElementsItIsStillATensor) {
    const Tensor tensor({0, 5}, DType::F32);
    EXPECT_FALSE(tensor.empty());
    EXPECT_EQ(tensor.elements(), 0);
    EXPECT_TRUE(Tensor().empty());
}

TEST(TensorTest, TooLittleMemoryIsAResourceErrorThatNamesTheSize) {
    try {
        const Tensor tensor({int64_t{1} << 20, int64_t{1} << 36}, DType::U8);
        FAIL() << "allocated 64 PiB";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Resource);
        EXPECT_NE(std::string(error.what()).find("72057594037927936 bytes"), std::string::npos) << error.what();
    }
}

TEST(TensorTest, SlicesLookAtRows) {
    Tensor tensor = Tensor::fromFloats(std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7}, {4, 2});
    EXPECT_EQ(tensor.slice(1, 3).shape, (Shape{2, 2}));
    EXPECT_EQ(tensor.slice(1, 3).floats()[0], 2.0F);
    tensor.slice(3, 4).floats()[1] = 9.0F;
    EXPECT_EQ(tensor.floats()[7], 9.0F);
    EXPECT_EQ(tensor.slice(2, 2).elements(), 0);
}

TEST(TensorTest, MatricesAreFirstAxisByTheRest) {
    const Tensor tensor = Tensor::zeros({2, 3, 4});
    EXPECT_EQ(tensor.rows(), 2);
    EXPECT_EQ(tensor.columns(), 12);
    EXPECT_EQ(shapeText(tensor.shape()), "[2, 3, 4]");
    EXPECT_EQ(elementCount({}), 1);
}

TEST(TensorTest, CloneHasItsOwnMemory) {
    Tensor tensor = Tensor::zeros({2});
    const Tensor copy = tensor.clone();
    tensor.floats()[0] = 1.0F;
    EXPECT_EQ(copy.floats()[0], 0.0F);
    EXPECT_TRUE(Tensor().clone().empty());
}

struct ConversionCase {
    DType from;
    DType to;
};

class ConvertTest : public ::testing::TestWithParam<ConversionCase> {};

// 1 … 2048 are exact in every floating type except bf16, which keeps 1 … 256.
TEST_P(ConvertTest, ValuesThatBothTypesHoldStayAndUnalignedSourcesAreRead) {
    const auto [from, to] = GetParam();
    const int64_t count = from == DType::BF16 || to == DType::BF16 ? 256 : 2048;
    Tensor doubles({count}, DType::F64);
    for (int64_t i = 0; i < count; ++i) {
        doubles.span().as<double>()[static_cast<size_t>(i)] = static_cast<double>(i + 1);
    }
    Tensor source({count}, from);
    convert(doubles, source);
    std::vector<std::byte> shifted(static_cast<size_t>(source.view().bytes()) + 1);
    std::memcpy(shifted.data() + 1, source.view().data, static_cast<size_t>(source.view().bytes()));
    Tensor target({count}, to);
    convert({shifted.data() + 1, from, {count}}, target);
    Tensor back({count}, DType::F64);
    convert(target, back);
    for (int64_t i = 0; i < count; ++i) {
        ASSERT_EQ(back.view().as<double>()[static_cast<size_t>(i)], static_cast<double>(i + 1));
    }
}

std::vector<ConversionCase> conversionCases() {
    std::vector<ConversionCase> cases;
    for (const DType from : {DType::F64, DType::F32, DType::F16, DType::BF16}) {
        for (const DType to : {DType::F64, DType::F32, DType::F16, DType::BF16}) {
            cases.push_back({from, to});
        }
    }
    return cases;
}

INSTANTIATE_TEST_SUITE_P(EveryPair, ConvertTest, ::testing::ValuesIn(conversionCases()), [](const auto& instance) {
    return std::string(dtypeName(instance.param.from)) + "to" + std::string(dtypeName(instance.param.to));
});

TEST(TensorTest, DoublesDoNotPassThroughFloat) {
    Tensor source({1}, DType::F64);
    source.span().as<double>()[0] = 1.0 + 0x1p-40;
    Tensor target({1}, DType::F64);
    convert(source, target);
    EXPECT_EQ(target.view().as<double>()[0], 1.0 + 0x1p-40);
    EXPECT_EQ(toFloat32(source).floats()[0], 1.0F);
}

} // namespace
} // namespace salient
