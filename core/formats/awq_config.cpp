// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_config.h"

#include "core/checkpoint/json_file.h"
#include "core/formats/config_keys.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {

namespace {

using nlohmann::ordered_json;

void checkMethod(const ordered_json& section, const std::string& place) {
    const ordered_json* method = findKey(section, {"quant_method"});
    const std::string name = method == nullptr ? "awq" : lowerText(method, place, "quant_method");
    const ordered_json* backend = findKey(section, {"backend"});
    const bool otherLayout = backend != nullptr && lowerText(backend, place, "backend") == "llm-awq";
    if (name != "awq" || otherLayout) {
        throw inputError("quantization.unsupported_method",
                         fmt::format("{}: the model is quantised with {}; of the AWQ kind only AutoAWQ's layouts can "
                                     "be read: take the original model.",
                                     place, inQuotes(otherLayout ? "llm-awq" : name)));
    }
}

std::vector<std::string> stringsOf(const ordered_json* list, const std::string& place, const char* key) {
    if (list == nullptr) {
        return {};
    }
    const bool ofStrings =
        list->is_array() && std::all_of(list->begin(), list->end(), [](const auto& v) { return v.is_string(); });
    if (!ofStrings) {
        throw badKey(place, key, "null or an array of strings", list);
    }
    return list->get<std::vector<std::string>>();
}

} // namespace

AwqConfig awqConfigFromJson(const ordered_json& section, const std::string& place) {
    requireObject(section, place);
    checkMethod(section, place);
    AwqConfig config;
    // GPTQModel writes its layout as "format" or "checkpoint_format".
    if (const auto* version = findKey(section, {"version", "format", "checkpoint_format"})) {
        config.version = lowerText(version, place, "version");
    }
    if (std::find(kAwqVersions.begin(), kAwqVersions.end(), config.version) == kAwqVersions.end()) {
        throw inputError("quantization.unsupported_version",
                         fmt::format("{}: the weights lie in the AWQ layout {}; what can be read is {}.", place,
                                     inQuotes(config.version), fmt::join(kAwqVersions, ", ")));
    }
    const int64_t bits = integerOf(findKey(section, {"bits", "w_bit"}), place, "bits");
    if (bits != 4) {
        throw inputError("quantization.unsupported_bits",
                         fmt::format("{}: \"bits\" is {}; the AWQ layouts have 4.", place, bits));
    }
    config.groupSize = groupSizeOf(findKey(section, {"group_size", "q_group_size"}), place);
    config.zeroPoint = flagOf(findKey(section, {"zero_point"}), config.zeroPoint, place, "zero_point");
    config.modulesToNotConvert =
        stringsOf(findKey(section, {"modules_to_not_convert"}), place, "modules_to_not_convert");
    return config;
}

ordered_json awqConfigToJson(const AwqConfig& config) {
    ordered_json section;
    section["quant_method"] = "awq";
    section["version"] = config.version;
    section["bits"] = config.bits;
    section["group_size"] = config.groupSize == 0 ? -1 : config.groupSize;
    section["zero_point"] = config.zeroPoint;
    section["modules_to_not_convert"] =
        config.modulesToNotConvert.empty() ? ordered_json() : ordered_json(config.modulesToNotConvert);
    return section;
}

bool isLeftUnconverted(const AwqConfig& config, std::string_view modulePath) {
    return std::any_of(config.modulesToNotConvert.begin(), config.modulesToNotConvert.end(),
                       [&](const std::string& part) { return modulePath.find(part) != std::string_view::npos; });
}

std::optional<Issue> checkModulesToNotConvert(const AwqConfig& config, const std::vector<std::string>& packedModules) {
    for (const std::string& module : packedModules) {
        for (const std::string& part : config.modulesToNotConvert) {
            if (module.find(part) != std::string::npos) {
                return Issue{Severity::Blocking, "quantization.ambiguous_modules",
                             fmt::format("modules_to_not_convert holds {}, which loaders also find inside {}, a module "
                                         "that is packed; they would look for its 16-bit weight.",
                                         inQuotes(part), inQuotes(module))};
            }
        }
    }
    return std::nullopt;
}

} // namespace salient
