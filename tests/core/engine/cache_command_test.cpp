// SPDX-License-Identifier: Apache-2.0
#include "core/engine/command_functions.h"
#include "core/engine/commands.h"
#include "core/engine/kept_model.h"
#include "core/model/packed_cache_folder.h"
#include "tests/support/environment_variable.h"
#include "tests/support/error_code.h"
#include "tests/support/quantised_copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace salient {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using ::testing::ElementsAre;

class CacheCommand : public testing::Test {
protected:
    Json logits(const Json& further = Json::object()) {
        Json arguments = {{"model", m_model->path().string()}, {"tokens", {1, 5, 3}}};
        arguments.update(further);
        m_issues.clear();
        return Json::parse(logitsCommand(arguments.dump(), m_context))["logits"];
    }
    Json cache(const Json& arguments = Json::object()) {
        m_issues.clear();
        return Json::parse(cacheCommand(arguments.dump(), m_context));
    }
    bool empty() const { return !fs::exists(m_place.path() / "packed"); }

    std::unique_ptr<QuantisedCopy> m_model = std::make_unique<QuantisedCopy>("gptq/act_order");
    TemporaryFolder m_place;
    EnvironmentVariable m_folder{"SALIENT_CACHE_DIR", m_place.path().string()};
    EnvironmentVariable m_smallest{"SALIENT_CACHE_SMALLEST_BYTES", "1"};
    std::vector<std::string> m_issues;
    RunContext m_context{.emit = [this](const Event& event) {
        if (const auto* found = std::get_if<IssueFound>(&event)) {
            m_issues.push_back(found->issue.code);
        }
    }};
};

TEST_F(CacheCommand, ListsWhatAFirstStartKeptAndTheSecondOneUses) {
    EXPECT_TRUE(cache()["files"].empty());
    const Json first = logits();
    const Json listed = cache();
    ASSERT_EQ(listed["files"].size(), 1U);
    const Json& file = listed["files"][0];
    EXPECT_EQ(file["model"], fs::canonical(m_model->path()).string());
    EXPECT_EQ(file["head_bits"], 16);
    EXPECT_EQ(file["bytes"], fs::file_size(file["file"].get<std::string>()));
    EXPECT_EQ(listed["bytes"], file["bytes"]);
    EXPECT_GT(file["last_used"].get<int64_t>(), 1'700'000'000);
    EXPECT_EQ(listed["folder"], (m_place.path() / "packed").string());

    fs::last_write_time(file["file"].get<std::string>(), fs::file_time_type::clock::now() - std::chrono::hours(99));
    EXPECT_EQ(logits(), first);
    EXPECT_TRUE(m_issues.empty());
    EXPECT_GE(cache()["files"][0]["last_used"].get<int64_t>(), file["last_used"].get<int64_t>());
    EXPECT_FALSE(fs::exists(m_model->path() / "packed"));
}

TEST_F(CacheCommand, HeadsOfOtherBitsAreFilesOfTheirOwn) {
    logits();
    const Json rounded = logits({{"head_bits", 8}});
    EXPECT_EQ(cache()["files"].size(), 2U);
    EXPECT_EQ(logits({{"head_bits", 8}}), rounded);
}

TEST_F(CacheCommand, NothingIsWrittenWhenItIsOff) {
    const Json without = logits({{"cache", false}});
    EXPECT_TRUE(empty());
    EXPECT_EQ(logits(), without);
    EXPECT_FALSE(empty());
}

TEST_F(CacheCommand, OtherWeightsAreSaidAndServeTheNextStart) {
    logits();
    m_model->touchWeights();
    logits();
    EXPECT_THAT(m_issues, ElementsAre("cache.stale"));
    logits();
    EXPECT_TRUE(m_issues.empty());
    EXPECT_EQ(cache()["files"].size(), 1U);
}

TEST_F(CacheCommand, WithoutAPlaceTheModelRunsAndAWarningSaysSo) {
    const Json expected = logits({{"cache", false}});
    const EnvironmentVariable file("SALIENT_CACHE_DIR", m_place.write("file", "no folder").string());
    EXPECT_EQ(logits(), expected);
    EXPECT_THAT(m_issues, ElementsAre("cache.not_written"));
    EXPECT_TRUE(cache()["files"].empty());
}

TEST_F(CacheCommand, ALimitIsSaidToo) {
    const EnvironmentVariable most("SALIENT_CACHE_MOST_BYTES", "10");
    logits();
    EXPECT_THAT(m_issues, ElementsAre("cache.not_written"));
}

TEST_F(CacheCommand, ClearsAll) {
    logits();
    logits({{"head_bits", 8}});
    const Json cleared = cache({{"clear", true}});
    EXPECT_EQ(cleared["removed"].size(), 2U);
    EXPECT_EQ(cleared["removed"][0]["reason"], "cleared");
    EXPECT_EQ(cleared["bytes"], 0);
    EXPECT_TRUE(fs::is_empty(m_place.path() / "packed"));
}

TEST_F(CacheCommand, ForgetsModelsThatAreGoneAndWhatIsDamaged) {
    logits();
    std::ofstream(m_place.path() / "packed" / "other.packed") << "damaged";
    m_model.reset();
    const Json listed = cache();
    EXPECT_TRUE(listed["files"].empty());
    std::vector<std::string> reasons;
    for (const Json& removed : listed["removed"]) {
        reasons.push_back(removed["reason"]);
    }
    EXPECT_THAT(reasons, ::testing::UnorderedElementsAre("its model is gone", "damaged"));
    EXPECT_TRUE(fs::is_empty(m_place.path() / "packed"));
}

TEST_F(CacheCommand, IsACommandThatRefusesOtherArguments) {
    EXPECT_EQ(performCommand("cache", "{}", m_context), 0);
    EXPECT_EQ(codeOf([&] { cache({{"empty", true}}); }), "arguments.unknown");
}

} // namespace
} // namespace salient
