// SPDX-License-Identifier: Apache-2.0
#include "core/record/sensitivity_charts.h"

#include "core/record/chart_texts.h"
#include "core/record/chart_words.h"

#include <algorithm>
#include <cmath>

namespace salient {

using namespace chart_text;
using Measure = SensitivityView::Measure;
using Sweep = SensitivityView::Sweep;

namespace {

const std::vector<double>& valuesOf(const WindowEffect& effect, Measure measure) {
    return measure == Measure::Kl ? effect.kl : effect.loss;
}

/// Window by window, so that what all windows share cancels out of the error.
std::vector<double> windowsOf(const SensitivityRecord& record, const SensitivitySet& set, const SensitivityView& view) {
    if (view.sweep == Sweep::Alone) {
        return valuesOf(set.alone, view.measure);
    }
    std::vector<double> saved = valuesOf(record.quantized, view.measure);
    const std::vector<double>& left = valuesOf(set.restored, view.measure);
    for (size_t i = 0; i < saved.size(); ++i) {
        saved[i] -= left[i];
    }
    return saved;
}

bool measured(const SensitivityRecord& record, Sweep sweep) {
    return !record.sets.empty() && std::all_of(record.sets.begin(), record.sets.end(), [&](const SensitivitySet& set) {
        return (sweep == Sweep::Alone ? set.alone : set.restored).measured();
    });
}

std::string_view titleOf(const SensitivityView& view) {
    if (view.measure == Measure::Kl) {
        return view.sweep == Sweep::Alone ? kKlAloneTitle : kKlRestoredTitle;
    }
    return view.sweep == Sweep::Alone ? kLossAloneTitle : kLossRestoredTitle;
}

std::string_view axisOf(const SensitivityView& view) {
    if (view.measure == Measure::Kl) {
        return view.sweep == Sweep::Alone ? kKlAxis : kKlSavedAxis;
    }
    return view.sweep == Sweep::Alone ? kLossAxisPercent : kLossSavedAxis;
}

} // namespace

SetEffects setEffects(const SensitivityRecord& record, const SensitivityView& view) {
    SetEffects effects;
    if (!measured(record, view.sweep)) {
        return effects;
    }
    double squares = 0.0;
    for (size_t i = 0; i < record.sets.size(); ++i) {
        const MeasuredMean mean = measuredMean(windowsOf(record, record.sets[i], view));
        SetEffect effect{i, mean.mean, mean.standardError, false};
        if (view.measure == Measure::Perplexity) {
            effect.value = 100.0 * std::expm1(mean.mean);
            effect.error = 100.0 * std::exp(mean.mean) * mean.standardError;
        }
        squares += effect.error * effect.error;
        effects.sets.push_back(effect);
    }
    effects.floor = 1.96 * std::sqrt(squares / static_cast<double>(effects.sets.size()));
    for (SetEffect& effect : effects.sets) {
        effect.noise = !(effect.value >= effects.floor);
    }
    if (view.sorted) {
        std::stable_sort(effects.sets.begin(), effects.sets.end(),
                         [](const SetEffect& a, const SetEffect& b) { return a.value > b.value; });
    }
    return effects;
}

std::vector<bool> withinNoise(const SensitivityRecord& record) {
    SensitivityView view;
    view.sweep = measured(record, Sweep::Alone) ? Sweep::Alone : Sweep::Restored;
    std::vector<bool> noise(record.sets.size(), false);
    for (const SetEffect& effect : setEffects(record, view).sets) {
        noise[effect.set] = effect.noise;
    }
    return noise;
}

ChartData sensitivityBars(const SensitivityRecord& record, const SensitivityView& view, const ChartWords& words) {
    return sensitivityBars(record, view, setEffects(record, view), words);
}

ChartData sensitivityBars(const SensitivityRecord& record, const SensitivityView& view, const SetEffects& effects,
                          const ChartWords& words) {
    ChartData chart;
    chart.title = words(titleOf(view));
    chart.xAxis = words(kSetAxis);
    chart.yAxis = words(axisOf(view));
    ChartSeries clear{.name = words(kEffectSeries), .kind = SeriesKind::Bars, .role = SeriesRole::First};
    ChartSeries noise{.name = words(kNoiseSeries), .kind = SeriesKind::Bars, .role = SeriesRole::Reference};
    size_t worst = 0;
    for (size_t place = 0; place < effects.sets.size(); ++place) {
        const SetEffect& effect = effects.sets[place];
        chart.categories.push_back(shortModuleName(record.sets[effect.set].name));
        ChartSeries& series = effect.noise ? noise : clear;
        series.x.push_back(static_cast<double>(place));
        series.y.push_back(effect.value);
        series.error.push_back(std::isfinite(effect.error) ? effect.error : 0.0);
        worst = effect.value > effects.sets[worst].value ? place : worst;
    }
    if (!effects.sets.empty()) {
        if (std::isfinite(effects.floor)) { // one window alone says nothing of the noise
            chart.floor = ChartLevel{effects.floor, words(kNoiseFloor)};
        }
        chart.summary = sayInWords(words, kSensitivitySummary, chart.categories[worst], effects.sets[worst].value,
                                   noise.x.size(), effects.sets.size());
    }
    chart.series.push_back(std::move(clear));
    chart.series.push_back(std::move(noise));
    return chart;
}

} // namespace salient
