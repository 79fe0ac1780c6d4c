// SPDX-License-Identifier: Apache-2.0
// A recorded run from outside: listed, noted, reported.
#include "tests/support/markup_check.h"
#include "tests/support/run_program.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using testing::HasSubstr;

TEST(RunsTest, ARealRunIsListedNotedAndReported) {
    const TemporaryFolder folder;
    const auto salient = [&](const std::vector<std::string>& arguments) {
        return runSalient({.arguments = arguments, .input = "", .dataFolder = folder.path(), .afterEach = {}});
    };
    ASSERT_EQ(salient({"quantize", storiesFolder().string(), "-o", (folder.path() / "out").string(), "--group-size",
                       "32", "--samples", "4", "--length", "64"})
                  .exitCode,
              0);
    const auto runs = folder.path() / "salient" / "runs";
    const std::string name = std::filesystem::directory_iterator(runs)->path().filename().string();

    const ProgramResult noted = salient({"note", name, "the first one"});
    EXPECT_EQ(noted.exitCode, 0) << noted.errors;
    const ProgramResult listed = salient({"runs"});
    EXPECT_THAT(listed.output, HasSubstr(name));
    EXPECT_THAT(listed.output, HasSubstr("finished"));
    EXPECT_THAT(listed.output, HasSubstr("→"));
    EXPECT_THAT(listed.output, HasSubstr("the first one"));

    const std::string file = (folder.path() / "r.html").string();
    const ProgramResult reported = salient({"report", name, "-o", file});
    EXPECT_EQ(reported.exitCode, 0) << reported.errors;
    const std::string html = readWhole(file);
    EXPECT_EQ(markupProblem(html), "");
    EXPECT_THAT(html, HasSubstr("the first one"));
    EXPECT_THAT(html, HasSubstr("Output error per layer"));
}

TEST(RunsTest, ReportOfNothingIsAnInputError) {
    const ProgramResult result =
        runSalient({.arguments = {"report", "/nowhere"}, .input = "", .dataFolder = {}, .afterEach = {}});
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_THAT(result.errors, HasSubstr("/nowhere"));
}

} // namespace
} // namespace salient
