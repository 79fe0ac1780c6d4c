// SPDX-License-Identifier: Apache-2.0
#include "core/record/sensitivity_record.h"

#include "core/record/stored_sensitivity.h"
#include "tests/core/record/made_record.h"
#include "tests/support/error_code.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

TEST(SensitivityRecord, ComesBackFromJsonAsItWas) {
    const SensitivityRecord record = test::madeRecord();
    const SensitivityRecord again = sensitivityFromJson(sensitivityToJson(record), "x");
    EXPECT_EQ(sensitivityToJson(again), sensitivityToJson(record));
    EXPECT_EQ(again.sets[1].restored.kl, record.sets[1].restored.kl);
    EXPECT_EQ(again.sets[1].bytes, record.sets[1].bytes);
}

TEST(SensitivityRecord, BrokenFilesAreRefusedByName) {
    for (const char* text : {"", "[]", "{", R"({"model":1})"}) {
        const auto read = [&] { sensitivityFromJson(text, "/runs/x/sensitivity.json"); };
        EXPECT_EQ(codeOf(read), "sensitivity.broken") << text;
    }
    std::string text = sensitivityToJson(test::madeRecord());
    text.replace(text.find("\"windows\": 4"), 12, "\"windows\": 5");
    EXPECT_EQ(codeOf([&] { sensitivityFromJson(text, "x"); }), "sensitivity.broken");
}

// An hour of measuring is not lost to the next one.
TEST(StoredSensitivity, ASweepAfterTheOtherKeepsBoth) {
    const TemporaryFolder folder;
    const SensitivityRecord whole = test::madeRecord();
    const auto only = [&](auto sweep, double SensitivityRecord::*seconds) {
        SensitivityRecord record = whole;
        record.secondsAlone = record.secondsRestored = 0.0;
        record.*seconds = 60.0;
        for (SensitivitySet& set : record.sets) {
            const WindowEffect effect = set.*sweep;
            set.alone = set.restored = {};
            set.*sweep = effect;
        }
        return record;
    };
    SensitivityRecord restored = only(&SensitivitySet::restored, &SensitivityRecord::secondsRestored);
    storeSensitivity(folder.path(), restored);
    EXPECT_FALSE(readSensitivity(folder.path()).sets[0].alone.measured());
    SensitivityRecord alone = only(&SensitivitySet::alone, &SensitivityRecord::secondsAlone);
    storeSensitivity(folder.path(), alone);
    const SensitivityRecord both = readSensitivity(folder.path());
    EXPECT_EQ(both.sets[1].restored.kl, whole.sets[1].restored.kl);
    EXPECT_EQ(both.sets[1].alone.kl, whole.sets[1].alone.kl);
    EXPECT_EQ(both.secondsAlone, 60.0);
    EXPECT_EQ(both.secondsRestored, 60.0);
    EXPECT_EQ(sensitivityToJson(alone), sensitivityToJson(both)); // what the caller goes on with
}

TEST(StoredSensitivity, AnotherMeasurementIsReplaced) {
    const TemporaryFolder folder;
    SensitivityRecord earlier = test::madeRecord();
    storeSensitivity(folder.path(), earlier);
    for (const auto& change :
         {+[](SensitivityRecord& r) { r.textHash = "4567"; }, +[](SensitivityRecord& r) { r.quantized.kl[0] += 1e-9; },
          +[](SensitivityRecord& r) { r.sets[2].bits = 3; }, +[](SensitivityRecord& r) { r.sets.pop_back(); }}) {
        SensitivityRecord other = test::madeRecord();
        change(other);
        other.sets[0].alone = {};
        storeSensitivity(folder.path(), other);
        EXPECT_FALSE(readSensitivity(folder.path()).sets[0].alone.measured());
        storeSensitivity(folder.path(), earlier);
    }
    folder.write("sensitivity.json", "{");
    storeSensitivity(folder.path(), earlier);
    EXPECT_TRUE(readSensitivity(folder.path()).sets[0].alone.measured());
}

// For means of n values the bootstrap's standard error is s / √n up to what 2000 resamples leave open.
TEST(MeasuredMean, ErrorIsThatOfAMean) {
    const std::vector<double> windows = {1.0, 2.0, 4.0, 3.0, 2.5, 1.5, 3.5, 2.0};
    double mean = 0.0;
    double squares = 0.0;
    for (const double value : windows) {
        mean += value / 8.0;
    }
    for (const double value : windows) {
        squares += (value - mean) * (value - mean);
    }
    const MeasuredMean measured = measuredMean(windows);
    EXPECT_DOUBLE_EQ(measured.mean, mean);
    EXPECT_NEAR(measured.standardError, std::sqrt(squares / 7.0 / 8.0), 0.05 * measured.standardError);
    EXPECT_LT(measured.low, mean);
    EXPECT_GT(measured.high, mean);
    EXPECT_GT(measured.low, mean - 3.0 * measured.standardError);
}

TEST(MeasuredMean, OneWindowSaysNothingOfItsError) {
    EXPECT_TRUE(std::isinf(measuredMean({1.0}).standardError));
}

TEST(SensitivityRecord, AdditivityIsTheSumOverTheWhole) {
    SensitivityRecord record = test::madeRecord();
    // Sets cost 0.010, 0.002 and 0.001 alone and 0.016 together.
    EXPECT_NEAR(additivity(record), 0.013 / 0.016, 1e-9);
    record.sets[2].alone = {};
    EXPECT_EQ(additivity(record), 0.0);
}

TEST(Sizes, AreReadWithTheirUnits) {
    EXPECT_EQ(parseBytes("900MB"), 900'000'000);
    EXPECT_EQ(parseBytes("1.5 GB"), 1'500'000'000);
    EXPECT_EQ(parseBytes("2GiB"), int64_t{2} << 30);
    EXPECT_EQ(parseBytes("1200"), 1200);
    for (const char* wrong : {"", "MB", "-3MB", "12 parsecs", "1e40GB", "nan", "900MB."}) {
        EXPECT_EQ(codeOf([&] { parseBytes(wrong); }), "size.unreadable") << wrong;
    }
}

} // namespace
} // namespace salient
