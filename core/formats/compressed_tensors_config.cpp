// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors_config.h"

#include "core/checkpoint/json_file.h"
#include "core/formats/config_keys.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace salient {

namespace {

using nlohmann::ordered_json;

constexpr const char* kLinearClass = "Linear";

std::string textOf(const ordered_json& object, const char* key, const std::string& place, const char* absent) {
    const ordered_json* value = findKey(object, {key});
    if (value == nullptr) {
        return absent;
    }
    if (!value->is_string()) {
        throw badKey(place, key, "a string", value);
    }
    return value->get<std::string>();
}

std::vector<ModulePattern> patternsOf(const ordered_json& object, const char* key, const std::string& place) {
    std::vector<ModulePattern> patterns;
    const ordered_json* list = findKey(object, {key});
    if (list == nullptr) {
        return patterns;
    }
    if (!list->is_array()) {
        throw badKey(place, key, "an array of strings", list);
    }
    for (const ordered_json& entry : *list) {
        if (!entry.is_string()) {
            throw badKey(place, key, "an array of strings", list);
        }
        patterns.emplace_back(entry.get<std::string>(), place);
    }
    return patterns;
}

int bitsOf(const ordered_json& weights, const std::string& place) {
    const int64_t value = integerOf(findKey(weights, {"num_bits"}), place, "num_bits");
    if (value < 2 || value > 8) {
        throw inputError("quantization.unsupported_bits",
                         fmt::format("{}: \"num_bits\" is {}; 2 to 8 can be read.", place, value));
    }
    return static_cast<int>(value);
}

void readStrategy(const ordered_json& weights, const std::string& place, CtScheme& scheme) {
    const ordered_json* size = findKey(weights, {"group_size"});
    const int64_t groupSize = size == nullptr ? -1 : integerOf(size, place, "group_size");
    // Without a strategy, compressed-tensors infers it from the group size.
    const std::string strategy = textOf(weights, "strategy", place,
                                        size == nullptr   ? "tensor"
                                        : groupSize == -1 ? "channel"
                                                          : "group");
    scheme.spec.groupSize = 0;
    if (strategy == "tensor") {
        scheme.scales = CtScheme::Scales::Tensor;
    } else if (strategy == "channel") {
        scheme.scales = CtScheme::Scales::Channel;
    } else if (strategy == "group") {
        if (groupSize < 1) {
            throw badKey(place, "group_size", "a positive number", size);
        }
        scheme.scales = CtScheme::Scales::Group;
        scheme.spec.groupSize = groupSize;
    } else {
        throw inputError(
            "quantization.bad_config",
            fmt::format("{}: \"strategy\" is {}; tensor, channel and group can be read.", place, inQuotes(strategy)));
    }
}

/// An order of inputs that is stored with the weights ("group"; in older files true); others leave no trace in them.
bool isOrdered(const ordered_json& weights, const std::string& place) {
    const ordered_json* order = findKey(weights, {"actorder"});
    if (order == nullptr || *order == false || *order == "weight" || *order == "static") {
        return false;
    }
    if (*order != true && *order != "group" && *order != "dynamic") {
        throw badKey(place, "actorder", "group, weight or null", order);
    }
    return true;
}

CtScheme::Codes codesOf(const std::string& format, const std::string& place) {
    if (format == "pack-quantized") {
        return CtScheme::Codes::Packed;
    }
    if (format == "int-quantized" || format == "naive-quantized") {
        return CtScheme::Codes::Bytes;
    }
    throw inputError("quantization.unsupported_version",
                     fmt::format("{}: the weights lie in the format {}; pack-quantized and int-quantized can be read.",
                                 place, inQuotes(format)));
}

Error unreadInputs(const std::string& place, const std::string& found) {
    return inputError("quantization.unsupported_activations",
                      fmt::format("{}: \"input_activations\" {}; what can be computed is rounding to 2 to 8 bits, "
                                  "symmetrically and by each token's own largest value: take the original model.",
                                  place, found));
}

/// Scales from calibration ("dynamic" false), for groups or whole tensors, zero points and floats are other arithmetic.
std::optional<TokenRounding> inputsOf(const ordered_json& group, const std::string& groupPlace) {
    const ordered_json* inputs = findKey(group, {"input_activations"});
    if (inputs == nullptr) {
        return std::nullopt;
    }
    if (!inputs->is_object()) {
        throw badKey(groupPlace, "input_activations", "an object or null", inputs);
    }
    const std::string place = groupPlace + ": \"input_activations\"";
    if (const ordered_json* dynamic = findKey(*inputs, {"dynamic"}); dynamic == nullptr || *dynamic != true) {
        throw unreadInputs(groupPlace, "have scales that were fixed by calibration (\"dynamic\" is not true)");
    }
    // Without a strategy, compressed-tensors takes one scale for all tokens.
    if (const std::string strategy = textOf(*inputs, "strategy", place, "tensor"); strategy != "token") {
        throw unreadInputs(groupPlace, fmt::format("have the strategy {}", inQuotes(strategy)));
    }
    if (!flagOf(findKey(*inputs, {"symmetric"}), true, place, "symmetric")) {
        throw unreadInputs(groupPlace, "have zero points (\"symmetric\" is false)");
    }
    if (const std::string type = textOf(*inputs, "type", place, "int"); type != "int") {
        throw unreadInputs(groupPlace, fmt::format("are of the type {}", inQuotes(type)));
    }
    const int64_t bits = integerOf(findKey(*inputs, {"num_bits"}), place, "num_bits");
    if (bits < 2 || bits > 8) {
        throw unreadInputs(groupPlace, fmt::format("have {} bits", bits));
    }
    return TokenRounding{static_cast<int>(bits), 0.0F};
}

CtScheme schemeOf(const ordered_json& group, const std::string& format, const std::string& place) {
    const ordered_json* weights = findKey(group, {"weights"});
    if (weights == nullptr || !weights->is_object()) {
        throw badKey(place, "weights", "an object", weights);
    }
    CtScheme scheme;
    scheme.codes = codesOf(textOf(group, "format", place, format.c_str()), place);
    const std::string type = textOf(*weights, "type", place, "int");
    if (type != "int") {
        throw inputError(
            "quantization.unsupported_version",
            fmt::format("{}: the weights are of the type {}; only int can be read.", place, inQuotes(type)));
    }
    scheme.spec.bits = bitsOf(*weights, place);
    scheme.spec.symmetric = flagOf(findKey(*weights, {"symmetric"}), true, place, "symmetric");
    readStrategy(*weights, place, scheme);
    scheme.ordered = isOrdered(*weights, place);
    scheme.spec.inputs = inputsOf(group, place);
    scheme.roundsOutputs = findKey(group, {"output_activations"}) != nullptr;
    return scheme;
}

CtGroup groupOf(const std::string& name, const ordered_json& group, const std::string& format,
                const std::string& sectionPlace) {
    const std::string place = fmt::format("{}: \"config_groups\": {}", sectionPlace, inQuotes(name));
    if (!group.is_object()) {
        throw inputError(
            "quantization.bad_config",
            fmt::format("{} should be an object with targets and weights, found {}.", place, inQuotes(group.dump())));
    }
    CtGroup result;
    result.name = name;
    result.targets = patternsOf(group, "targets", place);
    if (result.targets.empty()) {
        throw badKey(place, "targets", "an array of strings", findKey(group, {"targets"}));
    }
    result.scheme = schemeOf(group, format, place);
    return result;
}

} // namespace

CtConfig ctConfigFromJson(const ordered_json& section, const std::string& place) {
    requireObject(section, place);
    CtConfig config;
    config.place = place;
    config.dequantizes = flagOf(findKey(section, {"dequantize"}), false, place, "dequantize");
    const std::string format = textOf(section, "format", place, "dense");
    config.ignore = patternsOf(section, "ignore", place);
    const ordered_json* groups = findKey(section, {"config_groups"});
    if (groups == nullptr || !groups->is_object() || groups->empty()) {
        throw badKey(place, "config_groups", "an object of groups", groups);
    }
    if (const ordered_json* sparsity = findKey(section, {"sparsity_config"});
        sparsity != nullptr && !sparsity->empty()) {
        if (const std::string kind = textOf(*sparsity, "format", place, "dense"); kind != "dense") {
            throw inputError("quantization.unsupported_version",
                             fmt::format("{}: the weights are sparse ({}), which is not read: take the original model.",
                                         place, inQuotes(kind)));
        }
    }
    for (const auto& [name, group] : groups->items()) {
        config.groups.push_back(groupOf(name, group, format, place));
    }
    return config;
}

bool isNamedIn(const std::vector<ModulePattern>& patterns, const std::string& module) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const auto& p) { return p.matchesPath(module); });
}

const CtGroup* findCtGroup(const CtConfig& config, const std::string& module) {
    const auto isIgnored = [&](const ModulePattern& p) { return p.matchesPath(module) || p.isClass(kLinearClass); };
    if (std::any_of(config.ignore.begin(), config.ignore.end(), isIgnored)) {
        return nullptr;
    }
    // A target that stands in two groups belongs to the later one: the groups go into a map by target.
    const CtGroup* best = nullptr;
    std::pair<int, std::string> bestRank;
    for (const CtGroup& group : config.groups) {
        for (const ModulePattern& target : group.targets) {
            const bool byPath = target.matchesPath(module);
            if (!byPath && !target.isClass(kLinearClass)) {
                continue;
            }
            const int kind = !byPath ? 2 : target.isExpression() ? 1 : 0;
            if (std::pair rank(kind, target.text()); best == nullptr || rank <= bestRank) {
                best = &group;
                bestRank = std::move(rank);
            }
        }
    }
    return best;
}

} // namespace salient
