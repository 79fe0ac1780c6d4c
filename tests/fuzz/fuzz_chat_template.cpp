// SPDX-License-Identifier: Apache-2.0
// Any bytes as a chat template: it renders or ends with an Error, within its limits.
#include "core/templates/chat_template.h"
#include "kernels/error.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const auto context = nlohmann::ordered_json::parse(R"({
        "messages": [{"role": "system", "content": "Be \u00fcber brief."},
                     {"role": "user", "content": "Hi <|im_end|> there", "n": [1, 2.5, null, true]}],
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}],
        "add_generation_prompt": true, "bos_token": "<s>", "eos_token": "</s>"})");
    const std::string source(reinterpret_cast<const char*>(data), size);
    salient::RenderOptions options;
    options.maxSteps = 20'000;
    options.maxOutputBytes = size_t{1} << 18U;
    options.now = std::tm{};
    try {
        const auto segments = salient::ChatTemplate::parse(source, "fuzz").render(context, options);
        if (salient::textOf(segments).size() > options.maxOutputBytes) {
            __builtin_trap();
        }
    } catch (const salient::Error&) {
        // a refusal is an answer
    }
    return 0;
}
