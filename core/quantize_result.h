// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/model_card.h"
#include "core/quantize_model.h"
#include "core/quantizers/quantize_block.h"
#include "core/reload_proof.h"
#include "core/run_clock.h"

#include <optional>
#include <string>
#include <vector>

namespace salient {

/// What a quantisation run found out, gathered as it goes; result.json and the model card are two views of it.
struct QuantizeResult {
    std::vector<LayerQuantized> layers;
    std::optional<HoldoutQuality> quality;
    ReloadProof proof;
    ProductCounters products;
    std::string loaders = "[]"; ///< see writeFolderConfig()
    double writerSeconds = 0.0;
    int64_t bytesAfter = 0;

    void add(BlockOutcome outcome);
    ModelCard card(const Recipe& recipe, const ModelSource& source, const CalibrationReady& data,
                   const std::vector<std::string>& kept) const;
    std::string json(const Recipe& recipe, const ModelSource& source, const QuantizePlan& plan, const RunClock& clock,
                     const std::vector<std::string>& kept, const CalibrationReady& data) const;
};

} // namespace salient
