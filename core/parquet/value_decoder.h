// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/metadata.h"
#include "core/parquet/page_header.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace salient::parquet {

/// Values of one column, without nulls; which list is used depends on the type.
struct Values {
    std::vector<std::string_view> texts; ///< BYTE_ARRAY
    std::vector<int64_t> integers;       ///< INT32, INT64, BOOLEAN
    std::vector<double> numbers;         ///< FLOAT, DOUBLE

    void clear() {
        texts.clear();
        integers.clear();
        numbers.clear();
    }
};

/// Reads the values of one page from front to back.
class ValueDecoder {
public:
    virtual ~ValueDecoder() = default;
    /// Appends `count` values; texts stay valid until the next call and as long as the page. Throws Fault.
    virtual void read(size_t count, Values& values) = 0;
};

/// `dictionary` is the column's, or null; it has to live as long as the decoder. Throws Fault, also for encodings
/// that are not read.
std::unique_ptr<ValueDecoder> makeValueDecoder(Encoding encoding, PhysicalType type, Bytes bytes,
                                               const Values* dictionary);

} // namespace salient::parquet
