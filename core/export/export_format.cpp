// SPDX-License-Identifier: Apache-2.0
#include "core/export/export_format.h"

#include "core/export/awq_gemm_format.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace salient {

const std::vector<ExportFormat>& exportFormats() {
    static const std::vector<ExportFormat> formats{awqGemmFormat()};
    return formats;
}

const ExportFormat& exportFormat(const std::string& name) {
    const auto& formats = exportFormats();
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const auto& f) { return f.name == name; });
    if (found == formats.end()) {
        std::vector<std::string> known;
        for (const ExportFormat& format : formats) {
            known.push_back(format.name);
        }
        throw usageError("format.unknown",
                         fmt::format("There is no format '{}'; known are: {}.", name, fmt::join(known, ", ")));
    }
    return *found;
}

} // namespace salient
