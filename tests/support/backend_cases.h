// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace salient {

/// A back-end to run a test on.
struct BackendCase {
    std::string name; ///< "cpu_avx2"
    std::function<std::unique_ptr<Backend>(Precision)> make;
};

/// The CPU with every instruction set that was compiled and that this processor runs.
std::vector<BackendCase> backendCases();

/// Base of tests that run on every back-end, in fp32:
/// `INSTANTIATE_TEST_SUITE_P(EveryBackend, XyzTest, ::testing::ValuesIn(backendCases()), backendCaseName);`
class EveryBackendTest : public ::testing::TestWithParam<BackendCase> {
protected:
    std::unique_ptr<Backend> backend = GetParam().make(Precision::Fp32);
};

std::string backendCaseName(const ::testing::TestParamInfo<BackendCase>& info);
/// What GoogleTest prints for a case.
void PrintTo(const BackendCase& value, std::ostream* stream);

} // namespace salient
