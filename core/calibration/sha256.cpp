// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/sha256.h"

#include <algorithm>
#include <bit>

namespace salient {

static constexpr std::array<uint32_t, 64> kRoundConstants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

void Sha256::compress(const uint8_t* block) {
    using std::rotr;
    std::array<uint32_t, 64> w;
    for (size_t t = 0; t < 16; ++t) {
        w[t] = uint32_t{block[4 * t]} << 24 | uint32_t{block[4 * t + 1]} << 16 | uint32_t{block[4 * t + 2]} << 8 |
               uint32_t{block[4 * t + 3]};
    }
    for (size_t t = 16; t < 64; ++t) {
        const uint32_t s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ (w[t - 15] >> 3);
        const uint32_t s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ (w[t - 2] >> 10);
        w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
    auto [a, b, c, d, e, f, g, h] = m_state;
    for (size_t t = 0; t < 64; ++t) {
        const uint32_t t1 =
            h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + kRoundConstants[t] + w[t];
        const uint32_t t2 = (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    const std::array<uint32_t, 8> added = {a, b, c, d, e, f, g, h};
    for (size_t i = 0; i < 8; ++i) {
        m_state[i] += added[i];
    }
}

void Sha256::update(std::span<const uint8_t> bytes) {
    m_bytes += bytes.size();
    while (!bytes.empty()) {
        const size_t taken = std::min(bytes.size(), m_block.size() - m_filled);
        std::copy_n(bytes.data(), taken, m_block.data() + m_filled);
        m_filled += taken;
        bytes = bytes.subspan(taken);
        if (m_filled == m_block.size()) {
            compress(m_block.data());
            m_filled = 0;
        }
    }
}

void Sha256::update(std::span<const int32_t> ids) {
    for (const int32_t id : ids) {
        const auto bits = static_cast<uint32_t>(id);
        const uint8_t bytes[4] = {static_cast<uint8_t>(bits), static_cast<uint8_t>(bits >> 8),
                                  static_cast<uint8_t>(bits >> 16), static_cast<uint8_t>(bits >> 24)};
        update(bytes);
    }
}

std::string Sha256::finish() {
    const uint64_t bits = m_bytes * 8;
    // A one bit, zeros up to 8 bytes before the end of a block, the length in bits as a big-endian number.
    std::array<uint8_t, 72> padding = {0x80};
    const size_t zerosEnd = (m_filled < 56 ? 56 : 120) - m_filled;
    for (size_t i = 0; i < 8; ++i) {
        padding[zerosEnd + i] = static_cast<uint8_t>(bits >> (56 - 8 * i));
    }
    update(std::span(padding).first(zerosEnd + 8));
    std::string hex;
    for (const uint32_t word : m_state) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            hex += "0123456789abcdef"[(word >> shift) & 0xFU];
        }
    }
    return hex;
}

std::string sha256OfTokens(std::span<const int32_t> ids) {
    Sha256 hash;
    hash.update(ids);
    return hash.finish();
}

} // namespace salient
