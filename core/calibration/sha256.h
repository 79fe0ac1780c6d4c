// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace salient {

/// SHA-256 of bytes that come in pieces. Source: FIPS 180-4, sections 4.1.2, 5.3.3 and 6.2.
class Sha256 {
public:
    void update(std::span<const uint8_t> bytes);
    /// Token ids as little-endian int32.
    void update(std::span<const int32_t> ids);
    /// 64 lower-case hexadecimal digits; the object is used up.
    std::string finish();

private:
    void compress(const uint8_t* block);

    std::array<uint32_t, 8> m_state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<uint8_t, 64> m_block{};
    size_t m_filled = 0;
    uint64_t m_bytes = 0;
};

/// Of token ids as little-endian int32: how data are named in runs and measurements.
std::string sha256OfTokens(std::span<const int32_t> ids);

} // namespace salient
