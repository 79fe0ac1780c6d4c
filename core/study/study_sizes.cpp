// SPDX-License-Identifier: Apache-2.0
#include "core/study/study_sizes.h"

#include "core/model/block_forward.h"

#include <algorithm>

namespace salient {

namespace {

constexpr int64_t kFloat = 4;
constexpr int64_t kLogitRows = 256;         // tokens whose logits are held at once (core/evaluation/exit_score.cpp)
constexpr int64_t kProcessBytes = 96 << 20; // program, libraries, the products' own buffers
constexpr double kLearningProducts = 3.0;   // head products of learning the original, against one of scoring

int64_t largestBlock(const ModelConfig& config) {
    int64_t most = 0;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        int64_t weights = 0;
        for (const LinearShape& shape : blockLinears(config, layer)) {
            weights += shape.out * shape.in;
        }
        most = std::max(most, weights);
    }
    return most;
}

/// The most samples that a setting of those which share (or do not share) their calibration data has.
int64_t mostSamples(std::span<const StudyWork> works) {
    int64_t most = 0;
    for (const StudyWork& work : works) {
        most = std::max(most, work.setting.samples);
    }
    return most;
}

} // namespace

int64_t linearWeights(const ModelConfig& config) {
    int64_t weights = 0;
    for (int64_t layer = 0; layer < config.layerCount(); ++layer) {
        for (const LinearShape& shape : blockLinears(config, layer)) {
            weights += shape.out * shape.in;
        }
    }
    return weights;
}

double headTokens(const ModelConfig& config) {
    const double block = static_cast<double>(linearWeights(config)) / static_cast<double>(config.layerCount());
    return static_cast<double>(config.vocabulary * config.hidden) / std::max(block, 1.0);
}

int64_t otherBytes(const ModelSource& source) {
    int64_t elements = -linearWeights(source.config());
    for (const TensorInfo& tensor : source.checkpoint().tensors()) {
        elements += elementCount(tensor.shape);
    }
    return 2 * std::max<int64_t>(elements, 0);
}

int64_t passBytes(std::span<const StudyWork> works, const ModelConfig& config, const StudyTokens& tokens) {
    const int64_t state = config.hidden * kFloat; // of one token
    const int64_t learnt = 2 * tokens.evaluated() * state;
    int64_t bytes = kProcessBytes + learnt + mostSamples(works) * tokens.sampleLength * state;
    int64_t statistics = 0;
    for (const StudyWork& work : works) {
        const int64_t own = BlockStatistics::bytes(config, work.statistics);
        bytes += tokens.evaluated() * state + own; // rather too many: equal ones are shared
        bytes += work.propagates ? work.setting.samples * tokens.sampleLength * state : 0;
        statistics = std::max(statistics, own);
    }
    const int64_t block = largestBlock(config) * (4 * kFloat); // the original's, its copy, what a search makes of it
    const int64_t scratch = BlockRunner::scratchBytes(config, std::max(tokens.sampleLength, tokens.windowLength));
    const int64_t head = 3 * kLogitRows * config.vocabulary * kFloat;
    return bytes + statistics + std::max(block + scratch, head);
}

double passTokens(std::span<const StudyWork> works, const ModelConfig& config, const StudyTokens& tokens) {
    const auto evaluated = static_cast<double>(tokens.evaluated());
    int64_t shared = 0;
    double perBlock = 0.0;
    for (const StudyWork& work : works) {
        const int64_t calibrated = work.setting.samples * tokens.sampleLength;
        perBlock += evaluated + static_cast<double>(work.searchTokens);
        perBlock += work.propagates ? 2.0 * static_cast<double>(calibrated) : 0.0;
        shared = work.propagates ? shared : std::max(shared, calibrated);
    }
    return static_cast<double>(config.layerCount()) * (perBlock + static_cast<double>(shared)) +
           static_cast<double>(works.size()) * headTokens(config) * evaluated;
}

double originalTokens(const ModelConfig& config, const StudyTokens& tokens) {
    const auto evaluated = static_cast<double>(tokens.evaluated());
    return evaluated * (static_cast<double>(config.layerCount()) + kLearningProducts * headTokens(config));
}

} // namespace salient
