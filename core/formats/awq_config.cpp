// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_config.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <initializer_list>

namespace salient {

namespace {

using nlohmann::ordered_json;

/// The first of the spellings that is there and not null.
const ordered_json* findKey(const ordered_json& section, std::initializer_list<const char*> spellings) {
    for (const char* key : spellings) {
        if (const auto found = section.find(key); found != section.end() && !found->is_null()) {
            return &*found;
        }
    }
    return nullptr;
}

Error badKey(const std::string& place, const char* key, const char* expected, const ordered_json* found) {
    return inputError("quantization.bad_config", fmt::format("{}: \"{}\" should be {}, found {}.", place, key, expected,
                                                             found == nullptr ? "nothing" : inQuotes(found->dump())));
}

int64_t integerOf(const ordered_json* value, const std::string& place, const char* key) {
    if (value == nullptr || !value->is_number_integer()) {
        throw badKey(place, key, "a whole number", value);
    }
    return value->get<int64_t>();
}

std::string lowerText(const ordered_json* value, const std::string& place, const char* key) {
    if (!value->is_string()) {
        throw badKey(place, key, "a string", value);
    }
    std::string text = value->get<std::string>();
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

void checkMethod(const ordered_json& section, const std::string& place) {
    const ordered_json* method = findKey(section, {"quant_method"});
    const std::string name = method == nullptr ? "awq" : lowerText(method, place, "quant_method");
    const ordered_json* backend = findKey(section, {"backend"});
    const bool otherLayout = backend != nullptr && lowerText(backend, place, "backend") == "llm-awq";
    if (name != "awq" || otherLayout) {
        throw inputError("quantization.unsupported_method",
                         fmt::format("{}: the model is quantised with {}; so far only awq in the gemm layout can be "
                                     "read: take the original model.",
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
    if (!section.is_object()) {
        throw inputError("quantization.bad_config",
                         fmt::format("{} should be a JSON object, found {}.", place, inQuotes(section.dump())));
    }
    checkMethod(section, place);
    AwqConfig config;
    // GPTQModel writes its layout as "format" or "checkpoint_format".
    if (const auto* version = findKey(section, {"version", "format", "checkpoint_format"})) {
        config.version = lowerText(version, place, "version");
    }
    if (config.version != "gemm") {
        throw inputError("quantization.unsupported_version",
                         fmt::format("{}: the weights lie in the AWQ layout {}; only gemm can be read.", place,
                                     inQuotes(config.version)));
    }
    const int64_t bits = integerOf(findKey(section, {"bits", "w_bit"}), place, "bits");
    if (bits != 4) {
        throw inputError("quantization.unsupported_bits",
                         fmt::format("{}: \"bits\" is {}; the AWQ gemm layout has 4.", place, bits));
    }
    const int64_t group = integerOf(findKey(section, {"group_size", "q_group_size"}), place, "group_size");
    if (group != -1 && group < 1) {
        throw inputError("quantization.bad_config",
                         fmt::format("{}: \"group_size\" is {}; -1 or a positive number was expected.", place, group));
    }
    config.groupSize = group == -1 ? 0 : group;
    if (const auto* zeroPoint = findKey(section, {"zero_point"})) {
        if (!zeroPoint->is_boolean()) {
            throw badKey(place, "zero_point", "true or false", zeroPoint);
        }
        config.zeroPoint = zeroPoint->get<bool>();
    }
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
