// SPDX-License-Identifier: Apache-2.0
#include "core/report/markup.h"

#include <gtest/gtest.h>

#include <limits>

namespace salient {
namespace {

TEST(EscapeMarkup, TakesTheMeaningFromTags) {
    EXPECT_EQ(escapeMarkup("<script>\"a\" & 'b'"), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;");
}

TEST(EscapeMarkup, KeepsUnicode) {
    EXPECT_EQ(escapeMarkup("ä € 𝛼 →\n\t"), "ä € 𝛼 →\n\t");
}

TEST(EscapeMarkup, ReplacesWhatIsNotUtf8) {
    const std::string mark = "\xEF\xBF\xBD";
    EXPECT_EQ(escapeMarkup("a\xFFz"), "a" + mark + "z");
    EXPECT_EQ(escapeMarkup("\xE2\x82"), mark + mark) << "cut off";
    EXPECT_EQ(escapeMarkup("\xC0\xBC"), mark + mark) << "an overlong <";
    EXPECT_EQ(escapeMarkup("\xED\xA0\x80"), mark + mark + mark) << "a surrogate";
    EXPECT_EQ(escapeMarkup("\xF4\x90\x80\x80"), mark + mark + mark + mark) << "beyond Unicode";
}

TEST(EscapeMarkup, ReplacesControlsAndNoncharacters) {
    const std::string mark = "\xEF\xBF\xBD";
    EXPECT_EQ(escapeMarkup(std::string("\0\x1b\x7f", 3)), mark + mark + mark);
    EXPECT_EQ(escapeMarkup("\xEF\xBF\xBF\xEF\xB7\x90\xC2\x85"), mark + mark + mark);
}

TEST(MarkupNumber, SaysWhatIsNotFinite) {
    EXPECT_EQ(markupNumber(0.000123456789), "0.000123457");
    EXPECT_EQ(markupNumber(std::numeric_limits<double>::quiet_NaN()), "not a number");
    EXPECT_EQ(markupNumber(-std::numeric_limits<double>::infinity()), "minus infinite");
}

TEST(TickNumber, WritesPowersAsPeopleDo) {
    EXPECT_EQ(tickNumber(0), "0");
    EXPECT_EQ(tickNumber(0.02), "0.02");
    EXPECT_EQ(tickNumber(2.5e-5), "2.5×10⁻⁵");
    EXPECT_EQ(tickNumber(1e7), "10⁷");
    EXPECT_EQ(tickNumber(-1e-12), "-10⁻¹²");
}

TEST(MarkupBytes, HasDecimalUnits) {
    EXPECT_EQ(markupBytes(999), "999 bytes");
    EXPECT_EQ(markupBytes(113'924'736), "113.9 MB");
    EXPECT_EQ(markupBytes(999'960), "1.0 MB");
}

TEST(MarkupSeconds, HasTwoUnits) {
    EXPECT_EQ(markupSeconds(9.96), "10.0 s");
    EXPECT_EQ(markupSeconds(235.4), "3 min 55 s");
    EXPECT_EQ(markupSeconds(7325), "2 h 2 min");
    EXPECT_EQ(markupSeconds(1e300), "1e+300 s");
}

} // namespace
} // namespace salient
