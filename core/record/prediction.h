// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/budget.h"
#include "core/record/sensitivity_record.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace salient {

/// What may be chosen for the sets of a measurement.
struct BudgetRequest {
    std::vector<int> bits = {4, 8, 16}; ///< that a set may have
    std::map<std::string, int> pins;    ///< by set or module name: bits that are not to be chosen
    std::optional<double> targetBits;   ///< mean bits per weight of the sets, scales and zero points included
    std::optional<int64_t> targetBytes; ///< of all weight files
};

/// What was chosen, and what it is expected to do.
struct BudgetAnswer {
    std::vector<int> bits; ///< per set of the record
    double bitsPerWeight = 0.0;
    int64_t setBytes = 0;
    int64_t fileBytes = 0;   ///< with everything that belongs to no set
    int64_t withinNoise = 0; ///< sets that were left alone because the noise hides their effect; pins are not counted
    double gap = 0.0;        ///< the KL that a better choice could save at most; 0: proven best
    MeasuredMean kl;         ///< expected, nats per token
    MeasuredMean loss;       ///< expected change, nats per token
    double perplexity = 0.0; ///< expected
    double perplexityLow = 0.0; ///< 95 % interval of the change, the original's own perplexity taken as it is
    double perplexityHigh = 0.0;
};

/// Per set, its share of the KL of the whole quantised model: the mean of what both sweeps say of it (its KL alone over
/// the sum of all; the KL that restoring it takes away over that sum), or of the one that was measured. A set whose
/// effect is below its standard error over windows counts with that error. Adds up to 1.
/// Throws Error (input) when no sweep is complete.
std::vector<double> effectShares(const SensitivityRecord& record);

/// The factor by which a set's KL changes from `measured` to `bits`: that of the squared rounding step, to which the
/// squared output error and so, for small errors, the KL is proportional. 8 bits count as symmetric.
double roundingFactor(int measured, int bits);

/// What every prediction from a measurement needs: made once, used for many budgets.
struct PredictionBasis {
    std::vector<double> shares; ///< see effectShares()
    MeasuredMean kl;            ///< of the whole quantised model
    MeasuredMean loss;
    double original = 0.0;   ///< loss of the original, nats per token
    std::vector<bool> noise; ///< see withinNoise()
};
/// Throws what effectShares() throws.
PredictionBasis predictionBasis(const SensitivityRecord& record);

/// Bits per set → expected quality.
void predict(const SensitivityRecord& record, const std::vector<int>& bits, BudgetAnswer& answer);
void predict(const SensitivityRecord& record, const PredictionBasis& basis, const std::vector<int>& bits,
             BudgetAnswer& answer);

/// Smallest and largest bits per weight that the options and pins of a request allow. Throws as chooseBits() for pins.
std::pair<double, double> budgetRange(const SensitivityRecord& record, const BudgetRequest& request);
std::pair<double, double> budgetRange(const SensitivityRecord& record, const PredictionBasis& basis,
                                      const BudgetRequest& request);
/// Bits per weight of the sets in files of so many bytes, and back.
double bitsOfBytes(const SensitivityRecord& record, int64_t fileBytes);
int64_t bytesOfBits(const SensitivityRecord& record, double bitsPerWeight);

/// The best bits within the budget. Sets within the noise of the measurement, unless pinned, get no more bits than they
/// were measured with, or the fewest of the request. Throws Error (usage) budget.too_small with the smallest possible,
/// budget.no_target, budget.unknown_pin; (input) when the record holds no complete sweep.
BudgetAnswer chooseBits(const SensitivityRecord& record, const BudgetRequest& request);
BudgetAnswer chooseBits(const SensitivityRecord& record, const PredictionBasis& basis, const BudgetRequest& request);

} // namespace salient
