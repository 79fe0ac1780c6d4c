// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/sensitivity_record.h"

namespace salient::test {

/// Three sets of 1000 weights in 4 bits on four windows that scatter a little: the first costs ten times the last.
inline SensitivityRecord madeRecord() {
    const auto around = [](double mean) {
        return std::vector<double>{mean * 0.9, mean * 1.1, mean * 1.05, mean * 0.95};
    };
    SensitivityRecord record;
    record.model = "/m/model";
    record.result = "/m/result";
    record.text = "/m/text.txt";
    record.textHash = "0123";
    record.context = 64;
    record.windows = 4;
    record.originalLoss = {3.0, 3.1, 2.9, 3.0};
    record.quantized = {around(0.02), around(0.016)};
    record.otherBytes = 10'000;
    const double costs[] = {0.010, 0.002, 0.001};
    for (int64_t i = 0; i < 3; ++i) {
        SensitivitySet set;
        set.name = "model.layers." + std::to_string(i) + ".self_attn.qkv";
        set.modules = {"model.layers." + std::to_string(i) + ".self_attn.q_proj"};
        set.block = i;
        set.parameters = 1000;
        set.bits = 4;
        set.bytes = {{3, 400}, {4, 560}, {8, 1060}, {16, 2000}};
        set.alone = {around(costs[i] * 1.2), around(costs[i])};
        set.restored = {around(0.02 - costs[i]), around(0.016 - costs[i])};
        record.sets.push_back(set);
    }
    return record;
}

} // namespace salient::test
