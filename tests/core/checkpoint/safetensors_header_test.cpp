// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/safetensors_header.h"

#include "tests/core/checkpoint/file_fixtures.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace salient {
namespace {

std::vector<TensorInfo> readBytes(const std::string& bytes) {
    return readSafetensorsHeader("/m/model.safetensors", std::as_bytes(std::span(bytes)));
}

struct BrokenHeader {
    const char* promise;
    std::string bytes;
    const char* code;
    std::vector<std::string> names; ///< what the sentence must name besides the file
};

void PrintTo(const BrokenHeader& broken, std::ostream* out) {
    *out << broken.promise;
}

/// A header with the one tensor "w" whose entry is given.
std::string oneTensor(const std::string& entry, size_t dataBytes) {
    return test::safetensorsBytes(R"({"w":)" + entry + "}", dataBytes);
}

std::vector<BrokenHeader> brokenHeaders() {
    const std::string good = R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
    const std::string wide(200, 'n');
    std::string longLength = test::safetensorsBytes(good, 8);
    longLength[0] = '\xFF';
    std::string hugeLength = test::safetensorsBytes(good, 8);
    hugeLength[7] = '\xFF';
    std::string nested = R"({"w":)" + std::string(5000, '[') + std::string(5000, ']') + "}";
    std::string manyAxes = R"({"dtype":"F32","shape":[1)";
    for (int i = 0; i < 40; ++i) {
        manyAxes += ",1";
    }
    manyAxes += R"(],"data_offsets":[0,4]})";
    return {
        {"EmptyFile", "", "safetensors.too_short", {"0 bytes"}},
        {"SevenBytes", "1234567", "safetensors.too_short", {"7 bytes"}},
        {"GitLfsPointer",
         "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n",
         "safetensors.lfs_pointer",
         {"git lfs pull"}},
        {"HeaderLongerThanFile", longLength, "safetensors.header_too_long", {"255 bytes", "62"}},
        {"HeaderLengthNearTwoTo64", hugeLength, "safetensors.header_too_long", {"18374686479671623734"}},
        {"CutInsideHeader",
         test::safetensorsBytes(good, 8).substr(0, 30),
         "safetensors.header_too_long",
         {"cut short"}},
        {"HeaderNotBeginningWithBrace", test::safetensorsBytes(" " + good, 8), "safetensors.bad_header", {"'{'"}},
        {"EmptyHeader", test::safetensorsBytes("", 0), "safetensors.bad_header", {}},
        {"HeaderIsNotJson", test::safetensorsBytes("{\"w\":nonsense}", 0), "json.invalid", {"byte 7"}},
        {"HeaderEndsEarly", test::safetensorsBytes("{\"w\":{", 0), "json.invalid", {}},
        {"HeaderWithTextAfterIt", test::safetensorsBytes(good + "}", 8), "json.invalid", {}},
        {"HeaderWithBrokenUtf8", test::safetensorsBytes("{\"\xFF\":{}}", 0), "json.invalid", {}},
        {"HeaderWithEndlessNumber",
         oneTensor(R"({"dtype":"F32","shape":[1e999],"data_offsets":[0,8]})", 8),
         "json.invalid",
         {"number"}},
        {"HeaderNestedTooDeep", test::safetensorsBytes(nested, 0), "json.too_deep", {"32"}},
        {"DuplicateName",
         test::safetensorsBytes(R"({"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                                R"("w":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
                                2),
         "json.duplicate_key",
         {"'w'"}},
        {"DuplicateKeyInEntry",
         oneTensor(R"({"dtype":"U8","dtype":"I8","shape":[1],"data_offsets":[0,1]})", 1),
         "json.duplicate_key",
         {"'dtype'"}},
        {"EntryIsNoObject", oneTensor("[1]", 0), "safetensors.bad_entry", {"'w'", "array"}},
        {"NoDtype", oneTensor(R"({"shape":[2],"data_offsets":[0,8]})", 8), "safetensors.bad_dtype", {"'w'"}},
        {"DtypeIsNumber",
         oneTensor(R"({"dtype":4,"shape":[2],"data_offsets":[0,8]})", 8),
         "safetensors.bad_dtype",
         {"'w'"}},
        {"UnknownDtype",
         oneTensor(R"({"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]})", 2),
         "safetensors.unknown_dtype",
         {"'w'", "F8_E4M3", "BF16"}},
        {"NoShape", oneTensor(R"({"dtype":"F32","data_offsets":[0,8]})", 8), "safetensors.bad_shape", {"'w'"}},
        {"NegativeAxis",
         oneTensor(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})", 8),
         "safetensors.bad_shape",
         {"'w'", "-2"}},
        {"FractionalAxis",
         oneTensor(R"({"dtype":"F32","shape":[2.0],"data_offsets":[0,8]})", 8),
         "safetensors.bad_shape",
         {"'w'", "2.0"}},
        {"TextAxis",
         oneTensor(R"({"dtype":"F32","shape":["2"],"data_offsets":[0,8]})", 8),
         "safetensors.bad_shape",
         {"'w'"}},
        {"AxisBeyondInt64",
         oneTensor(R"({"dtype":"U8","shape":[18446744073709551615],"data_offsets":[0,8]})", 8),
         "safetensors.bad_shape",
         {"'w'", "18446744073709551615"}},
        {"TooManyAxes", oneTensor(manyAxes, 4), "safetensors.bad_shape", {"'w'", "32"}},
        {"ShapeThatOverflows",
         oneTensor(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]})", 0),
         "safetensors.shape_overflow",
         {"'w'", "[4294967296, 4294967296]"}},
        {"ShapeThatOverflowsBeforeItsZero",
         oneTensor(R"({"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]})", 0),
         "safetensors.shape_overflow",
         {"'w'"}},
        {"ElementSizeThatOverflows",
         oneTensor(R"({"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]})", 0),
         "safetensors.shape_overflow",
         {"'w'"}},
        {"NoOffsets", oneTensor(R"({"dtype":"F32","shape":[2]})", 8), "safetensors.bad_offsets", {"'w'"}},
        {"ThreeOffsets",
         oneTensor(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8,8]})", 8),
         "safetensors.bad_offsets",
         {"'w'"}},
        {"NegativeOffset",
         oneTensor(R"({"dtype":"F32","shape":[2],"data_offsets":[-8,0]})", 8),
         "safetensors.bad_offsets",
         {"'w'"}},
        {"OffsetsBackwards",
         oneTensor(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})", 8),
         "safetensors.bad_offsets",
         {"'w'"}},
        {"OffsetBeyondInt64",
         oneTensor(R"({"dtype":"U8","shape":[8],"data_offsets":[0,18446744073709551615]})", 8),
         "safetensors.bad_offsets",
         {"'w'"}},
        {"SpanLargerThanShape",
         oneTensor(R"({"dtype":"F32","shape":[2],"data_offsets":[0,12]})", 12),
         "safetensors.size_mismatch",
         {"'w'", "[2]", "8 bytes", "12"}},
        {"SpanSmallerThanShape",
         oneTensor(R"({"dtype":"F32","shape":[2],"data_offsets":[0,4]})", 4),
         "safetensors.size_mismatch",
         {"'w'"}},
        {"OverlappingTensors",
         test::safetensorsBytes(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)"
                                R"("b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})",
                                6),
         "safetensors.overlap",
         {"'a'", "'b'"}},
        {"SameBytesTwice",
         test::safetensorsBytes(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)"
                                R"("b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})",
                                4),
         "safetensors.overlap",
         {"'a'", "'b'"}},
        {"HoleBetweenTensors",
         test::safetensorsBytes(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)"
                                R"("b":{"dtype":"U8","shape":[4],"data_offsets":[5,9]}})",
                                9),
         "safetensors.hole",
         {"'b'"}},
        {"HoleBeforeFirstTensor",
         oneTensor(R"({"dtype":"U8","shape":[4],"data_offsets":[4,8]})", 8),
         "safetensors.hole",
         {"'w'"}},
        {"OffsetFarOutsideFile",
         oneTensor(R"({"dtype":"U8","shape":[1],"data_offsets":[9223372036854775806,9223372036854775807]})", 1),
         "safetensors.hole",
         {"'w'"}},
        {"FileShorterThanTensors",
         test::safetensorsBytes(good, 5),
         "safetensors.truncated",
         {"8 bytes", "5", "download it again"}},
        {"TensorLargerThanAnyFile",
         oneTensor(R"({"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]})", 1),
         "safetensors.truncated",
         {}},
        {"BytesAfterLastTensor", test::safetensorsBytes(good, 11), "safetensors.trailing_bytes", {"3 bytes"}},
        {"MetadataIsList", test::safetensorsBytes(R"({"__metadata__":[]})", 0), "safetensors.bad_metadata", {}},
        {"MetadataWithNumber",
         test::safetensorsBytes(R"({"__metadata__":{"format":1}})", 0),
         "safetensors.bad_metadata",
         {}},
        {"VeryLongName", test::safetensorsBytes("{\"" + wide + "\":1}", 0), "safetensors.bad_entry", {"nnn...nnn"}},
        {"NameWithControlCharacters",
         test::safetensorsBytes("{\"a\\n\\u0007b\":1}", 0),
         "safetensors.bad_entry",
         {"'a??b'"}},
    };
}

class RejectsHeader : public ::testing::TestWithParam<BrokenHeader> {};

TEST_P(RejectsHeader, NamingFileAndTensor) {
    auto names = GetParam().names;
    names.emplace_back("/m/model.safetensors");
    test::expectError(ErrorKind::Input, GetParam().code, names, [] { readBytes(GetParam().bytes); });
}

INSTANTIATE_TEST_SUITE_P(Safetensors, RejectsHeader, ::testing::ValuesIn(brokenHeaders()),
                         [](const auto& made) { return std::string(made.param.promise); });

TEST(SafetensorsHeader, GivesOffsetsFromTheStartOfTheFileInTheirOrder) {
    const std::string header = R"({"b":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]},)"
                               R"("a":{"dtype":"U8","shape":[],"data_offsets":[12,13]}})";
    const auto tensors = readBytes(test::safetensorsBytes(header, 13));
    const auto begin = static_cast<int64_t>(8 + header.size());
    ASSERT_EQ(tensors.size(), 2U);
    EXPECT_EQ(tensors[0].name, "b");
    EXPECT_EQ(tensors[0].dtype, DType::BF16);
    EXPECT_EQ(tensors[0].shape, (Shape{2, 3}));
    EXPECT_EQ(tensors[0].fileOffset, begin);
    EXPECT_EQ(tensors[0].bytes, 12);
    EXPECT_EQ(tensors[0].file, "/m/model.safetensors");
    EXPECT_EQ(tensors[1].name, "a");
    EXPECT_EQ(tensors[1].shape, Shape{});
    EXPECT_EQ(tensors[1].fileOffset, begin + 12);
}

TEST(SafetensorsHeader, AcceptsEveryType) {
    for (const char* type : {"F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8", "BOOL"}) {
        const auto bytes = dtypeBytes(*dtypeFromName(type));
        const auto entry =
            R"({"dtype":")" + std::string(type) + R"(","shape":[1],"data_offsets":[0,)" + std::to_string(bytes) + "]}";
        EXPECT_EQ(readBytes(oneTensor(entry, static_cast<size_t>(bytes))).at(0).bytes, bytes) << type;
    }
}

TEST(SafetensorsHeader, AcceptsTensorsOfNoBytesAtAnyBorder) {
    const auto tensors = readBytes(test::safetensorsBytes(R"({"z":{"dtype":"F32","shape":[0,7],"data_offsets":[4,4]},)"
                                                          R"("w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                                                          R"("y":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})",
                                                          4));
    ASSERT_EQ(tensors.size(), 3U);
    EXPECT_EQ(tensors[0].name, "y");
    EXPECT_EQ(tensors[1].name, "w");
    EXPECT_EQ(tensors[2].name, "z");
}

TEST(SafetensorsHeader, AcceptsPaddingMetadataAndNoTensors) {
    EXPECT_TRUE(readBytes(test::safetensorsBytes("{\"__metadata__\":{\"format\":\"pt\"}}     ", 0)).empty());
    EXPECT_TRUE(readBytes(test::safetensorsBytes("{}", 0)).empty());
}

} // namespace
} // namespace salient
