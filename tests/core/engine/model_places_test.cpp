// SPDX-License-Identifier: Apache-2.0
#include "core/engine/command_functions.h"
#include "kernels/error.h"
#include "tests/support/byte_tokenizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace salient {
namespace {

/// A cache with the model hf:owner/model, which is a tokenizer alone.
class ModelPlaces : public testing::Test {
protected:
    ModelPlaces() {
        const auto repository = m_cache.path() / "models--owner--model";
        std::filesystem::create_directories(repository / "refs");
        std::filesystem::create_directories(repository / "snapshots");
        m_cache.write("models--owner--model/refs/main", "1");
        writeByteTokenizer(m_model);
        std::filesystem::create_directory_symlink(m_model.path(), repository / "snapshots" / "1");
        ::setenv("HF_HUB_CACHE", m_cache.path().c_str(), 1);
    }
    ~ModelPlaces() override { ::unsetenv("HF_HUB_CACHE"); }

private:
    TemporaryFolder m_cache;
    TemporaryFolder m_model;
};

TEST_F(ModelPlaces, MayBeInHuggingFacesCache) {
    EXPECT_THAT(tokenizeCommand(R"({"model":"hf:owner/model","text":"ab"})", {}), testing::HasSubstr("97,98"));
    EXPECT_THAT(detokenizeCommand(R"({"model":"hf:owner/model","tokens":[97]})", {}), testing::HasSubstr("\"a\""));
}

class CommandsWithAModel : public ModelPlaces,
                           public testing::WithParamInterface<std::string (*)(const std::string&, const RunContext&)> {
};

TEST_P(CommandsWithAModel, LookItUpInTheCache) {
    try {
        GetParam()(R"({"model":"hf:owner/none"})", {});
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("found owner/model; download it"));
    }
}

INSTANTIATE_TEST_SUITE_P(All, CommandsWithAModel,
                         testing::Values(inspectCommand, planCommand, quantizeCommand, previewCommand, presetsCommand,
                                         tokenizeCommand, detokenizeCommand, chatCommand, verifyCommand));

} // namespace
} // namespace salient
