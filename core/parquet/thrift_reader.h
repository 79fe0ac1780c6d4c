// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/fault.h"

#include <cstdint>
#include <limits>
#include <string_view>

namespace salient::parquet {

/// Types as the compact protocol numbers them.
enum class ThriftType : uint8_t {
    Stop = 0,
    True = 1,
    False = 2,
    Byte = 3,
    Int16 = 4,
    Int32 = 5,
    Int64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
    Uuid = 13,
};

/// Reads Thrift's compact protocol; never beyond its bytes. All functions throw Fault (parquet.damaged).
/// Source: apache/thrift, doc/specs/thrift-compact-protocol.md.
class ThriftReader {
public:
    explicit ThriftReader(Bytes bytes) : m_bytes(bytes) {}

    size_t position() const { return m_position; }

    /// Calls onField(id, type) for every field of a struct; it has to read the field, or skip(type) it.
    template <class OnField>
    void readStruct(OnField&& onField) {
        enter();
        int id = 0;
        for (ThriftType type = nextField(id); type != ThriftType::Stop; type = nextField(id)) {
            onField(id, type);
        }
        --m_depth;
    }

    /// Calls onItem(type) for every item of a list.
    template <class OnItem>
    void readList(ThriftType type, OnItem&& onItem) {
        expect(type, ThriftType::List, "a list");
        ThriftType item = ThriftType::Stop;
        const uint64_t count = listHeader(item);
        for (uint64_t i = 0; i < count; ++i) {
            onItem(item);
        }
    }

    /// A whole number of any width, within [low, high].
    int64_t integer(ThriftType type, int64_t low = std::numeric_limits<int64_t>::min(),
                    int64_t high = std::numeric_limits<int64_t>::max());
    bool boolean(ThriftType type);
    /// Valid as long as the bytes given to the constructor.
    std::string_view binary(ThriftType type);
    void expectStruct(ThriftType type) const { expect(type, ThriftType::Struct, "a struct"); }
    void skip(ThriftType type);

private:
    static void expect(ThriftType found, ThriftType expected, const char* name);
    void enter();
    uint8_t byte();
    uint64_t varint();
    int64_t zigzag();
    ThriftType nextField(int& id);
    uint64_t listHeader(ThriftType& item);
    uint64_t checkedCount(uint64_t count) const;
    void skipBytes(uint64_t count);
    void skipItem(ThriftType type);
    void skipItems();
    void skipMap();

    Bytes m_bytes;
    size_t m_position = 0;
    int m_depth = 0;
};

} // namespace salient::parquet
