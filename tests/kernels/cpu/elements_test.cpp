// SPDX-License-Identifier: Apache-2.0
#include "tests/support/backend_cases.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <cstring>

namespace salient {
namespace {

using reference::Matrix;

class ElementsTest : public EveryBackendTest {};

constexpr int64_t kCounts[] = {1, 3, 127, 129, 16384, 40001};
constexpr Activation kActivations[] = {Activation::Silu, Activation::Gelu, Activation::GeluTanh, Activation::Relu};

TEST_P(ElementsTest, ActivatesInPlace) {
    for (const int64_t count : kCounts) {
        for (const Activation kind : kActivations) {
            Tensor x = reference::randomTensor({count}, 1, 3.0F);
            Matrix expected(x.view());
            for (double& value : expected.values) {
                value = reference::activation(value, kind);
            }
            backend->activate(x, kind);
            EXPECT_TRUE(reference::isNear(x, expected, 3e-7)) << count << " kind " << static_cast<int>(kind);
        }
    }
}

TEST_P(ElementsTest, GatesAndMayWriteIntoTheGate) {
    for (const int64_t count : kCounts) {
        for (const Activation kind : kActivations) {
            Tensor gate = reference::randomTensor({count}, 1, 3.0F);
            const Tensor up = reference::randomTensor({count}, 2);
            Matrix expected(gate.view());
            for (size_t i = 0; i < expected.values.size(); ++i) {
                expected.values[i] = reference::activation(expected.values[i], kind) * up.floats()[i];
            }
            Tensor y({count}, DType::F32);
            backend->gatedActivation(gate, up, kind, y);
            EXPECT_TRUE(reference::isNear(y, expected, 3e-7)) << count;
            backend->gatedActivation(gate, up, kind, gate);
            EXPECT_EQ(std::memcmp(gate.view().data, y.view().data, static_cast<size_t>(y.view().bytes())), 0);
        }
    }
}

TEST_P(ElementsTest, AddsAndScalesInPlace) {
    for (const int64_t count : kCounts) {
        Tensor x = reference::randomTensor({count}, 1);
        const Tensor y = reference::randomTensor({count}, 2);
        Matrix expected(x.view());
        for (size_t i = 0; i < expected.values.size(); ++i) {
            expected.values[i] = (expected.values[i] + y.floats()[i]) * 0.3;
        }
        backend->add(x, y);
        backend->scale(x, 0.3F);
        EXPECT_TRUE(reference::isNear(x, expected, 2e-7)) << count;
    }
}

TEST_P(ElementsTest, EmbedsRowsOfEveryFloatingTypeAtAnyAddress) {
    constexpr int64_t kHidden = 129;
    const std::vector<int32_t> ids{4, 0, 4, 2};
    for (const DType type : {DType::F32, DType::BF16, DType::F16}) {
        Tensor table({5, kHidden}, type);
        convert(reference::randomTensor({5, kHidden}, 7), table);
        std::vector<std::byte> file(static_cast<size_t>(table.view().bytes()) + 1);
        std::memcpy(file.data() + 1, table.view().data, file.size() - 1);
        Tensor out({4, kHidden}, DType::F32);
        backend->embed({file.data() + 1, type, {5, kHidden}}, ids, out);
        const Matrix stored(table.view());
        for (int64_t t = 0; t < 4; ++t) {
            for (int64_t i = 0; i < kHidden; ++i) {
                ASSERT_EQ(Matrix(out.view()).at(t, i), stored.at(ids[static_cast<size_t>(t)], i)) << dtypeName(type);
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(EveryBackend, ElementsTest, ::testing::ValuesIn(backendCases()), backendCaseName);

} // namespace
} // namespace salient
