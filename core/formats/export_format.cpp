// SPDX-License-Identifier: Apache-2.0
#include "core/formats/export_format.h"

#include "core/formats/awq_gemm_format.h"
#include "core/formats/awq_gemv_fast_format.h"
#include "core/formats/awq_gemv_format.h"
#include "core/formats/compressed_tensors_format.h"
#include "core/formats/compressed_tensors_int8_format.h"
#include "core/formats/gptq_format.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace salient {

const std::vector<ExportFormat>& exportFormats() {
    static const std::vector<ExportFormat> formats{
        awqGemmFormat(),           //
        awqGemvFormat(),           //
        awqGemvFastFormat(),       //
        gptqFormat(),              //
        gptqV2Format(),            //
        compressedTensorsFormat(), //
        compressedTensorsInt8Format(),
    };
    return formats;
}

QuantSpec usualSpec(const std::vector<ExportModule>& modules) {
    std::map<std::tuple<int, int64_t, bool>, int64_t> counts;
    QuantSpec usual;
    int64_t most = 0;
    for (const ExportModule& module : modules) {
        if (!module.spec) {
            continue;
        }
        const int64_t count = ++counts[{module.spec->bits, module.spec->groupSize, module.spec->symmetric}];
        if (count > most) {
            most = count;
            usual = *module.spec;
        }
    }
    return usual;
}

int64_t storedBytes(const ExportFormat& format, const ExportLinear& linear, const QuantSpec& spec) {
    int64_t bytes = 0;
    for (const PlannedTensor& tensor : format.plan(linear, spec)) {
        bytes += elementCount(tensor.shape) * dtypeBytes(tensor.dtype);
    }
    return bytes;
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
