// SPDX-License-Identifier: Apache-2.0
// For folders without a template. Types that were published with several (such as llama) are not here.
#include "core/templates/template_source.h"

#include <string_view>

namespace salient {

namespace {

constexpr const char* kChatMl = "{% for message in messages %}"
                                "{{ '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}"
                                "{% endfor %}"
                                "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

constexpr const char* kMistral = "{{ bos_token }}{% for message in messages %}"
                                 "{% if message.role == 'assistant' %}{{ ' ' + message.content + eos_token }}"
                                 "{% else %}{{ '[INST] ' + message.content + ' [/INST]' }}{% endif %}"
                                 "{% endfor %}";

constexpr const char* kGemma = "{{ bos_token }}{% for message in messages %}"
                               "{% set role = 'model' if message.role == 'assistant' else 'user' %}"
                               "{{ '<start_of_turn>' + role + '\\n' + message.content | trim + '<end_of_turn>\\n' }}"
                               "{% endfor %}"
                               "{% if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{% endif %}";

constexpr const char* kPhi3 = "{% for message in messages %}"
                              "{{ '<|' + message.role + '|>\\n' + message.content + '<|end|>\\n' }}"
                              "{% endfor %}"
                              "{% if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% endif %}";

struct BuiltIn {
    std::string_view modelType;
    const char* source;
};
constexpr BuiltIn kBuiltIn[] = {
    {"gemma", kGemma}, {"gemma2", kGemma}, {"gemma3_text", kGemma}, {"mistral", kMistral}, {"mixtral", kMistral},
    {"phi3", kPhi3},   {"qwen2", kChatMl}, {"qwen2_moe", kChatMl},  {"qwen3", kChatMl},    {"qwen3_moe", kChatMl},
};

} // namespace

const char* builtInTemplate(const std::string& modelType) {
    for (const BuiltIn& entry : kBuiltIn) {
        if (entry.modelType == modelType) {
            return entry.source;
        }
    }
    return nullptr;
}

const char* plainTemplate() {
    return "{% for message in messages %}{{ message.role + ': ' + message.content + '\\n' }}{% endfor %}"
           "{% if add_generation_prompt %}{{ 'assistant:' }}{% endif %}";
}

} // namespace salient
