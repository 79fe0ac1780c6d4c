// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/model_folder.h"
#include "core/formats/export_format.h"
#include "core/formats/packed_reader.h"
#include "tests/core/formats/packed_linears.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace salient {
namespace {

using test::expectSame;
using test::randomLinear;

/// An AWQ folder with one linear "m" [out, in] and the reader that its config.json asks for.
class AwqFolder {
public:
    AwqFolder(const std::string& version, int64_t group, const std::vector<NamedTensor>& tensors) {
        test::writeText(m_folder / "config.json",
                        fmt::format(R"({{"quantization_config":{{"quant_method":"awq","version":"{}","bits":4,)"
                                    R"("group_size":{}}}}})",
                                    version, group));
        test::writeTensors(m_folder.path(), tensors);
        m_model.emplace(ModelFolder::open(m_folder.path()));
        m_reader = openPackedReader(*m_model);
    }
    const PackedReader& reader() const { return *m_reader; }
    const Checkpoint& checkpoint() const { return m_model->checkpoint(); }
    PackedLinear read(int64_t out, int64_t in) const {
        m_reader->check(checkpoint(), "m", {out, in});
        return m_reader->read(checkpoint(), "m", {out, in});
    }

private:
    test::TemporaryFolder m_folder;
    std::optional<ModelFolder> m_model;
    std::unique_ptr<PackedReader> m_reader;
};

struct Layout {
    const char* version;
    const char* format;
};

void PrintTo(const Layout& layout, std::ostream* out) {
    *out << layout.version;
}

class AwqLayouts : public ::testing::TestWithParam<Layout> {};

TEST_P(AwqLayouts, ReadTheFolderThatTheyWrote) {
    const PackedLinear weight = randomLinear(64, 128, 32);
    const AwqFolder folder(GetParam().version, 32, exportFormat(GetParam().format).pack("m", weight, {}));
    EXPECT_EQ(folder.reader().format(), GetParam().format);
    EXPECT_TRUE(folder.reader().holds(folder.checkpoint(), "m"));
    EXPECT_FALSE(folder.reader().holds(folder.checkpoint(), "n"));
    EXPECT_EQ(folder.reader().spec("m").groupSize, 32);
    expectSame(folder.read(64, 128), weight);
}

TEST_P(AwqLayouts, NameTheTensorThatContradictsTheConfiguration) {
    const ExportFormat& format = exportFormat(GetParam().format);
    const AwqFolder folder(GetParam().version, 64, format.pack("m", randomLinear(64, 512, 32), {}));
    test::expectError(ErrorKind::Input, "awq.shape", {"'m.qzeros'", "model.safetensors", "shape"},
                      [&] { folder.read(64, 512); });
    const AwqFolder other(GetParam().version, 32, format.pack("m", randomLinear(64, 128, 32), {}));
    test::expectError(ErrorKind::Input, "awq.shape", {"'m.qweight'"}, [&] { other.read(64, 256); });
    test::expectError(ErrorKind::Input, "awq.shape", {"'m'", "[12, 128]", "of 8"},
                      [&] { other.read(12, 128); });
    test::expectError(ErrorKind::Input, "awq.shape", {"'m'", "[64, 48]", "group size 32"}, [&] { other.read(64, 48); });
    test::expectError(ErrorKind::Input, "checkpoint.missing_tensor", {"'n.qweight'"}, [&] {
        other.reader().check(other.checkpoint(), "n", {64, 128});
    });
}

TEST_P(AwqLayouts, NameTheTensorOfTheWrongType) {
    std::vector<NamedTensor> tensors = exportFormat(GetParam().format).pack("m", randomLinear(64, 128, 32), {});
    tensors[2].value = Tensor::zeros(tensors[2].value.shape(), DType::BF16);
    const AwqFolder folder(GetParam().version, 32, tensors);
    test::expectError(ErrorKind::Input, "awq.type", {"'m.scales'", "F16", "BF16"}, [&] { folder.read(64, 128); });
}

TEST_P(AwqLayouts, RefuseInputsInAnotherOrder) {
    PackedLinear weight = randomLinear(64, 128, 32);
    std::vector<int32_t> order;
    for (int32_t i = 127; i >= 0; --i) {
        order.push_back(i);
    }
    weight.setInputOrder(order);
    test::expectError(ErrorKind::Input, "format.input_order", {"m:", GetParam().format},
                      [&] { exportFormat(GetParam().format).pack("m", weight, {}); });
}

INSTANTIATE_TEST_SUITE_P(All, AwqLayouts,
                         ::testing::Values(Layout{"gemm", "awq-gemm"}, Layout{"gemv", "awq-gemv"},
                                           Layout{"gemv_fast", "awq-gemv-fast"}),
                         [](const auto& made) { return std::string(made.param.version); });

} // namespace
} // namespace salient
