// SPDX-License-Identifier: Apache-2.0
#include "kernels/backend.h"
#include "kernels/cuda/cuda_backend.h"
#include "kernels/error.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(DeviceTest, ReadsCpuAndCuda) {
    EXPECT_EQ(parseDevice("cpu"), (Device{DeviceKind::Cpu, 0}));
    EXPECT_EQ(parseDevice("cuda:0"), (Device{DeviceKind::Cuda, 0}));
    EXPECT_EQ(parseDevice("cuda:12").name(), "cuda:12");
}

TEST(DeviceTest, AutoIsTheCpuWhenNoCudaDeviceIsThere) {
    EXPECT_EQ(parseDevice("auto").kind, cudaDeviceCount() > 0 ? DeviceKind::Cuda : DeviceKind::Cpu);
}

class BadDeviceTest : public ::testing::TestWithParam<const char*> {};

TEST_P(BadDeviceTest, IsAUsageErrorThatNamesTheText) {
    try {
        parseDevice(GetParam());
        FAIL() << "accepted " << GetParam();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Usage);
        EXPECT_NE(std::string(error.what()).find(std::string("\"") + GetParam() + "\""), std::string::npos);
    }
}

INSTANTIATE_TEST_SUITE_P(Texts, BadDeviceTest,
                         ::testing::Values("", "gpu", "cuda", "cuda:", "cuda:-1", "cuda:1x", "cuda:99999999999",
                                           "CPU"));

TEST(MakeBackendTest, GivesTheCpuAndSaysWhatItUses) {
    const std::string description = makeBackend({DeviceKind::Cpu, 0}, Precision::Bf16)->description();
    EXPECT_EQ(description.rfind("cpu, ", 0), 0U) << description;
    EXPECT_NE(description.find("bf16"), std::string::npos) << description;
}

TEST(MakeBackendTest, ADeviceThatIsNotThereIsAResourceErrorThatNamesIt) {
    try {
        makeBackend({DeviceKind::Cuda, 4096});
        FAIL() << "made a backend for cuda:4096";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Resource);
        EXPECT_NE(std::string(error.what()).find("cuda:4096"), std::string::npos) << error.what();
    }
}

} // namespace
} // namespace salient
