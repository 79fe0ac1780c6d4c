// SPDX-License-Identifier: Apache-2.0
#include "core/study/study.h"

#include "core/calibration/calibration_data.h"
#include "core/evaluation/comparison.h"
#include "core/quantize_model.h"
#include "core/study/study_methods.h"
#include "core/tokenizer/tokenizer.h"
#include "tests/support/environment_variable.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

namespace salient {
namespace {

using testing::SizeIs;

class StudyTest : public testing::Test {
protected:
    void SetUp() override {
        m_request.model = storiesFolder();
        m_request.groupSizes = {32};
        m_request.samples = {8, 16};
        m_request.sampleLength = 64;
        m_request.text = SALIENT_TEST_DATA "/tinystories_100.txt";
        m_request.ids = Tokenizer::load(storiesFolder()).encode(readTextFile(m_request.text));
        m_request.windows = 3;
        m_request.windowLength = 128;
        m_request.folder = m_folder.path() / "study";
    }

    /// The original beside what `quantize` makes of a setting, on the text of the study.
    ComparisonResult quantizedAndCompared(const StudySetting& setting) const {
        Recipe recipe;
        recipe.model = storiesFolder();
        recipe.output = m_folder.path() / setting.method;
        recipe.method = std::ranges::find(kMethods, setting.method, [](const MethodInfo& info) {
                            return std::string(info.name);
                        })->method;
        recipe.bits = setting.bits;
        recipe.groupSize = setting.groupSize;
        recipe.calibration.samples = std::max<int64_t>(setting.samples, 4);
        recipe.calibration.length = m_request.sampleLength;
        recipe.calibration.seed = setting.seed;
        quantizeModel(recipe, {});
        const auto backend = makeBackend({});
        const ModelSource original = ModelSource::open(storiesFolder());
        const ModelSource other = ModelSource::open(recipe.output);
        return compareOnText(*backend, original, other, m_request.ids,
                             {.context = m_request.windowLength, .windows = m_request.windows}, {});
    }

    TemporaryFolder m_folder;
    EnvironmentVariable m_cache{"SALIENT_CACHE_DIR", (m_folder.path() / "cache").string()};
    StudyRequest m_request;
};

void expectSame(const StudyRecord& a, const StudyRecord& b) {
    ASSERT_EQ(a.entries.size(), b.entries.size());
    for (size_t i = 0; i < a.entries.size(); ++i) {
        EXPECT_EQ(a.entries[i].setting, b.entries[i].setting) << i;
        EXPECT_EQ(a.entries[i].loss, b.entries[i].loss) << i;
        EXPECT_EQ(a.entries[i].kl, b.entries[i].kl) << i;
        EXPECT_EQ(a.entries[i].sameTop, b.entries[i].sameTop) << i;
        EXPECT_EQ(a.entries[i].bytes, b.entries[i].bytes) << i;
    }
}

TEST_F(StudyTest, LinesAreWhatQuantizeAndCompareSay) {
    const StudyRecord record = runStudy(m_request, {});
    ASSERT_THAT(record.entries, SizeIs(3)); // AWQ with 8 and 16 samples, rounding
    for (const StudyEntry& entry : record.entries) {
        const ComparisonResult expected = quantizedAndCompared(entry.setting);
        std::filesystem::remove_all(m_folder.path() / entry.setting.method);
        const StudyFigures dense = figuresOf(record, record.dense);
        EXPECT_NEAR(dense.perplexity.mean, expected.first.perplexity, 1e-6 * expected.first.perplexity);
        EXPECT_NEAR(dense.perplexity.error, expected.first.standardError, 1e-6 * expected.first.perplexity);
        const StudyFigures figures = figuresOf(record, entry);
        const std::string name = entry.setting.method + " " + std::to_string(entry.setting.samples);
        EXPECT_NEAR(figures.perplexity.mean, expected.other.perplexity, 2e-4 * expected.other.perplexity) << name;
        EXPECT_NEAR(figures.kl.mean, expected.meanKl, 2e-2 * expected.meanKl) << name;
        EXPECT_NEAR(figures.sameTop, expected.sameTopToken, 0.01) << name;
    }
}

// Error feedback magnifies what the last bit of a sum decides; a part of the blocks is rounded otherwise.
TEST_F(StudyTest, LinesOfMethodsThatPropagateErrorsAreWhatQuantizeGives) {
    m_request.methods = {"gptq", "rtn"};
    m_request.samples = {16};
    const StudyRecord record = runStudy(m_request, {});
    const ComparisonResult expected = quantizedAndCompared(record.entries[0].setting);
    const double found = figuresOf(record, record.entries[0]).kl.mean;
    const double rounded = figuresOf(record, record.entries[1]).kl.mean;
    EXPECT_NEAR(found, expected.meanKl, 0.05 * expected.meanKl);
    EXPECT_LT(found, 0.8 * rounded);
}

TEST_F(StudyTest, EveryMethodGivesALine) {
    m_request.methods.clear();
    for (const StudyMethod& method : studyMethods()) {
        m_request.methods.push_back(method.name);
    }
    m_request.samples = {4};
    const StudyRecord record = runStudy(m_request, {});
    ASSERT_EQ(record.entries.size(), studyMethods().size());
    for (const StudyEntry& entry : record.entries) {
        EXPECT_GT(figuresOf(record, entry).kl.mean, 0.0) << entry.setting.method;
        EXPECT_LT(figuresOf(record, entry).kl.mean, 0.5) << entry.setting.method;
        EXPECT_GT(entry.bitsPerWeight, 4.0) << entry.setting.method;
        EXPECT_LT(entry.bitsPerWeight, 16.0) << entry.setting.method;
        EXPECT_GT(entry.peakBytes, 0) << entry.setting.method;
    }
}

TEST_F(StudyTest, ALineDoesNotDependOnThoseBesideIt) {
    m_request.methods = {"awq", "gptq", "rtn"};
    const StudyRecord together = runStudy(m_request, {});
    m_request.folder = m_folder.path() / "alone";
    m_request.memoryBytes = 1; // one at a time
    expectSame(together, runStudy(m_request, {}));
    for (const StudyEntry& entry : together.entries) {
        StudyRequest one = m_request;
        one.folder = m_folder.path() / "one";
        one.methods = {entry.setting.method};
        one.bits = {entry.setting.bits};
        one.samples = {std::max<int64_t>(entry.setting.samples, 1)};
        const StudyRecord alone = runStudy(one, {});
        ASSERT_THAT(alone.entries, SizeIs(1));
        EXPECT_EQ(alone.entries[0].loss, entry.loss);
        std::filesystem::remove_all(one.folder);
    }
}

TEST_F(StudyTest, FewerBitsAreSmallerAndWorse) {
    m_request.methods = {"rtn"};
    m_request.bits = {4, 3, 8};
    const StudyRecord record = runStudy(m_request, {});
    ASSERT_THAT(record.entries, SizeIs(3));
    EXPECT_LT(record.entries[1].bytes, record.entries[0].bytes);
    EXPECT_LT(record.entries[0].bytes, record.dense.bytes);
    EXPECT_GT(figuresOf(record, record.entries[1]).kl.mean, figuresOf(record, record.entries[0]).kl.mean);
    EXPECT_GT(figuresOf(record, record.entries[0]).kl.mean, figuresOf(record, record.entries[2]).kl.mean);
}

TEST_F(StudyTest, SizesCountCodesZeroPointsAndScales) {
    m_request.methods = {"rtn"};
    const StudyRecord record = runStudy(m_request, {});
    const ModelSource source = ModelSource::open(storiesFolder());
    double weights = 0.0;
    double bits = 0.0;
    for (int64_t layer = 0; layer < source.config().layerCount(); ++layer) {
        for (const LinearShape& shape : blockLinears(source.config(), layer)) {
            const auto count = static_cast<double>(shape.out * shape.in);
            const bool packed = shape.in % 32 == 0 && shape.out % 8 == 0; // words of eight outputs
            weights += count;
            bits += packed ? count * 4 + count / 32 * (4 + 16) : count * 16;
        }
    }
    EXPECT_NEAR(record.entries[0].bitsPerWeight, bits / weights, 1e-9);
    const double others = 260032.0 - weights; // embeddings and norms; the head is tied
    EXPECT_NEAR(static_cast<double>(record.entries[0].bytes), bits / 8.0 + 2.0 * others, 1.0);
    EXPECT_EQ(record.dense.bytes, source.checkpoint().totalBytes());
}

TEST_F(StudyTest, AStoppedStudyGoesOnAndEndsTheSame) {
    m_request.bits = {4, 3};
    m_request.windows = 8;
    const StudyRecord whole = runStudy(m_request, {});
    m_request.folder = m_folder.path() / "stopped";
    m_request.memoryBytes = 1; // a pass per setting
    std::atomic<bool> stop = false;
    RunContext context;
    context.cancelled = &stop;
    context.emit = [&](const Event& event) {
        if (std::holds_alternative<Progress>(event) && std::filesystem::exists(studyFile(m_request.folder))) {
            stop = !readStudy(m_request.folder).entries.empty();
        }
    };
    const std::string goesOn = studyFile(m_request.folder).string() + ", and the same study goes on";
    EXPECT_THAT([&] { runStudy(m_request, context); }, testing::ThrowsMessage<Error>(testing::HasSubstr(goesOn)));
    const StudyRecord stopped = readStudy(m_request.folder);
    EXPECT_LT(stopped.entries.size(), whole.entries.size());
    EXPECT_EQ(stopped.planned(), 6);
    for (const StudyEntry& entry : whole.entries) { // each is measured or missing
        EXPECT_NE(stopped.find(entry.setting) != nullptr,
                  std::ranges::find(stopped.missing, entry.setting) != stopped.missing.end());
    }
    const StudyEntry known = stopped.entries.front();
    const StudyRecord continued = runStudy(m_request, {});
    expectSame(continued, whole);
    EXPECT_EQ(continued.find(known.setting)->seconds, known.seconds); // not measured again
}

TEST_F(StudyTest, EveryPassIsSavedAndTold) {
    m_request.methods = {"rtn"};
    m_request.bits = {4, 3};
    m_request.memoryBytes = 1; // a pass per setting
    std::vector<size_t> measured;
    runStudy(m_request, {}, [&](const StudyRecord& record) {
        EXPECT_EQ(record.planned(), 2);
        EXPECT_EQ(studyToJson(readStudy(m_request.folder)), studyToJson(record));
        measured.push_back(record.entries.size());
    });
    EXPECT_EQ(measured, (std::vector<size_t>{0, 1, 2})); // the original, then each pass
}

TEST_F(StudyTest, WhatAnEarlierRequestMeasuredStays) {
    m_request.methods = {"rtn"};
    m_request.bits = {3};
    runStudy(m_request, {});
    m_request.bits = {4};
    const StudyRecord both = runStudy(m_request, {});
    ASSERT_THAT(both.entries, SizeIs(2));
    EXPECT_EQ(both.entries[0].setting.bits, 4); // what was asked last comes first
    EXPECT_THAT(both.missing, SizeIs(0));
}

TEST_F(StudyTest, AFolderOfAnotherStudyIsRefused) {
    m_request.methods = {"rtn"};
    StudyRecord record = runStudy(m_request, {});
    const auto codeWith = [&](const std::function<void(StudyRequest&)>& change) {
        StudyRequest other = m_request;
        change(other);
        return codeOf([&] { runStudy(other, {}); });
    };
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.windows = 2; }), "study.other_settings");
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.windowLength = 64; }), "study.other_settings");
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.sampleLength = 32; }), "study.other_settings");
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.ids[0] ^= 1; }), "study.other_settings");
    record.dense.loss[0] += 0.1;
    writeStudy(m_request.folder, record);
    EXPECT_EQ(codeWith([](StudyRequest& r) { r.bits = {3}; }), "study.other_model");
    std::ofstream(studyFile(m_request.folder)) << "{";
    EXPECT_EQ(codeWith([](StudyRequest&) {}), "study.broken");
}

TEST_F(StudyTest, WhatCannotBeMeasuredIsRefusedBeforeAnythingIsWritten) {
    m_request.ids.resize(100);
    EXPECT_EQ(codeOf([&] { runStudy(m_request, {}); }), "text.too_short");
    SetUp();
    m_request.calibrations = {"/nowhere.txt"};
    EXPECT_NE(codeOf([&] { runStudy(m_request, {}); }), "no error");
    m_request.calibrations = {};
    m_request.samples = {1'000'000};
    EXPECT_EQ(codeOf([&] { runStudy(m_request, {}); }), "study.too_little_text");
    EXPECT_FALSE(std::filesystem::exists(m_request.folder));
}

} // namespace
} // namespace salient
