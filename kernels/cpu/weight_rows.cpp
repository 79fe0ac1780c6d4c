// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/weight_rows.h"

#include "kernels/cpu/float_values.h"

#include <algorithm>
#include <cstring>

namespace salient {

DenseRows::DenseRows(const TensorView& weight, const VectorKernels& kernels)
    : m_kernels(kernels.elements), m_data(weight.data), m_dtype(weight.dtype), m_out(weight.rows()),
      m_in(weight.columns()),
      m_floats(weight.dtype == DType::F32 && isAligned(weight) ? weight.floats().data() : nullptr) {
    assert(m_dtype == DType::F32 || m_dtype == DType::BF16 || m_dtype == DType::F16);
}

void DenseRows::copy(int64_t row, int64_t begin, int64_t count, float* target) const {
    const std::byte* source = m_data + (row * m_in + begin) * dtypeBytes(m_dtype);
    if (m_dtype == DType::BF16) {
        m_kernels.floatFromBf16(source, count, target);
    } else if (m_dtype == DType::F16) {
        m_kernels.floatFromHalf(source, count, target);
    } else {
        std::memcpy(target, source, static_cast<size_t>(count) * sizeof(float));
    }
}

int64_t PackedRows::chunk() const {
    constexpr int64_t kChunk = 1024;
    const int64_t group = m_weight.groupSize();
    return hasWholeBytes() ? std::min(in(), std::max<int64_t>(1, kChunk / group) * group) : in();
}

PackedGroups PackedRows::groups(int64_t row, int64_t begin, int64_t count) const {
    const int64_t group = m_weight.groupSize();
    const int64_t first = row * m_weight.groups() + begin / group;
    assert(hasWholeBytes() && begin % group == 0 && count % group == 0);
    PackedGroups packed;
    packed.codes = m_weight.codes().data() + row * m_weight.rowBytes() + (hasNibbles() ? begin / 2 : begin);
    packed.zeros = m_weight.zeros().data() + first;
    packed.scales = m_weight.scales().data() + first;
    packed.groups = count / group;
    packed.groupSize = group;
    return packed;
}

void PackedRows::copy(int64_t row, int64_t begin, int64_t count, float* target) const {
    if (!hasWholeBytes()) {
        // Neighbouring groups share a byte: whole rows only, see chunk().
        assert(begin == 0 && count == in());
        m_weight.dequantizeStoredRow(row, {target, static_cast<size_t>(count)});
        return;
    }
    (hasNibbles() ? m_kernels.dequantizeNibbles : m_kernels.dequantizeBytes)(groups(row, begin, count), target);
}

} // namespace salient
