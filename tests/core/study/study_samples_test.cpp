// SPDX-License-Identifier: Apache-2.0
#include "core/study/study_samples.h"

#include "core/recipe.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using testing::SizeIs;

class StudySamplesTest : public testing::Test {
protected:
    std::vector<std::vector<int32_t>> drawnByQuantize(int64_t count, uint64_t seed) const {
        CalibrationOptions options;
        options.samples = count;
        options.length = m_source.length;
        options.seed = seed;
        return readCalibration(options, Recipe().holdoutSamples, &m_tokenizer, m_source.vocabulary).sequences;
    }

    Tokenizer m_tokenizer = Tokenizer::load(storiesFolder());
    SampleSource m_source{"", 64, &m_tokenizer, 512};
};

TEST_F(StudySamplesTest, AreThoseThatQuantizeDrawsForEachNumber) {
    const StudySamples samples = readStudySamples(m_source, 7, {4, 16, 8});
    for (const int64_t count : {4, 8, 16}) {
        std::vector<std::vector<int32_t>> found;
        for (const size_t place : samples.places.at(count)) {
            found.push_back(samples.sequences[place]);
        }
        EXPECT_EQ(found, drawnByQuantize(count, 7)) << count;
    }
}

TEST_F(StudySamplesTest, AreThereOnceThoughSeveralNumbersIncludeThem) {
    const StudySamples samples = readStudySamples(m_source, 7, {4, 16});
    EXPECT_THAT(samples.sequences, SizeIs(16));
    int64_t included = 0;
    for (size_t i = 0; i < samples.sequences.size(); ++i) {
        EXPECT_TRUE(samples.includes(16, i));
        included += samples.includes(4, i);
    }
    EXPECT_EQ(included, 4);
    EXPECT_FALSE(samples.includes(8, 0));
}

TEST_F(StudySamplesTest, TooLittleTextIsSaid) {
    const TemporaryFolder folder;
    m_source.source = folder.write("short.txt", "Once upon a time there was a little dog.").string();
    EXPECT_EQ(codeOf([&] { readStudySamples(m_source, 7, {4}); }), "study.too_little_text");
}

} // namespace
} // namespace salient
