// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/wire_format.h"

#include <fmt/format.h>

#include <bit>
#include <stdexcept>

namespace salient::tokenization {

float WireField::asFloat() const {
    return std::bit_cast<float>(static_cast<uint32_t>(value));
}

std::optional<WireField> WireReader::next() {
    if (m_at == m_message.size())
        return std::nullopt;
    const size_t begin = m_at;
    const uint64_t key = varint();
    WireField field;
    field.number = static_cast<uint32_t>(key >> 3);
    switch (key & 7) {
    case 0:
        field.value = varint();
        break;
    case 1:
        field.value = fixed(8);
        break;
    case 2:
        field.bytes = take(varint());
        break;
    case 5:
        field.value = fixed(4);
        break;
    default:
        throw std::invalid_argument(fmt::format("the field at byte {} is of the unknown kind {}", begin, key & 7));
    }
    return field;
}

uint64_t WireReader::varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(take(1)[0]);
        value |= uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80)
            return value;
    }
    throw std::invalid_argument(fmt::format("the number that ends at byte {} is longer than ten bytes", m_at));
}

uint64_t WireReader::fixed(size_t bytes) {
    const std::string_view taken = take(bytes);
    uint64_t value = 0;
    for (size_t i = bytes; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(taken[i]);
    return value;
}

std::string_view WireReader::take(uint64_t bytes) {
    if (bytes > m_message.size() - m_at)
        throw std::invalid_argument(fmt::format("{} bytes are missing at byte {} of {}",
                                                bytes - (m_message.size() - m_at), m_at, m_message.size()));
    const std::string_view taken = m_message.substr(m_at, bytes);
    m_at += bytes;
    return taken;
}

} // namespace salient::tokenization
