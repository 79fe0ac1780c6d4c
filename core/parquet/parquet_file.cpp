// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/parquet_file.h"

#include "core/checkpoint/json_file.h"
#include "core/parquet/bits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace salient::parquet {

/// "PAR1", and behind the footer its length as 4 bytes and "PAR1" again.
static constexpr size_t kMagicBytes = 4;
static constexpr size_t kTailBytes = 8;

ParquetFile::ParquetFile(const std::filesystem::path& file) : m_mapped(file) {
    try {
        readFooter();
        m_root = schemaTree(m_metadata.schema);
        checkRowGroups();
    } catch (const Fault& fault) {
        throw errorOf(fault);
    }
}

void ParquetFile::readFooter() {
    const Bytes bytes = m_mapped.bytes();
    const auto magic = [&](size_t at) {
        return std::string_view(reinterpret_cast<const char*>(bytes.data()) + at, kMagicBytes);
    };
    if (bytes.size() < kMagicBytes + kTailBytes || magic(0) != "PAR1") {
        const bool encrypted = bytes.size() >= kMagicBytes && magic(0) == "PARE";
        throw encrypted ? unsupported("the file is encrypted, which is not supported")
                        : Fault{"parquet.not_parquet", "expected a Parquet file, which begins with PAR1"};
    }
    if (magic(bytes.size() - kMagicBytes) != "PAR1") {
        throw damaged("expected PAR1 at the end of the file; it is incomplete");
    }
    const auto length = valueAt<uint32_t>(bytes, bytes.size() - kTailBytes);
    if (length > bytes.size() - kTailBytes - kMagicBytes) {
        throw damaged(fmt::format("a footer of {} bytes is announced in a file of {}", length, bytes.size()));
    }
    m_metadata = readMetadata(bytes.subspan(bytes.size() - kTailBytes - length, length));
}

static void collectLeaves(const SchemaNode& node, std::vector<const SchemaNode*>& leaves) {
    if (node.type) {
        leaves.push_back(&node);
    }
    for (const SchemaNode& child : node.children) {
        collectLeaves(child, leaves);
    }
}

void ParquetFile::checkRowGroups() const {
    std::vector<const SchemaNode*> leaves;
    collectLeaves(m_root, leaves);
    int64_t rows = 0;
    for (const RowGroup& group : m_metadata.rowGroups) {
        if (group.columns.size() != leaves.size()) {
            throw damaged(
                fmt::format("the schema has {} columns, a row group {}", leaves.size(), group.columns.size()));
        }
        if (group.rows > m_metadata.rows - rows) {
            throw damaged(fmt::format("the row groups hold more rows than the announced {}", m_metadata.rows));
        }
        rows += group.rows;
    }
    if (rows != m_metadata.rows) {
        throw damaged(fmt::format("{} rows are announced, the row groups hold {}", m_metadata.rows, rows));
    }
}

const SchemaNode* ParquetFile::column(const std::string& name) const {
    const auto found =
        std::find_if(columns().begin(), columns().end(), [&](const SchemaNode& node) { return node.name == name; });
    return found == columns().end() ? nullptr : &*found;
}

Error ParquetFile::errorOf(const Fault& fault, const std::string& column, int64_t group) const {
    std::string place = path().string();
    if (!column.empty()) {
        place += fmt::format(", column {}", inQuotes(column));
    }
    if (group >= 0) {
        place += fmt::format(", row group {}", group + 1);
    }
    const char* advice = fault.code == "parquet.unsupported" ? "; convert the file to JSONL" : "";
    return inputError(fault.code, fmt::format("{}: {}{}.", place, fault.what, advice));
}

} // namespace salient::parquet
