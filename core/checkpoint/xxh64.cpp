// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/xxh64.h"

#include <array>
#include <bit>
#include <cstring>

namespace salient {

namespace {

static_assert(std::endian::native == std::endian::little, "words are read as they lie in memory");

constexpr uint64_t kPrime1 = 0x9E3779B185EBCA87ULL;
constexpr uint64_t kPrime2 = 0xC2B2AE3D27D4EB4FULL;
constexpr uint64_t kPrime3 = 0x165667B19E3779F9ULL;
constexpr uint64_t kPrime4 = 0x85EBCA77C2B2AE63ULL;
constexpr uint64_t kPrime5 = 0x27D4EB2F165667C5ULL;

template <typename Word>
uint64_t wordAt(const std::byte* data) {
    Word word = 0;
    std::memcpy(&word, data, sizeof(word));
    return word;
}

uint64_t round(uint64_t sum, uint64_t lane) {
    return std::rotl(sum + lane * kPrime2, 31) * kPrime1;
}

/// What is left behind the stripes of 32 bytes.
uint64_t withTail(uint64_t sum, std::span<const std::byte> tail) {
    const std::byte* data = tail.data();
    size_t left = tail.size();
    for (; left >= 8; data += 8, left -= 8) {
        sum = std::rotl(sum ^ round(0, wordAt<uint64_t>(data)), 27) * kPrime1 + kPrime4;
    }
    for (; left >= 4; data += 4, left -= 4) {
        sum = std::rotl(sum ^ wordAt<uint32_t>(data) * kPrime1, 23) * kPrime2 + kPrime3;
    }
    for (; left > 0; ++data, --left) {
        sum = std::rotl(sum ^ wordAt<uint8_t>(data) * kPrime5, 11) * kPrime1;
    }
    return sum;
}

} // namespace

uint64_t xxh64(std::span<const std::byte> bytes) {
    constexpr size_t kStripe = 32;
    const std::byte* data = bytes.data();
    const std::byte* const end = data + bytes.size() / kStripe * kStripe;
    uint64_t sum = kPrime5;
    if (data != end) {
        std::array<uint64_t, 4> lanes{kPrime1 + kPrime2, kPrime2, 0, 0 - kPrime1};
        for (; data != end; data += kStripe) {
            for (size_t lane = 0; lane < lanes.size(); ++lane) {
                lanes[lane] = round(lanes[lane], wordAt<uint64_t>(data + lane * sizeof(uint64_t)));
            }
        }
        sum = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
        for (const uint64_t lane : lanes) {
            sum = (sum ^ round(0, lane)) * kPrime1 + kPrime4;
        }
    }
    sum = withTail(sum + bytes.size(), bytes.subspan(bytes.size() / kStripe * kStripe));
    sum = (sum ^ sum >> 33) * kPrime2;
    sum = (sum ^ sum >> 29) * kPrime3;
    return sum ^ sum >> 32;
}

} // namespace salient
