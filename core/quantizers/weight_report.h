// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"
#include "kernels/backend.h"

namespace salient {

/// One linear before and after rounding.
struct WeightReportInput {
    TensorView original;                  ///< F32 [out, in], before its columns were scaled and its weights clipped
    const PackedLinear* packed = nullptr; ///< what the file holds
    TensorView columnScale;               ///< F32 [in] that the columns were multiplied by; empty: all 1
    TensorView gram; ///< F32 [in, in], complete Σ x xᵀ of the unscaled input; empty: errors of the weights themselves
    QuantSpec spec;  ///< of rounding to nearest, for comparison
};

/// Fills the shapes, bits, errors and histograms of `report`; `block` and `module` are the caller's. With W̃ the packed
/// weight divided by the column scales, relativeError = ‖X(W−W̃)ᵀ‖² / ‖XWᵀ‖² (0 when nothing comes out of W) and
/// sqnrDb = −10·log10 of it, at most 200. Histograms: 64 equal bins over the range of the original weights; the second
/// counts W̃ in the same bins, values outside in the outermost.
void fillWeightReport(Backend& backend, const WeightReportInput& input, LayerQuantized& report);

} // namespace salient
