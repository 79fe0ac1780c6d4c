// SPDX-License-Identifier: Apache-2.0
// A model that nobody knows, from outside: `inspect` shows it and says what is unknown, all others refuse it.
#include "tests/support/model_copy.h"
#include "tests/support/run_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;

class UnknownModel : public ::testing::Test {
protected:
    void SetUp() override {
        testing::copyModel("llama", {.config = {{"architectures", {"NewForCausalLM"}}, {"hidden_act", "xielu"}}},
                           m_folder);
    }

    ProgramResult salient(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin() + 1, m_folder.path().string());
        return runSalient({.arguments = arguments, .input = "", .dataFolder = {}, .afterEach = {}});
    }

    TemporaryFolder m_folder;
};

TEST_F(UnknownModel, IsInspectedWithReasons) {
    const ProgramResult text = salient({"inspect"});
    EXPECT_EQ(text.exitCode, 0) << text.errors;
    EXPECT_THAT(text.output, HasSubstr("partly. The class 'NewForCausalLM'"));
    EXPECT_THAT(text.output, HasSubstr("Its tensors are named as those of llama."));
    EXPECT_THAT(text.output, HasSubstr("\"xielu\" is not known"));
    EXPECT_THAT(text.output, HasSubstr("What works: Only inspect"));
    const ProgramResult json = salient({"inspect", "--json"});
    const Json result = Json::parse(json.lines().back())["result"];
    EXPECT_EQ(result["support"]["level"], "partly");
    EXPECT_EQ(result["support"]["reasons"].size(), 3U);
    EXPECT_FALSE(result["tensors"].empty());
}

TEST_F(UnknownModel, IsRefusedByEveryOtherCommandInOneSentence) {
    const std::string out = (m_folder.path() / "out").string();
    for (const std::vector<std::string>& command : {std::vector<std::string>{"quantize", "-o", out},
                                                    {"logits", "--tokens", "1"},
                                                    {"generate", "--prompt", "a"},
                                                    {"verify"}}) {
        const ProgramResult result = salient(command);
        EXPECT_EQ(result.exitCode, 2) << command.front();
        EXPECT_THAT(result.errors, HasSubstr("NewForCausalLM")) << command.front();
        EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
    }
}

} // namespace
} // namespace salient
