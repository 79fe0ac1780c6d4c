// SPDX-License-Identifier: Apache-2.0
#include "core/export/companion_files.h"

#include "tests/core/checkpoint/file_fixtures.h"

#include <nlohmann/json.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace salient {
namespace {

namespace fs = std::filesystem;
using test::expectError;
using test::readText;
using test::TemporaryFolder;
using test::writeText;
using ::testing::ElementsAre;

/// Two folders, one to read and one to write.
struct Folders {
    TemporaryFolder from;
    TemporaryFolder to;

    std::vector<std::string> copy() const { return copyCompanionFiles(from.path(), to.path()); }
};

TEST(CompanionFiles, CopiesWhatLoadersNeedAndNothingElse) {
    const Folders folders;
    for (const char* name : {"LICENSE.txt",
                             "NOTICE",
                             "USE_POLICY.md",
                             "added_tokens.json",
                             "chat_template.jinja",
                             "merges.txt",
                             "modeling_x.py",
                             "qwen.tiktoken",
                             "special_tokens_map.json",
                             "spiece.model",
                             "tokenizer.json",
                             "tokenizer.model",
                             "tokenizer_config.json",
                             "vocab.json",
                             "config.json",
                             "README.md",
                             "model.safetensors",
                             "model.safetensors.index.json",
                             "pytorch_model.bin",
                             "tokenizer.json.incomplete",
                             "quant_config.json"}) {
        writeText(folders.from / name, name);
    }
    writeText(folders.from / "additional_chat_templates/tools.jinja", "tools");
    writeText(folders.from / "additional_chat_templates/other.exe", "x");
    writeText(folders.from / "tokenizer_folder/x", "x");
    EXPECT_THAT(folders.copy(),
                ElementsAre("LICENSE.txt", "NOTICE", "USE_POLICY.md", "added_tokens.json",
                            "additional_chat_templates/tools.jinja", "chat_template.jinja", "merges.txt",
                            "modeling_x.py", "qwen.tiktoken", "special_tokens_map.json", "spiece.model",
                            "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "vocab.json"));
    EXPECT_EQ(readText(folders.to / "tokenizer.json"), "tokenizer.json");
    EXPECT_EQ(readText(folders.to / "additional_chat_templates/tools.jinja"), "tools");
    EXPECT_FALSE(fs::exists(folders.to / "additional_chat_templates/other.exe"));
    EXPECT_FALSE(fs::exists(folders.to / "tokenizer_folder"));
}

TEST(CompanionFiles, CopiesTheTargetOfALinkAsAWritableFile) {
    const Folders folders;
    writeText(folders.from / "blobs/abc", "tokens");
    fs::permissions(folders.from / "blobs/abc", fs::perms::owner_read);
    fs::create_symlink("blobs/abc", folders.from / "tokenizer.json");
    folders.copy();
    EXPECT_EQ(fs::symlink_status(folders.to / "tokenizer.json").type(), fs::file_type::regular);
    EXPECT_NE(fs::status(folders.to / "tokenizer.json").permissions() & fs::perms::owner_write, fs::perms::none);
    EXPECT_EQ(readText(folders.to / "tokenizer.json"), "tokens");
}

TEST(CompanionFiles, NamesALinkWhoseTargetIsGone) {
    const Folders folders;
    fs::create_symlink("blobs/gone", folders.from / "tokenizer.json");
    expectError(ErrorKind::Input, "file.missing", {(folders.from / "tokenizer.json").string()},
                [&] { folders.copy(); });
}

TEST(CompanionFiles, NamesAFolderThatIsGone) {
    const Folders folders;
    expectError(ErrorKind::Input, "file.unreadable", {(folders.from / "no").string()},
                [&] { copyCompanionFiles(folders.from / "no", folders.to.path()); });
}

/// The settings that are written for these.
std::string generationConfigFor(const std::string& settings) {
    const Folders folders;
    writeText(folders.from / "generation_config.json", settings);
    folders.copy();
    return readText(folders.to / "generation_config.json");
}

TEST(CompanionFiles, TurnsSamplingOnWhereItsSettingsAreGiven) {
    for (const char* settings :
         {R"({"temperature":0.6})", R"({"top_p":0.9})", R"({"do_sample":false,"top_k":20})", R"({"min_p":0.1})",
          R"({"do_sample":null,"typical_p":0.5})", R"({"epsilon_cutoff":0.1})"}) {
        const auto written = nlohmann::ordered_json::parse(generationConfigFor(settings));
        EXPECT_EQ(written["do_sample"], true) << settings;
        auto original = nlohmann::ordered_json::parse(settings);
        original["do_sample"] = true;
        EXPECT_EQ(written, original);
    }
}

TEST(CompanionFiles, LeavesOtherGenerationSettingsAsTheyWere) {
    for (const char* settings :
         {R"({ "eos_token_id" : 2})", R"({"do_sample": true, "temperature": 0.6})", R"({"temperature":1.0,"top_p":1})",
          R"({"top_k":50, "temperature":null, "do_sample":false})"}) {
        EXPECT_EQ(generationConfigFor(settings), settings);
    }
}

TEST(CompanionFiles, NamesGenerationSettingsThatAreNotJson) {
    expectError(ErrorKind::Input, "json.invalid", {"generation_config.json"}, [] { generationConfigFor("{"); });
}

TEST(ExportedConfig, KeepsKeysInOrderAndAddsTheQuantization) {
    const std::string original = R"({"z":1,"torch_dtype":"bfloat16","a":[1e-05,500000.0],"n":null})";
    EXPECT_EQ(nlohmann::ordered_json::parse(exportedConfig(original, R"({"quant_method":"awq","bits":4})")).dump(),
              R"({"z":1,"torch_dtype":"float16","a":[1e-05,500000.0],"n":null,)"
              R"("quantization_config":{"quant_method":"awq","bits":4}})");
}

TEST(ExportedConfig, UsesTheSpellingOfTheOriginal) {
    EXPECT_EQ(nlohmann::ordered_json::parse(exportedConfig(R"({"dtype":"bfloat16"})", "{}")).dump(),
              R"({"dtype":"float16","quantization_config":{}})");
    EXPECT_EQ(nlohmann::ordered_json::parse(exportedConfig("{}", "{}")).dump(),
              R"({"torch_dtype":"float16","quantization_config":{}})");
}

TEST(ExportedConfig, SetsTheTypeOfNestedConfigurationsToo) {
    EXPECT_EQ(nlohmann::ordered_json::parse(
                  exportedConfig(R"({"dtype":"bfloat16","text_config":{"dtype":"bfloat16","x":1}})", "{}"))
                  .dump(),
              R"({"dtype":"float16","text_config":{"dtype":"float16","x":1},"quantization_config":{}})");
}

TEST(ExportedConfig, ReplacesAnOlderQuantizationInItsPlace) {
    EXPECT_EQ(nlohmann::ordered_json::parse(
                  exportedConfig(R"({"quantization_config":null,"torch_dtype":"float32"})", R"({"bits":4})"))
                  .dump(),
              R"({"quantization_config":{"bits":4},"torch_dtype":"float16"})");
}

TEST(ExportedConfig, RefusesWhatIsNoConfiguration) {
    expectError(ErrorKind::Input, "json.invalid", {"config.json"}, [] { exportedConfig("", "{}"); });
    expectError(ErrorKind::Input, "json.not_an_object", {"config.json"}, [] { exportedConfig("[]", "{}"); });
}

TEST(WriteTextFile, ReplacesTheFileAndLeavesNothingBeside) {
    const TemporaryFolder folder;
    writeTextFile(folder / "README.md", "first, longer");
    writeTextFile(folder / "README.md", "second");
    EXPECT_EQ(readText(folder / "README.md"), "second");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
    expectError(ErrorKind::Resource, "output.write_failed", {"gone/x.txt"},
                [&] { writeTextFile(folder / "gone/x.txt", "x"); });
}

} // namespace
} // namespace salient
