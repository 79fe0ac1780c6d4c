// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_output.h"
#include "core/gguf/gguf_reader.h"
#include "core/gguf/gguf_writer.h"
#include "tests/support/error_code.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

namespace salient {
namespace {

class GgufFile : public testing::Test {
protected:
    std::filesystem::path file(const char* name = "model.gguf") const { return m_folder.path() / name; }
    int64_t entries() const { return std::distance(std::filesystem::directory_iterator(m_folder.path()), {}); }
    TemporaryFolder m_folder;
};

void writeText(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

template <typename Value>
Value valueOf(const GgufReader& reader, const char* key) {
    const GgufValue* value = reader.find(key);
    EXPECT_NE(value, nullptr) << key;
    return value == nullptr ? Value() : std::get<Value>(*value);
}

TEST_F(GgufFile, WhatThePackageWroteIsRead) {
    const GgufReader reader(SALIENT_TEST_DATA "/gguf/package.gguf");
    EXPECT_EQ(valueOf<uint8_t>(reader, "test.uint8"), 200);
    EXPECT_EQ(valueOf<int8_t>(reader, "test.int8"), -7);
    EXPECT_EQ(valueOf<uint16_t>(reader, "test.uint16"), 60000);
    EXPECT_EQ(valueOf<int16_t>(reader, "test.int16"), -300);
    EXPECT_EQ(valueOf<uint32_t>(reader, "test.uint32"), 4000000000U);
    EXPECT_EQ(valueOf<int32_t>(reader, "test.int32"), -70000);
    EXPECT_EQ(valueOf<float>(reader, "test.float32"), 0.5F);
    EXPECT_EQ(valueOf<bool>(reader, "test.bool"), true);
    EXPECT_EQ(valueOf<std::string>(reader, "test.text"), "zwölf");
    EXPECT_EQ(valueOf<uint64_t>(reader, "test.uint64"), uint64_t{1} << 40);
    EXPECT_EQ(valueOf<int64_t>(reader, "test.int64"), -(int64_t{1} << 40));
    EXPECT_EQ(valueOf<double>(reader, "test.float64"), 0.25);
    EXPECT_THAT(valueOf<std::vector<std::string>>(reader, "test.texts"), testing::ElementsAre("a", "", "bc"));
    EXPECT_THAT(valueOf<std::vector<int32_t>>(reader, "test.numbers"), testing::ElementsAre(1, -2, 3));
    EXPECT_THAT(valueOf<std::vector<bool>>(reader, "test.flags"), testing::ElementsAre(true, false));
    ASSERT_EQ(reader.tensors().size(), 5U);
    EXPECT_EQ(reader.tensors()[0].name, "plain.weight");
    EXPECT_THAT(reader.tensors()[0].sizes, testing::ElementsAre(3, 2));
    EXPECT_EQ(reader.tensors()[2].type, GgufType::Q8_0);
    EXPECT_EQ(reader.data(2).size(), 2U * 8U * 34U);
}

TEST_F(GgufFile, WhatIsWrittenIsReadBack) {
    const GgufMetadata metadata = {
        {"general.architecture", std::string("llama")}, {"a", uint32_t{7}},
        {"b", std::vector<bool>{true, false, true}},    {"c", std::vector<std::string>{"x", "", "yz"}},
        {"d", std::vector<float>{0.5F, -1.0F}},         {"e", int64_t{-9}}};
    GgufWriter writer(file(), metadata, {{"first", GgufType::F32, {3}}, {"second", GgufType::Q4_0, {64, 2}}});
    std::vector<std::byte> second(72);
    for (size_t i = 0; i < second.size(); ++i) {
        second[i] = std::byte(static_cast<uint8_t>(i));
    }
    const std::vector<float> first = {1.0F, 2.0F, 3.0F};
    writer.writeRows(1, 1, std::span(second).subspan(36)); // in any order
    writer.writeRows(0, 0, std::as_bytes(std::span(first)));
    writer.writeRows(1, 0, std::span(second).first(36));
    writer.finish();
    const GgufReader reader(file());
    EXPECT_EQ(reader.metadata(), metadata);
    ASSERT_EQ(reader.tensors().size(), 2U);
    EXPECT_EQ(std::memcmp(reader.data(0).data(), first.data(), 12), 0);
    EXPECT_THAT(reader.data(1), testing::ElementsAreArray(second));
    EXPECT_EQ(static_cast<int64_t>(std::filesystem::file_size(file())), writer.fileBytes());
}

TEST_F(GgufFile, AMissingRowIsNoticed) {
    GgufWriter writer(file(), GgufMetadata(), {{"only", GgufType::F32, {4, 2}}});
    writer.writeRows(0, 0, std::vector<std::byte>(16));
    EXPECT_EQ(codeOf([&] { writer.finish(); }), "gguf.incomplete");
}

/// A file in pieces, to be put together wrongly.
class Bytes {
public:
    template <typename Number>
    Bytes& put(Number value) {
        m_text.append(reinterpret_cast<const char*>(&value), sizeof(value));
        return *this;
    }
    Bytes& text(const std::string& value) {
        put(static_cast<uint64_t>(value.size()));
        m_text += value;
        return *this;
    }
    Bytes& head(uint64_t tensors, uint64_t keys) { return put(kGgufMagic).put(kGgufVersion).put(tensors).put(keys); }
    Bytes& tensor(const std::string& name, std::vector<uint64_t> sizes, uint32_t type, uint64_t offset) {
        text(name).put(static_cast<uint32_t>(sizes.size()));
        for (const uint64_t size : sizes) {
            put(size);
        }
        return put(type).put(offset);
    }
    /// Padding and data.
    Bytes& data(size_t bytes) {
        m_text.resize((m_text.size() + 31) / 32 * 32 + bytes);
        return *this;
    }
    const std::string& whole() const { return m_text; }

private:
    std::string m_text;
};

struct BrokenFile {
    std::string name;
    std::string code;
    Bytes bytes;
};

std::vector<BrokenFile> brokenFiles() {
    constexpr uint64_t kHuge = uint64_t{1} << 62;
    return {
        {"Empty", "gguf.not_gguf", {}},
        {"AnotherMagic", "gguf.not_gguf", Bytes().put(0x12345678U).data(64)},
        {"VersionOne", "gguf.version", Bytes().put(kGgufMagic).put(1U).data(64)},
        {"BigEndian", "gguf.version", Bytes().put(kGgufMagic).put(0x03000000U).data(64)},
        {"EndsInTheHead", "gguf.truncated", Bytes().put(kGgufMagic).put(kGgufVersion).put(uint64_t{1})},
        {"MoreTensorsThanAnyModel", "gguf.broken", Bytes().head(kHuge, 0)},
        {"MoreKeysThanAnyModel", "gguf.broken", Bytes().head(0, kHuge)},
        {"KeyLongerThanTheFile", "gguf.truncated", Bytes().head(0, 1).put(kHuge)},
        {"TextLongerThanTheFile", "gguf.truncated", Bytes().head(0, 1).text("k").put(8U).put(kHuge)},
        {"ListLongerThanTheFile", "gguf.truncated", Bytes().head(0, 1).text("k").put(9U).put(4U).put(kHuge)},
        {"ListOfTextsLongerThanTheFile", "gguf.truncated",
         Bytes().head(0, 1).text("k").put(9U).put(8U).put(uint64_t{100}).data(64)},
        {"ListOfLists", "gguf.broken", Bytes().head(0, 1).text("k").put(9U).put(9U).put(uint64_t{0})},
        {"UnknownKind", "gguf.broken", Bytes().head(0, 1).text("k").put(77U)},
        {"KeyTwice", "gguf.broken", Bytes().head(0, 2).text("k").put(0U).put('a').text("k").put(0U).put('a')},
        {"AlignmentThree", "gguf.broken", Bytes().head(0, 1).text("general.alignment").put(4U).put(3U)},
        {"AlignmentZero", "gguf.broken", Bytes().head(0, 1).text("general.alignment").put(4U).put(0U)},
        {"NoAxes", "gguf.broken", Bytes().head(1, 0).tensor("t", {}, 0, 0).data(64)},
        {"FiveAxes", "gguf.broken", Bytes().head(1, 0).tensor("t", {1, 1, 1, 1, 1}, 0, 0).data(64)},
        {"AxisOfZero", "gguf.broken", Bytes().head(1, 0).tensor("t", {4, 0}, 0, 0).data(64)},
        {"SizesThatOverflow", "gguf.broken", Bytes().head(1, 0).tensor("t", {kHuge, kHuge, kHuge}, 0, 0).data(64)},
        {"UnknownType", "gguf.unknown_type", Bytes().head(1, 0).tensor("t", {256}, 99, 0).data(256)},
        {"RowsThatAreNoBlocks", "gguf.broken", Bytes().head(1, 0).tensor("t", {33}, 2, 0).data(64)},
        {"OffsetBesideTheAlignment", "gguf.broken", Bytes().head(1, 0).tensor("t", {4}, 0, 8).data(64)},
        {"OffsetBehindTheFile", "gguf.truncated", Bytes().head(1, 0).tensor("t", {4}, 0, kHuge).data(64)},
        {"DataCutOff", "gguf.truncated", Bytes().head(1, 0).tensor("t", {64}, 0, 0).data(255)},
        {"TensorTwice", "gguf.broken", Bytes().head(2, 0).tensor("t", {8}, 0, 0).tensor("t", {8}, 0, 32).data(64)},
        {"TensorsOverlap", "gguf.broken", Bytes().head(2, 0).tensor("a", {16}, 0, 0).tensor("b", {8}, 0, 32).data(96)},
    };
}

class BrokenGguf : public testing::TestWithParam<BrokenFile> {};
INSTANTIATE_TEST_SUITE_P(Files, BrokenGguf, testing::ValuesIn(brokenFiles()),
                         [](const auto& instance) { return instance.param.name; });

TEST_P(BrokenGguf, IsRefused) {
    const TemporaryFolder folder;
    const auto file = folder.write("broken.gguf", GetParam().bytes.whole());
    EXPECT_EQ(codeOf([&] { const GgufReader reader(file); }), GetParam().code);
}

TEST_F(GgufFile, EveryTruncationIsRefused) {
    const std::string whole = readWhole(SALIENT_TEST_DATA "/gguf/package.gguf");
    for (size_t size = 0; size + 32 < whole.size(); size += 11) {
        const auto cut = m_folder.write("cut.gguf", whole.substr(0, size));
        EXPECT_EQ(codeOf([&] { const GgufReader reader(cut); }), size < 4 ? "gguf.not_gguf" : "gguf.truncated") << size;
    }
}

// The rest is PendingOutput's, whose tests are in tests/core/export.
TEST_F(GgufFile, OutputAppearsWholeOrNotAtAll) {
    {
        const GgufOutput output(file(), {});
        writeText(output.path(), "GGUF");
    }
    EXPECT_TRUE(std::filesystem::is_empty(m_folder.path()));
    GgufOutput output(file(), {});
    writeText(output.path(), "GGUF first");
    EXPECT_FALSE(std::filesystem::exists(file()));
    output.commit();
    EXPECT_EQ(readWhole(file()), "GGUF first");
    EXPECT_EQ(entries(), 1);
}

TEST_F(GgufFile, OutputReplacesOnlyGgufFilesAndOnlyWhenAsked) {
    m_folder.write("model.gguf", "GGUF old");
    m_folder.write("model.safetensors", "weights");
    EXPECT_EQ(codeOf([&] { const GgufOutput output(file(), {}); }), "output.exists");
    const OutputOptions overwrite{{}, true};
    EXPECT_EQ(codeOf([&] { const GgufOutput output(file("model.safetensors"), overwrite); }), "output.not_gguf");
    EXPECT_EQ(codeOf([&] { const GgufOutput output(m_folder.path(), overwrite); }), "output.not_gguf");
    EXPECT_EQ(codeOf([&] { const GgufOutput output(file("no/model.gguf"), {}); }), "output.parent");
    EXPECT_EQ(codeOf([&] { const GgufOutput output(m_folder.path(), {m_folder.path(), true}); }), "output.is_input");
    GgufOutput output(file(), overwrite);
    writeText(output.path(), "GGUF new");
    output.commit();
    EXPECT_EQ(readWhole(file()), "GGUF new");
    EXPECT_EQ(entries(), 2);
}

TEST_F(GgufFile, WhatTookTheNameMeanwhileIsKeptAndTheNewFileTooUnderAnother) {
    GgufOutput output(file(), {});
    writeText(output.path(), "GGUF new");
    m_folder.write("model.gguf", "GGUF of somebody else");
    EXPECT_EQ(codeOf([&] { output.commit(); }), "output.exists");
    EXPECT_EQ(readWhole(file()), "GGUF of somebody else");
    EXPECT_EQ(readWhole(file("model-2.gguf")), "GGUF new");
    EXPECT_EQ(entries(), 2);
}

TEST_F(GgufFile, OutputThatTheDiskDoesNotHoldIsRefusedBeforeWriting) {
    const GgufOutput output(file(), {});
    EXPECT_EQ(codeOf([&] { output.requireSpace(int64_t{1} << 60); }), "output.no_space");
    EXPECT_TRUE(std::filesystem::is_empty(output.path().parent_path()));
}

TEST_F(GgufFile, PlannedBytesAreThoseOfTheFile) {
    const GgufMetadata metadata = {{"general.architecture", std::string("llama")}};
    const std::vector<GgufTensor> tensors = {{"first", GgufType::F32, {3}}, {"second", GgufType::Q4_0, {64, 2}}};
    const GgufWriter writer(file(), metadata, tensors);
    EXPECT_EQ(GgufWriter::plannedBytes(metadata, tensors), writer.fileBytes());
    EXPECT_EQ(std::filesystem::file_size(file()), static_cast<uintmax_t>(writer.fileBytes()));
}

} // namespace
} // namespace salient
