// SPDX-License-Identifier: Apache-2.0
#include "core/record/stored_sensitivity.h"

#include "core/whole_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace salient {

std::filesystem::path sensitivityFile(const std::filesystem::path& runFolder) {
    return runFolder / "sensitivity.json";
}

SensitivityRecord readSensitivity(const std::filesystem::path& runFolder) {
    const std::filesystem::path file = sensitivityFile(runFolder);
    std::error_code failure;
    if (!std::filesystem::exists(file, failure)) {
        throw inputError("sensitivity.missing",
                         fmt::format("{} holds no sensitivity measurement; make one with salient sensitivity --run {} "
                                     "--text FILE.",
                                     runFolder.string(), runFolder.string()));
    }
    constexpr int64_t kLargest = 256 << 20;
    return sensitivityFromJson(readWholeFile(file, kLargest), file);
}

int64_t parseBytes(const std::string& text) {
    struct Unit {
        std::string_view name;
        double bytes;
    };
    constexpr std::array<Unit, 8> kUnits{{{"", 1.0},
                                          {"B", 1.0},
                                          {"KB", 1e3},
                                          {"MB", 1e6},
                                          {"GB", 1e9},
                                          {"KiB", 1024.0},
                                          {"MiB", 1048576.0},
                                          {"GiB", 1073741824.0}}};
    double number = 0.0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
    while (unit.starts_with(' ')) {
        unit.remove_prefix(1);
    }
    for (const Unit& known : kUnits) {
        if (problem == std::errc() && known.name == unit && number > 0.0 && number * known.bytes < 1e18) {
            return static_cast<int64_t>(std::llround(number * known.bytes));
        }
    }
    throw usageError("size.unreadable", fmt::format("Expected a size as 900MB or 1.2GB, found \"{}\".", text));
}

} // namespace salient
