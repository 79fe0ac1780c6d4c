// SPDX-License-Identifier: Apache-2.0
#include "tests/support/backend_cases.h"

#include "kernels/cpu/cpu_backend.h"

#include <ostream>

namespace salient {

std::vector<BackendCase> backendCases() {
    std::vector<BackendCase> cases;
    for (const VectorKernels* kernels : runnableKernels()) {
        cases.push_back({std::string("cpu_") + kernels->name,
                         [kernels](Precision precision) { return std::make_unique<CpuBackend>(precision, *kernels); }});
    }
    return cases;
}

std::string backendCaseName(const ::testing::TestParamInfo<BackendCase>& info) {
    return info.param.name;
}

void PrintTo(const BackendCase& value, std::ostream* stream) {
    *stream << value.name;
}

} // namespace salient
