// SPDX-License-Identifier: Apache-2.0
#include "core/record/prediction.h"

#include "core/record/sensitivity_charts.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace salient {

namespace {

/// What cannot be told from nothing counts as its standard error over windows: a set that the noise made look free
/// would be the first to lose bits.
double atLeastItsError(const std::vector<double>& windows) {
    const double mean = plainMean(windows);
    const auto n = static_cast<double>(windows.size());
    if (n < 2) {
        return std::max(mean, 0.0);
    }
    double squares = 0.0;
    for (const double value : windows) {
        squares += (value - mean) * (value - mean);
    }
    return std::max(mean, std::sqrt(squares / (n - 1.0) / n));
}

/// Shares of one sweep, or nothing when it is not complete.
std::optional<std::vector<double>> sharesOf(const SensitivityRecord& record, WindowEffect SensitivitySet::*sweep) {
    std::vector<double> shares;
    for (const SensitivitySet& set : record.sets) {
        std::vector<double> windows = (set.*sweep).kl;
        if (windows.empty()) {
            return std::nullopt;
        }
        if (sweep == &SensitivitySet::restored) {
            for (size_t w = 0; w < windows.size(); ++w) {
                windows[w] = record.quantized.kl[w] - windows[w];
            }
        }
        shares.push_back(atLeastItsError(windows));
    }
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (!(sum > 0.0)) {
        return std::nullopt;
    }
    for (double& share : shares) {
        share /= sum;
    }
    return shares;
}

double meanBits(const SensitivityRecord& record, int64_t bytes) {
    double parameters = 0.0;
    for (const SensitivitySet& set : record.sets) {
        parameters += static_cast<double>(set.parameters);
    }
    return 8.0 * static_cast<double>(bytes) / parameters;
}

int64_t bytesOf(const SensitivitySet& set, int bits) {
    return set.bytes.at(bits);
}

std::optional<int> pinOf(const SensitivitySet& set, const std::map<std::string, int>& pins) {
    if (const auto pin = pins.find(set.name); pin != pins.end()) {
        return pin->second;
    }
    for (const std::string& module : set.modules) {
        if (const auto pin = pins.find(module); pin != pins.end()) {
            return pin->second;
        }
    }
    return std::nullopt;
}

void checkPins(const SensitivityRecord& record, const std::map<std::string, int>& pins) {
    if (record.sets.empty()) {
        throw inputError("sensitivity.incomplete", "The measurement holds no sets; measure again.");
    }
    for (const auto& [name, bits] : pins) {
        const auto set = std::find_if(record.sets.begin(), record.sets.end(), [&wanted = name](const auto& candidate) {
            return candidate.name == wanted ||
                   std::find(candidate.modules.begin(), candidate.modules.end(), wanted) != candidate.modules.end();
        });
        if (set == record.sets.end()) {
            throw usageError("budget.unknown_pin",
                             fmt::format("\"{}\" is no set or linear of the measurement; expected a name as \"{}\".",
                                         name, record.sets.front().name));
        }
        if (!set->bytes.contains(bits)) {
            throw usageError("budget.unknown_pin", fmt::format("{} cannot be pinned to {} bits.", name, bits));
        }
    }
}

int64_t budgetBytes(const SensitivityRecord& record, const BudgetRequest& request) {
    if (request.targetBits.has_value() == request.targetBytes.has_value()) {
        throw usageError("budget.no_target", "Expected either bits per weight or a size as the target.");
    }
    if (request.targetBytes) {
        return *request.targetBytes - record.otherBytes;
    }
    double parameters = 0.0;
    for (const SensitivitySet& set : record.sets) {
        parameters += static_cast<double>(set.parameters);
    }
    return static_cast<int64_t>(std::floor(*request.targetBits * parameters / 8.0));
}

/// What each set may become: its pin, or the bits of the request that its size is known for. Sets within the noise get
/// no more than they were measured with: nothing says that these would be of any use.
std::vector<std::vector<int>> allowedBits(const SensitivityRecord& record, const PredictionBasis& basis,
                                          const BudgetRequest& request) {
    checkPins(record, request.pins);
    std::vector<std::vector<int>> allowed;
    for (size_t i = 0; i < record.sets.size(); ++i) {
        const SensitivitySet& set = record.sets[i];
        const std::optional<int> pin = pinOf(set, request.pins);
        std::vector<int> bits = pin ? std::vector<int>{*pin} : request.bits;
        std::erase_if(bits, [&](int one) { return !set.bytes.contains(one); });
        if (!pin && basis.noise[i] && !bits.empty()) {
            const int most = std::max(set.bits, *std::min_element(bits.begin(), bits.end()));
            std::erase_if(bits, [most](int one) { return one > most; });
        }
        allowed.push_back(std::move(bits));
    }
    return allowed;
}

int64_t leftAlone(const SensitivityRecord& record, const PredictionBasis& basis, const BudgetRequest& request) {
    int64_t sets = 0;
    for (size_t i = 0; i < record.sets.size(); ++i) {
        sets += basis.noise[i] && !pinOf(record.sets[i], request.pins) ? 1 : 0;
    }
    return sets;
}

} // namespace

std::vector<double> effectShares(const SensitivityRecord& record) {
    const auto alone = sharesOf(record, &SensitivitySet::alone);
    const auto restored = sharesOf(record, &SensitivitySet::restored);
    if (!alone && !restored) {
        throw inputError("sensitivity.incomplete",
                         "The measurement holds no complete sweep over the model's sets; measure again.");
    }
    if (!alone || !restored) {
        return alone ? *alone : *restored;
    }
    std::vector<double> shares(alone->size());
    for (size_t i = 0; i < shares.size(); ++i) {
        shares[i] = 0.5 * ((*alone)[i] + (*restored)[i]);
    }
    return shares;
}

double roundingFactor(int measured, int bits) {
    if (bits >= 16) {
        return 0.0;
    }
    if (bits == measured) {
        return 1.0;
    }
    const auto steps = [](int count) { return std::exp2(count) - 1.0; };
    // A symmetric grid spans twice the larger end: its step is up to twice that of a range that follows both.
    const double symmetric = bits == 8 && measured != 8 ? 2.0 : 1.0;
    const double ratio = symmetric * steps(measured) / steps(bits);
    return ratio * ratio;
}

PredictionBasis predictionBasis(const SensitivityRecord& record) {
    return {effectShares(record), measuredMean(record.quantized.kl), measuredMean(record.quantized.loss),
            plainMean(record.originalLoss), withinNoise(record)};
}

void predict(const SensitivityRecord& record, const std::vector<int>& bits, BudgetAnswer& answer) {
    predict(record, predictionBasis(record), bits, answer);
}

void predict(const SensitivityRecord& record, const PredictionBasis& basis, const std::vector<int>& bits,
             BudgetAnswer& answer) {
    double part = 0.0;
    answer.bits = bits;
    answer.setBytes = 0;
    for (size_t i = 0; i < bits.size(); ++i) {
        part += basis.shares[i] * roundingFactor(record.sets[i].bits, bits[i]);
        answer.setBytes += bytesOf(record.sets[i], bits[i]);
    }
    // A part of every window is the same part of their mean and of its interval; of an infinite one, too.
    const auto scaled = [part](const MeasuredMean& whole) {
        return part > 0.0
                   ? MeasuredMean{part * whole.mean, part * whole.standardError, part * whole.low, part * whole.high}
                   : MeasuredMean{};
    };
    answer.kl = scaled(basis.kl);
    answer.loss = scaled(basis.loss);
    answer.perplexity = std::exp(basis.original + answer.loss.mean);
    answer.perplexityLow = std::exp(basis.original + answer.loss.low);
    answer.perplexityHigh = std::exp(basis.original + answer.loss.high);
    answer.bitsPerWeight = meanBits(record, answer.setBytes);
    answer.fileBytes = answer.setBytes + record.otherBytes;
}

BudgetAnswer chooseBits(const SensitivityRecord& record, const BudgetRequest& request) {
    return chooseBits(record, predictionBasis(record), request);
}

BudgetAnswer chooseBits(const SensitivityRecord& record, const PredictionBasis& basis, const BudgetRequest& request) {
    const std::vector<std::vector<int>> allowed = allowedBits(record, basis, request);
    std::vector<BudgetSet> sets;
    for (size_t i = 0; i < record.sets.size(); ++i) {
        const SensitivitySet& set = record.sets[i];
        BudgetSet entry{set.name, {}};
        for (const int bits : allowed[i]) {
            entry.options.push_back(
                {bits, bytesOf(set, bits), basis.kl.mean * basis.shares[i] * roundingFactor(set.bits, bits)});
        }
        sets.push_back(std::move(entry));
    }
    const int64_t budget = budgetBytes(record, request);
    const BudgetSolution solution = solveBudget(sets, budget);
    if (!solution.feasible) {
        throw usageError(
            "budget.too_small",
            request.targetBytes
                ? fmt::format("The files cannot be smaller than {:.1f} MB with {} bits as the fewest, {:.1f} MB of it "
                              "not quantised; found a target of {:.1f} MB.",
                              static_cast<double>(solution.smallestBytes + record.otherBytes) / 1e6,
                              *std::min_element(request.bits.begin(), request.bits.end()),
                              static_cast<double>(record.otherBytes) / 1e6,
                              static_cast<double>(*request.targetBytes) / 1e6)
                : fmt::format("With {} bits as the fewest, scales and zero points and the pins make {:.3f} bits per "
                              "weight at least; found a target of {}.",
                              *std::min_element(request.bits.begin(), request.bits.end()),
                              meanBits(record, solution.smallestBytes), *request.targetBits));
    }
    std::vector<int> bits;
    for (size_t i = 0; i < sets.size(); ++i) {
        bits.push_back(sets[i].options[solution.chosen[i]].bits);
    }
    BudgetAnswer answer;
    predict(record, basis, bits, answer);
    answer.gap = solution.cost - solution.bound;
    answer.withinNoise = leftAlone(record, basis, request);
    return answer;
}

std::pair<double, double> budgetRange(const SensitivityRecord& record, const BudgetRequest& request) {
    return budgetRange(record, predictionBasis(record), request);
}

std::pair<double, double> budgetRange(const SensitivityRecord& record, const PredictionBasis& basis,
                                      const BudgetRequest& request) {
    int64_t smallest = 0;
    int64_t largest = 0;
    const std::vector<std::vector<int>> allowed = allowedBits(record, basis, request);
    for (size_t i = 0; i < record.sets.size(); ++i) {
        const auto [low, high] = std::minmax_element(allowed[i].begin(), allowed[i].end());
        smallest += low == allowed[i].end() ? 0 : bytesOf(record.sets[i], *low);
        largest += high == allowed[i].end() ? 0 : bytesOf(record.sets[i], *high);
    }
    return {meanBits(record, smallest), meanBits(record, largest)};
}

double bitsOfBytes(const SensitivityRecord& record, int64_t fileBytes) {
    return meanBits(record, fileBytes - record.otherBytes);
}

int64_t bytesOfBits(const SensitivityRecord& record, double bitsPerWeight) {
    double parameters = 0.0;
    for (const SensitivitySet& set : record.sets) {
        parameters += static_cast<double>(set.parameters);
    }
    return record.otherBytes + static_cast<int64_t>(std::llround(bitsPerWeight * parameters / 8.0));
}

} // namespace salient
