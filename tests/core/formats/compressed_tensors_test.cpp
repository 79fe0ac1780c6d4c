// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors.h"

#include "tests/core/formats/compressed_tensors_fixtures.h"

#include <gtest/gtest.h>

#include <limits>

namespace salient {
namespace {

using test::ctLinear;
using test::ctSpec;
using test::TemporaryFolder;

CtScheme schemeFor(const QuantSpec& spec) {
    CtScheme scheme;
    scheme.spec = spec;
    scheme.scales = spec.groupSize == 0 ? CtScheme::Scales::Channel : CtScheme::Scales::Group;
    return scheme;
}

/// What compressed-tensors 0.19 was given and wrote: 64 inputs, 32 outputs, groups of 32.
struct Golden {
    const char* name;
    int bits;
    bool symmetric;

    static constexpr int64_t kOut = 32;
    static constexpr int64_t kIn = 64;
    static constexpr int64_t kGroups = 2;

    QuantSpec spec() const { return ctSpec(bits, kIn / kGroups, symmetric); }
    std::string bytes(const std::string& array) const {
        return test::readText(std::string(SALIENT_TEST_DATA) + "/packing/" + name + "/" + array + ".bin");
    }
    template <typename T>
    T at(const std::string& array, int64_t index) const {
        T value{};
        std::memcpy(&value, bytes(array).data() + static_cast<size_t>(index) * sizeof(T), sizeof(T));
        return value;
    }
    PackedLinear linear() const;
};

void PrintTo(const Golden& golden, std::ostream* out) {
    *out << golden.name;
}

PackedLinear Golden::linear() const {
    const std::string codes = bytes("in_q");
    PackedLinear weight(kOut, kIn, bits, kIn / kGroups);
    for (int64_t o = 0; o < kOut; ++o) {
        std::vector<uint8_t> row;
        for (int64_t i = 0; i < kIn; ++i) {
            int32_t code = 0;
            std::memcpy(&code, codes.data() + (i * kOut + o) * 4, 4);
            row.push_back(static_cast<uint8_t>(code));
        }
        weight.packRow(o, row);
        for (int64_t g = 0; g < kGroups; ++g) {
            const auto to = static_cast<size_t>(o * kGroups + g);
            weight.zeros()[to] = static_cast<uint8_t>(at<int32_t>("in_z", g * kOut + o));
            weight.scales()[to].bits = at<uint16_t>("in_s", g * kOut + o);
        }
    }
    return weight;
}

class CompressedTensorsGolden : public ::testing::TestWithParam<Golden> {};

TEST_P(CompressedTensorsGolden, IsWrittenByteForByte) {
    const auto tensors = packCompressedTensors("m", GetParam().linear(), GetParam().spec());
    ASSERT_EQ(tensors.size(), GetParam().symmetric ? 3U : 4U);
    for (const NamedTensor& tensor : tensors) {
        const std::string golden = GetParam().bytes(tensor.name.substr(2));
        ASSERT_EQ(static_cast<size_t>(tensor.value.view().bytes()), golden.size()) << tensor.name;
        EXPECT_EQ(std::memcmp(tensor.value.view().data, golden.data(), golden.size()), 0) << tensor.name;
    }
}

TEST_P(CompressedTensorsGolden, IsRead) {
    const Golden& golden = GetParam();
    const TemporaryFolder folder;
    std::vector<NamedTensor> tensors;
    for (const PlannedTensor& planned : planCompressedTensors("m", Golden::kOut, Golden::kIn, golden.spec())) {
        const std::string bytes = golden.bytes(planned.name.substr(2));
        Tensor value(planned.shape, planned.dtype);
        ASSERT_EQ(static_cast<size_t>(value.view().bytes()), bytes.size());
        std::memcpy(value.span().data, bytes.data(), bytes.size());
        tensors.push_back({planned.name, std::move(value)});
    }
    test::writeTensors(folder, tensors);
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    test::expectSameLinear(
        readCompressedTensors(checkpoint, "m", {Golden::kOut, Golden::kIn}, schemeFor(golden.spec())), golden.linear());
}

INSTANTIATE_TEST_SUITE_P(Packers, CompressedTensorsGolden,
                         ::testing::Values(Golden{"ct3_asym", 3, false}, Golden{"ct3_sym", 3, true},
                                           Golden{"ct4_asym", 4, false}, Golden{"ct4_sym", 4, true},
                                           Golden{"ct8_asym", 8, false}, Golden{"ct8_sym", 8, true}),
                         [](const auto& made) { return std::string(made.param.name); });

class CompressedTensorsOfBits : public ::testing::TestWithParam<int> {};

TEST_P(CompressedTensorsOfBits, IsReadBackAsWritten) {
    for (const bool symmetric : {true, false}) {
        for (const int64_t group : {0, 24}) {
            const QuantSpec spec = ctSpec(GetParam(), group, symmetric);
            const TemporaryFolder folder;
            const PackedLinear weight = ctLinear(40, 72, spec);
            test::writeTensors(folder, packCompressedTensors("m", weight, spec));
            const Checkpoint checkpoint = Checkpoint::open(folder.path());
            EXPECT_NO_THROW(checkCompressedTensors(checkpoint, "m", {40, 72}, schemeFor(spec)));
            test::expectSameLinear(readCompressedTensors(checkpoint, "m", {40, 72}, schemeFor(spec)), weight);
        }
    }
}

TEST_P(CompressedTensorsOfBits, IsPlannedAsPacked) {
    for (const bool symmetric : {true, false}) {
        const QuantSpec spec = ctSpec(GetParam(), 24, symmetric);
        const auto planned = planCompressedTensors("m", 40, 72, spec);
        const auto packed = packCompressedTensors("m", ctLinear(40, 72, spec), spec);
        ASSERT_EQ(planned.size(), packed.size());
        for (size_t i = 0; i < planned.size(); ++i) {
            EXPECT_EQ(planned[i].name, packed[i].name);
            EXPECT_EQ(planned[i].dtype, packed[i].value.dtype());
            EXPECT_EQ(planned[i].shape, packed[i].value.shape());
        }
    }
}

INSTANTIATE_TEST_SUITE_P(AllBits, CompressedTensorsOfBits, ::testing::Range(2, 9));

TEST(CompressedTensors, RefusesToDropZeroPoints) {
    try {
        packCompressedTensors("m", ctLinear(8, 8, ctSpec(4, 8, false)), ctSpec(4, 8, true));
        FAIL() << "zero points were dropped";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "ct.not_symmetric");
    }
}

/// The tensors of a small linear, to be changed before they are written.
struct Stored {
    QuantSpec spec = ctSpec(4, 8, false);
    CtScheme scheme = schemeFor(spec);
    PackedLinear weight = ctLinear(16, 32, spec);
    std::vector<NamedTensor> tensors = packCompressedTensors("m", weight, spec);

    Tensor& tensor(const std::string& name) {
        for (NamedTensor& tensor : tensors) {
            if (tensor.name == "m." + name) {
                return tensor.value;
            }
        }
        tensors.push_back({"m." + name, Tensor()});
        return tensors.back().value;
    }
    PackedLinear read() const {
        const TemporaryFolder folder;
        test::writeTensors(folder, tensors);
        return readCompressedTensors(Checkpoint::open(folder.path()), "m", {16, 32}, scheme);
    }
};

template <typename T>
Tensor tensorOf(const Shape& shape, DType type, const std::vector<T>& values) {
    Tensor tensor(shape, type);
    std::memcpy(tensor.span().data, values.data(), values.size() * sizeof(T));
    return tensor;
}

std::vector<int8_t> signedZeros(const PackedLinear& weight) {
    std::vector<int8_t> values;
    for (const uint8_t zero : weight.zeros()) {
        values.push_back(static_cast<int8_t>(zero - (1 << (weight.bits() - 1))));
    }
    return values;
}

TEST(CompressedTensors, ReadsZeroPointsThatAreNotPacked) {
    Stored stored;
    const auto zeros = signedZeros(stored.weight);
    stored.tensor("weight_zero_point") = tensorOf({16, 4}, DType::I8, zeros);
    test::expectSameLinear(stored.read(), stored.weight);
    stored.tensor("weight_zero_point") =
        tensorOf({16, 4}, DType::I32, std::vector<int32_t>(zeros.begin(), zeros.end()));
    test::expectSameLinear(stored.read(), stored.weight);
}

// compressed-tensors 0.17 put ten values of three bits into a word and left two bits free.
TEST(CompressedTensors, ReadsTheOlderLayoutOfThreeBits) {
    Stored stored;
    stored.spec = ctSpec(3, 8, true);
    stored.scheme = schemeFor(stored.spec);
    stored.weight = ctLinear(16, 32, stored.spec);
    stored.tensors = packCompressedTensors("m", stored.weight, stored.spec);
    std::vector<uint32_t> words(16 * 4);
    std::vector<uint8_t> row(32);
    for (size_t o = 0; o < 16; ++o) {
        stored.weight.unpackRow(static_cast<int64_t>(o), row);
        for (size_t i = 0; i < row.size(); ++i) {
            words[o * 4 + i / 10] |= static_cast<uint32_t>(row[i]) << (i % 10 * 3);
        }
    }
    stored.tensor("weight_packed") = tensorOf({16, 4}, DType::I32, words);
    test::expectSameLinear(stored.read(), stored.weight);
}

TEST(CompressedTensors, ReadsOneScaleForTheWholeTensor) {
    Stored stored;
    stored.scheme.scales = CtScheme::Scales::Tensor;
    stored.scheme.spec.groupSize = 0;
    stored.scheme.spec.symmetric = true;
    stored.tensors.pop_back();
    stored.tensor("weight_scale") = tensorOf({1}, DType::F32, std::vector<float>{0.25F});
    const PackedLinear weight = stored.read();
    EXPECT_EQ(weight.groups(), 1);
    for (int64_t row = 0; row < 16; ++row) {
        EXPECT_EQ(toFloat(weight.scales()[static_cast<size_t>(row)]), 0.25F);
        EXPECT_EQ(weight.zeros()[static_cast<size_t>(row)], 8);
    }
}

TEST(CompressedTensors, RoundsScalesOfOtherTypesToHalves) {
    Stored stored;
    stored.tensor("weight_scale") = Tensor::zeros({16, 4}, DType::BF16);
    stored.tensor("weight_scale").span().as<BFloat16>()[5] = toBFloat16(0.0123F);
    EXPECT_EQ(toFloat(stored.read().scales()[5]), toFloat(toBFloat16(0.0123F)));
    stored.tensor("weight_scale") = Tensor::zeros({16, 4}, DType::F32);
    stored.tensor("weight_scale").span().floats()[5] = 0.0123F;
    EXPECT_EQ(toFloat(stored.read().scales()[5]), roundToFloat16(0.0123F));
}

TEST(CompressedTensors, ReadsAnOrderOfInputs) {
    Stored stored;
    std::vector<int32_t> groups;
    for (int32_t i = 0; i < 32; ++i) {
        groups.push_back(i % 4);
    }
    stored.tensor("weight_g_idx") = tensorOf({32}, DType::I32, groups);
    const PackedLinear weight = stored.read();
    std::vector<uint8_t> codes(32);
    stored.weight.unpackRow(5, codes);
    std::vector<float> row(32);
    weight.dequantizeRow(5, row);
    for (size_t i = 0; i < row.size(); ++i) {
        const size_t at = 5 * 4 + i % 4;
        EXPECT_EQ(row[i],
                  static_cast<float>(codes[i] - stored.weight.zeros()[at]) * toFloat(stored.weight.scales()[at]));
    }
    stored.tensor("weight_g_idx") = tensorOf({32}, DType::I32, std::vector<int32_t>(32, -1));
    test::expectSameLinear(stored.read(), stored.weight);
}

TEST(CompressedTensors, ReadsIntegersInBytes) {
    Stored stored;
    stored.scheme.codes = CtScheme::Codes::Bytes;
    stored.scheme.scales = CtScheme::Scales::Channel;
    stored.scheme.spec = ctSpec(8, 0, true);
    std::vector<int8_t> codes;
    for (int i = 0; i < 16 * 32; ++i) {
        codes.push_back(static_cast<int8_t>(i % 256 - 128));
    }
    stored.tensors.clear();
    stored.tensor("weight") = tensorOf({16, 32}, DType::I8, codes);
    stored.tensor("weight_scale") = tensorOf({16, 1}, DType::F32, std::vector<float>(16, 0.5F));
    const PackedLinear weight = stored.read();
    std::vector<float> row(32);
    weight.dequantizeRow(3, row);
    for (size_t i = 0; i < row.size(); ++i) {
        EXPECT_EQ(row[i], 0.5F * static_cast<float>(codes[3 * 32 + i]));
    }
}

struct Damage {
    const char* promise;
    void (*harm)(Stored&);
    const char* code;
    std::vector<std::string> names;
};

void PrintTo(const Damage& damage, std::ostream* out) {
    *out << damage.promise;
}

class RejectsCompressedTensors : public ::testing::TestWithParam<Damage> {};

TEST_P(RejectsCompressedTensors, NamingTensorAndFinding) {
    Stored stored;
    GetParam().harm(stored);
    test::expectError(ErrorKind::Input, GetParam().code, GetParam().names, [&] { stored.read(); });
}

constexpr float kInfinity = std::numeric_limits<float>::infinity();

INSTANTIATE_TEST_SUITE_P(
    Table, RejectsCompressedTensors,
    ::testing::Values(
        Damage{"CodesOfAnotherWidth",
               [](Stored& s) {
                   s.tensor("weight_packed") = Tensor::zeros({16, 5}, DType::I32);
               },
               "ct.shape",
               {"'m.weight_packed'", "[16, 4]", "[16, 5]", "model.safetensors"}},
        Damage{"CodesOfAnotherType",
               [](Stored& s) {
                   s.tensor("weight_packed") = Tensor::zeros({16, 4}, DType::F32);
               },
               "ct.type",
               {"'m.weight_packed'", "I32", "F32"}},
        Damage{"ScalesOfOtherGroups",
               [](Stored& s) {
                   s.tensor("weight_scale") = Tensor::zeros({16, 2}, DType::F16);
               },
               "ct.shape",
               {"'m.weight_scale'", "[16, 4]", "[16, 2]"}},
        Damage{"ScalesInIntegers",
               [](Stored& s) {
                   s.tensor("weight_scale") = Tensor::zeros({16, 4}, DType::I8);
               },
               "ct.type",
               {"'m.weight_scale'", "BF16", "I8"}},
        Damage{"ScaleBeyondHalf",
               [](Stored& s) {
                   s.tensor("weight_scale") = tensorOf({16, 4}, DType::F32, std::vector<float>(64, 1e6F));
               },
               "ct.value",
               {"'m.weight_scale'", "1000000"}},
        Damage{"ScaleNotFinite",
               [](Stored& s) {
                   s.tensor("weight_scale") = tensorOf({16, 4}, DType::F32, std::vector<float>(64, kInfinity));
               },
               "ct.value",
               {"'m.weight_scale'", "inf"}},
        Damage{"NoZeroPoints",
               [](Stored& s) { s.tensors.pop_back(); },
               "checkpoint.missing_tensor",
               {"'m.weight_zero_point'"}},
        Damage{"ZeroPointsOfAnotherShape",
               [](Stored& s) {
                   s.tensor("weight_zero_point") = Tensor::zeros({3, 4}, DType::I32);
               },
               "ct.shape",
               {"'m.weight_zero_point'", "[2, 4]", "[3, 4]"}},
        Damage{"ZeroPointOutOfRange",
               [](Stored& s) {
                   s.tensor("weight_zero_point") = tensorOf({16, 4}, DType::I8, std::vector<int8_t>(64, 8));
               },
               "ct.value",
               {"'m.weight_zero_point'", " 8 ", "4 bits"}},
        Damage{"ZeroPointsInFloats",
               [](Stored& s) {
                   s.tensor("weight_zero_point") = Tensor::zeros({16, 4}, DType::F16);
               },
               "ct.type",
               {"'m.weight_zero_point'", "I32 or I8"}},
        Damage{"AnotherStoredShape",
               [](Stored& s) {
                   s.tensor("weight_shape") = tensorOf({2}, DType::I64, std::vector<int64_t>{32, 16});
               },
               "ct.value",
               {"'m.weight_shape'", "[16, 32]", "[32, 16]"}},
        Damage{"StoredShapeOfThree",
               [](Stored& s) { s.tensor("weight_shape") = Tensor::zeros({3}, DType::I64); },
               "ct.shape",
               {"'m.weight_shape'"}},
        Damage{"GroupThatDoesNotDivide",
               [](Stored& s) { s.scheme.spec.groupSize = 24; },
               "ct.shape",
               {"'m'", "32 inputs", "24"}},
        Damage{"OrderOfOtherLength",
               [](Stored& s) { s.tensor("weight_g_idx") = Tensor::zeros({16}, DType::I32); },
               "ct.shape",
               {"'m.weight_g_idx'", "[32]", "[16]"}},
        Damage{"OrderThatIsMissing",
               [](Stored& s) { s.scheme.ordered = true; },
               "checkpoint.missing_tensor",
               {"'m.weight_g_idx'"}},
        Damage{"OrderOutOfRange",
               [](Stored& s) { s.tensor("weight_g_idx") = tensorOf({32}, DType::I32, std::vector<int32_t>(32, 4)); },
               "gptq.g_idx",
               {"m"}}),
    [](const auto& made) { return std::string(made.param.promise); });

TEST(CompressedTensors, RefusesBytesThatTheBitsDoNotHold) {
    Stored stored;
    stored.scheme.codes = CtScheme::Codes::Bytes;
    stored.scheme.scales = CtScheme::Scales::Channel;
    stored.scheme.spec = ctSpec(4, 0, true);
    stored.tensors.clear();
    stored.tensor("weight") = tensorOf({16, 32}, DType::I8, std::vector<int8_t>(16 * 32, -9));
    stored.tensor("weight_scale") = tensorOf({16, 1}, DType::F32, std::vector<float>(16, 0.5F));
    test::expectError(ErrorKind::Input, "ct.value", {"'m.weight'", "-9", "4 bits"}, [&] { stored.read(); });
}

} // namespace
} // namespace salient
