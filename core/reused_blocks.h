// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"
#include "core/model/model_source.h"
#include "core/quantize_model.h"
#include "core/quantizers/scale_store.h"
#include "core/run_context.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace salient {

/// Blocks of an earlier run that this one would only repeat. A block's scales, clips and integers follow from its own
/// weights and the original model's activations alone, so a mark changes the block it is in and no other; where errors
/// propagate, it changes all that follow.
class ReusedBlocks {
public:
    /// Looks at `recipe.reuse`; empty: nothing is reused. Emits a finding that says how much is, or why nothing can be:
    /// the folder or its result is gone, the model's files are newer, or a setting that every block depends on differs.
    /// `data` are the calibration data of this run.
    ReusedBlocks(const Recipe& recipe, const ModelSource& source, const QuantizePlan& plan,
                 const CalibrationReady& data, const RunContext& context);

    bool has(int64_t layer) const { return m_events.contains(layer); }
    /// The last block that is not reused; its activations are the last that are needed. −1: all are.
    int64_t lastNew() const { return m_lastNew; }

    /// As quantizeBlock() left it. Valid while this object lives.
    Block load(int64_t layer) const { return m_result->loadBlock(layer); }
    /// Of the same block of the original.
    std::vector<GroupScale> scales(const Block& original) const { return m_scales.of(original); }
    /// What the earlier run told of the block between its beginning and its end.
    const std::vector<Event>& events(int64_t layer) const { return m_events.at(layer); }

private:
    void open(const Recipe& recipe, const ModelSource& source, const QuantizePlan& plan, const CalibrationReady& data);
    void keepBeginning();
    void readEvents(const std::filesystem::path& file);

    std::unique_ptr<ModelSource> m_result; // of the earlier run
    ScaleStore m_scales;
    std::map<int64_t, std::vector<Event>> m_events;
    std::string m_dataHash; // of the earlier run
    int64_t m_lastNew = 0;
};

} // namespace salient
