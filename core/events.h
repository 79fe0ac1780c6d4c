// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/issue.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace salient {

// Everything that happens in an operation, as small values: what a terminal prints, a window draws and events.jsonl
// keeps. One struct is one "event" name in JSON (in snake case); fields keep their names in snake case.

/// An operation began. `plan` figures are bytes.
struct Started {
    std::string command; ///< "quantize", "evaluate", ...
    std::string model;
    std::string output;
    std::string runFolder;
    std::string device;
    int64_t blocks = 0;
    int64_t plannedPeakBytes = 0;
    int64_t plannedOutputBytes = 0;
};

/// A finding about the input or the plan.
struct IssueFound {
    Issue issue;
};

/// What calibration really used.
struct CalibrationReady {
    int64_t samples = 0;
    int64_t length = 0;
    int64_t tokens = 0;
    int64_t holdoutSamples = 0;
    int64_t textsRead = 0;
    int64_t textsSkipped = 0;
    std::vector<std::string> skipReasons; ///< "3 texts empty", ...
    std::string dataHash;                 ///< sha256 of the token ids, little-endian int32
    std::vector<std::string> notes;       ///< what was read how, one sentence per source and decision
};

/// Work done of work known, for a progress line. Weights are seconds of estimated work.
struct Progress {
    std::string phase;   ///< "calibrate", "search", "clip", "pack", "write", "evaluate", "verify"
    std::string item;    ///< "block 3/30 mlp.down_proj"
    double fraction = 0; ///< of the whole operation, 0 … 1
    double secondsElapsed = 0;
    double secondsLeft = -1; ///< -1: not known yet
};

struct BlockStarted {
    int64_t block = 0;
    int64_t blocks = 0;
    std::string name;    ///< "model.layers.3"
    bool reused = false; ///< taken from an earlier run as it is; what that run told of it follows
};

/// Mean |x| over the input channels of a scaling group, pooled by maximum to at most 512 values.
struct ChannelMagnitudes {
    int64_t block = 0;
    std::string group; ///< "mlp.gate_proj+mlp.up_proj"
    int64_t channels = 0;
    std::vector<float> pooled;
    std::vector<int64_t> largest; ///< at most 32 channel numbers, largest first
    std::vector<float> largestValues;
};

/// One candidate of one scale search was evaluated.
struct ScaleCandidate {
    int64_t block = 0;
    std::string group;
    int64_t index = 0; ///< in the grid
    std::string kind;  ///< "identity", "activation" (x^r) or "duo" (x^r / w^(1−r))
    double ratio = 0;
    double loss = 0;       ///< mean squared output error of the inspected module
    std::string objective; ///< "sampled" (Gram loss of a part of the outputs), "gram" or "block"
};

/// The winner of a scale search.
struct ScaleChosen {
    int64_t block = 0;
    std::string group;
    std::string producer; ///< "input_layernorm"
    int64_t index = 0;
    std::string kind;
    double ratio = 0;
    double loss = 0;
    double identityLoss = 0; ///< loss of rounding to nearest on the same objective
    std::string objective;
    double seconds = 0;
};

struct ClipChosen {
    int64_t block = 0;
    std::string module;
    double errorBefore = 0;
    double errorAfter = 0;
    double clippedGroups = 0; ///< share of (row, group) pairs that were clipped, 0 … 1
};

/// One linear was rounded and packed.
struct LayerQuantized {
    int64_t block = 0;
    std::string module; ///< full path, "model.layers.3.mlp.down_proj"
    int64_t inFeatures = 0;
    int64_t outFeatures = 0;
    int bits = 0; ///< 16: left as it was
    int64_t groupSize = 0;
    double relativeError = 0;    ///< ‖X(W−W̃)ᵀ‖² / ‖XWᵀ‖²
    double sqnrDb = 0;           ///< −10·log10(relativeError)
    double rtnRelativeError = 0; ///< the same for rounding to nearest
    double histogramMin = 0;     ///< of the weight histograms below
    double histogramMax = 0;
    std::vector<int64_t> histogramBefore; ///< 64 bins over the original weights
    std::vector<int64_t> histogramScaled; ///< the same bins over the scaled weights, before clipping and rounding
    std::vector<int64_t> histogramAfter;  ///< the same bins over the weights as the file gives them back
};

struct BlockFinished {
    int64_t block = 0;
    double seconds = 0;
    double relativeError = 0; ///< of the block's output on the hold-out, all linears quantised; 0 without hold-out
};

/// Running perplexity of an evaluation.
struct PerplexityUpdate {
    int64_t window = 0; ///< finished so far
    int64_t windows = 0;
    double perplexity = 0;
    double standardError = 0;
};

/// What one set of linears does to the model, measured in a sensitivity sweep.
struct SetMeasured {
    std::string set; ///< "model.layers.3.self_attn.qkv"
    int64_t block = 0;
    std::string sweep; ///< "alone": the original with it quantised; "restored": the quantised model with it in 16 bit
    double kl = 0.0;   ///< KL(original ‖ changed), nats per token
    double klError = 0.0;   ///< standard error over windows
    double loss = 0.0;      ///< change of the negative log-likelihood, nats per token
    double lossError = 0.0; ///< standard error over windows
    int64_t done = 0;       ///< sets of this sweep, this one included
    int64_t sets = 0;
};

/// A generated piece of text.
struct TextGenerated {
    int32_t token = 0;
    std::string text; ///< may be empty while a character is incomplete
};

/// The operation waits, as it was asked to.
struct Paused {};

/// It goes on.
struct Resumed {
    double seconds = 0; ///< how long it waited; "seconds_left" of Progress leaves that out
};

/// The operation ended well; `result` is JSON text of what the command promises.
struct Finished {
    std::string result;
};

/// The operation ended with an Error.
struct Failed {
    std::string code;
    std::string sentence;
    int exitCode = 0;
};

using Event = std::variant<Started, IssueFound, CalibrationReady, Progress, BlockStarted, ChannelMagnitudes,
                           ScaleCandidate, ScaleChosen, ClipChosen, LayerQuantized, BlockFinished, PerplexityUpdate,
                           SetMeasured, TextGenerated, Paused, Resumed, Finished, Failed>;

/// One line of JSON without a newline: {"event":"scale_candidate", ...}.
std::string eventToJson(const Event& event);
/// Throws Error (input) for a line that is no event; unknown fields are ignored, so that old logs stay readable.
Event eventFromJson(const std::string& line);

} // namespace salient
