// SPDX-License-Identifier: Apache-2.0
#include "core/export/companion_files.h"

#include "core/checkpoint/json_file.h"
#include "core/checkpoint/output_file.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <string_view>

#include <unistd.h>

namespace salient {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr const char* kGenerationConfig = "generation_config.json";
constexpr const char* kTemplateFolder = "additional_chat_templates";

/// Tokenizer, templates, processors, licence texts, and code that config.json's auto_map may name; compared in lower
/// case. The README is not among them: the exported model gets its own.
bool isCompanion(std::string name) {
    constexpr std::array kBeginnings{"tokenizer",
                                     "chat_template",
                                     "special_tokens_map",
                                     "added_tokens",
                                     "license",
                                     "licence",
                                     "notice",
                                     "use_policy",
                                     "spiece",
                                     "sentencepiece",
                                     "preprocessor_config",
                                     "processor_config",
                                     "video_preprocessor_config"};
    constexpr std::array kNames{"vocab.json", "vocab.txt", "merges.txt", "tekken.json", kGenerationConfig};
    constexpr std::array kEnds{".tiktoken", ".py"};
    constexpr std::array kNever{".safetensors", ".bin", ".incomplete", ".lock", ".metadata"};
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto ends = [&](const char* end) { return name.ends_with(end); };
    const auto begins = [&](const char* beginning) { return name.starts_with(beginning); };
    return std::none_of(kNever.begin(), kNever.end(), ends) &&
           (std::any_of(kBeginnings.begin(), kBeginnings.end(), begins) ||
            std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
            std::any_of(kEnds.begin(), kEnds.end(), ends));
}

/// Names in a folder, sorted.
std::vector<std::string> namesIn(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code failure;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
        names.push_back(at->path().filename().string());
    }
    if (failure) {
        throw inputError("file.unreadable",
                         fmt::format("{} cannot be listed: {}.", folder.string(), failure.message()));
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// A copy that may be written to, whatever the original's permissions (the Hugging Face cache is read-only).
void copyFile(const fs::path& from, const fs::path& to) {
    std::error_code failure;
    if (!fs::exists(from, failure)) {
        throw inputError("file.missing",
                         fmt::format("{} is a link to a file that is gone; download it again.", from.string()));
    }
    const auto size = static_cast<int64_t>(fs::file_size(from, failure));
    if (failure) {
        throw inputError("file.unreadable", fmt::format("{} cannot be read: {}.", from.string(), failure.message()));
    }
    if (!fs::copy_file(from, to, failure)) {
        throw outputError(failure.value(), to, size);
    }
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, fs::perm_options::add, failure);
}

/// Whether transformers would refuse to save these settings because they only matter when sampling, which is off
/// (`GenerationConfig.validate`): each key with the value that does not count.
bool samplesWithoutSayingSo(const ordered_json& settings) {
    static const std::array<std::pair<const char*, ordered_json>, 8> kSampling{{{"temperature", 1.0},
                                                                                {"top_p", 1.0},
                                                                                {"top_k", 50},
                                                                                {"min_p", nullptr},
                                                                                {"top_h", nullptr},
                                                                                {"typical_p", 1.0},
                                                                                {"epsilon_cutoff", 0.0},
                                                                                {"eta_cutoff", 0.0}}};
    if (settings.value("do_sample", ordered_json()) == true) {
        return false;
    }
    return std::any_of(kSampling.begin(), kSampling.end(), [&](const auto& key) {
        const auto found = settings.find(key.first);
        return found != settings.end() && !found->is_null() && *found != key.second;
    });
}

/// As AutoAWQ's save_quantized, which turns sampling on; other settings are copied byte for byte.
void copyGenerationConfig(const fs::path& from, const fs::path& to) {
    ordered_json settings = readJsonFile(from);
    if (!samplesWithoutSayingSo(settings)) {
        copyFile(from, to);
        return;
    }
    settings["do_sample"] = true;
    writeTextFile(to, settings.dump(2) + "\n");
}

void copyTemplates(const fs::path& from, const fs::path& to, std::vector<std::string>& copied) {
    std::error_code failure;
    fs::create_directory(to, failure);
    if (failure) {
        throw outputError(failure.value(), to, 0);
    }
    for (const std::string& name : namesIn(from)) {
        if (name.ends_with(".jinja")) {
            copyFile(from / name, to / name);
            copied.push_back(fmt::format("{}/{}", kTemplateFolder, name));
        }
    }
}

/// Sets the spelling of the weights' type that is there, also inside text_config and the like. Returns whether any was.
bool setDtype(ordered_json& config) {
    bool found = false;
    for (const char* key : {"torch_dtype", "dtype"}) {
        if (config.contains(key)) {
            config[key] = "float16";
            found = true;
        }
    }
    for (auto& [key, value] : config.items()) {
        if (value.is_object() && key != "quantization_config" && key.ends_with("_config")) {
            setDtype(value);
        }
    }
    return found;
}

} // namespace

std::vector<std::string> copyCompanionFiles(const fs::path& from, const fs::path& to) {
    std::vector<std::string> copied;
    for (const std::string& name : namesIn(from)) {
        std::error_code failure;
        const bool isFolder = fs::is_directory(from / name, failure);
        if (isFolder && name == kTemplateFolder) {
            copyTemplates(from / name, to / name, copied);
        } else if (!isFolder && isCompanion(name)) {
            if (name == kGenerationConfig) {
                copyGenerationConfig(from / name, to / name);
            } else {
                copyFile(from / name, to / name);
            }
            copied.push_back(name);
        }
    }
    return copied;
}

std::string exportedConfig(const std::string& originalConfig, const std::string& quantizationConfig) {
    ordered_json config = parseOrderedJson(originalConfig, "config.json");
    if (!config.is_object()) {
        throw inputError("json.not_an_object", "config.json must hold a JSON object.");
    }
    if (!setDtype(config)) {
        config["torch_dtype"] = "float16";
    }
    config["quantization_config"] = parseOrderedJson(quantizationConfig, "quantization_config");
    return config.dump(2) + "\n";
}

void writeTextFile(const fs::path& file, const std::string& text) {
    const fs::path beside = file.string() + ".new";
    ::unlink(beside.c_str());
    writeNewFile(beside, text);
    if (std::rename(beside.c_str(), file.c_str()) != 0) {
        const int failure = errno;
        ::unlink(beside.c_str());
        throw outputError(failure, file, static_cast<int64_t>(text.size()));
    }
}

} // namespace salient
