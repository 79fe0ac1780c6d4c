// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"
#include "core/model/model_source.h"
#include "core/quantize_model.h"
#include "core/quantizers/block_statistics.h"

namespace salient {

/// Sequences that go through a block at once.
int64_t sliceSequences(const Recipe& recipe);

/// Which samples the statistics keep for `sequences` calibration sequences.
BlockStatistics::Options statisticsOptions(const Recipe& recipe, int64_t sequences);

/// Bytes of codes, zero points and scales in the files, or of the fp16 weight.
int64_t storedBytes(const ExportFormat& format, const PlannedLinear& linear);

/// Bytes that the run will hold at most, mapped files included.
int64_t plannedPeakBytes(const Recipe& recipe, const ModelConfig& config);

/// Every linear of a quantised folder as its files store it.
QuantizePlan planAsStored(const ModelSource& source);

/// What the format is told of the whole folder; `spec`: what most linears have.
ExportSettings exportSettings(const QuantSpec& spec, const QuantizePlan& plan, const ModelConfig& config);

} // namespace salient
