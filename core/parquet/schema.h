// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/metadata.h"

#include <string>
#include <vector>

namespace salient::parquet {

/// A column, or a group of columns, with the levels at which it is there.
/// Source: apache/parquet-format, README.md "Nested Encoding"; Melnik et al., "Dremel" (2010), section 4.
struct SchemaNode {
    std::string name;
    std::string path; ///< "messages.list.element.role"
    Repetition repetition = Repetition::Required;
    Meaning meaning = Meaning::Plain;
    std::string meaningName;
    std::optional<PhysicalType> type; ///< none: a group
    uint8_t definition = 0;           ///< definition level from which on this node is there
    uint8_t repetitions = 0;          ///< repeated nodes from the root to this one, itself included
    int64_t column = -1;              ///< of a leaf: its place in a row group
    std::vector<SchemaNode> children;
};

/// The tree of a file's schema. Throws Fault when the elements form none.
SchemaNode schemaTree(const std::vector<SchemaElement>& elements);

/// A top-level column without the parts of a group that hold bytes but no text (pictures beside messages).
/// Throws Fault (parquet.unsupported) for types that are not read.
SchemaNode readablePart(const SchemaNode& column);

} // namespace salient::parquet
