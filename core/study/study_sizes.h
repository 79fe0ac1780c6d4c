// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_source.h"
#include "core/study/study_methods.h"

#include <cstdint>
#include <span>

namespace salient {

/// Weights of the blocks' linears, routers among them.
int64_t linearWeights(const ModelConfig& config);
/// Bytes of all other tensors in 16 bit.
int64_t otherBytes(const ModelSource& source);

/// What a study measures on, and how long its samples are; lengths in tokens.
struct StudyTokens {
    int64_t windows = 0;
    int64_t windowLength = 0;
    int64_t sampleLength = 0;

    int64_t evaluated() const { return windows * windowLength; }
};
/// Bytes that a pass with these settings holds at most, what the study itself holds included.
int64_t passBytes(std::span<const StudyWork> works, const ModelConfig& config, const StudyTokens& tokens);
/// One token through the head, in tokens through one block.
double headTokens(const ModelConfig& config);
/// Its work: tokens through one block, over all blocks, and the head's products in the same unit.
double passTokens(std::span<const StudyWork> works, const ModelConfig& config, const StudyTokens& tokens);
/// Work of running the original and learning its logits, in the same unit.
double originalTokens(const ModelConfig& config, const StudyTokens& tokens);

} // namespace salient
