// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/model/model_config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace salient {

/// Files written from a part of a model, or from a larger one that holds it, name the same tensors with another prefix:
/// where a family has `known`, they have `stored`.
struct PrefixChange {
    std::string stored;
    std::string known;
};

/// None when the files name the embedding as the family does, or in no way that is known either. Known are: without the
/// family's first part ("wte.weight" for "transformer.wte.weight", as GPT-2 and BLOOM were first published), and below
/// "language_model." or "model.language_model.", as in models that also see.
std::optional<PrefixChange> findPrefixChange(const Checkpoint& checkpoint, const ModelConfig& config);

/// The family's name of a tensor that the files call `stored`.
std::string knownName(const PrefixChange& change, const ModelConfig& config, const std::string& stored);

/// Whether a tensor holds what every loader computes: rotary frequencies and causal masks, which old files carry.
bool isDerivedTensor(const std::string& name);

/// The names in the files beside those of the family.
struct NameComparison {
    int64_t known = 0;
    std::vector<std::string> unknown; ///< in the files, read by nothing; derived ones are left out
    std::vector<std::string> missing; ///< expected and not there; a block that is absent as a whole is one entry
};

/// From names alone. Packed linears count by their codes. Ends early, as no match, when more is missing than there is.
NameComparison compareNames(const Checkpoint& checkpoint, const ModelConfig& config);

/// Names for a sentence: numbers between points become "*", equal ones are counted, the first few are listed
/// ("model.layers.*.self_attn.sinks (28)").
std::string summarizeNames(const std::vector<std::string>& names);

} // namespace salient
