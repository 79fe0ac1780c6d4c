// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace salient {

/// A mean over items and its standard error √(s²/n), s² with n − 1, as lm-evaluation-harness says it
/// (lm_eval/api/metrics.py, mean_stderr). One item has no uncertainty that could be known: its error is infinite.
struct MeanOverItems {
    double mean = 0.0;
    double standardError = 0.0;
};

/// Share of right items; at least one.
MeanOverItems accuracyOf(const std::vector<bool>& right);
/// Share of right items of `other` less that of `first`, item by item on the same items: what both get right or wrong
/// adds nothing to the error.
MeanOverItems accuracyChange(const std::vector<bool>& first, const std::vector<bool>& other);

} // namespace salient
