// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace salient {

/// What one change of the model does to it, window by window: means per scored token, in nats.
struct WindowEffect {
    std::vector<double> loss; ///< negative log-likelihood, changed model less the one it is compared with
    std::vector<double> kl;   ///< KL(original ‖ changed model)

    bool measured() const { return !kl.empty(); }
};

/// A mean over windows with its uncertainty.
struct MeasuredMean {
    double mean = 0.0;
    double standardError = 0.0; ///< by bootstrap over windows
    double low = 0.0;           ///< 95 % interval
    double high = 0.0;
};

/// Linears that get the same bits, and what they do to the model.
struct SensitivitySet {
    std::string name; ///< of the fused set, or the module's own: "model.layers.3.self_attn.qkv"
    std::vector<std::string> modules;
    int64_t block = 0;
    int64_t parameters = 0;
    int bits = 4;                 ///< that were measured
    std::map<int, int64_t> bytes; ///< in the files, by bits; 16 is always there
    double relativeError = 0.0;   ///< mean of the modules' ‖(W − W̃)X‖² / ‖WX‖²
    WindowEffect alone;           ///< the original with only this set quantised
    WindowEffect restored;        ///< the quantised model with only this set in 16 bit
};

/// A measurement: made once per run and text, read by every later choice. sensitivity.json of a run folder.
struct SensitivityRecord {
    std::string model;    ///< folder of the original
    std::string result;   ///< folder of the quantised model
    std::string text;     ///< file
    std::string textHash; ///< sha256 of the token ids, little-endian int32
    int64_t context = 2048;
    int64_t windows = 8;
    std::vector<double> originalLoss; ///< per window, nats per token
    WindowEffect quantized;           ///< the whole quantised model against the original
    double control = 0.0;             ///< largest effect of a sweep step that swaps nothing; must be 0
    double secondsAlone = 0.0;
    double secondsRestored = 0.0;
    int64_t otherBytes = 0; ///< of the result's files that belong to no set: embeddings, head, norms, routers
    std::vector<SensitivitySet> sets;
};

std::string sensitivityToJson(const SensitivityRecord& record);
/// Throws Error (input) naming `origin` and what is wrong.
SensitivityRecord sensitivityFromJson(const std::string& text, const std::filesystem::path& origin);

/// Without its uncertainty, which takes thousands of times longer; 0 for none.
double plainMean(const std::vector<double>& windows);
/// Bootstrap over windows (2000 resamples of a fixed seed; Efron and Tibshirani 1993, percentile interval). One window
/// has no uncertainty that could be known: its error is infinite.
MeasuredMean measuredMean(const std::vector<double>& windows);

/// Of what one window more or less does to a set's KL: the root mean square of the sets' standard errors, times 1.96.
/// A set below it is inside the noise.
double noiseFloor(const SensitivityRecord& record);

/// Σ of the sets' own KL over the KL of the whole quantised model; 1 when effects simply add up. 0: not measured.
double additivity(const SensitivityRecord& record);

} // namespace salient
