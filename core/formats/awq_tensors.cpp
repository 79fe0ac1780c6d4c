// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_tensors.h"

#include "core/formats/stored_tensors.h"

#include <cassert>

namespace salient {

namespace {

int64_t roundedUp(int64_t value, int64_t multiple) {
    return (value + multiple - 1) / multiple * multiple;
}

} // namespace

std::optional<int64_t> awqZeroWords(int64_t in, int64_t group) {
    if (group != 32 && group != 64 && group < 128) {
        return std::nullopt;
    }
    const int64_t words = roundedUp(in / group, 8) / 8;
    return roundedUp(words, group == 32 ? 4 : group == 64 ? 2 : 1);
}

AwqViews awqViews(const Checkpoint& checkpoint, const std::string& module) {
    return {checkpoint.view(module + ".qweight"), checkpoint.view(module + ".qzeros"),
            checkpoint.view(module + ".scales")};
}

void checkAwqViews(const AwqViews& tensors, const std::vector<PlannedTensor>& plan) {
    assert(plan.size() == 3);
    checkStored("awq", plan[0].name, tensors.qweight, plan[0]);
    checkStored("awq", plan[1].name, tensors.qzeros, plan[1]);
    checkStored("awq", plan[2].name, tensors.scales, plan[2]);
}

} // namespace salient
