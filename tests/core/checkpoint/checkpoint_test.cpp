// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/checkpoint.h"

#include "tests/core/checkpoint/file_fixtures.h"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace salient {
namespace {

namespace fs = std::filesystem;
using test::safetensorsBytes;
using test::TemporaryFolder;
using test::writeText;

/// A file with one U8 tensor of four bytes.
std::string fileWith(const std::string& tensor) {
    return safetensorsBytes("{\"" + tensor + R"(":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", 4);
}

/// Tensors a, b, c in three shards.
void writeShards(const TemporaryFolder& folder) {
    writeText(folder / "model-00001-of-00003.safetensors", fileWith("a"));
    writeText(folder / "model-00002-of-00003.safetensors", fileWith("b"));
    writeText(folder / "model-00003-of-00003.safetensors", fileWith("c"));
    writeText(folder / "model.safetensors.index.json",
              R"({"metadata":{"total_size":12},"weight_map":{"a":"model-00001-of-00003.safetensors",)"
              R"("b":"model-00002-of-00003.safetensors","c":"model-00003-of-00003.safetensors"}})");
}

TEST(Checkpoint, MapsOneFile) {
    const TemporaryFolder folder;
    writeText(folder / "model.safetensors",
              safetensorsBytes(R"({"w":{"dtype":"I16","shape":[2,1],"data_offsets":[0,4]}})", 4));
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    EXPECT_EQ(checkpoint.folder(), folder.path());
    EXPECT_EQ(checkpoint.totalBytes(), 4);
    EXPECT_TRUE(checkpoint.contains("w"));
    EXPECT_FALSE(checkpoint.contains("v"));
    const TensorView view = checkpoint.view("w", {2, 1});
    EXPECT_EQ(view.dtype, DType::I16);
    EXPECT_EQ(view.shape, (Shape{2, 1}));
    EXPECT_EQ(std::memcmp(view.data, "\x01\x08\x0f\x16", 4), 0);
}

TEST(Checkpoint, ReadsShardsInOrder) {
    const TemporaryFolder folder;
    writeShards(folder);
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    ASSERT_EQ(checkpoint.tensors().size(), 3U);
    EXPECT_EQ(checkpoint.tensors()[1].name, "b");
    EXPECT_EQ(checkpoint.info("b").file, folder / "model-00002-of-00003.safetensors");
    EXPECT_EQ(checkpoint.totalBytes(), 12);
}

TEST(Checkpoint, PrefersTheSingleFileAsTransformersDoes) {
    const TemporaryFolder folder;
    writeShards(folder);
    writeText(folder / "model.safetensors", fileWith("single"));
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    ASSERT_EQ(checkpoint.tensors().size(), 1U);
    EXPECT_EQ(checkpoint.tensors()[0].name, "single");
}

TEST(Checkpoint, TakesATensorFromTheShardThatTheIndexNames) {
    const TemporaryFolder folder;
    writeShards(folder);
    const std::string two = safetensorsBytes(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                                             R"("b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
                                             2);
    writeText(folder / "model-00002-of-00003.safetensors", two);
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    EXPECT_EQ(checkpoint.tensors().size(), 3U);
    EXPECT_EQ(checkpoint.info("a").bytes, 4);
    EXPECT_EQ(checkpoint.info("b").bytes, 1);
}

TEST(Checkpoint, KeepsViewsValidWhenMoved) {
    const TemporaryFolder folder;
    writeShards(folder);
    Checkpoint first = Checkpoint::open(folder.path());
    const TensorView view = first.view("a");
    const Checkpoint second = std::move(first);
    EXPECT_EQ(second.view("a").data, view.data);
    EXPECT_EQ(std::to_integer<int>(view.data[1]), 8);
}

TEST(Checkpoint, NamesTensorAndBothShapesWhenTheyDiffer) {
    const TemporaryFolder folder;
    writeText(folder / "model.safetensors", fileWith("w"));
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    test::expectError(ErrorKind::Input, "checkpoint.wrong_shape", {"model.safetensors", "'w'", "[4]", "[2, 2]"}, [&] {
        checkpoint.view("w", {2, 2});
    });
    test::expectError(ErrorKind::Input, "checkpoint.missing_tensor", {folder.path().string(), "'v'"},
                      [&] { checkpoint.view("v"); });
    test::expectError(ErrorKind::Input, "checkpoint.missing_tensor", {folder.path().string(), "'v'"},
                      [&] { checkpoint.info("v"); });
}

struct BrokenFolder {
    const char* promise;
    std::function<void(const TemporaryFolder&)> breakIt; ///< changes a folder of three good shards
    const char* code;
    std::vector<std::string> names;
};

void PrintTo(const BrokenFolder& broken, std::ostream* out) {
    *out << broken.promise;
}

void writeIndex(const TemporaryFolder& folder, const std::string& text) {
    writeText(folder / "model.safetensors.index.json", text);
}

void removeAllIn(const TemporaryFolder& folder) {
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        fs::remove_all(entry);
    }
}

std::vector<BrokenFolder> brokenFolders() {
    using Folder = TemporaryFolder;
    return {
        {"MissingShard",
         [](const Folder& f) { fs::remove(f / "model-00002-of-00003.safetensors"); },
         "checkpoint.missing_shard",
         {"model-00002-of-00003.safetensors is missing: 2 of 3 shards are there; download it again"}},
        {"TwoMissingShards",
         [](const Folder& f) {
             fs::remove(f / "model-00002-of-00003.safetensors");
             fs::remove(f / "model-00003-of-00003.safetensors");
         },
         "checkpoint.missing_shard",
         {"model-00002-of-00003.safetensors and 1 more are missing: 1 of 3"}},
        {"ShardStillDownloading",
         [](const Folder& f) { fs::rename(f / "model-00003-of-00003.safetensors", f / ".cache-part.incomplete"); },
         "checkpoint.missing_shard",
         {"model-00003-of-00003.safetensors", ".cache-part.incomplete"}},
        {"ShardStillDownloadingInHiddenFolder",
         [](const Folder& f) {
             fs::remove(f / "model-00003-of-00003.safetensors");
             writeText(f / ".cache/huggingface/download/abc.incomplete", "");
         },
         "checkpoint.missing_shard",
         {"abc.incomplete"}},
        {"ShardWhoseLinkIsBroken",
         [](const Folder& f) {
             fs::remove(f / "model-00001-of-00003.safetensors");
             fs::create_symlink("../blobs/gone", f / "model-00001-of-00003.safetensors");
         },
         "checkpoint.missing_shard",
         {"model-00001-of-00003.safetensors is missing"}},
        {"SingleFileWhoseLinkIsBroken",
         [](const Folder& f) {
             removeAllIn(f);
             fs::create_symlink("../blobs/gone", f / "model.safetensors");
         },
         "checkpoint.no_weights",
         {"model.safetensors", "link"}},
        {"ShardCutShort",
         [](const Folder& f) { fs::resize_file(f / "model-00002-of-00003.safetensors", 63); },
         "safetensors.truncated",
         {"model-00002-of-00003.safetensors", "download it again"}},
        {"ShardWithoutATensorOfTheIndex",
         [](const Folder& f) { writeText(f / "model-00002-of-00003.safetensors", fileWith("x")); },
         "checkpoint.missing_tensor",
         {"model-00002-of-00003.safetensors", "'b'"}},
        {"UnlistedTensorInTwoShards",
         [](const Folder& f) {
             const std::string extra = safetensorsBytes(R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                                                        R"("y":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
                                                        2);
             writeText(f / "model-00001-of-00003.safetensors", extra);
             writeText(f / "model-00002-of-00003.safetensors", extra);
         },
         "checkpoint.duplicate_tensor",
         {"'x'", "model-00001-of", "model-00002-of"}},
        {"ShardIsFolder",
         [](const Folder& f) {
             fs::remove(f / "model-00001-of-00003.safetensors");
             fs::create_directory(f / "model-00001-of-00003.safetensors");
         },
         "file.unreadable",
         {"model-00001-of-00003.safetensors"}},
        {"ShardIsNamedPipe",
         [](const Folder& f) {
             fs::remove(f / "model-00001-of-00003.safetensors");
             ASSERT_EQ(::mkfifo((f / "model-00001-of-00003.safetensors").c_str(), 0600), 0);
         },
         "file.unreadable",
         {"model-00001-of-00003.safetensors"}},
        {"NoIndexBesideShards",
         [](const Folder& f) { fs::remove(f / "model.safetensors.index.json"); },
         "checkpoint.missing_index",
         {"model.safetensors.index.json is missing"}},
        {"IndexThatIsNotJson",
         [](const Folder& f) { writeIndex(f, "<html>"); },
         "json.invalid",
         {"model.safetensors.index.json", "byte 1"}},
        {"EmptyIndex", [](const Folder& f) { writeIndex(f, ""); }, "json.invalid", {"model.safetensors.index.json"}},
        {"IndexIsList", [](const Folder& f) { writeIndex(f, "[]"); }, "checkpoint.bad_index", {"weight_map"}},
        {"IndexWithoutMap",
         [](const Folder& f) { writeIndex(f, R"({"metadata":{}})"); },
         "checkpoint.bad_index",
         {"weight_map"}},
        {"IndexWithEmptyMap",
         [](const Folder& f) { writeIndex(f, R"({"weight_map":{}})"); },
         "checkpoint.bad_index",
         {"weight_map"}},
        {"IndexThatMapsToNumber",
         [](const Folder& f) { writeIndex(f, R"({"weight_map":{"a":7}})"); },
         "checkpoint.bad_index",
         {"'a'", "'7'"}},
        {"IndexThatLeavesTheFolder",
         [](const Folder& f) { writeIndex(f, R"({"weight_map":{"a":"../../etc/x.safetensors"}})"); },
         "checkpoint.bad_index",
         {"'a'", "../../etc/x.safetensors"}},
        {"IndexWithAbsolutePath",
         [](const Folder& f) { writeIndex(f, R"({"weight_map":{"a":"/etc/x.safetensors"}})"); },
         "checkpoint.bad_index",
         {"/etc/x.safetensors"}},
        {"IndexWithNulInName",
         [](const Folder& f) { writeIndex(f, R"({"weight_map":{"a":"x\u0000.safetensors"}})"); },
         "checkpoint.bad_index",
         {"'a'"}},
        {"IndexOfPickles",
         [](const Folder& f) { writeIndex(f, R"({"weight_map":{"a":"pytorch_model.bin"}})"); },
         "checkpoint.bad_index",
         {"pytorch_model.bin"}},
        {"IndexWithTensorTwice",
         [](const Folder& f) {
             writeIndex(f, R"({"weight_map":{"a":"model-00001-of-00003.safetensors",)"
                           R"("a":"model-00002-of-00003.safetensors"}})");
         },
         "json.duplicate_key",
         {"'a'", "model.safetensors.index.json"}},
        {"OnlyPickles",
         [](const Folder& f) {
             removeAllIn(f);
             writeText(f / "pytorch_model.bin", "x");
         },
         "checkpoint.no_weights",
         {"pytorch_model.bin", "safetensors"}},
        {"OnlyGguf",
         [](const Folder& f) {
             removeAllIn(f);
             writeText(f / "m.Q4_K_M.gguf", "GGUF");
         },
         "checkpoint.no_weights",
         {"m.Q4_K_M.gguf"}},
        {"EmptyFolder", [](const Folder& f) { removeAllIn(f); }, "checkpoint.no_weights", {"model.safetensors"}},
        {"GitLfsPointerAsSingleFile",
         [](const Folder& f) { writeText(f / "model.safetensors", "version https://git-lfs.github.com/spec/v1\n"); },
         "safetensors.lfs_pointer",
         {"model.safetensors"}},
    };
}

class RejectsFolder : public ::testing::TestWithParam<BrokenFolder> {};

TEST_P(RejectsFolder, NamingWhatIsWrong) {
    const TemporaryFolder folder;
    writeShards(folder);
    GetParam().breakIt(folder);
    auto names = GetParam().names;
    names.push_back(folder.path().string());
    test::expectError(ErrorKind::Input, GetParam().code, names, [&] { Checkpoint::open(folder.path()); });
}

INSTANTIATE_TEST_SUITE_P(Checkpoint, RejectsFolder, ::testing::ValuesIn(brokenFolders()),
                         [](const auto& made) { return std::string(made.param.promise); });

/// Whether the page of our address space that holds `address` is present (bit 63, proc(5) "pagemap").
bool isPresent(const std::byte* address) {
    const auto page = static_cast<off_t>(reinterpret_cast<uintptr_t>(address)) / ::sysconf(_SC_PAGESIZE);
    const int pagemap = ::open("/proc/self/pagemap", O_RDONLY);
    uint64_t entry = 0;
    EXPECT_EQ(::pread(pagemap, &entry, sizeof entry, page * 8), 8);
    ::close(pagemap);
    return (entry >> 63U) != 0;
}

/// Three tensors a, b, c that end inside pages; too small for a huge page, whose partial release would unmap it all.
void writeLargeFile(const TemporaryFolder& folder) {
    writeText(folder / "model.safetensors",
              safetensorsBytes(R"({"a":{"dtype":"U8","shape":[10000],"data_offsets":[0,10000]},)"
                               R"("b":{"dtype":"U8","shape":[500000],"data_offsets":[10000,510000]},)"
                               R"("c":{"dtype":"U8","shape":[10000],"data_offsets":[510000,520000]}})",
                               520'000));
}

int touch(const TensorView& view) {
    int sum = 0;
    for (int64_t i = 0; i < view.bytes(); i += 1024) {
        sum += std::to_integer<int>(static_cast<const volatile std::byte&>(view.data[i]));
    }
    return sum;
}

TEST(Checkpoint, ReleaseDropsTheTensorAndKeepsItsNeighbours) {
    const TemporaryFolder folder;
    writeLargeFile(folder);
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    const TensorView a = checkpoint.view("a");
    const TensorView b = checkpoint.view("b");
    const TensorView c = checkpoint.view("c");
    const int before = touch(a) + touch(b) + touch(c);
    ASSERT_TRUE(isPresent(b.data + b.bytes() / 2));
    checkpoint.release({"b"});
    EXPECT_FALSE(isPresent(b.data + b.bytes() / 2));
    EXPECT_TRUE(isPresent(a.data + a.bytes() - 1));
    EXPECT_TRUE(isPresent(c.data));
    EXPECT_EQ(touch(a) + touch(b) + touch(c), before);
}

TEST(Checkpoint, ReleaseOfNeighboursDropsTheirCommonPage) {
    const TemporaryFolder folder;
    writeLargeFile(folder);
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    const TensorView b = checkpoint.view("b");
    const TensorView c = checkpoint.view("c");
    touch(b);
    touch(c);
    ASSERT_TRUE(isPresent(c.data));
    checkpoint.release({"c", "b"});
    EXPECT_FALSE(isPresent(c.data));
    EXPECT_FALSE(isPresent(c.data + c.bytes() - 1));
}

TEST(Checkpoint, PrefetchIsAHintThatNeverFails) {
    const TemporaryFolder folder;
    writeLargeFile(folder);
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    EXPECT_NO_THROW(checkpoint.prefetch({"a", "b", "no such tensor"}));
    EXPECT_NO_THROW(checkpoint.release({"no such tensor"}));
    EXPECT_EQ(std::to_integer<int>(checkpoint.view("a").data[1]), 8);
}

} // namespace
} // namespace salient
