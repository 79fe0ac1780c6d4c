// SPDX-License-Identifier: GPL-3.0-or-later
// The words of charts for the translators' tool, which does not read core: the same texts as core/record/chart_texts.h.
// A test compares the German ones with that list.
#include "ui/text.h"

#include <QCoreApplication>

#include <array>

namespace salient::ui {

[[maybe_unused]] static constexpr std::array kChartWords = {
    //: Shows the decimal point of the language
    QT_TRANSLATE_NOOP("Charts", "0.5"),
    QT_TRANSLATE_NOOP("Charts", "Scale search: block {}, {}"),
    QT_TRANSLATE_NOOP("Charts", "Ratio r of the scales"),
    QT_TRANSLATE_NOOP("Charts", "Output error (MSE)"),
    QT_TRANSLATE_NOOP("Charts", "scales |x|^r"),
    QT_TRANSLATE_NOOP("Charts", "scales |x|^r / |w|^(1-r)"),
    QT_TRANSLATE_NOOP("Charts", "no scaling"),
    QT_TRANSLATE_NOOP("Charts", "chosen"),
    QT_TRANSLATE_NOOP("Charts", "{} candidates so far; the lowest error is {:.3Lg}."),
    QT_TRANSLATE_NOOP("Charts", "Ratio {:.2Lf} wins: {:.1Lf} % less error than without scaling."),
    QT_TRANSLATE_NOOP("Charts", "No scaling wins: every scale tried made the error larger."),
    QT_TRANSLATE_NOOP("Charts", "Input channels: block {}, {}"),
    QT_TRANSLATE_NOOP("Charts", "Input channel"),
    QT_TRANSLATE_NOOP("Charts", "Mean |x|"),
    QT_TRANSLATE_NOOP("Charts", "mean |x|"),
    QT_TRANSLATE_NOOP("Charts", "largest channels"),
    QT_TRANSLATE_NOOP("Charts", "Channel {} is largest with mean |x| {:.3Lg}, {:.0Lf} times the median of {:.3Lg}."),
    QT_TRANSLATE_NOOP("Charts", "Weights of {}"),
    QT_TRANSLATE_NOOP("Charts", "Weight value"),
    QT_TRANSLATE_NOOP("Charts", "Weights"),
    QT_TRANSLATE_NOOP("Charts", "original"),
    QT_TRANSLATE_NOOP("Charts", "scaled"),
    QT_TRANSLATE_NOOP("Charts", "as the file gives them back"),
    QT_TRANSLATE_NOOP("Charts", "{} weights between {:.3Lg} and {:.3Lg}, {} bits each."),
    QT_TRANSLATE_NOOP("Charts", "{} weights, kept in 16 bits."),
    QT_TRANSLATE_NOOP("Charts", "Output error per layer"),
    QT_TRANSLATE_NOOP("Charts", "Layer"),
    QT_TRANSLATE_NOOP("Charts", "Relative output error"),
    QT_TRANSLATE_NOOP("Charts", "this run"),
    QT_TRANSLATE_NOOP("Charts", "rounding to nearest"),
    QT_TRANSLATE_NOOP("Charts", "{} is worst with {:.3Lg}; half of the {} layers stay below {:.3Lg}."),
    QT_TRANSLATE_NOOP("Charts", "Signal-to-noise ratio per layer"),
    QT_TRANSLATE_NOOP("Charts", "SQNR (dB)"),
    QT_TRANSLATE_NOOP("Charts", "{} is worst with {:.1Lf} dB; half of the {} layers stay above {:.1Lf} dB."),
    QT_TRANSLATE_NOOP("Charts", "Output error per block on the hold-out"),
    QT_TRANSLATE_NOOP("Charts", "Block"),
    QT_TRANSLATE_NOOP("Charts", "all layers so far quantised"),
    QT_TRANSLATE_NOOP("Charts", "After {} blocks the output differs by {:.3Lg} of its energy."),
    QT_TRANSLATE_NOOP("Charts", "Running perplexity"),
    QT_TRANSLATE_NOOP("Charts", "Windows of text measured"),
    QT_TRANSLATE_NOOP("Charts", "Perplexity"),
    QT_TRANSLATE_NOOP("Charts", "perplexity"),
    QT_TRANSLATE_NOOP("Charts", "{:.3Lf} ± {:.3Lf} after {} of {} windows."),
    QT_TRANSLATE_NOOP("Charts", "Output error per layer, run beside run"),
    QT_TRANSLATE_NOOP("Charts", "Output error per block on the hold-out, run beside run"),
    QT_TRANSLATE_NOOP("Charts", "{} has the lowest median, {:.3Lg}; {} the highest, {:.3Lg}."),
    QT_TRANSLATE_NOOP("Charts", "KL with only this one quantised"),
    QT_TRANSLATE_NOOP("Charts", "KL saved by restoring only this one"),
    QT_TRANSLATE_NOOP("Charts", "Perplexity with only this one quantised"),
    QT_TRANSLATE_NOOP("Charts", "Perplexity saved by restoring only this one"),
    QT_TRANSLATE_NOOP("Charts", "Layers that share their bits"),
    QT_TRANSLATE_NOOP("Charts", "KL (nats per token)"),
    QT_TRANSLATE_NOOP("Charts", "KL saved (nats per token)"),
    QT_TRANSLATE_NOOP("Charts", "Perplexity increase (%)"),
    QT_TRANSLATE_NOOP("Charts", "Perplexity saved (%)"),
    QT_TRANSLATE_NOOP("Charts", "above the noise"),
    QT_TRANSLATE_NOOP("Charts", "within the noise"),
    QT_TRANSLATE_NOOP("Charts", "noise"),
    QT_TRANSLATE_NOOP("Charts", "{} costs most with {:.3Lg}; {} of {} lie within the noise."),
    QT_TRANSLATE_NOOP("Charts", "Size against quality"),
    QT_TRANSLATE_NOOP("Charts", "Bits per weight of the quantised layers"),
    QT_TRANSLATE_NOOP("Charts", "Weight files (MB)"),
    QT_TRANSLATE_NOOP("Charts", "predicted best"),
    QT_TRANSLATE_NOOP("Charts", "runs, each on its hold-out"),
    QT_TRANSLATE_NOOP("Charts", "measured on this text"),
    QT_TRANSLATE_NOOP("Charts", "this choice"),
    QT_TRANSLATE_NOOP("Charts", "budget"),
    QT_TRANSLATE_NOOP("Charts", "{:.2Lf} bits per weight: {:.3Lg} predicted, between {:.3Lg} and {:.3Lg}."),
    QT_TRANSLATE_NOOP("Charts", "Of {} settings {} is best with perplexity {:.4Lg}; the original has {:.4Lg}."),
    QT_TRANSLATE_NOOP("Charts", "Of {} settings {} is best with a KL of {:.3Lg}."),
    QT_TRANSLATE_NOOP("Charts", "Quality over calibration samples"),
    QT_TRANSLATE_NOOP("Charts", "Calibration samples"),
    QT_TRANSLATE_NOOP("Charts", "{}: {:.4Lg} with {} samples, {:.4Lg} with {}."),
    QT_TRANSLATE_NOOP("Charts", "Bars are the standard deviation over seeds."),
};

std::string chartWord(std::string_view english) {
    return QCoreApplication::translate("Charts", std::string(english).c_str()).toStdString();
}

} // namespace salient::ui
