// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/thrift_reader.h"

#include <fmt/format.h>

namespace salient::parquet {

/// Parquet's own structures are less than ten deep.
static constexpr int kDeepest = 32;

void ThriftReader::expect(ThriftType found, ThriftType expected, const char* name) {
    if (found != expected) {
        throw damaged(fmt::format("expected {} in the metadata, found Thrift type {}", name, static_cast<int>(found)));
    }
}

void ThriftReader::enter() {
    if (++m_depth > kDeepest) {
        throw damaged(fmt::format("the metadata is nested deeper than {} levels", kDeepest));
    }
}

uint8_t ThriftReader::byte() {
    if (m_position >= m_bytes.size()) {
        throw damaged("the metadata ends in the middle of a field");
    }
    return std::to_integer<uint8_t>(m_bytes[m_position++]);
}

uint64_t ThriftReader::varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const uint8_t next = byte();
        value |= static_cast<uint64_t>(next & 0x7FU) << shift;
        if ((next & 0x80U) == 0) {
            return value;
        }
    }
    throw damaged("a number in the metadata is longer than 64 bits");
}

int64_t ThriftReader::zigzag() {
    const uint64_t value = varint();
    return static_cast<int64_t>((value >> 1) ^ (0 - (value & 1)));
}

ThriftType ThriftReader::nextField(int& id) {
    const uint8_t header = byte();
    const auto type = static_cast<ThriftType>(header & 0x0FU);
    if (type == ThriftType::Stop) {
        return type;
    }
    const int delta = header >> 4;
    const int64_t number = delta != 0 ? int64_t{id} + delta : zigzag();
    if (number < std::numeric_limits<int16_t>::min() || number > std::numeric_limits<int16_t>::max()) {
        throw damaged(fmt::format("the metadata has a field numbered {}", number));
    }
    id = static_cast<int>(number);
    return type;
}

// Every item takes at least one byte.
uint64_t ThriftReader::checkedCount(uint64_t count) const {
    const uint64_t left = m_bytes.size() - m_position;
    if (count > left) {
        throw damaged(fmt::format("the metadata announces {} items in its last {} bytes", count, left));
    }
    return count;
}

uint64_t ThriftReader::listHeader(ThriftType& item) {
    const uint8_t header = byte();
    item = static_cast<ThriftType>(header & 0x0FU);
    const uint64_t count = header >> 4;
    return checkedCount(count == 15 ? varint() : count);
}

int64_t ThriftReader::integer(ThriftType type, int64_t low, int64_t high) {
    int64_t value = 0;
    if (type == ThriftType::Byte) {
        value = static_cast<int8_t>(byte());
    } else if (type == ThriftType::Int16 || type == ThriftType::Int32 || type == ThriftType::Int64) {
        value = zigzag();
    } else {
        expect(type, ThriftType::Int64, "a whole number");
    }
    if (value < low || value > high) {
        throw damaged(fmt::format("the metadata holds the number {} where {} to {} are possible", value, low, high));
    }
    return value;
}

bool ThriftReader::boolean(ThriftType type) {
    if (type != ThriftType::True) {
        expect(type, ThriftType::False, "true or false");
    }
    return type == ThriftType::True;
}

std::string_view ThriftReader::binary(ThriftType type) {
    expect(type, ThriftType::Binary, "a text");
    const uint64_t length = checkedCount(varint());
    const std::string_view text(reinterpret_cast<const char*>(m_bytes.data()) + m_position, length);
    m_position += length;
    return text;
}

void ThriftReader::skipBytes(uint64_t count) {
    m_position += checkedCount(count);
}

// In a list, unlike in a field, a boolean is a byte of its own.
void ThriftReader::skipItem(ThriftType type) {
    type == ThriftType::True || type == ThriftType::False ? skipBytes(1) : skip(type);
}

void ThriftReader::skipItems() {
    enter();
    ThriftType item = ThriftType::Stop;
    const uint64_t count = listHeader(item);
    for (uint64_t i = 0; i < count; ++i) {
        skipItem(item);
    }
    --m_depth;
}

void ThriftReader::skipMap() {
    enter();
    const uint64_t count = checkedCount(varint());
    const uint8_t types = count > 0 ? byte() : uint8_t{0};
    for (uint64_t i = 0; i < count; ++i) {
        skipItem(static_cast<ThriftType>(types >> 4U));
        skipItem(static_cast<ThriftType>(types & 0x0FU));
    }
    --m_depth;
}

void ThriftReader::skip(ThriftType type) {
    switch (type) {
    case ThriftType::True:
    case ThriftType::False:
        return;
    case ThriftType::Byte:
        return skipBytes(1);
    case ThriftType::Int16:
    case ThriftType::Int32:
    case ThriftType::Int64:
        static_cast<void>(varint());
        return;
    case ThriftType::Double:
        return skipBytes(8);
    case ThriftType::Binary:
        return skipBytes(varint());
    case ThriftType::List:
    case ThriftType::Set:
        return skipItems();
    case ThriftType::Map:
        return skipMap();
    case ThriftType::Struct:
        return readStruct([this](int, ThriftType field) { skip(field); });
    case ThriftType::Uuid:
        return skipBytes(16);
    case ThriftType::Stop:
        break;
    }
    throw damaged(fmt::format("the metadata has the unknown Thrift type {}", static_cast<int>(type)));
}

} // namespace salient::parquet
