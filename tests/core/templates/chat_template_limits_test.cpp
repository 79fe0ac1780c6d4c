// SPDX-License-Identifier: Apache-2.0
#include "core/templates/chat_template.h"
#include "kernels/error.h"
#include "tests/core/templates/template_test_support.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

std::string repeated(const std::string& text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) {
        result += text;
    }
    return result;
}

std::string errorCode(const std::string& source) {
    try {
        const std::string text = test::marked(source, {{"x", {1, 2, 3}}});
        return "rendered " + std::to_string(text.size()) + " bytes";
    } catch (const Error& error) {
        return error.code();
    }
}

struct HostileTemplate {
    std::string name;
    std::string source;
};
void PrintTo(const HostileTemplate& value, std::ostream* stream) {
    *stream << value.name;
}

const HostileTemplate kRunaways[] = {
    {"NestedLoops", "{% for i in range(99999) %}{% for j in range(99999) %}a{% endfor %}{% endfor %}"},
    {"LongRange", "{% for i in range(10**12) %}{% endfor %}"},
    {"LongText", "{{ 'a' * 10**9 }}"},
    {"LongList", "{{ [1] * 10**9 }}"},
    {"Doubling", "{% set n = namespace(s='ab') %}{% for i in x*99 %}{% set n.s = n.s + n.s %}{% endfor %}"},
    {"MacroRecursion", "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}"},
    {"LoopRecursion", "{% for i in x recursive %}{{ loop(x) }}{% endfor %}"},
    {"Power", "{{ 10**10**10 }}"},
    {"WideFormat", "{{ '%1000000000d' % 3 }}"},
    {"WidePadding", "{{ 'x' | center(10**12) }}"},
    {"WideIndent", "{{ 'a' | indent(10**9, true) }}"},
    {"WideJson", "{{ {'a': 1} | tojson(indent=10**9) }}"},
    {"WideTime", "{{ strftime_now('%1000000000d') }}"},
    {"DeepList", "{% set n = namespace(l=[]) %}{% for i in range(9999) %}{% set n.l = [n.l] %}{% endfor %}"},
    {"SharedList", "{% set n = namespace(l=[]) %}{% for i in x*25 %}{% set n.l = [n.l,n.l] %}{% endfor %}{{ n.l }}"},
    {"Circle", "{% set n = namespace() %}{% set n.x = n %}{{ n }}"},
    {"Replacing", "{% set s = 'a' * 1000000 %}{{ s.replace('a', s) }}"},
};

class RunawayTemplateTest : public testing::TestWithParam<HostileTemplate> {};
TEST_P(RunawayTemplateTest, StopsAtALimit) {
    EXPECT_EQ(errorCode(GetParam().source), "template.limit");
}
INSTANTIATE_TEST_SUITE_P(Every, RunawayTemplateTest, testing::ValuesIn(kRunaways),
                         [](const auto& one) { return one.param.name; });

const HostileTemplate kMonsters[] = {
    {"Parentheses", "{{ " + repeated("(", 20000) + "1" + repeated(")", 20000) + " }}"},
    {"Negations", "{{ " + repeated("not ", 20000) + "1 }}"},
    {"Signs", "{{ " + repeated("-", 20000) + "1 }}"},
    {"Sums", "{{ 1" + repeated("+1", 20000) + " }}"},
    {"Attributes", "{{ x" + repeated(".a", 20000) + " }}"},
    {"Filters", "{{ x" + repeated("|list", 20000) + " }}"},
    {"Conditionals", "{{ 1" + repeated(" if 1 else 1", 20000) + " }}"},
    {"Calls", "{{ " + repeated("x(", 20000) + repeated(")", 20000) + " }}"},
    {"Blocks", repeated("{% if x %}", 20000) + repeated("{% endif %}", 20000)},
    {"Unended", repeated("{% for a in x %}", 20000)},
    {"Targets", "{% set " + repeated("(", 20000) + "a" + repeated(")", 20000) + " = 1 %}"},
};

class MonsterTemplateTest : public testing::TestWithParam<HostileTemplate> {};
TEST_P(MonsterTemplateTest, IsRefusedBeforeItRuns) {
    EXPECT_EQ(errorCode(GetParam().source), "template.syntax");
}
INSTANTIATE_TEST_SUITE_P(Every, MonsterTemplateTest, testing::ValuesIn(kMonsters),
                         [](const auto& one) { return one.param.name; });

TEST(ChatTemplateLimits, RefusesSourceOverAMegabyte) {
    EXPECT_EQ(errorCode(std::string(1'000'001, 'a')), "template.too_large");
}

TEST(ChatTemplateLimits, StepsAreConfigurable) {
    const ChatTemplate loop = ChatTemplate::parse("{% for i in range(100) %}a{% endfor %}", "t");
    RenderOptions few;
    few.maxSteps = 50;
    EXPECT_THROW(loop.render(nlohmann::ordered_json::object(), few), Error);
    EXPECT_EQ(textOf(loop.render(nlohmann::ordered_json::object())), std::string(100, 'a'));
}

} // namespace
} // namespace salient
