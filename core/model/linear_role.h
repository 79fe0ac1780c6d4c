// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace salient {

/// What a linear does in its block.
enum class LinearRole {
    Q,
    K,
    V,
    Qkv,
    O, // attention; Qkv: the three in one
    QA,
    QB,
    KvA,
    KvB, // latent attention: down to the rank and up again
    Gate,
    Up,
    GateUp,
    Down,
    Router,
    SharedGate // of a mixture of experts; never packed
};

/// Which MLP of a layer: an expert's number, or one of these.
constexpr int64_t kDenseMlp = -1;
constexpr int64_t kSharedExpert = -2;

/// Which input of a block's linears: everything that reads the same tensor shares statistics.
struct LinearInput {
    enum class Kind { Attention, LatentQ, LatentKv, AttentionOutput, Mlp, MlpDown };

    Kind kind = Kind::Attention;
    int64_t expert = kDenseMlp; ///< for MlpDown: whose activations

    auto operator<=>(const LinearInput&) const = default;
};

} // namespace salient
