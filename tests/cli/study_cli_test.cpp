// SPDX-License-Identifier: Apache-2.0
// `salient study` from outside: its table, its files, and what it refuses.
#include "tests/support/run_program.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <set>

namespace salient {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class StudyCli : public testing::Test {
protected:
    ProgramResult study(const std::vector<std::string>& more) const {
        std::vector<std::string> arguments = {"study",
                                              storiesFolder().string(),
                                              "--text",
                                              SALIENT_TEST_DATA "/tinystories_100.txt",
                                              "--windows",
                                              "2",
                                              "--length",
                                              "64",
                                              "--samples",
                                              "4,8",
                                              "--window-length",
                                              "128",
                                              "-o",
                                              folder()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runSalient({.arguments = arguments, .input = "", .dataFolder = {}, .afterEach = {}});
    }
    std::string folder() const { return (m_folder.path() / "study").string(); }

    TemporaryFolder m_folder;
};

TEST_F(StudyCli, PrintsATableAndWritesItsFiles) {
    const ProgramResult result = study({"--methods", "awq,rtn", "--bits", "4,3", "--group-sizes", "32"});
    ASSERT_EQ(result.exitCode, 0) << result.errors;
    // Head, original, AWQ with two numbers of bits and of samples, rounding with two; the protocol; seven files.
    EXPECT_THAT(result.lines(), SizeIs(1 + 1 + 4 + 2 + 1 + 7)) << result.output;
    EXPECT_THAT(result.output, HasSubstr("2 windows of 128 tokens"));
    EXPECT_THAT(result.output, HasSubstr("8 samples, seed 42"));
    for (const char* file : {"study.json", "study.csv", "study.html", "samples_perplexity.svg"}) {
        EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(folder()) / file)) << file;
    }
}

TEST_F(StudyCli, GivenAgainItGoesOn) {
    const auto lastEvent = [](const ProgramResult& result) { return Json::parse(result.lines().back()); };
    const Json first = lastEvent(study({"--json", "--methods", "rtn", "--group-sizes", "32"}));
    ASSERT_EQ(first["event"], "finished") << first;
    EXPECT_THAT(first["result"]["rows"], SizeIs(2));
    EXPECT_EQ(first["result"]["rows"][0]["method"], "16 bit");
    const Json second = lastEvent(study({"--json", "--methods", "rtn", "--group-sizes", "32,16"}));
    EXPECT_THAT(second["result"]["rows"], SizeIs(3));
    EXPECT_EQ(second["result"]["rows"][1], first["result"]["rows"][1]); // its seconds too: not measured again
}

TEST_F(StudyCli, CalibrationSourcesAreWordsAndMayHaveCommas) {
    const std::string text = SALIENT_TEST_DATA "/tinystories_100.txt";
    const std::string withComma = (m_folder.path() / "a, b.txt").string();
    std::filesystem::copy_file(text, withComma);
    const ProgramResult result =
        study({"--json", "--methods", "rtn-clip", "--group-sizes", "32", "--calibration", text, withComma});
    ASSERT_EQ(result.exitCode, 0) << result.output << result.errors;
    std::set<std::string> calibrations;
    const Json last = Json::parse(result.lines().back());
    for (const Json& row : last["result"]["rows"]) {
        calibrations.insert(row["calibration"]);
    }
    EXPECT_THAT(calibrations, UnorderedElementsAre("", text, withComma)); // none: the original's
}

TEST_F(StudyCli, RefusesInOneSentence) {
    const auto refused = [&](const std::vector<std::string>& more, int exitCode, const char* words) {
        const ProgramResult result = study(more);
        EXPECT_EQ(result.exitCode, exitCode) << result.errors;
        EXPECT_THAT(result.errors, HasSubstr(words));
    };
    refused({"--methods", "magic"}, 1, "magic");
    refused({"--bits", "9"}, 1, "bits");
    refused({"--group-sizes", "256"}, 1, "Group size 256 does not fit");
    ASSERT_EQ(study({"--methods", "rtn", "--group-sizes", "32"}).exitCode, 0);
    refused({"--methods", "rtn", "--group-sizes", "16", "--windows", "1"}, 1, "windows");
}

} // namespace
} // namespace salient
