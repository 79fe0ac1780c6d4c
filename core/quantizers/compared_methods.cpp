// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/compared_methods.h"

#include "core/quantizers/llm_int8.h"
#include "core/quantizers/nf4.h"
#include "core/quantizers/salient_channels.h"
#include "core/quantizers/smooth_quant.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

namespace salient {

namespace {

int64_t halfBytes(const Linear& linear) {
    return linear.out * linear.in * dtypeBytes(DType::F16);
}

int64_t toNf4(Linear& linear, Nf4Magnitudes magnitudes) {
    const Nf4Weight weight = quantizeNf4(linear.dense().view(), magnitudes);
    linear.weight = WeightTensor(dequantizeNf4(weight));
    return weight.bytes();
}

int64_t changeToNf4(const ComparedWork&, Linear& linear) {
    return toNf4(linear, Nf4Magnitudes::Float);
}

int64_t changeToNf4Twice(const ComparedWork&, Linear& linear) {
    return toNf4(linear, Nf4Magnitudes::Quantised);
}

int64_t changeToLlmInt8(const ComparedWork& work, Linear& linear) {
    toLlmInt8(work.backend, linear);
    return llmInt8Bytes(linear.out, linear.in);
}

void smooth(const ComparedWork& work) {
    smoothBlock(work.backend, work.config, work.block, work.statistics, work.settings.alpha);
}

int64_t changeToW8A8(const ComparedWork& work, Linear& linear) {
    linear.weight = work.backend.quantize(linear.dense().view(), kW8A8);
    return linear.out * linear.in + linear.out * dtypeBytes(DType::F16);
}

int64_t keepSalient(const ComparedWork& work, Linear& linear) {
    const QuantSpec& spec = work.settings.rest;
    if (!spec.fits(linear.in)) {
        return halfBytes(linear);
    }
    const Tensor mean = work.statistics.channelMean(inputOf(work.config, linear.role, linear.expert));
    const std::vector<int64_t> channels = salientChannels(mean.floats(), work.method.share);
    roundAllBut(work.backend, channels, spec, linear.dense().owned());
    return salientBytes(linear.out, linear.in, static_cast<int64_t>(channels.size()), spec);
}

std::vector<Issue> checkSmoothing(const ModelConfig& config, const ComparedSettings& settings) {
    std::vector<Issue> issues;
    if (!(settings.alpha >= 0.0 && settings.alpha <= 1.0)) {
        issues.push_back(
            {Severity::Blocking, "method.alpha",
             fmt::format("SmoothQuant's alpha is a share from 0 to 1, and {} was asked for.", settings.alpha)});
    }
    bool smoothed = false;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        const std::vector<ScalingGroup> groups = scalingGroups(config, layer);
        smoothed = smoothed || std::ranges::any_of(groups, [&](const auto& g) { return isSmoothed(config, g); });
    }
    if (!smoothed) {
        issues.push_back(
            {Severity::Blocking, "method.no_norms",
             fmt::format("SmoothQuant moves the range of activations into norms, and no norm of {} can take "
                         "it; without that it would be plain rounding to 8 bits.",
                         config.className)});
    }
    return issues;
}

std::vector<Issue> checkGroups(const ModelConfig& config, const ComparedSettings& settings) {
    std::set<std::string> unfit;
    bool anyFits = false;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        for (const LinearShape& shape : blockLinears(config, layer)) {
            const bool fits = settings.rest.fits(shape.in);
            anyFits = anyFits || (shape.packable() && fits);
            if (shape.packable() && !fits) {
                unfit.insert(fmt::format("{} ({} inputs)", shape.sharedName(), shape.in));
            }
        }
    }
    if (unfit.empty()) {
        return {};
    }
    const Severity severity = anyFits ? Severity::Warning : Severity::Blocking;
    return {{severity, "method.group_size",
             fmt::format("Groups of {} do not fill the rows of {}, {}.", settings.rest.groupSize,
                         fmt::join(unfit, ", "), anyFits ? "which stay in 16 bit" : "so that nothing can be rounded")}};
}

constexpr std::array kMethods{
    ComparedMethod{"nf4", "NF4", changeToNf4},
    ComparedMethod{"nf4-dq", "NF4, double quantisation", changeToNf4Twice},
    ComparedMethod{"llm-int8", "LLM.int8(), outliers from 6.0", changeToLlmInt8},
    ComparedMethod{"smoothquant", "SmoothQuant W8A8", changeToW8A8, smooth, checkSmoothing},
    ComparedMethod{"salient-0.1", "0.1 % salient channels in 16 bit", keepSalient, nullptr, checkGroups, 0.001},
    ComparedMethod{"salient-1", "1 % salient channels in 16 bit", keepSalient, nullptr, checkGroups, 0.01},
};

void refuseNonFinite(Backend& backend, const Linear& linear) {
    if (const auto at = backend.firstNonFinite(linear.dense().view())) {
        throw numericError(
            "method.weight_not_finite",
            fmt::format("{}: the weight in row {}, column {} is not finite; the checkpoint is damaged or "
                        "an earlier step overflowed.",
                        linear.name, *at / linear.in, *at % linear.in));
    }
}

bool stays(const Linear& linear) {
    return linear.role == LinearRole::Router || linear.role == LinearRole::SharedGate;
}

} // namespace

std::span<const ComparedMethod> comparedMethods() {
    return kMethods;
}

const ComparedMethod& comparedMethod(std::string_view name) {
    const auto found = std::ranges::find(kMethods, name, &ComparedMethod::name);
    if (found == kMethods.end()) {
        std::vector<std::string_view> known;
        std::ranges::transform(kMethods, std::back_inserter(known), &ComparedMethod::name);
        throw usageError("method.unknown", fmt::format("There is no method '{}' to compare with; known are: {}.", name,
                                                       fmt::join(known, ", ")));
    }
    return *found;
}

std::vector<Issue> comparedMethodIssues(const ComparedMethod& method, const ModelConfig& config,
                                        const ComparedSettings& settings) {
    return method.check == nullptr ? std::vector<Issue>{} : method.check(config, settings);
}

std::vector<ComparedLinear> applyComparedMethod(Backend& backend, const ModelConfig& config,
                                                const ComparedMethod& method, const ComparedSettings& settings,
                                                const BlockStatistics& statistics, Block& block) {
    const ComparedWork work{backend, config, method, settings, statistics, block};
    for (const Linear* linear : std::as_const(block).linears()) {
        refuseNonFinite(backend, *linear);
    }
    if (method.begin != nullptr) {
        method.begin(work);
    }
    std::vector<ComparedLinear> changed;
    for (Linear* linear : block.linears()) {
        const int64_t bytes = stays(*linear) ? halfBytes(*linear) : method.change(work, *linear);
        changed.push_back({linear->name, linear->out * linear->in, bytes});
    }
    return changed;
}

} // namespace salient
