// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/decompress.h"
#include "core/parquet/rle_decoder.h"
#include "core/parquet/schema.h"
#include "core/parquet/value_decoder.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace salient::parquet {

/// The next positions of a column: values, nulls and empty lists.
struct ColumnBatch {
    std::vector<uint8_t> definitions; ///< a value where it is the leaf's own level
    std::vector<uint8_t> repetitions; ///< 0: a row begins
    Values values;
};

/// Streams one column of one row group; holds one page and the dictionary.
class ColumnReader {
public:
    /// `file` has to outlive the reader. Throws Fault.
    ColumnReader(Bytes file, const ColumnChunk& chunk, const SchemaNode& leaf);
    ColumnReader(ColumnReader&&) noexcept;
    ~ColumnReader();

    /// At most 512 positions, all of one page; false after the last one. Texts stay valid until the next call.
    /// Throws Fault.
    bool next(ColumnBatch& batch);

private:
    bool nextPage();
    void readDictionary(const PageHeader& header, Bytes bytes);
    void openPage(const PageHeader& header, Bytes bytes);
    void openPageV2(const PageHeader& header, Bytes bytes);
    Bytes uncompressed(const PageHeader& header, Bytes bytes, PageBuffer& buffer) const;
    void readLevels(RleDecoder& levels, uint8_t highest, std::vector<uint8_t>& out);

    Bytes m_bytes; ///< of the chunk, from the next page on
    ColumnChunk m_chunk;
    SchemaNode m_leaf;
    int64_t m_valuesLeft = 0;      ///< of the chunk, behind the page at hand
    int64_t m_positionsInPage = 0; ///< not yet given out
    PageBuffer m_pageBuffer;
    PageBuffer m_dictionaryBuffer;
    std::unique_ptr<Values> m_dictionary;
    RleDecoder m_definitions;
    RleDecoder m_repetitions;
    std::unique_ptr<ValueDecoder> m_decoder;
    std::vector<uint32_t> m_levels;
};

} // namespace salient::parquet
