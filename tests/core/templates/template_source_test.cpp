// SPDX-License-Identifier: Apache-2.0
#include "core/templates/template_source.h"
#include "kernels/error.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace salient {
namespace {

class TemplateSourceTest : public testing::Test {
protected:
    TemporaryFolder m_folder;
    FolderTemplates read() const { return readFolderTemplates(m_folder.path()); }
};

TEST_F(TemplateSourceTest, ReadsATextOfTokenizerConfig) {
    m_folder.write(
        "tokenizer_config.json",
        R"({"chat_template": "T", "bos_token": {"content": "<s>"}, "eos_token": "</s>", "pad_token": null})");
    const FolderTemplates templates = read();
    EXPECT_EQ(chooseTemplate(templates, true).source, "T");
    ASSERT_EQ(templates.specialTokens.size(), 2U);
    EXPECT_EQ(templates.specialTokens[0], std::pair(std::string("bos_token"), std::string("<s>")));
    EXPECT_EQ(templates.specialTokens[1], std::pair(std::string("eos_token"), std::string("</s>")));
    EXPECT_TRUE(templates.issues.empty());
}

TEST_F(TemplateSourceTest, ChoosesToolUseOnlyWithTools) {
    m_folder.write("tokenizer_config.json", R"({"chat_template": [{"name": "default", "template": "D"},
                                                                 {"name": "tool_use", "template": "U"}]})");
    EXPECT_EQ(chooseTemplate(read(), true).source, "U");
    EXPECT_EQ(chooseTemplate(read(), false).source, "D");
}

TEST_F(TemplateSourceTest, FileWinsOverTokenizerConfig) {
    m_folder.write("tokenizer_config.json", R"({"chat_template": "config"})");
    m_folder.write("chat_template.jinja", "file");
    std::filesystem::create_directory(m_folder.path() / "additional_chat_templates");
    m_folder.write("additional_chat_templates/tool_use.jinja", "tools");
    EXPECT_EQ(chooseTemplate(read(), false).source, "file");
    EXPECT_EQ(chooseTemplate(read(), true).source, "tools");
}

TEST_F(TemplateSourceTest, ReadsChatTemplateJson) {
    m_folder.write("chat_template.json", R"({"chat_template": "old"})");
    EXPECT_EQ(chooseTemplate(read(), false).source, "old");
}

TEST_F(TemplateSourceTest, FallsBackToTheModelTypeWithANotice) {
    m_folder.write("config.json", R"({"model_type": "qwen2"})");
    const FolderTemplates templates = read();
    EXPECT_EQ(templates.templates[0].source, builtInTemplate("qwen2"));
    ASSERT_EQ(templates.issues.size(), 1U);
    EXPECT_EQ(templates.issues[0].code, "chat_template.built_in");
}

TEST_F(TemplateSourceTest, FallsBackToPlainTextWithAWarning) {
    const FolderTemplates templates = read();
    EXPECT_EQ(templates.templates[0].source, plainTemplate());
    ASSERT_EQ(templates.issues.size(), 1U);
    EXPECT_EQ(templates.issues[0].severity, Severity::Warning);
}

TEST_F(TemplateSourceTest, RejectsTemplatesOfAnotherType) {
    m_folder.write("tokenizer_config.json", R"({"chat_template": [{"name": "default"}]})");
    EXPECT_THROW(read(), Error);
    m_folder.write("tokenizer_config.json", R"({"chat_template": 3})");
    EXPECT_THROW(read(), Error);
    m_folder.write("tokenizer_config.json", R"([])");
    EXPECT_THROW(read(), Error);
}

} // namespace
} // namespace salient
