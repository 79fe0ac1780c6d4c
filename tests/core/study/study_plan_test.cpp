// SPDX-License-Identifier: Apache-2.0
#include "core/study/study_plan.h"

#include "core/model/model_source.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace salient {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<StudyWork> planned(const StudyRequest& request) {
    return planStudy(request, ModelSource::open(storiesFolder()).config());
}

StudyRequest smallRequest() {
    StudyRequest request;
    request.model = storiesFolder();
    request.groupSizes = {32};
    request.calibrations = {"a", "b"};
    request.samples = {4, 8};
    request.seeds = {1, 2};
    request.sampleLength = 64;
    return request;
}

StudyWork workOf(const std::string& calibration, int64_t samples, uint64_t seed) {
    StudyWork work;
    work.setting = {samples == 0 ? "rtn" : "awq", 4, 32, calibration, samples, seed};
    return work;
}

TEST(StudyPlan, RoundingNeedsNoCalibrationDataAndIsDoneOnce) {
    const std::vector<StudyWork> works = planned(smallRequest());
    ASSERT_THAT(works, SizeIs(2 * 2 * 2 + 1));
    EXPECT_EQ(works.front().setting, (StudySetting{"awq", 4, 32, "a", 4, 1}));
    EXPECT_EQ(works.back().setting, (StudySetting{"rtn", 4, 32, "", 0, 0}));
}

TEST(StudyPlan, WhatIsAskedTwiceIsDoneOnce) {
    StudyRequest request = smallRequest();
    request.methods = {"rtn", "rtn"};
    request.bits = {4, 3, 4};
    EXPECT_THAT(planned(request), SizeIs(2));
}

TEST(StudyPlan, MethodsOfFixedBitsAreDoneOnce) {
    StudyRequest request = smallRequest();
    request.methods = {"nf4", "llm-int8", "smoothquant"};
    request.bits = {4, 3};
    request.calibrations = {"a"};
    request.samples = {4};
    request.seeds = {1};
    std::vector<StudySetting> settings;
    for (const StudyWork& work : planned(request)) {
        settings.push_back(work.setting);
    }
    EXPECT_THAT(settings, ElementsAre(StudySetting{"nf4", 4, 64, "", 0, 0}, StudySetting{"llm-int8", 8, 0, "", 0, 0},
                                      StudySetting{"smoothquant", 8, 0, "a", 4, 1}));
}

TEST(StudyMethods, AreThoseOfQuantizeAndThoseComparedWith) {
    for (const char* name : {"awq", "best", "awq-gptq", "gptq", "rtn-clip", "rtn", "nf4", "nf4-dq", "llm-int8",
                             "smoothquant", "salient-0.1", "salient-1"}) {
        EXPECT_EQ(std::ranges::count(studyMethods(), name, &StudyMethod::name), 1) << name;
    }
}

TEST(StudyPlan, LayersThatStayAsTheyAreAreSaid) {
    const std::vector<StudyWork> works = planned(smallRequest());
    ASSERT_THAT(works.front().issues, SizeIs(2)); // 172 inputs of down_proj, 172 outputs of those before it
    EXPECT_EQ(works.front().issues[0].code, "group_size.does_not_fit");
    EXPECT_EQ(works.front().issues[1].code, "format.outputs_do_not_fit");
}

TEST(StudyPlan, WhatCannotBeIsRefused) {
    const auto codeWith = [](void (*change)(StudyRequest&)) {
        StudyRequest request = smallRequest();
        change(request);
        return codeOf([&] { planned(request); });
    };
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.methods = {"magic"}; }), "study.method");
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.methods.clear(); }), "study.nothing");
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.seeds.clear(); }), "study.nothing");
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.bits = {4, 9}; }), "recipe.bits");
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.groupSizes = {33}; }), "recipe.group_size");
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.groupSizes = {256}; }), "group_size.does_not_fit");
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.samples = {0}; }), "recipe.samples");
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.sampleLength = 0; }), "recipe.length");
}

TEST(StudyPasses, PutWhatSharesItsCalibrationTogether) {
    std::vector<StudyWork> works;
    works.push_back(workOf("a", 8, 1));
    works.push_back(workOf("a", 8, 2));
    works.push_back(workOf("a", 4, 1));
    works.push_back(workOf("", 0, 0));
    works.push_back(workOf("b", 4, 1));
    const std::vector<StudyPass> passes = studyPasses(std::move(works), [](auto) { return true; });
    ASSERT_THAT(passes, SizeIs(3));
    EXPECT_EQ(passes[0].calibration, "a");
    EXPECT_EQ(passes[0].seed, 1U);
    EXPECT_THAT(passes[0].works, SizeIs(3)); // rounding goes with the first
    EXPECT_THAT(passes[0].sampleCounts(), ElementsAre(4, 8));
    EXPECT_EQ(passes[1].seed, 2U);
    EXPECT_EQ(passes[2].calibration, "b");
}

TEST(StudyPasses, HaveAsManyAsFitAndAtLeastOne) {
    std::vector<StudyWork> works;
    for (const int64_t samples : {32, 4, 16, 8}) {
        works.push_back(workOf("a", samples, 1));
    }
    const std::vector<StudyPass> pairs = studyPasses(works, [](auto all) { return all.size() <= 2; });
    ASSERT_THAT(pairs, SizeIs(2));
    EXPECT_THAT(pairs[0].sampleCounts(), ElementsAre(4, 8)); // fewer samples first
    EXPECT_THAT(pairs[1].sampleCounts(), ElementsAre(16, 32));
    EXPECT_THAT(studyPasses(works, [](auto) { return false; }), SizeIs(4));
}

TEST(StudyPasses, OfRoundingAloneNeedNoSamples) {
    std::vector<StudyWork> works;
    works.push_back(workOf("", 0, 0));
    const std::vector<StudyPass> passes = studyPasses(std::move(works), [](auto) { return true; });
    ASSERT_THAT(passes, SizeIs(1));
    EXPECT_THAT(passes[0].sampleCounts(), IsEmpty());
}

} // namespace
} // namespace salient
