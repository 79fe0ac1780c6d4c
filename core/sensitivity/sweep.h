// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"
#include "core/record/sensitivity_record.h"
#include "core/run_context.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace salient {

/// What is measured, and between which folders.
struct SensitivityRequest {
    std::filesystem::path model;      ///< the original
    std::filesystem::path result;     ///< what a run made of it
    std::filesystem::path scales;     ///< the run's scales (ScaleStore); a run without AWQ has none: empty
    std::filesystem::path workFolder; ///< for the journal and the hidden states while it lasts
    std::filesystem::path text;       ///< named in the record
    std::vector<int32_t> ids;         ///< the text's tokens
    int64_t context = 2048;
    int64_t windows = 8;                          ///< 0: all of the text
    bool alone = true;                            ///< the original with one set quantised at a time
    bool restored = true;                         ///< the quantised model with one set in 16 bit at a time
    std::map<std::string, LayerQuantized> layers; ///< by module, as the run reported them
    std::string device = "auto";
};

/// Swaps one fused set at a time and measures what that does to the text's likelihood and to KL(original ‖ changed).
/// Hidden states in front of every block are kept, so that a swap in block i runs the blocks i … N only; a step that
/// swaps nothing must give exactly 0. Finished sets are written to a journal in the work folder, from which a run that
/// was stopped goes on. Emits SetMeasured and Progress. Throws Error: (input) when the folders do not belong together,
/// the result rounds its inputs too (sensitivity.rounded_inputs) or the text is too short, (resource) for states that
/// do not fit, (internal) for a control that is not 0.
SensitivityRecord measureSensitivity(const SensitivityRequest& request, const RunContext& context);

} // namespace salient
