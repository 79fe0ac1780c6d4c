// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"

#include <string>
#include <utility>
#include <vector>

namespace salient {

/// Which module's output a scale search compares.
enum class InspectedModule { Attention, Mlp, Consumers };

/// One place where a scale can move from consumers into their producer without changing the block's function
/// (AWQ paper, section 3.2; groups per family in AutoAWQ `awq/models/*.py`). Names are relative to the block.
struct ScalingGroup {
    enum class Producer { Norm, Linear };
    /// Which rows of a producing linear are divided: all, those that give values, or the ungated half of a joined MLP.
    enum class Rows { All, Values, Up };

    std::string producer;
    Producer kind = Producer::Norm;
    Rows rows = Rows::All;
    /// Everything that reads the scaled channels, also what is never packed (routers).
    std::vector<std::string> consumers;
    InspectedModule inspected = InspectedModule::Consumers;
};

/// The groups of a layer, from the shape of its block; a family needs no list of its own. Nothing is scaled through a
/// non-linear activation, a clipped projection or a norm whose output is added to the residual stream.
std::vector<ScalingGroup> scalingGroups(const ModelConfig& config, int64_t layer);

/// Pairs (row of the producing linear, channel of the scale that divides it). Query heads that share values have one
/// row for several channels; the first of them is named (their scales must be equal).
std::vector<std::pair<int64_t, int64_t>> dividedRows(const ModelConfig& config, const ScalingGroup& group,
                                                     int64_t producerOut);

/// Whether the group's scale must be the same for the query heads that share a key-value head.
bool tiesHeads(const ModelConfig& config, const ScalingGroup& group);

} // namespace salient
