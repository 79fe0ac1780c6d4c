// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/scale_grid.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace salient {

namespace {

constexpr int kSteps = 20;
constexpr float kSmallestScale = 1e-4F;
constexpr float kLargestScale = 1e4F;

void normalize(std::vector<float>& scales) {
    const auto [least, most] = std::ranges::minmax(scales);
    const float middle = std::sqrt(most) * std::sqrt(least); // the product alone could underflow
    for (float& s : scales) {
        s = std::clamp(s / middle, kSmallestScale, kLargestScale);
    }
}

void normalizeAsAutoAwq(std::vector<float>& scales) {
    const auto [least, most] = std::ranges::minmax(scales);
    const float middle = std::sqrt(most * least);
    for (float& s : scales) {
        s /= middle;
        s = std::isfinite(s) ? s : 1.0F;
    }
}

} // namespace

std::string_view GridPoint::kindName() const {
    switch (kind) {
    case Kind::Identity:
        return "identity";
    case Kind::Activation:
        return "activation";
    case Kind::Duo:
        break;
    }
    return "duo";
}

std::vector<GridPoint> scaleGrid(SearchPreset preset) {
    std::vector<GridPoint> grid;
    if (preset == SearchPreset::Reference) {
        for (int j = 0; j < kSteps; ++j) {
            grid.push_back({GridPoint::Kind::Duo, static_cast<double>(j) / kSteps});
        }
        return grid;
    }
    grid.push_back({GridPoint::Kind::Identity, 0.0});
    for (int j = 1; j <= kSteps; ++j) {
        grid.push_back({GridPoint::Kind::Activation, static_cast<double>(j) / kSteps});
    }
    for (int j = 0; j <= kSteps; ++j) {
        grid.push_back({GridPoint::Kind::Duo, static_cast<double>(j) / kSteps});
    }
    return grid;
}

std::vector<float> scalesAt(const GridPoint& point, std::span<const float> x, std::span<const float> w,
                            SearchPreset preset) {
    assert(x.size() == w.size() && !x.empty());
    std::vector<float> scales(x.size(), 1.0F);
    if (point.kind == GridPoint::Kind::Identity) {
        return scales;
    }
    const auto ratio = static_cast<float>(point.ratio);
    const auto rest = static_cast<float>(1.0 - point.ratio);
    const bool duo = point.kind == GridPoint::Kind::Duo;
    for (size_t j = 0; j < x.size(); ++j) {
        const float raised = std::pow(x[j], ratio);
        scales[j] = std::max(duo ? raised / (std::pow(w[j], rest) + 1e-4F) : raised, kSmallestScale);
    }
    if (preset == SearchPreset::Reference) {
        normalizeAsAutoAwq(scales);
    } else {
        normalize(scales);
    }
    return scales;
}

} // namespace salient
