// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/gguf/gguf_model.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace salient {

/// Of bytes in their order (FNV-1a, 64 bits): tells whether a file holds what was written.
class GgufFingerprint {
public:
    void add(std::span<const std::byte> bytes) {
        for (const std::byte byte : bytes) {
            m_state = (m_state ^ static_cast<uint64_t>(byte)) * 0x100000001B3U;
        }
    }
    uint64_t value() const { return m_state; }

private:
    uint64_t m_state = 0xCBF29CE484222325U;
};

uint64_t fingerprintOf(std::span<const std::byte> bytes);

/// Error of stored weights against those they were made of.
struct GgufError {
    double squaredError = 0.0;
    double squares = 0.0;

    double relative() const;
};

/// Dequantises the data of a tensor and holds them against its source: equal where the type holds the values, within
/// the last bit of fp16 where values or minima are rounded to it, finite everywhere. Adds to `error`. Returns what is
/// wrong, for a sentence; "" when all is well.
std::string compareTensor(const GgufSource& source, std::span<const std::byte> data, GgufError& error);

} // namespace salient
