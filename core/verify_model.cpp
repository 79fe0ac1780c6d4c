// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration_data.h"
#include "core/folder_config.h"
#include "core/model/top_token.h"
#include "core/model/transformer.h"
#include "core/quantize_model.h"
#include "core/run_clock.h"
#include "kernels/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace salient {

namespace {

constexpr int64_t kProofTokens = 128;

// Text of the default preset when the folder has a tokenizer, else ids spread over the vocabulary.
std::vector<int32_t> proofTokens(const ModelSource& source) {
    const int64_t length = std::min(kProofTokens, source.config().maxPositions);
    if (const auto tokenizer = Tokenizer::loadIfPresent(source.folder())) {
        CalibrationOptions options;
        options.samples = 1;
        options.length = length;
        return readCalibration(options, 0, &*tokenizer, source.config().vocabulary).sequences.front();
    }
    std::vector<int32_t> ids;
    for (int64_t i = 0; i < length; ++i) {
        ids.push_back(static_cast<int32_t>((i * 7919 + 1) % source.config().vocabulary));
    }
    return ids;
}

int64_t checkPacked(const ModelSource& source, const Linear& linear) {
    const PackedLinear& packed = linear.packedWeight();
    for (size_t i = 0; i < packed.scales().size(); ++i) {
        const float scale = toFloat(packed.scales()[i]);
        if (!std::isfinite(scale)) {
            throw inputError("verify.scale_not_finite", fmt::format("{}: scale {} of {} is not finite.",
                                                                    source.folder().string(), i, linear.name));
        }
    }
    return packed.bytes();
}

struct Weights {
    int64_t packedLinears = 0;
    int64_t denseLinears = 0;
    int64_t packedBytes = 0;
};

// Reads every weight once.
Weights checkWeights(Backend& backend, const ModelSource& source, const RunContext& context) {
    Weights weights;
    for (int64_t layer = 0; layer < source.config().layerCount(); ++layer) {
        context.checkCancelled();
        const Block block = source.loadBlock(layer);
        for (const Linear* linear : block.linears()) {
            if (linear->packed()) {
                ++weights.packedLinears;
                weights.packedBytes += checkPacked(source, *linear);
            } else if (backend.firstNonFinite(toFloat32(linear->dense().view()))) {
                throw inputError("verify.weight_not_finite",
                                 fmt::format("{}: weight {} has values that are not finite.", source.folder().string(),
                                             linear->name));
            } else {
                ++weights.denseLinears;
            }
        }
    }
    return weights;
}

Tensor logitsOf(Backend& backend, const ModelSource& source, std::span<const int32_t> ids) {
    Transformer model(backend, source);
    Tensor logits = model.logits(model.hiddenStates(ids));
    if (backend.firstNonFinite(logits)) {
        throw numericError(
            "verify.logits_not_finite",
            fmt::format("{}: the logits of {} tokens are not finite: the weights are damaged or overflow.",
                        source.folder().string(), ids.size()));
    }
    return logits;
}

nlohmann::ordered_json compareLogits(Backend& backend, const Tensor& reference, const Tensor& found) {
    std::vector<double> kl(static_cast<size_t>(reference.rows()));
    backend.divergence(reference, found, kl);
    double meanKl = 0.0;
    for (const double value : kl) {
        meanKl += value / static_cast<double>(kl.size());
    }
    int64_t same = 0;
    double largest = 0.0;
    double difference = 0.0;
    for (int64_t t = 0; t < reference.rows(); ++t) {
        const auto a = TensorView(reference.slice(t, t + 1)).floats();
        const auto b = TensorView(found.slice(t, t + 1)).floats();
        same += topToken(a) == topToken(b);
        for (size_t i = 0; i < a.size(); ++i) {
            largest = std::max(largest, std::fabs(static_cast<double>(a[i])));
            difference = std::max(difference, std::fabs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
        }
    }
    return {{"mean_kl", meanKl},
            {"same_top_token", static_cast<double>(same) / static_cast<double>(reference.rows())},
            {"largest_difference", difference},
            {"largest_logit", largest}};
}

} // namespace

std::string verifyModel(const std::filesystem::path& folder, const std::filesystem::path& against,
                        const RunContext& context) {
    const auto backend = makeBackend({}, Precision::Fp32);
    const ModelSource source = ModelSource::open(folder);
    const Weights weights = checkWeights(*backend, source, context);
    const std::vector<int32_t> ids = proofTokens(source);
    const Tensor logits = logitsOf(*backend, source, ids);
    context.checkCancelled();
    nlohmann::ordered_json report = {{"folder", folder.string()},
                                     {"verified", true},
                                     {"tensors", source.checkpoint().tensors().size()},
                                     {"bytes", source.checkpoint().totalBytes()},
                                     {"packed_linears", weights.packedLinears},
                                     {"linears_in_16_bit", weights.denseLinears},
                                     {"tokens_run", ids.size()}};
    if (source.quantized()) {
        report["loaders"] = nlohmann::ordered_json::parse(replayFolder(source, context));
    }
    if (!against.empty()) {
        const ModelSource reference = ModelSource::open(against);
        if (reference.config().vocabulary != source.config().vocabulary) {
            throw inputError(
                "verify.different_models",
                fmt::format("{} has {} tokens in its vocabulary and {} has {}: they are not the same model.",
                            folder.string(), source.config().vocabulary, against.string(),
                            reference.config().vocabulary));
        }
        report["against"] = against.string();
        report["comparison"] = compareLogits(*backend, logitsOf(*backend, reference, ids), logits);
    }
    return report.dump();
}

} // namespace salient
