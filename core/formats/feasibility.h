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

/// What a loader makes of a folder in a format.
struct LoaderVerdict {
    std::string loader; ///< "vLLM"
    bool agrees = true; ///< every linear gets what the files hold, as far as its rules are known
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
    std::vector<FeasibilityReason> reasons; ///< what makes it impossible first, then the other blocking ones
    std::vector<LoaderVerdict> loaders =
        {};               ///< those whose rules are known; empty when the format is out of the question
    bool oneFile = false; ///< the output is a file, not a folder
};

/// For every export format: whether the linears with these wanted specs (nothing: 16 bit) can be written, each one
/// alone (ExportFormat::check of the adapted spec) and all together (the configuration, replayed as loaders read it).
std::vector<FormatFeasibility> formatFeasibility(const std::vector<ExportModule>& wanted);

/// JSON text: [{"format", "verdict" ("yes", "with_warnings", "no"), "reasons": [{"sentence", "modules" (how many)}],
/// "loaders": [{"loader", "agrees"}], "output": "folder" or "file"}].
std::string feasibilityToJson(const std::vector<FormatFeasibility>& formats);

} // namespace salient
