// SPDX-License-Identifier: Apache-2.0
#include "core/record/budget_chart.h"

#include "core/record/chart_texts.h"
#include "core/record/chart_words.h"

#include <algorithm>
#include <cmath>

namespace salient {

using namespace chart_text;

namespace {

/// A value on the axis of quality with half its 95 % interval; loss in nats becomes per cent of the perplexity.
struct Quality {
    double value = 0.0;
    double low = 0.0;
    double high = 0.0;
};

double percentOf(double loss) {
    return 100.0 * std::expm1(loss);
}

Quality qualityOf(const BudgetAnswer& answer, const BudgetView& view) {
    if (view.quality == BudgetView::Quality::Kl) {
        return {answer.kl.mean, answer.kl.low, answer.kl.high};
    }
    return {percentOf(answer.loss.mean), percentOf(answer.loss.low), percentOf(answer.loss.high)};
}

double halfOf(const Quality& quality) {
    const double half = 0.5 * (quality.high - quality.low);
    return std::isfinite(half) ? half : 0.0;
}

ChartSeries pointsOf(const SensitivityRecord& record, const std::vector<SizedRun>& runs, const BudgetView& view,
                     std::string name, SeriesRole role) {
    ChartSeries series{.name = std::move(name), .kind = SeriesKind::Points, .role = role};
    for (const SizedRun& run : runs) {
        const bool kl = view.quality == BudgetView::Quality::Kl;
        const std::optional<double>& value = kl ? run.kl : run.increase;
        const std::optional<double>& error = kl ? run.klError : run.increaseError;
        if (value && std::isfinite(*value)) {
            series.x.push_back(onSizeAxis(record, view, bitsOfBytes(record, run.bytes)));
            series.y.push_back(*value);
            series.error.push_back(1.96 * error.value_or(0.0));
        }
    }
    return series;
}

} // namespace

double onSizeAxis(const SensitivityRecord& record, const BudgetView& view, double bitsPerWeight) {
    return view.size == BudgetView::Size::BitsPerWeight ? bitsPerWeight
                                                        : static_cast<double>(bytesOfBits(record, bitsPerWeight)) / 1e6;
}

double bitsAtSize(const SensitivityRecord& record, const BudgetView& view, double place) {
    return view.size == BudgetView::Size::BitsPerWeight
               ? place
               : bitsOfBytes(record, static_cast<int64_t>(std::llround(place * 1e6)));
}

std::vector<BudgetAnswer> budgetCurve(const SensitivityRecord& record, BudgetRequest request, int count) {
    request.targetBits.reset();
    const PredictionBasis basis = predictionBasis(record);
    const auto [low, high] = budgetRange(record, basis, request);
    std::vector<BudgetAnswer> curve;
    for (int i = 0; i <= count; ++i) {
        request.targetBytes = bytesOfBits(record, low + (high - low) * i / std::max(1, count));
        BudgetAnswer answer = chooseBits(record, basis, request);
        if (curve.empty() || answer.setBytes != curve.back().setBytes) {
            curve.push_back(std::move(answer));
        }
    }
    return curve;
}

ChartData budgetChart(const SensitivityRecord& record, const std::vector<BudgetAnswer>& curve,
                      const BudgetPoints& points, const BudgetView& view, const ChartWords& words) {
    ChartData chart;
    chart.title = words(kBudgetTitle);
    chart.xAxis = words(view.size == BudgetView::Size::BitsPerWeight ? kBitsAxis : kMegabyteAxis);
    chart.yAxis = words(view.quality == BudgetView::Quality::Kl ? kKlAxis : kLossAxisPercent);
    ChartSeries best{.name = words(kCurveSeries)};
    for (const BudgetAnswer& answer : curve) {
        best.x.push_back(onSizeAxis(record, view, answer.bitsPerWeight));
        best.y.push_back(qualityOf(answer, view).value);
    }
    chart.series.push_back(std::move(best));
    chart.series.push_back(pointsOf(record, points.runs, view, words(kRunsSeries), SeriesRole::Reference));
    if (points.choice) {
        const Quality quality = qualityOf(*points.choice, view);
        chart.series.push_back({.name = words(kChoiceSeries),
                                .kind = SeriesKind::Points,
                                .role = SeriesRole::Winner,
                                .x = {onSizeAxis(record, view, points.choice->bitsPerWeight)},
                                .y = {quality.value},
                                .error = {halfOf(quality)}});
        chart.summary =
            sayInWords(words, kBudgetSummary, points.choice->bitsPerWeight, quality.value, quality.low, quality.high);
    }
    // After the choice, whose disc would hide what came of it.
    chart.series.push_back(pointsOf(record, points.measured, view, words(kMeasuredSeries), SeriesRole::Second));
    if (points.limit) {
        chart.limit = ChartLevel{onSizeAxis(record, view, *points.limit), words(kBudgetLimit)};
    }
    std::erase_if(chart.series, [](const ChartSeries& series) { return series.x.empty(); });
    return chart;
}

} // namespace salient
