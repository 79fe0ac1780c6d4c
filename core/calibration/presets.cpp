// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/presets.h"

#include "core/calibration/calibration_data.h"

#include <cstddef>

// Defined in sources that embed_text.cmake makes from resources/calibration.
extern const unsigned char kSalientTextProse1[];
extern const std::size_t kSalientTextProse1Bytes;
extern const unsigned char kSalientTextProse2[];
extern const std::size_t kSalientTextProse2Bytes;
extern const unsigned char kSalientTextCode[];
extern const std::size_t kSalientTextCodeBytes;
extern const unsigned char kSalientTextWriting[];
extern const std::size_t kSalientTextWritingBytes;

namespace salient {

static std::string_view embedded(const unsigned char* bytes, size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

std::vector<std::string_view> presetTexts(std::string_view name) {
    const std::string_view prose1 = embedded(kSalientTextProse1, kSalientTextProse1Bytes);
    const std::string_view prose2 = embedded(kSalientTextProse2, kSalientTextProse2Bytes);
    const std::string_view code = embedded(kSalientTextCode, kSalientTextCodeBytes);
    if (name == "general") {
        return {prose1, embedded(kSalientTextWriting, kSalientTextWritingBytes), code};
    }
    if (name == "literature") {
        return {prose1, prose2};
    }
    if (name == "code") {
        return {code};
    }
    return {};
}

std::vector<PresetInfo> presetInfos() {
    std::vector<PresetInfo> infos = {
        {"general", "prose, explanations, dialogues, worked problems, tables, nine languages and code",
         "public domain and Apache-2.0", 0},
        {"literature", "chapters 1 to 41 of Pride and Prejudice", "public domain", 0},
        {"code", "C++, CMake and JSON of Salient Studio itself", "Apache-2.0", 0},
    };
    for (PresetInfo& info : infos) {
        for (const std::string_view text : presetTexts(info.name)) {
            info.bytes += static_cast<int64_t>(text.size());
        }
    }
    return infos;
}

std::vector<std::string> calibrationPresets() {
    std::vector<std::string> names;
    for (const PresetInfo& info : presetInfos()) {
        names.push_back(info.name);
    }
    return names;
}

} // namespace salient
