// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/packed_inputs.h"

#include "kernels/cpu/parallel_blocks.h"

#include <algorithm>
#include <cstring>

namespace salient {

namespace {

template <typename T>
void growTo(std::vector<T>& values, int64_t count) {
    values.resize(std::max(values.size(), static_cast<size_t>(count)));
}

// One row of x, gathered into `buffer` when it has an order.
const float* orderedRow(const TensorView& x, int64_t row, std::span<const int32_t> order, std::vector<float>& buffer) {
    const float* values = x.floats().data() + row * x.columns();
    if (order.empty()) {
        return values;
    }
    buffer.resize(order.size());
    for (size_t position = 0; position < order.size(); ++position) {
        buffer[position] = values[order[position]];
    }
    return buffer.data();
}

PackedRowInput rowInput(const PackedInputShape& shape) {
    PackedRowInput input;
    input.in = shape.in;
    input.group = shape.group;
    input.section = shape.section;
    input.padded = shape.padded;
    return input;
}

} // namespace

void PackedInputs::prepare(const TensorView& x, const PackedInputShape& shape, std::span<const int32_t> order,
                           const PackedProductKernels& kernels) {
    m_inStrips = x.rows() > kPackedTokens;
    if (!m_inStrips) {
        prepareRows(x, shape, order, kernels);
        return;
    }
    m_strips = (x.rows() + kernels.stripRows - 1) / kernels.stripRows;
    growTo(m_pairs, m_strips * kernels.stripRows * shape.sections * shape.padded / 2);
    growTo(m_scales, m_strips * kernels.stripRows * shape.sections);
    forEachBlock(m_strips, 1, [&](int64_t begin, int64_t end) {
        for (int64_t strip = begin; strip < end; ++strip) {
            prepareStrip(strip, x, shape, order, kernels);
        }
    });
}

void PackedInputs::prepareRows(const TensorView& x, const PackedInputShape& shape, std::span<const int32_t> order,
                               const PackedProductKernels& kernels) {
    growTo(m_codes, x.rows() * shape.sections * shape.padded);
    growTo(m_scales, x.rows() * shape.sections);
    growTo(m_sums, x.rows() * shape.sections);
    std::vector<float> buffer;
    PackedRowInput input = rowInput(shape);
    for (int64_t row = 0; row < x.rows(); ++row) {
        input.x = orderedRow(x, row, order, buffer);
        input.codes = m_codes.data() + row * shape.sections * shape.padded;
        input.scales = m_scales.data() + row * shape.sections;
        input.sums = m_sums.data() + row * shape.sections;
        kernels.quantizeRow(input);
    }
}

// Rows beyond the last token are zeros.
void PackedInputs::prepareStrip(int64_t strip, const TensorView& x, const PackedInputShape& shape,
                                std::span<const int32_t> order, const PackedProductKernels& kernels) {
    const int64_t rowPairs = shape.sections * shape.padded / 2;
    std::vector<float> buffer;
    std::vector<int16_t> codes(static_cast<size_t>(2 * rowPairs));
    std::vector<float> scales(static_cast<size_t>(shape.sections));
    std::vector<int32_t> sums(static_cast<size_t>(shape.sections));
    PackedRowInput input = rowInput(shape);
    input.codes = codes.data();
    input.scales = scales.data();
    input.sums = sums.data();
    int32_t* pairs = m_pairs.data() + strip * kernels.stripRows * rowPairs;
    float* stripScales = m_scales.data() + strip * kernels.stripRows * shape.sections;
    for (int64_t i = 0; i < kernels.stripRows; ++i) {
        const int64_t row = strip * kernels.stripRows + i;
        if (row < x.rows()) {
            input.x = orderedRow(x, row, order, buffer);
            kernels.quantizeRow(input);
        } else {
            std::ranges::fill(codes, int16_t{0});
            std::ranges::fill(scales, 0.0F);
        }
        for (int64_t pair = 0; pair < rowPairs; ++pair) {
            std::memcpy(pairs + pair * kernels.stripRows + i, codes.data() + 2 * pair, sizeof(int32_t));
        }
        for (int64_t section = 0; section < shape.sections; ++section) {
            stripScales[section * kernels.stripRows + i] = scales[static_cast<size_t>(section)];
        }
    }
}

} // namespace salient
