// SPDX-License-Identifier: Apache-2.0
// What transformers' Jinja environment gives for each of these (Jinja2 3.1.6), and where characters come from.
#include "core/templates/chat_template.h"
#include "kernels/error.h"
#include "tests/core/templates/template_test_support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using test::marked;

std::string failure(const std::string& source) {
    try {
        return "rendered: " + marked(source);
    } catch (const Error& error) {
        return error.what();
    }
}

struct Rendering {
    std::string source;
    std::string expected;
};
void PrintTo(const Rendering& value, std::ostream* stream) {
    *stream << value.source;
}

class JinjaTest : public testing::TestWithParam<Rendering> {};
TEST_P(JinjaTest, RendersAsPython) {
    EXPECT_EQ(marked(GetParam().source, {{"x", {1, 2, 3}}}), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Cases, JinjaTest,
    testing::Values(
        Rendering{"  {% if true %}  \n  a\n    {%- if true -%}   b   {%- endif %}\n\n  {% endif %}  c\n   {# d #}\n e",
                  "  \n  ab\n  c\n e"},
        Rendering{"{% raw %}{{ x }}{% endraw %}\nh {%- raw -%}  z  {%- endraw -%}  i", "{{ x }}hzi"},
        Rendering{"{{ 1 }}|{{ [1, 'a', none, true, 1.0, {'k': \"it's\"}, ('x',)] }}",
                  "1|[1, 'a', None, True, 1.0, {'k': \"it's\"}, ('x',)]"},
        Rendering{"{{ 'añb'[1] }}{{ 'abc'[::-1] }}{{ x[-2:] }}{{ 'añb' | length }}", "ñcba[2, 3]3"},
        Rendering{"{{ -7 // 2 }} {{ -7 % 3 }} {{ 10 / 2 }} {{ 1e16 }} {{ 0.00001 }} {{ 2 ** 3 ** 2 }}",
                  "-4 2 5.0 1e+16 1e-05 64"},
        Rendering{"{% for i in x if i > 1 %}{{ loop.index }}{{ loop.last }}{% else %}none{% endfor %}", "1False2True"},
        Rendering{"{% for i in [[1, [2]]] recursive %}{{ loop.depth }}{% if i is iterable %}({{ loop(i) }}){% else "
                  "%}{{ i }}{% endif %}{% endfor %}",
                  "1(212(32))"},
        Rendering{"{% macro m(a, b=a) %}[{{ a }}|{{ b }}|{{ varargs }}|{{ kwargs }}]{% endmacro %}{{ m(1, 2, 3, k=4) "
                  "}}",
                  "[1|2|(3,)|{'k': 4}]"},
        Rendering{"{% macro m() %}{{ caller('z') }}{% endmacro %}{% call(q) m() %}<{{ q }}>{% endcall %}", "<z>"},
        Rendering{"{% set a = 1 %}{% for i in x %}{{ a }}{% set a = i %}{{ a }}{% endfor %}{{ a }}", "1112131"},
        Rendering{"{% set n = namespace(a=0) %}{% for i in x %}{% set n.a = n.a + i %}{% endfor %}{{ n.a }}", "6"},
        Rendering{"{% set t %} h {% endset %}[{{ t | trim }}]{% filter upper %}a{% endfilter %}", "[h]A"},
        Rendering{"{% generation %}a{% set z = 1 %}{% endgeneration %}{{ z is defined }}", "aFalse"},
        Rendering{"{% for i in range(9) %}{% if i == 1 %}{% continue %}{% endif %}{% if i > 3 %}{% break %}{% endif "
                  "%}{{ i }}{% endfor %}",
                  "023"},
        Rendering{"{{ {'b': [1, {}], 'a': '<é\\n'} | tojson(indent=2, sort_keys=true) }}",
                  "{\n  \"a\": \"<é\\n\",\n  \"b\": [\n    1,\n    {}\n  ]\n}"},
        Rendering{"{{ ['é😀'] | tojson(ensure_ascii=true) }}{{ [1, 2] | tojson(separators=(',', ':')) }}",
                  "[\"\\u00e9\\ud83d\\ude00\"][1,2]"},
        Rendering{"{% set g = x | map('string') %}{{ g | first }}{{ g | list }}{{ g | list }}", "1['2', '3'][]"},
        Rendering{"{{ 'a' + ('<b>' | safe) }}{{ ('<' | e) + '>' }}{{ '<' ~ ('<' | safe) }}", "a<b>&lt;&gt;<<"},
        Rendering{"{{ {'items': 1}['items'] }}{{ x.append }}{{ x.__class__ }}{{ missing }}{{ missing | length }}",
                  "10"},
        Rendering{"{{ \"they're\" | title }} {{ 'ß'.upper() }} {{ ' a b '.split(' ') }} {{ 'a b c'.rsplit(None, 1) }}",
                  "They're SS ['', 'a', 'b', ''] ['a b', 'c']"},
        Rendering{"{{ 'a\\nb\\n\\nc' | indent(2) }}{{ {'B': 1, 'a': 2} | dictsort }}",
                  "a\n  b\n\n  c[('a', 2), ('B', 1)]"},
        Rendering{"{{ strftime_now('%d %b %Y %H:%M:%S') }}", "05 Mar 2026 14:07:09"}));

TEST(ChatTemplate, RefusalCarriesTheTemplatesOwnSentence) {
    EXPECT_EQ(failure("a\n {{ raise_exception('Roles must alternate!') }}"),
              "The chat template t refuses this conversation at line 2, column 20: Roles must alternate!");
}

TEST(ChatTemplate, SandboxRefusesMutationAndUnsafeAttributes) {
    EXPECT_THAT(failure("{{ [1].append(2) }}"), testing::HasSubstr("'append' of 'list' object is unsafe"));
    EXPECT_THAT(failure("{{ {}.update(a=1) }}"), testing::HasSubstr("'update' of 'dict' object is unsafe"));
    EXPECT_THAT(failure("{{ ''.__class__.__mro__ }}"), testing::HasSubstr("'__class__' of 'str' object is unsafe"));
}

TEST(ChatTemplate, SyntaxErrorsNameThePlace) {
    EXPECT_THAT(failure("a\n{% if x %}b"),
                testing::HasSubstr("line 2, column 4: it begins \"if\", which does not end"));
    EXPECT_THAT(failure("ä {{ 1 + }}"), testing::HasSubstr("line 1, column 10: "));
    EXPECT_THAT(failure("{% include 'x' %}"), testing::HasSubstr("line 1, column 4: "));
}

TEST(ChatTemplate, UserTextIsMarkedThroughOperations) {
    const nlohmann::ordered_json context = {{"bos_token", "<s>"},
                                            {"messages", {{{"role", "user"}, {"content", " a<s>b,c "}}}}};
    const std::string set = "{% set c = messages[0]['content'] %}";
    EXPECT_EQ(marked("{{ bos_token }}[{{ messages[0].content }}]", context), "<s>[« a<s>b,c »]");
    EXPECT_EQ(marked(set + "{{ '[' + c | trim + ']' }}", context), "[«a<s>b,c»]");
    EXPECT_EQ(marked(set + "{{ c.strip().split(',')[1] ~ 'x' }}", context), "«c»x");
    EXPECT_EQ(marked(set + "{{ ('x' ~ c)[:4] | upper }}", context), "X« A<»");
    EXPECT_EQ(marked(set + "{{ c.replace('<s>', '_') }}", context), "« a»_«b,c »");
    EXPECT_EQ(marked(set + "{{ {'k': c} | tojson }}", context), "{\"k\": \"« a<s>b,c »\"}");
    EXPECT_EQ(marked(set + "{% macro m(t) %}<{{ t }}>{% endmacro %}{{ m(c) }}", context), "<« a<s>b,c »>");
    EXPECT_EQ(marked(set + "{% set q %}<{{ c }}{% endset %}{{ [q, 'z'] | join('-') }}", context), "<« a<s>b,c »-z");
    EXPECT_EQ(marked(set + "{{ ('x' ~ c) | title }}", context), "«X A<S>b,c »");
}

} // namespace
} // namespace salient
