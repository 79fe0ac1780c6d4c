// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/safetensors_writer.h"

#include "core/checkpoint/checkpoint.h"
#include "tests/core/checkpoint/file_fixtures.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace salient {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

constexpr int64_t kLargeShard = 1'000'000'000;

/// Bytes that differ from tensor to tensor.
std::vector<std::byte> pattern(int64_t bytes, size_t seed) {
    std::vector<std::byte> values(static_cast<size_t>(bytes));
    for (size_t i = 0; i < values.size(); ++i) {
        values[i] = static_cast<std::byte>(i * 31 + seed * 97 + 5);
    }
    return values;
}

int64_t bytesOf(const PlannedTensor& tensor) {
    return elementCount(tensor.shape) * dtypeBytes(tensor.dtype);
}

/// Five tensors of odd sizes in types whose alignment differs.
std::vector<PlannedTensor> mixedPlan() {
    return {{"half", DType::F16, {3}},
            {"words", DType::I32, {5, 7}},
            {"flags", DType::Bool, {3}},
            {"nothing", DType::F32, {0, 4}},
            {"double \"quoted\" \xC3\xA4", DType::F64, {}}};
}

void writeAll(SafetensorsWriter& writer, const std::vector<PlannedTensor>& plan) {
    for (size_t i = 0; i < plan.size(); ++i) {
        const auto bytes = pattern(bytesOf(plan[i]), i);
        writer.write(plan[i].name, {bytes.data(), plan[i].dtype, plan[i].shape});
    }
}

void expectReadsBack(const fs::path& folder, const std::vector<PlannedTensor>& plan) {
    const Checkpoint checkpoint = Checkpoint::open(folder);
    ASSERT_EQ(checkpoint.tensors().size(), plan.size());
    for (size_t i = 0; i < plan.size(); ++i) {
        const TensorView view = checkpoint.view(plan[i].name, plan[i].shape);
        EXPECT_EQ(view.dtype, plan[i].dtype);
        const auto bytes = pattern(bytesOf(plan[i]), i);
        EXPECT_TRUE(std::ranges::equal(bytes, std::span(view.data, static_cast<size_t>(view.bytes())))) << plan[i].name;
        EXPECT_EQ(checkpoint.info(plan[i].name).fileOffset % dtypeBytes(plan[i].dtype), 0) << plan[i].name;
    }
}

TEST(SafetensorsWriter, WritesOneFileThatReadsBackWithEveryTensorAligned) {
    const TemporaryFolder folder;
    SafetensorsWriter writer(folder.path(), mixedPlan(), kLargeShard);
    writeAll(writer, mixedPlan());
    writer.finish();
    expectReadsBack(folder.path(), mixedPlan());
    EXPECT_EQ(writer.totalBytes(), static_cast<int64_t>(fs::file_size(folder / "model.safetensors")));
    EXPECT_FALSE(fs::exists(folder / "model.safetensors.index.json"));
}

TEST(SafetensorsWriter, WritesTheHeaderOfTheFormat) {
    const TemporaryFolder folder;
    const std::vector<PlannedTensor> plan{{"h", DType::F16, {2}}, {"w", DType::F32, {1, 1}}};
    SafetensorsWriter writer(folder.path(), plan, kLargeShard);
    writeAll(writer, plan);
    writer.finish();
    const std::string bytes = test::readText(folder / "model.safetensors");
    const std::string header =
        R"({"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},)"
        R"("h":{"dtype":"F16","shape":[2],"data_offsets":[4,8]}})";
    const size_t padded = (header.size() + 7) / 8 * 8;
    EXPECT_EQ(static_cast<unsigned char>(bytes[0]), padded);
    EXPECT_EQ(bytes.substr(8, padded), header + std::string(padded - header.size(), ' '));
    EXPECT_EQ(bytes.size(), 8 + padded + 8);
}

TEST(SafetensorsWriter, SplitsIntoShardsWithAnIndex) {
    const TemporaryFolder folder;
    // 40, 40 | 30, 20, 0 | 120 (larger than a shard) | 10
    const std::vector<PlannedTensor> plan{{"a", DType::F32, {10}}, {"b", DType::F32, {10}}, {"c", DType::U8, {30}},
                                          {"d", DType::F16, {10}}, {"e", DType::U8, {0}},   {"f", DType::F32, {30}},
                                          {"g", DType::U8, {10}}};
    SafetensorsWriter writer(folder.path(), plan, 80);
    writeAll(writer, plan);
    writer.finish();
    expectReadsBack(folder.path(), plan);
    const auto index = nlohmann::json::parse(test::readText(folder / "model.safetensors.index.json"));
    EXPECT_EQ(index["metadata"]["total_size"], 260);
    const auto& map = index["weight_map"];
    EXPECT_EQ(map["a"], "model-00001-of-00004.safetensors");
    EXPECT_EQ(map["b"], "model-00001-of-00004.safetensors");
    EXPECT_EQ(map["c"], "model-00002-of-00004.safetensors");
    EXPECT_EQ(map["e"], "model-00002-of-00004.safetensors");
    EXPECT_EQ(map["f"], "model-00003-of-00004.safetensors");
    EXPECT_EQ(map["g"], "model-00004-of-00004.safetensors");
    int64_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        bytes += entry.path().extension() == ".safetensors" ? static_cast<int64_t>(entry.file_size()) : 0;
    }
    EXPECT_EQ(writer.totalBytes(), bytes);
}

TEST(SafetensorsWriter, TakesTensorsFromSeveralThreadsInAnyOrder) {
    const TemporaryFolder folder;
    std::vector<PlannedTensor> plan;
    for (int i = 0; i < 64; ++i) {
        plan.push_back({"t" + std::to_string(i), DType::F16, {i + 1, 33}});
    }
    SafetensorsWriter writer(folder.path(), plan, 20'000);
    std::vector<std::thread> threads;
    for (size_t part = 0; part < 4; ++part) {
        threads.emplace_back([&, part] {
            for (size_t i = plan.size(); i-- > 0;) {
                if (i % 4 == part) {
                    const auto bytes = pattern(bytesOf(plan[i]), i);
                    writer.write(plan[i].name, {bytes.data(), plan[i].dtype, plan[i].shape});
                }
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    writer.finish();
    expectReadsBack(folder.path(), plan);
}

TEST(SafetensorsWriter, RefusesToFinishWhileATensorIsMissing) {
    const TemporaryFolder folder;
    SafetensorsWriter writer(folder.path(), {{"a", DType::U8, {1}}, {"b", DType::U8, {1}}}, kLargeShard);
    const auto bytes = pattern(1, 0);
    writer.write("a", {bytes.data(), DType::U8, {1}});
    test::expectError(ErrorKind::Internal, "writer.not_written", {"'b'", "model.safetensors"},
                      [&] { writer.finish(); });
}

TEST(SafetensorsWriter, RefusesWhatWasNotPlanned) {
    const TemporaryFolder folder;
    SafetensorsWriter writer(folder.path(), {{"a", DType::U8, {2}}}, kLargeShard);
    const auto bytes = pattern(8, 0);
    test::expectError(ErrorKind::Internal, "writer.not_planned", {"'x'"}, [&] {
        writer.write("x", {bytes.data(), DType::U8, {2}});
    });
    test::expectError(ErrorKind::Internal, "writer.wrong_tensor", {"'a'", "U8 [2]", "U8 [1, 2]"}, [&] {
        writer.write("a", {bytes.data(), DType::U8, {1, 2}});
    });
    test::expectError(ErrorKind::Internal, "writer.wrong_tensor", {"'a'", "I8 [2]"}, [&] {
        writer.write("a", {bytes.data(), DType::I8, {2}});
    });
    writer.write("a", {bytes.data(), DType::U8, {2}});
    test::expectError(ErrorKind::Internal, "writer.written_twice", {"'a'"}, [&] {
        writer.write("a", {bytes.data(), DType::U8, {2}});
    });
    test::expectError(ErrorKind::Internal, "writer.bad_plan", {"'a'"}, [&] {
        SafetensorsWriter(folder.path(), {{"a", DType::U8, {2}}, {"a", DType::U8, {2}}}, kLargeShard);
    });
    test::expectError(ErrorKind::Internal, "writer.bad_plan", {"'__metadata__'"}, [&] {
        SafetensorsWriter(folder.path(), {{"__metadata__", DType::U8, {2}}}, kLargeShard);
    });
    test::expectError(ErrorKind::Internal, "writer.bad_plan", {"'n'", "[-1]"}, [&] {
        SafetensorsWriter(folder.path(), {{"n", DType::U8, {-1}}}, kLargeShard);
    });
}

TEST(SafetensorsWriter, TakesATensorInPanelsOfRows) {
    const TemporaryFolder folder;
    const std::vector<PlannedTensor> plan{{"t", DType::F16, {7, 3}}, {"u", DType::U8, {5}}};
    SafetensorsWriter writer(folder.path(), plan, kLargeShard);
    const auto bytes = pattern(bytesOf(plan[0]), 0);
    writer.writeRows("t", 5, {bytes.data() + 30, DType::F16, {2, 3}});
    writer.writeRows("t", 0, {bytes.data(), DType::F16, {4, 3}});
    const auto other = pattern(5, 1);
    writer.write("u", {other.data(), DType::U8, {5}});
    test::expectError(ErrorKind::Internal, "writer.not_written", {"'t'"}, [&] { writer.finish(); });
    writer.writeRows("t", 4, {bytes.data() + 24, DType::F16, {1, 3}});
    writer.finish();
    expectReadsBack(folder.path(), plan);
}

TEST(SafetensorsWriter, RefusesRowsThatOverlapOrDoNotFit) {
    const TemporaryFolder folder;
    SafetensorsWriter writer(folder.path(), {{"t", DType::U8, {8, 6}}}, kLargeShard);
    const auto bytes = pattern(48, 0);
    const auto rows = [&](int64_t first, const Shape& shape) {
        return [&writer, &bytes, first, shape] { writer.writeRows("t", first, {bytes.data(), DType::U8, shape}); };
    };
    rows(2, {3, 6})();
    for (const auto& [first, count] : {std::pair{2, 3}, {2, 1}, {4, 2}, {0, 3}, {0, 8}, {3, 1}}) {
        test::expectError(ErrorKind::Internal, "writer.written_twice", {"'t'"}, rows(first, {count, 6}));
    }
    for (const auto& [first, shape] : std::initializer_list<std::pair<int64_t, Shape>>{
             {7, {2, 6}}, {-1, {1, 6}}, {9, {1, 6}}, {0, {1, 5}}, {0, {1, 2, 3}}, {0, {6}}}) {
        test::expectError(ErrorKind::Internal, "writer.wrong_tensor", {"'t'", shapeText(shape)}, rows(first, shape));
    }
    rows(0, {2, 6})();
    rows(5, {3, 6})();
    EXPECT_NO_THROW(writer.finish());
}

TEST(SafetensorsWriter, LeavesNoFilesWhenAbandoned) {
    const TemporaryFolder folder;
    { const SafetensorsWriter writer(folder.path(), mixedPlan(), 10); }
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(SafetensorsWriter, NeverReplacesAFile) {
    const TemporaryFolder folder;
    test::writeText(folder / "model.safetensors", "precious");
    test::expectError(ErrorKind::Resource, "output.write_failed", {"model.safetensors", "exists"},
                      [&] { SafetensorsWriter(folder.path(), mixedPlan(), kLargeShard); });
    EXPECT_EQ(test::readText(folder / "model.safetensors"), "precious");
}

TEST(SafetensorsWriter, SaysHowMuchIsWantedAndFreeWhenTheDiskIsTooSmall) {
    const TemporaryFolder folder;
    test::expectError(ErrorKind::Resource, "output.no_space", {"model.safetensors", "2.3 EB", "are free"}, [&] {
        SafetensorsWriter(folder.path(), {{"a", DType::U8, {1}}, {"b", DType::F32, {int64_t{1} << 59}}},
                          std::numeric_limits<int64_t>::max());
    });
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(SafetensorsWriter, SaysWhenTheFolderIsNotThere) {
    const TemporaryFolder folder;
    test::expectError(ErrorKind::Resource, "output.write_failed", {"gone/model.safetensors", "No such file"},
                      [&] { SafetensorsWriter(folder / "gone", mixedPlan(), kLargeShard); });
}

} // namespace
} // namespace salient
