// SPDX-License-Identifier: Apache-2.0
#include "core/model_support.h"

#include "core/architectures/architecture.h"
#include "core/checkpoint/json_file.h"
#include "core/model/tensor_names.h"
#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>

namespace salient {

namespace {

using Json = nlohmann::ordered_json;

// Settings that may have a value nobody knows and that decide no tensor's name.
const std::vector<std::vector<std::string>> kSettings = {
    {"hidden_act", "hidden_activation", "activation_function", "activation"}, {"rope_parameters", "rope_scaling"}};

struct Nearest {
    const Architecture* family = nullptr;
    NameComparison names;
};

Json without(Json config, const std::vector<std::string>& keys) {
    for (const std::string& key : keys) {
        config.erase(key);
    }
    return config;
}

/// The sentence of a family that refuses this configuration, else empty.
std::string refusalOf(const Architecture& family, const Json& config) {
    try {
        readAs(family, config);
        return {};
    } catch (const Error& error) { // its sentence is the answer
        return error.what();
    }
}

const Architecture* familyOfClass(const std::string& className) {
    for (const Architecture& family : architectureTable()) {
        if (std::ranges::find(family.classNames, className) != family.classNames.end()) {
            return &family;
        }
    }
    return nullptr;
}

size_t differences(const NameComparison& names) {
    return names.unknown.size() + names.missing.size();
}

// Of the families that read this configuration with its unknown settings left out, the one whose names differ least.
Nearest findNearest(const ModelFolder& folder, const std::vector<const Architecture*>& candidates) {
    Json config = folder.config();
    for (const auto& keys : kSettings) {
        config = without(std::move(config), keys);
    }
    Nearest nearest;
    for (const Architecture* family : candidates) {
        if (!refusalOf(*family, config).empty()) {
            continue;
        }
        ModelConfig read = readAs(*family, config);
        if (!config.contains("tie_word_embeddings")) {
            read.head.tied = true; // a head that is there counts as known either way
        }
        NameComparison names = compareNames(folder.checkpoint(), read);
        if (nearest.family == nullptr || differences(names) < differences(nearest.names)) {
            nearest = {family, std::move(names)};
        }
    }
    return nearest;
}

std::string tensorSentence(const Nearest& nearest) {
    const NameComparison& names = nearest.names;
    const std::string& family = nearest.family->name;
    const size_t all = static_cast<size_t>(names.known) + names.unknown.size();
    std::string text = fmt::format("Its tensors are named as those of {}", family);
    if (!names.unknown.empty()) {
        text += fmt::format("; {} of {} are not known: {}", names.unknown.size(), all, summarizeNames(names.unknown));
    }
    if (!names.missing.empty()) {
        text += fmt::format("; {} that {} has are not there: {}", names.missing.size(), family,
                            summarizeNames(names.missing));
    }
    return text + ".";
}

// Each setting by itself, so that one unknown value does not hide another.
void addSettings(const Architecture& family, const Json& config, std::vector<std::string>& reasons) {
    for (const auto& kept : kSettings) {
        Json alone = config;
        for (const auto& keys : kSettings) {
            alone = keys == kept ? std::move(alone) : without(std::move(alone), keys);
        }
        const std::string refusal = refusalOf(family, alone);
        if (!refusal.empty() && std::ranges::find(reasons, refusal) == reasons.end()) {
            reasons.push_back(refusal);
        }
    }
}

std::string classOf(const Json& config) {
    const auto classes = config.find("architectures");
    const bool given =
        classes != config.end() && classes->is_array() && !classes->empty() && classes->front().is_string();
    return given ? classes->front().get<std::string>() : "";
}

std::string unknownClass(const std::string& className, const Json& config) {
    if (className.empty()) {
        return "config.json names no class of models in \"architectures\".";
    }
    const auto type = config.find("model_type");
    const std::string more = type != config.end() && type->is_string()
                                 ? fmt::format(" (model_type {})", inQuotes(type->get<std::string>()))
                                 : "";
    return fmt::format("The class {}{} is not known.", inQuotes(className), more);
}

bool mostlyKnown(const NameComparison& names) {
    return static_cast<size_t>(names.known) > differences(names);
}

} // namespace

std::string levelName(ModelSupport::Level level) {
    const char* names[] = {"full", "partly", "none"};
    return names[static_cast<size_t>(level)];
}

ModelSupport describeOpened(const Checkpoint& checkpoint, const ModelConfig& config) {
    std::vector<std::string> unread = compareNames(checkpoint, config).unknown;
    std::erase_if(unread, [&](const std::string& name) { return !name.starts_with(config.blockPrefix); });
    ModelSupport support{ModelSupport::Level::Full, config.architecture, {}, "Every command."};
    if (!unread.empty()) {
        support.level = ModelSupport::Level::Partly;
        support.reasons.push_back(
            fmt::format("{} does not read {} of the tensors in its blocks: {}; what they do is left out.",
                        config.className, unread.size(), summarizeNames(unread)));
    }
    return support;
}

ModelSupport describeRefused(const ModelFolder& folder, const std::string& refusal) {
    ModelSupport support{ModelSupport::Level::None, "", {}, "Only inspect: tensors, shapes and sizes."};
    const std::string className = classOf(folder.config());
    const Architecture* known = familyOfClass(className);
    std::vector<const Architecture*> candidates;
    if (known != nullptr) {
        candidates = {known};
        support.reasons.push_back(refusal);
    } else {
        std::ranges::transform(architectureTable(), std::back_inserter(candidates),
                               [](const Architecture& family) { return &family; });
        support.reasons.push_back(unknownClass(className, folder.config()));
    }
    const Nearest nearest = findNearest(folder, candidates);
    const bool near = nearest.family != nullptr && mostlyKnown(nearest.names);
    if (near) {
        support.reasons.push_back(tensorSentence(nearest));
        addSettings(*nearest.family, folder.config(), support.reasons);
    } else if (nearest.family != nullptr) {
        support.reasons.push_back(fmt::format(
            "No known family names its tensors like this; the nearest, {}, knows {} of {}.", nearest.family->name,
            nearest.names.known, static_cast<size_t>(nearest.names.known) + nearest.names.unknown.size()));
    }
    if (near || known != nullptr) {
        support.level = ModelSupport::Level::Partly;
        support.family = near ? nearest.family->name : known->name;
    }
    return support;
}

} // namespace salient
