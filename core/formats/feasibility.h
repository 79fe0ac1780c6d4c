// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"
#include "core/issue.h"

#include <string>
#include <vector>

namespace salient {

/// One kind of obstacle and the linears that it concerns.
struct FeasibilityReason {
    Issue issue; ///< its sentence is about the first of them
    std::vector<std::string> modules;
};

/// Whether a format holds what is wanted.
struct FormatFeasibility {
    enum class Verdict {
        Yes,
        WithWarnings, ///< some loaders refuse or slow down, or some linears would stay in 16 bit because they do not
                      ///< fit
        No,           ///< a number of bits that the format has not, or no loader would take the folder
    };
    std::string format;
    Verdict verdict = Verdict::Yes;
    std::vector<FeasibilityReason> reasons; ///< the blocking ones first
};

/// For every export format: whether the linears with these wanted specs (nothing: 16 bit) can be written, each one
/// alone (ExportFormat::check of the adapted spec) and all together (the configuration, replayed as loaders read it).
std::vector<FormatFeasibility> formatFeasibility(const std::vector<ExportModule>& wanted);

} // namespace salient
