// SPDX-License-Identifier: Apache-2.0
#include "core/formats/packed_reader.h"

#include "core/checkpoint/json_file.h"
#include "core/checkpoint/model_folder.h"
#include "core/formats/config_keys.h"
#include "core/formats/packed_readers.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace salient {

namespace {

using nlohmann::ordered_json;

struct Method {
    std::string_view name; ///< `quant_method`
    std::unique_ptr<PackedReader> (*open)(const ordered_json& section, const std::string& place);
};

constexpr std::array kMethods{
    Method{"awq", openAwqReader},
    Method{"gptq", openGptqReader},
    Method{"compressed-tensors", openCompressedTensorsReader},
};

/// Written before config.json had a section: by llm-awq and AutoGPTQ.
struct OlderFile {
    const char* name;
    std::string_view method;
};
constexpr std::array kOlderFiles{OlderFile{"quant_config.json", "awq"}, OlderFile{"quantize_config.json", "gptq"}};

std::string knownMethods() {
    std::string known;
    for (const Method& method : kMethods) {
        known += (known.empty() ? "" : ", ") + std::string(method.name);
    }
    return known;
}

std::unique_ptr<PackedReader> openSection(const ordered_json& section, const std::string& place,
                                          std::string_view usualMethod) {
    requireObject(section, place);
    const ordered_json* method = findKey(section, {"quant_method"});
    const std::string name = method == nullptr ? std::string(usualMethod) : lowerText(method, place, "quant_method");
    for (const Method& known : kMethods) {
        if (known.name == name) {
            return known.open(section, place);
        }
    }
    throw inputError("quantization.unsupported_method",
                     fmt::format("{}: the model is quantised with {}; what can be read is {}: take the original model.",
                                 place, inQuotes(name), knownMethods()));
}

} // namespace

std::unique_ptr<PackedReader> openPackedReader(const ModelFolder& folder) {
    const ordered_json& config = folder.config();
    if (const ordered_json* section = findKey(config, {"quantization_config"})) {
        const std::string place = (folder.path() / "config.json").string() + ": \"quantization_config\"";
        return openSection(*section, place, "awq");
    }
    for (const OlderFile& older : kOlderFiles) {
        const std::filesystem::path file = folder.path() / older.name;
        std::error_code failure;
        if (std::filesystem::exists(file, failure)) {
            return openSection(readJsonFile(file), file.string(), older.method);
        }
    }
    return nullptr;
}

} // namespace salient
