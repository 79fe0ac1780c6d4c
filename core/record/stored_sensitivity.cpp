// SPDX-License-Identifier: Apache-2.0
#include "core/record/stored_sensitivity.h"

#include "core/whole_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
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

static bool sameMeasurement(const SensitivityRecord& a, const SensitivityRecord& b) {
    const auto same = [](const SensitivitySet& x, const SensitivitySet& y) {
        return x.name == y.name && x.bits == y.bits && x.bytes == y.bytes;
    };
    // Equal effects of the whole model, to the last bit, come from equal files, text, windows and arithmetic alone.
    return a.textHash == b.textHash && a.originalLoss == b.originalLoss && a.quantized.loss == b.quantized.loss &&
           a.quantized.kl == b.quantized.kl && std::ranges::equal(a.sets, b.sets, same);
}

static void addSweepsOf(const SensitivityRecord& earlier, SensitivityRecord& record) {
    for (size_t i = 0; i < record.sets.size(); ++i) {
        SensitivitySet& set = record.sets[i];
        const SensitivitySet& known = earlier.sets[i];
        set.alone = set.alone.measured() ? set.alone : known.alone;
        set.restored = set.restored.measured() ? set.restored : known.restored;
    }
    record.control = std::max(record.control, earlier.control);
    record.secondsAlone = record.secondsAlone > 0.0 ? record.secondsAlone : earlier.secondsAlone;
    record.secondsRestored = record.secondsRestored > 0.0 ? record.secondsRestored : earlier.secondsRestored;
}

void storeSensitivity(const std::filesystem::path& runFolder, SensitivityRecord& record) {
    try {
        if (const SensitivityRecord earlier = readSensitivity(runFolder); sameMeasurement(earlier, record)) {
            addSweepsOf(earlier, record);
        }
    } catch (const Error&) {
        // None there, or one that nobody can read: it is replaced.
    }
    writeWholeFile(sensitivityFile(runFolder), sensitivityToJson(record));
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
