// SPDX-License-Identifier: Apache-2.0
#include "core/formats/export_format.h"

#include "core/formats/awq_gemm_format.h"
#include "core/formats/awq_gemv_fast_format.h"
#include "core/formats/awq_gemv_format.h"
#include "core/formats/compressed_tensors_format.h"
#include "core/formats/gptq_format.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace salient {

const std::vector<ExportFormat>& exportFormats() {
    static const std::vector<ExportFormat> formats{
        awqGemmFormat(),     //
        awqGemvFormat(),     //
        awqGemvFastFormat(), //
        gptqFormat(),        //
        gptqV2Format(),      //
        compressedTensorsFormat(),
    };
    return formats;
}

std::vector<std::string> formatNames() {
    std::vector<std::string> names;
    for (const ExportFormat& format : exportFormats()) {
        names.push_back(format.name);
    }
    return names;
}

std::vector<std::string> formatsTaking(const ExportLinear& linear, const QuantSpec& spec, const std::string& except) {
    std::vector<std::string> names;
    for (const ExportFormat& format : exportFormats()) {
        const auto issue = format.check(linear, format.adapt(spec));
        if (format.name != except && (!issue || issue->severity != Severity::Blocking)) {
            names.push_back(format.name);
        }
    }
    return names;
}

const ExportFormat& exportFormat(const std::string& name) {
    const auto& formats = exportFormats();
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const auto& f) { return f.name == name; });
    if (found == formats.end()) {
        throw usageError("format.unknown",
                         fmt::format("There is no format '{}'; known are: {}.", name, fmt::join(formatNames(), ", ")));
    }
    return *found;
}

} // namespace salient
