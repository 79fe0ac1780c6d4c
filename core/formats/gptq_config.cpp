// SPDX-License-Identifier: Apache-2.0
#include "core/formats/gptq_config.h"

#include "core/checkpoint/json_file.h"
#include "core/formats/config_keys.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient {

namespace {

using nlohmann::ordered_json;

GptqVersion versionOf(const ordered_json& section, const std::string& place) {
    // "format" is GPTQModel's newer spelling; marlin and others are layouts of their own.
    const ordered_json* value = findKey(section, {"checkpoint_format", "format"});
    const std::string name = value == nullptr ? "gptq" : lowerText(value, place, "checkpoint_format");
    const bool marlin = flagOf(findKey(section, {"is_marlin_format"}), false, place, "is_marlin_format");
    if ((name != "gptq" && name != "gptq_v2") || marlin) {
        throw inputError("quantization.unsupported_version",
                         fmt::format("{}: the weights lie in the GPTQ layout {}; what can be read is gptq and gptq_v2.",
                                     place, inQuotes(marlin ? "marlin" : name)));
    }
    return name == "gptq" ? GptqVersion::V1 : GptqVersion::V2;
}

int bitsOf(const ordered_json* value, const std::string& place) {
    const int64_t bits = integerOf(value, place, "bits");
    if (bits != 2 && bits != 3 && bits != 4 && bits != 8) {
        throw inputError(
            "quantization.unsupported_bits",
            fmt::format("{}: \"bits\" is {}; GPTQ files that can be read have 2, 3, 4 or 8.", place, bits));
    }
    return static_cast<int>(bits);
}

/// `section` where it says something, `otherwise` elsewhere.
GptqSettings overridden(GptqSettings otherwise, const ordered_json& section, const std::string& place) {
    if (const auto* bits = findKey(section, {"bits"})) {
        otherwise.bits = bitsOf(bits, place);
    }
    if (const auto* group = findKey(section, {"group_size"})) {
        otherwise.groupSize = groupSizeOf(group, place);
    }
    otherwise.symmetric = flagOf(findKey(section, {"sym"}), otherwise.symmetric, place, "sym");
    otherwise.actOrder = flagOf(findKey(section, {"desc_act"}), otherwise.actOrder, place, "desc_act");
    return otherwise;
}

GptqRule ruleOf(const std::string& key, const ordered_json& value, const GptqSettings& settings,
                const std::string& place) {
    const std::string here = fmt::format("{}, \"dynamic\" {}", place, inQuotes(key));
    const bool negative = key.starts_with("-:");
    const bool marked = negative || key.starts_with("+:");
    GptqRule rule{key, PathExpression(marked ? key.substr(2) : key, here), std::nullopt};
    if (!negative) {
        requireObject(value, here);
        rule.settings = overridden(settings, value, here);
    }
    return rule;
}

} // namespace

GptqConfig gptqConfigFromJson(const ordered_json& section, const std::string& place) {
    requireObject(section, place);
    GptqConfig config;
    config.version = versionOf(section, place);
    // Both have no default among the tools.
    bitsOf(findKey(section, {"bits"}), place);
    groupSizeOf(findKey(section, {"group_size"}), place);
    config.settings = overridden(config.settings, section, place);
    if (const auto* dynamic = findKey(section, {"dynamic"})) {
        requireObject(*dynamic, place + ", \"dynamic\"");
        for (const auto& [key, value] : dynamic->items()) {
            config.dynamic.push_back(ruleOf(key, value, config.settings, place));
        }
    }
    return config;
}

const GptqRule* GptqConfig::ruleFor(std::string_view module) const {
    for (const GptqRule& rule : dynamic) {
        if (rule.pattern.matches(module)) {
            return &rule;
        }
    }
    return nullptr;
}

} // namespace salient
