// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_kv_store.h"

#include "kernels/cpu/parallel_blocks.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace salient {

namespace {

constexpr CodeLimits kKeyLimits{kCodeNorm, kLargestCode};
constexpr CodeLimits kValueLimits{std::numeric_limits<float>::infinity(), kLargestWeightCode};
constexpr int64_t kFewTokens = 16; // not worth waking threads for
constexpr int64_t kScaleBytes = 2 * kStoreBlock * static_cast<int64_t>(sizeof(float));

} // namespace

CpuKvStore::CpuKvStore(int64_t kvHeads, int64_t headDim, const KeyValueKernels& kernels)
    : m_kvHeads(kvHeads), m_headDim(headDim), m_kernels(kernels) {}

int64_t CpuKvStore::headBytes() const {
    return kScaleBytes + (keyCodes() + valueCodes()) * static_cast<int64_t>(sizeof(int16_t));
}

int64_t CpuKvStore::bytes() const {
    return static_cast<int64_t>(m_blocks.size()) * m_kvHeads * headBytes();
}

int64_t CpuKvStore::bytesFor(int64_t positions) const {
    return dividedUp(positions, kStoreBlock) * m_kvHeads * headBytes();
}

KvBlock CpuKvStore::block(int64_t index, int64_t kvHead) const {
    std::byte* head = m_blockData[static_cast<size_t>(index)] + kvHead * headBytes();
    auto* scales = reinterpret_cast<float*>(head);
    auto* codes = reinterpret_cast<int16_t*>(head + kScaleBytes);
    return {scales, scales + kStoreBlock, codes, codes + keyCodes()};
}

float CpuKvStore::storeKey(const float* k, int64_t position, const KvBlock& to, std::vector<int16_t>& codes) const {
    const float scale = m_kernels.quantizeVector(k, m_headDim, kKeyLimits, codes.data());
    const int64_t width = m_kernels.columns;
    int16_t* target = to.keys + (position / width * pairs() * width + position % width) * 2;
    for (int64_t pair = 0; pair < pairs(); ++pair, target += 2 * width) {
        target[0] = codes[static_cast<size_t>(2 * pair)];
        target[1] = codes[static_cast<size_t>(2 * pair + 1)];
    }
    return scale;
}

float CpuKvStore::storeValue(const float* v, int64_t position, const KvBlock& to, std::vector<int16_t>& codes) const {
    const float scale = m_kernels.quantizeVector(v, m_headDim, kValueLimits, codes.data());
    const int64_t width = m_kernels.columns;
    for (int64_t channel = 0; channel < m_headDim; ++channel) {
        const int64_t row = channel / width * (kStoreBlock / 2) + position / 2;
        to.values[(row * width + channel % width) * 2 + position % 2] = codes[static_cast<size_t>(channel)];
    }
    return scale;
}

// A value that is not finite makes its key NaN, and with it what every query that sees it gets: weights times codes
// would hide it.
void CpuKvStore::appendHead(const TensorView& k, const TensorView& v, int64_t kvHead) const {
    std::vector<int16_t> codes(static_cast<size_t>(2 * pairs())); // an odd head leaves the last one 0
    for (int64_t token = 0; token < k.rows(); ++token) {
        const int64_t position = m_length + token;
        const int64_t inBlock = position % kStoreBlock;
        const int64_t channel = token * m_kvHeads * m_headDim + kvHead * m_headDim;
        const KvBlock to = block(position / kStoreBlock, kvHead);
        const float valueScale = storeValue(v.floats().data() + channel, inBlock, to, codes);
        const float keyScale = storeKey(k.floats().data() + channel, inBlock, to, codes);
        to.keyScales[inBlock] = std::isnan(valueScale) ? valueScale : keyScale;
        to.valueScales[inBlock] = std::isnan(valueScale) ? 0.0F : valueScale;
    }
}

void CpuKvStore::append(const TensorView& k, const TensorView& v) {
    if (k.rows() == 0) {
        return;
    }
    assert(k.columns() == m_kvHeads * m_headDim && k.rows() == v.rows() && v.columns() == k.columns());
    while (bytes() < bytesFor(m_length + k.rows())) {
        m_blockData.reserve(m_blocks.size() + 1); // so that what follows the new block cannot fail
        m_blocks.push_back(Tensor::zeros({m_kvHeads, headBytes()}, DType::U8));
        m_blockData.push_back(m_blocks.back().span().data);
    }
    forEachBlock(m_kvHeads, k.rows() < kFewTokens ? m_kvHeads : 1, [&](int64_t begin, int64_t end) {
        for (int64_t kvHead = begin; kvHead < end; ++kvHead) {
            appendHead(k, v, kvHead);
        }
    });
    m_length += k.rows();
}

void CpuKvStore::truncate(int64_t length) {
    assert(length <= m_length);
    m_length = length;
}

} // namespace salient
