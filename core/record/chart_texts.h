// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

// The English texts of charts; {} are filled by fmt. A translation keeps the number and order of the placeholders; L in
// one gives its number the decimal point of the language.

namespace salient::chart_text {

inline constexpr std::string_view kDecimalPoint = "0.5"; ///< shows the decimal point of the language

inline constexpr std::string_view kLossTitle = "Scale search: block {}, {}";
inline constexpr std::string_view kRatioAxis = "Ratio r of the scales";
inline constexpr std::string_view kLossAxis = "Output error (MSE)";
inline constexpr std::string_view kActivationSeries = "scales |x|^r";
inline constexpr std::string_view kDuoSeries = "scales |x|^r / |w|^(1-r)";
inline constexpr std::string_view kIdentityLevel = "no scaling";
inline constexpr std::string_view kWinnerSeries = "chosen";
inline constexpr std::string_view kLossRunning = "{} candidates so far; the lowest error is {:.3Lg}.";
inline constexpr std::string_view kLossGain = "Ratio {:.2Lf} wins: {:.1Lf} % less error than without scaling.";
inline constexpr std::string_view kLossIdentity = "No scaling wins: every scale tried made the error larger.";

inline constexpr std::string_view kChannelsTitle = "Input channels: block {}, {}";
inline constexpr std::string_view kChannelAxis = "Input channel";
inline constexpr std::string_view kMagnitudeAxis = "Mean |x|";
inline constexpr std::string_view kMagnitudeSeries = "mean |x|";
inline constexpr std::string_view kLargestSeries = "largest channels";
inline constexpr std::string_view kChannelsSummary =
    "Channel {} is largest with mean |x| {:.3Lg}, {:.0Lf} times the median of {:.3Lg}.";

inline constexpr std::string_view kHistogramTitle = "Weights of {}";
inline constexpr std::string_view kWeightAxis = "Weight value";
inline constexpr std::string_view kCountAxis = "Weights";
inline constexpr std::string_view kBeforeSeries = "original";
inline constexpr std::string_view kScaledSeries = "scaled";
inline constexpr std::string_view kAfterSeries = "as the file gives them back";
inline constexpr std::string_view kHistogramSummary = "{} weights between {:.3Lg} and {:.3Lg}, {} bits each.";
inline constexpr std::string_view kHistogramKept = "{} weights, kept in 16 bits.";

inline constexpr std::string_view kErrorTitle = "Output error per layer";
inline constexpr std::string_view kLayerAxis = "Layer";
inline constexpr std::string_view kErrorAxis = "Relative output error";
inline constexpr std::string_view kErrorSeries = "this run";
inline constexpr std::string_view kRtnSeries = "rounding to nearest";
inline constexpr std::string_view kErrorSummary = "{} is worst with {:.3Lg}; half of the {} layers stay below {:.3Lg}.";

inline constexpr std::string_view kSqnrTitle = "Signal-to-noise ratio per layer";
inline constexpr std::string_view kSqnrAxis = "SQNR (dB)";
inline constexpr std::string_view kSqnrSummary =
    "{} is worst with {:.1Lf} dB; half of the {} layers stay above {:.1Lf} dB.";

inline constexpr std::string_view kBlockTitle = "Output error per block on the hold-out";
inline constexpr std::string_view kBlockAxis = "Block";
inline constexpr std::string_view kBlockSeries = "all layers so far quantised";
inline constexpr std::string_view kBlockSummary = "After {} blocks the output differs by {:.3Lg} of its energy.";

inline constexpr std::string_view kPerplexityTitle = "Running perplexity";
inline constexpr std::string_view kWindowAxis = "Windows of text measured";
inline constexpr std::string_view kPerplexityAxis = "Perplexity";
inline constexpr std::string_view kPerplexitySeries = "perplexity";
inline constexpr std::string_view kPerplexitySummary = "{:.3Lf} ± {:.3Lf} after {} of {} windows.";

inline constexpr std::string_view kLayersOfRunsTitle = "Output error per layer, run beside run";
inline constexpr std::string_view kBlocksOfRunsTitle = "Output error per block on the hold-out, run beside run";
inline constexpr std::string_view kRunsSummary = "{} has the lowest median, {:.3Lg}; {} the highest, {:.3Lg}.";

inline constexpr std::string_view kKlAloneTitle = "KL with only this one quantised";
inline constexpr std::string_view kKlRestoredTitle = "KL saved by restoring only this one";
inline constexpr std::string_view kLossAloneTitle = "Perplexity with only this one quantised";
inline constexpr std::string_view kLossRestoredTitle = "Perplexity saved by restoring only this one";
inline constexpr std::string_view kSetAxis = "Layers that share their bits";
inline constexpr std::string_view kKlAxis = "KL (nats per token)";
inline constexpr std::string_view kKlSavedAxis = "KL saved (nats per token)";
inline constexpr std::string_view kLossAxisPercent = "Perplexity increase (%)";
inline constexpr std::string_view kLossSavedAxis = "Perplexity saved (%)";
inline constexpr std::string_view kEffectSeries = "above the noise";
inline constexpr std::string_view kNoiseSeries = "within the noise";
inline constexpr std::string_view kNoiseFloor = "noise";
inline constexpr std::string_view kSensitivitySummary = "{} costs most with {:.3Lg}; {} of {} lie within the noise.";

inline constexpr std::string_view kBudgetTitle = "Size against quality";
inline constexpr std::string_view kBitsAxis = "Bits per weight of the quantised layers";
inline constexpr std::string_view kMegabyteAxis = "Weight files (MB)";
inline constexpr std::string_view kCurveSeries = "predicted best";
inline constexpr std::string_view kRunsSeries = "runs, each on its hold-out";
inline constexpr std::string_view kMeasuredSeries = "measured on this text";
inline constexpr std::string_view kChoiceSeries = "this choice";
inline constexpr std::string_view kBudgetLimit = "budget";
inline constexpr std::string_view kBudgetSummary =
    "{:.2Lf} bits per weight: {:.3Lg} predicted, between {:.3Lg} and {:.3Lg}.";

inline constexpr std::string_view kStudyBest =
    "Of {} settings {} is best with perplexity {:.4Lg}; the original has {:.4Lg}.";
inline constexpr std::string_view kStudyBestKl = "Of {} settings {} is best with a KL of {:.3Lg}.";
inline constexpr std::string_view kSamplesTitle = "Quality over calibration samples";
inline constexpr std::string_view kSamplesAxis = "Calibration samples";
inline constexpr std::string_view kSamplesSummary = "{}: {:.4Lg} with {} samples, {:.4Lg} with {}.";
inline constexpr std::string_view kSeedBars = "Bars are the standard deviation over seeds.";

inline constexpr std::array kAll = {
    kLossTitle,         kRatioAxis,         kLossAxis,      kActivationSeries, kDuoSeries,          kIdentityLevel,
    kWinnerSeries,      kLossRunning,       kLossGain,      kLossIdentity,     kChannelsTitle,      kChannelAxis,
    kMagnitudeAxis,     kMagnitudeSeries,   kLargestSeries, kChannelsSummary,  kHistogramTitle,     kWeightAxis,
    kCountAxis,         kBeforeSeries,      kScaledSeries,  kAfterSeries,      kHistogramSummary,   kHistogramKept,
    kErrorTitle,        kLayerAxis,         kErrorAxis,     kErrorSeries,      kRtnSeries,          kErrorSummary,
    kSqnrTitle,         kSqnrAxis,          kSqnrSummary,   kBlockTitle,       kBlockAxis,          kBlockSeries,
    kBlockSummary,      kPerplexityTitle,   kWindowAxis,    kPerplexityAxis,   kPerplexitySeries,   kPerplexitySummary,
    kLayersOfRunsTitle, kBlocksOfRunsTitle, kRunsSummary,   kDecimalPoint,     kKlAloneTitle,       kKlRestoredTitle,
    kLossAloneTitle,    kLossRestoredTitle, kSetAxis,       kKlAxis,           kKlSavedAxis,        kLossAxisPercent,
    kLossSavedAxis,     kEffectSeries,      kNoiseSeries,   kNoiseFloor,       kSensitivitySummary, kBudgetTitle,
    kBitsAxis,          kMegabyteAxis,      kCurveSeries,   kRunsSeries,       kMeasuredSeries,     kChoiceSeries,
    kBudgetLimit,       kBudgetSummary,     kStudyBest,     kStudyBestKl,      kSamplesTitle,       kSamplesAxis,
    kSamplesSummary,    kSeedBars,
};

} // namespace salient::chart_text
