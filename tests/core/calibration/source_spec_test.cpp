// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/source_spec.h"

#include "kernels/error.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

struct Case {
    const char* text;
    const char* place;
    const char* key;
    double weight;
};
class SourceSpecs : public testing::TestWithParam<Case> {};

TEST_P(SourceSpecs, AreTakenApart) {
    const SourceSpec spec = parseSourceSpec(GetParam().text);
    EXPECT_EQ(spec.place, GetParam().place);
    EXPECT_EQ(spec.key, GetParam().key);
    EXPECT_EQ(spec.weight, GetParam().weight);
}

INSTANTIATE_TEST_SUITE_P(Texts, SourceSpecs,
                         testing::Values(Case{"a.jsonl", "a.jsonl", "", 0}, Case{"a.jsonl:0.7", "a.jsonl", "", 0.7},
                                         Case{"a.jsonl#body", "a.jsonl", "body", 0},
                                         Case{"a.jsonl#body:3", "a.jsonl", "body", 3},
                                         Case{"hf:datasets/o/n", "hf:datasets/o/n", "", 0},
                                         Case{"hf:datasets/o/n:2", "hf:datasets/o/n", "", 2},
                                         Case{"a:b.txt", "a:b.txt", "", 0}));

TEST(SourceSpecTest, AFileWithTheWholeNameIsThatFile) {
    const TemporaryFolder folder;
    const std::string name = folder.write("odd#name:7", "text").string();
    EXPECT_EQ(parseSourceSpec(name).place, name);
    EXPECT_EQ(parseSourceSpec(name + ":2").place, name);
    EXPECT_EQ(parseSourceSpec(name + ":2").weight, 2);
}

TEST(SourceSpecTest, RefusesWeightsThatAreNoShares) {
    for (const char* text : {"a.txt:0", "a.txt:-1", "a.txt:inf", "a.txt:nan"}) {
        EXPECT_THROW(parseSourceSpec(text), Error) << text;
    }
}

} // namespace
} // namespace salient
