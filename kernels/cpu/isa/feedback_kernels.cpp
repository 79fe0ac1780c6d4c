// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/feedback_kernels.h"

#include "kernels/cpu/isa/rounding_rules.h"

namespace salient::SALIENT_ISA_NAMESPACE {
namespace {

/// Grids of all lanes, ready for a loop over them.
struct LaneGrids {
    alignas(64) float scale[kFeedbackLanes];
    alignas(64) float inverse[kFeedbackLanes];
    alignas(64) float low[kFeedbackLanes]; // codes minus zero lie in [low, high]
    alignas(64) float high[kFeedbackLanes];

    LaneGrids(const QuantSpec& spec, const GroupGrid* grids) {
        const float last = CodeRange(spec).last;
        for (int lane = 0; lane < kFeedbackLanes; ++lane) {
            scale[lane] = grids[lane].scale;
            inverse[lane] = 1.0F / grids[lane].scale;
            low[lane] = -grids[lane].zero;
            high[lane] = last - grids[lane].zero;
        }
    }
    float rounded(int lane, float w) const {
        return clampTo(roundHalfEven(w * inverse[lane]), low[lane], high[lane]) * scale[lane];
    }
};

void gridsOf(const QuantSpec& spec, const GroupRange* ranges, GroupGrid* grids) {
    const CodeRange codes(spec);
    for (int lane = 0; lane < kFeedbackLanes; ++lane) {
        grids[lane] = IncludeZeroRule(ranges[lane], codes).grid;
    }
}

// sums[later][lane] += error[lane] · R[k][later] for the columns after k.
void feedBack(const float* factorRow, int64_t from, int64_t count, const float* error, float* sums) {
    for (int64_t later = from; later < count; ++later) {
        const float r = factorRow[later];
        float* target = sums + later * kFeedbackLanes;
#pragma omp simd
        for (int lane = 0; lane < kFeedbackLanes; ++lane) {
            target[lane] += error[lane] * r;
        }
    }
}

void lossesOf(const QuantSpec& spec, const FeedbackColumns& columns, const GroupGrid* grids, float* sums,
              float* losses) {
    const LaneGrids lanes(spec, grids);
    alignas(64) float error[kFeedbackLanes];
    alignas(64) float loss[kFeedbackLanes] = {};
    for (int64_t k = 0; k < columns.count; ++k) {
        const float carried = columns.carried[k];
#pragma omp simd
        for (int lane = 0; lane < kFeedbackLanes; ++lane) {
            sums[k * kFeedbackLanes + lane] = carried;
        }
    }
    for (int64_t k = 0; k < columns.count; ++k) {
        const float weight = columns.weight[k];
        const float diagonal = columns.diagonal[k];
        const float inverse = columns.inverseDiagonal[k];
        const float* sum = sums + k * kFeedbackLanes;
#pragma omp simd
        for (int lane = 0; lane < kFeedbackLanes; ++lane) {
            const float target = weight + sum[lane] * inverse;
            const float rounded = lanes.rounded(lane, target);
            const float left = (target - rounded) * diagonal;
            loss[lane] += left * left;
            error[lane] = weight - rounded;
        }
        feedBack(columns.factor + k * columns.factorStride, k + 1, columns.count, error, sums);
    }
    for (int lane = 0; lane < kFeedbackLanes; ++lane) {
        losses[lane] = loss[lane];
    }
}

void targetsOf(const FeedbackColumns& columns, float* sums, float* targets) {
    for (int64_t k = 0; k < columns.count; ++k) {
        sums[k] = columns.carried[k];
    }
    for (int64_t k = 0; k < columns.count; ++k) {
        const float move = sums[k] * columns.inverseDiagonal[k];
        const float* row = columns.factor + k * columns.factorStride;
        targets[k] = columns.weight[k] + move;
#pragma omp simd
        for (int64_t later = k + 1; later < columns.count; ++later) {
            sums[later] -= move * row[later];
        }
    }
}

void plainLossesOf(const QuantSpec& spec, const FeedbackColumns& columns, const float* targets, const GroupGrid* grids,
                   float* losses) {
    const LaneGrids lanes(spec, grids);
    alignas(64) float loss[kFeedbackLanes] = {};
    for (int64_t k = 0; k < columns.count; ++k) {
        const float target = targets[k];
        const float diagonal = columns.diagonal[k];
#pragma omp simd
        for (int lane = 0; lane < kFeedbackLanes; ++lane) {
            const float left = (target - lanes.rounded(lane, target)) * diagonal;
            loss[lane] += left * left;
        }
    }
    for (int lane = 0; lane < kFeedbackLanes; ++lane) {
        losses[lane] = loss[lane];
    }
}

double round(const QuantSpec& spec, const FeedbackColumns& columns, const GroupGrid* grids, float* sums, uint8_t* codes,
             float* errors) {
    const float last = CodeRange(spec).last;
    double loss = 0.0;
    for (int64_t k = 0; k < columns.count; ++k) {
        sums[k] = columns.carried[k];
    }
    for (int64_t k = 0; k < columns.count; ++k) {
        const GroupGrid grid = grids[k];
        const float weight = columns.weight[k];
        const float target = weight + sums[k] * columns.inverseDiagonal[k];
        const float steps = clampTo(roundHalfEven(target * (1.0F / grid.scale)), -grid.zero, last - grid.zero);
        const float rounded = steps * grid.scale;
        const float left = (target - rounded) * columns.diagonal[k];
        const float error = weight - rounded;
        loss += static_cast<double>(left) * static_cast<double>(left);
        codes[k] = static_cast<uint8_t>(static_cast<int32_t>(steps + grid.zero));
        errors[k] = error;
        const float* row = columns.factor + k * columns.factorStride;
#pragma omp simd
        for (int64_t later = k + 1; later < columns.count; ++later) {
            sums[later] += error * row[later];
        }
    }
    return loss;
}

} // namespace

FeedbackKernels feedbackKernels() {
    return {gridsOf, targetsOf, lossesOf, plainLossesOf, round};
}

} // namespace salient::SALIENT_ISA_NAMESPACE
