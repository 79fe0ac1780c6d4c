// SPDX-License-Identifier: Apache-2.0
#include "core/events.h"

#include "kernels/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <tuple>

namespace salient {
namespace {

using Random = std::mt19937_64;

// All members of an event in order; a member that is added and forgotten here does not compile.
auto members(Started& e) {
    auto& [a, b, c, d, f, g, h, i] = e;
    return std::tie(a, b, c, d, f, g, h, i);
}
auto members(IssueFound& e) {
    auto& [severity, code, sentence] = e.issue;
    return std::tie(severity, code, sentence);
}
auto members(CalibrationReady& e) {
    auto& [a, b, c, d, f, g, h, i, j] = e;
    return std::tie(a, b, c, d, f, g, h, i, j);
}
auto members(Progress& e) {
    auto& [a, b, c, d, f] = e;
    return std::tie(a, b, c, d, f);
}
auto members(BlockStarted& e) {
    auto& [a, b, c, d] = e;
    return std::tie(a, b, c, d);
}
auto members(ChannelMagnitudes& e) {
    auto& [a, b, c, d, f, g] = e;
    return std::tie(a, b, c, d, f, g);
}
auto members(ScaleCandidate& e) {
    auto& [a, b, c, d, f, g, h] = e;
    return std::tie(a, b, c, d, f, g, h);
}
auto members(ScaleChosen& e) {
    auto& [a, b, c, d, f, g, h, i, j, k] = e;
    return std::tie(a, b, c, d, f, g, h, i, j, k);
}
auto members(ClipChosen& e) {
    auto& [a, b, c, d, f] = e;
    return std::tie(a, b, c, d, f);
}
auto members(LayerQuantized& e) {
    auto& [a, b, c, d, f, g, h, i, j, k, l, m, n, o] = e;
    return std::tie(a, b, c, d, f, g, h, i, j, k, l, m, n, o);
}
auto members(BlockFinished& e) {
    auto& [a, b, c] = e;
    return std::tie(a, b, c);
}
auto members(PerplexityUpdate& e) {
    auto& [a, b, c, d] = e;
    return std::tie(a, b, c, d);
}
auto members(SetMeasured& e) {
    auto& [a, b, c, d, f, g, h, i, j] = e;
    return std::tie(a, b, c, d, f, g, h, i, j);
}
auto members(TextGenerated& e) {
    auto& [a, b] = e;
    return std::tie(a, b);
}
auto members(Paused&) {
    return std::tuple{};
}
auto members(Resumed& e) {
    auto& [a] = e;
    return std::tie(a);
}
auto members(Failed& e) {
    auto& [a, b, c] = e;
    return std::tie(a, b, c);
}

void randomise(Random& random, int64_t& value) {
    value = static_cast<int64_t>(random());
}
void randomise(Random& random, int32_t& value) {
    value = static_cast<int32_t>(random());
}
/// Any bit pattern: denormals, infinities and (as the one NaN) included.
void randomise(Random& random, double& value) {
    const uint64_t bits = random();
    std::memcpy(&value, &bits, sizeof value);
}
void randomise(Random& random, float& value) {
    const auto bits = static_cast<uint32_t>(random());
    std::memcpy(&value, &bits, sizeof value);
}
void randomise(Random& random, bool& value) {
    value = random() % 2 == 1;
}
void randomise(Random& random, Severity& value) {
    value = static_cast<Severity>(random() % 3);
}
void randomise(Random& random, std::string& value) {
    const std::vector<std::string> pieces = {"a", "\"", "\\", "\n", "\t", std::string(1, '\0'), "é", "日", "😀", "\x7f"};
    value.clear();
    for (uint64_t n = random() % 8; n > 0; --n) {
        value += pieces[random() % pieces.size()];
    }
}
template <class T>
void randomise(Random& random, std::vector<T>& value) {
    value.resize(random() % 5);
    for (T& item : value) {
        randomise(random, item);
    }
}

template <class T>
bool same(const T& a, const T& b) {
    if constexpr (std::is_floating_point_v<T>) {
        return (std::isnan(a) && std::isnan(b)) || a == b;
    } else {
        return a == b;
    }
}
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}

template <class E>
class EventRoundTrip : public testing::Test {};
using AllEvents = testing::Types<Started, IssueFound, CalibrationReady, Progress, BlockStarted, ChannelMagnitudes,
                                 ScaleCandidate, ScaleChosen, ClipChosen, LayerQuantized, BlockFinished,
                                 PerplexityUpdate, SetMeasured, TextGenerated, Paused, Resumed, Failed>;
static_assert(std::variant_size_v<Event> == 18, "an event is missing in AllEvents (Finished has tests of its own)");
TYPED_TEST_SUITE(EventRoundTrip, AllEvents);

TYPED_TEST(EventRoundTrip, KeepsEveryMemberOfRandomEvents) {
    Random random(7);
    for (int round = 0; round < 300; ++round) {
        TypeParam event;
        std::apply([&](auto&... member) { (randomise(random, member), ...); }, members(event));
        const std::string line = eventToJson(event);
        ASSERT_EQ(line.find('\n'), std::string::npos);
        Event back = eventFromJson(line);
        ASSERT_TRUE(std::holds_alternative<TypeParam>(back)) << line;
        auto expected = members(event);
        auto found = members(std::get<TypeParam>(back));
        const bool equal = std::apply(
            [&](auto&... e) { return std::apply([&](auto&... f) { return (same(e, f) && ...); }, found); }, expected);
        ASSERT_TRUE(equal) << line << "\n" << eventToJson(back);
    }
}

TEST(EventsTest, SpellsNamesInSnakeCaseWithTheEventFirst) {
    const ScaleCandidate event{3, "self_attn.q_proj", 4, "duo", 0.25, 1e-6, "gram"};
    EXPECT_EQ(eventToJson(event), R"({"event":"scale_candidate","block":3,"group":"self_attn.q_proj","index":4,)"
                                  R"("kind":"duo","ratio":0.25,"loss":1e-06,"objective":"gram"})");
    const auto issue = nlohmann::json::parse(eventToJson(IssueFound{{Severity::Warning, "a.b", "So."}}));
    EXPECT_EQ(issue["issue"]["severity"], "warning");
}

TEST(EventsTest, WritesNumbersThatJsonLacksWithoutBreakingIt) {
    Progress event;
    event.fraction = std::numeric_limits<double>::quiet_NaN();
    event.secondsElapsed = std::numeric_limits<double>::infinity();
    const auto json = nlohmann::json::parse(eventToJson(event));
    EXPECT_TRUE(json["fraction"].is_null());
    EXPECT_EQ(json["seconds_elapsed"], "inf");
}

TEST(EventsTest, WritesFloatsAsShortestDecimals) {
    ChannelMagnitudes event;
    event.pooled = {0.1F};
    EXPECT_THAT(eventToJson(event), testing::HasSubstr(R"("pooled":[0.1])"));
}

TEST(EventsTest, ReplacesInvalidUtf8InsteadOfFailing) {
    EXPECT_THAT(eventToJson(TextGenerated{1, "\xff"}), testing::HasSubstr("\xEF\xBF\xBD"));
}

TEST(EventsTest, CarriesAResultAsAnObject) {
    const Finished event{R"({"perplexity":20.5,"windows":16})"};
    EXPECT_EQ(eventToJson(event), R"({"event":"finished","result":{"perplexity":20.5,"windows":16}})");
    EXPECT_EQ(std::get<Finished>(eventFromJson(eventToJson(event))).result, event.result);
    EXPECT_EQ(std::get<Finished>(eventFromJson(eventToJson(Finished{}))).result, "");
    EXPECT_THROW(eventToJson(Finished{"{"}), Error);
}

TEST(EventsTest, IgnoresUnknownFieldsAndKeepsDefaultsOfMissingOnes) {
    const Event event = eventFromJson(R"({"event":"progress","phase":"clip","colour":"red"})");
    EXPECT_EQ(std::get<Progress>(event).phase, "clip");
    EXPECT_EQ(std::get<Progress>(event).secondsLeft, -1);
}

struct BrokenLine {
    const char* line;
    const char* code;
};

class BrokenEvents : public testing::TestWithParam<BrokenLine> {};

TEST_P(BrokenEvents, AreRefusedWithACode) {
    try {
        eventFromJson(GetParam().line);
        FAIL() << GetParam().line;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Input);
        EXPECT_EQ(error.code(), GetParam().code) << error.what();
    }
}

const std::string kDeep = R"({"event":"finished","result":)" + std::string(100'000, '[');

INSTANTIATE_TEST_SUITE_P(
    Lines, BrokenEvents,
    testing::Values(BrokenLine{"", "events.not_json"}, BrokenLine{R"({"event":"progress")", "events.not_json"},
                    BrokenLine{"[1]", "events.no_event"}, BrokenLine{R"({"event":5})", "events.no_event"},
                    BrokenLine{R"({"event":"lunch"})", "events.unknown"},
                    BrokenLine{R"({"event":"progress","fraction":"half"})", "events.wrong_type"},
                    BrokenLine{R"({"event":"block_started","block":1.5})", "events.wrong_type"},
                    BrokenLine{R"({"event":"block_started","block":18446744073709551615})", "events.wrong_type"},
                    BrokenLine{R"({"event":"text_generated","token":3000000000})", "events.wrong_type"},
                    BrokenLine{R"({"event":"issue_found","issue":{"severity":"sad"}})", "events.wrong_type"},
                    BrokenLine{kDeep.c_str(), "events.not_json"}));

} // namespace
} // namespace salient
