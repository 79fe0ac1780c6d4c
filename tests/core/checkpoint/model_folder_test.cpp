// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/model_folder.h"

#include "tests/core/checkpoint/file_fixtures.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace salient {
namespace {

using test::TemporaryFolder;
using test::writeText;

TEST(ModelFolder, OpensConfigAndWeights) {
    const TemporaryFolder folder;
    writeText(folder / "config.json", R"({"model_type":"llama","hidden_size":64})");
    writeText(folder / "model.safetensors",
              test::safetensorsBytes(R"({"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1));
    ModelFolder opened = ModelFolder::open(folder.path());
    const ModelFolder moved = std::move(opened);
    EXPECT_EQ(moved.path(), folder.path());
    EXPECT_EQ(moved.config()["hidden_size"], 64);
    EXPECT_TRUE(moved.checkpoint().contains("w"));
}

struct BrokenModel {
    const char* promise;
    std::function<std::filesystem::path(const TemporaryFolder&)> make; ///< returns the path to open
    const char* code;
    std::vector<std::string> names;
};

void PrintTo(const BrokenModel& broken, std::ostream* out) {
    *out << broken.promise;
}

class RejectsModelFolder : public ::testing::TestWithParam<BrokenModel> {};

TEST_P(RejectsModelFolder, SayingWhatToDo) {
    const TemporaryFolder folder;
    const auto path = GetParam().make(folder);
    auto names = GetParam().names;
    names.push_back(folder.path().string());
    test::expectError(ErrorKind::Input, GetParam().code, names, [&] { ModelFolder::open(path); });
}

INSTANTIATE_TEST_SUITE_P(
    Table, RejectsModelFolder,
    ::testing::Values(
        BrokenModel{"NoFolder", [](const TemporaryFolder& f) { return f / "gone"; }, "model_folder.missing", {"gone"}},
        BrokenModel{"GgufFile",
                    [](const TemporaryFolder& f) {
                        writeText(f / "m.gguf", "GGUF");
                        return f / "m.gguf";
                    },
                    "model_folder.gguf",
                    {"m.gguf", "original"}},
        BrokenModel{"WeightsFile",
                    [](const TemporaryFolder& f) {
                        writeText(f / "model.safetensors", "x");
                        return f / "model.safetensors";
                    },
                    "model_folder.not_a_folder",
                    {"model.safetensors", "folder"}},
        BrokenModel{"EmptyFolder",
                    [](const TemporaryFolder& f) { return f.path(); },
                    "model_folder.no_config",
                    {"config.json is missing: is this a Hugging Face model folder?"}},
        BrokenModel{"FolderOfGguf",
                    [](const TemporaryFolder& f) {
                        writeText(f / "m.gguf", "GGUF");
                        return f.path();
                    },
                    "model_folder.gguf",
                    {"m.gguf"}},
        BrokenModel{"CacheFolder",
                    [](const TemporaryFolder& f) {
                        writeText(f / "snapshots/abc/config.json", "{}");
                        return f.path();
                    },
                    "model_folder.no_config",
                    {"snapshots/abc"}},
        BrokenModel{"Adapter",
                    [](const TemporaryFolder& f) {
                        writeText(f / "adapter_config.json", "{}");
                        return f.path();
                    },
                    "model_folder.no_config",
                    {"LoRA"}},
        BrokenModel{"ConfigIsNotJson",
                    [](const TemporaryFolder& f) {
                        writeText(f / "config.json", "{'a': 1}");
                        return f.path();
                    },
                    "json.invalid",
                    {"config.json", "byte 2"}},
        BrokenModel{"ConfigIsList",
                    [](const TemporaryFolder& f) {
                        writeText(f / "config.json", "[]");
                        return f.path();
                    },
                    "json.not_an_object",
                    {"config.json", "array"}},
        BrokenModel{"ConfigIsFolder",
                    [](const TemporaryFolder& f) {
                        std::filesystem::create_directory(f / "config.json");
                        return f.path();
                    },
                    "file.unreadable",
                    {"config.json"}},
        BrokenModel{"OnlyPickledWeights",
                    [](const TemporaryFolder& f) {
                        writeText(f / "config.json", "{}");
                        writeText(f / "pytorch_model.bin", "x");
                        return f.path();
                    },
                    "checkpoint.no_weights",
                    {"pytorch_model.bin", "convert"}}),
    [](const auto& made) { return std::string(made.param.promise); });

} // namespace
} // namespace salient
