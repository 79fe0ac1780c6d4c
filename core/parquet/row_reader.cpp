// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/row_reader.h"

#include "core/parquet/column_reader.h"
#include "core/tokenizer/utf8_check.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient::parquet {

using Json = nlohmann::ordered_json;

namespace {

/// A column and the place in it.
class LeafCursor {
public:
    LeafCursor(Bytes file, const ColumnChunk& chunk, const SchemaNode& leaf)
        : m_leaf(leaf), m_reader(file, chunk, leaf) {
        refill();
    }

    const SchemaNode& leaf() const { return m_leaf; }
    bool ended() const { return m_ended; }
    uint8_t definition() const {
        if (m_ended) {
            throw damaged("it holds fewer rows than the row group");
        }
        return m_batch.definitions[m_position];
    }
    /// 0 also at the end, where no list goes on.
    uint8_t repetition() const { return m_ended ? uint8_t{0} : m_batch.repetitions[m_position]; }

    void advance() {
        m_value += definition() == m_leaf.definition ? 1 : 0;
        if (++m_position == m_batch.definitions.size()) {
            refill();
        }
    }

    /// The value at hand, and on to the next position.
    Json take() {
        if (definition() != m_leaf.definition) {
            throw damaged("its levels contradict those of the columns beside it");
        }
        Json json = value();
        advance();
        return json;
    }

private:
    void refill() {
        m_ended = !m_reader.next(m_batch);
        m_position = 0;
        m_value = 0;
    }

    Json value() const {
        const Values& values = m_batch.values;
        switch (*m_leaf.type) {
        case PhysicalType::Boolean:
            return values.integers[m_value] != 0;
        case PhysicalType::Int32:
        case PhysicalType::Int64:
            return wholeNumber(values.integers[m_value]);
        case PhysicalType::Float:
        case PhysicalType::Double:
            return values.numbers[m_value];
        default:
            break;
        }
        const std::string_view text = values.texts[m_value];
        if (!tokenization::isUtf8(text)) {
            throw damaged("a text is not UTF-8");
        }
        return std::string(text);
    }

    Json wholeNumber(int64_t value) const {
        switch (m_leaf.meaning) {
        case Meaning::Unsigned32:
            return static_cast<uint32_t>(value);
        case Meaning::Unsigned64:
            return static_cast<uint64_t>(value);
        default:
            return value;
        }
    }

    SchemaNode m_leaf;
    ColumnReader m_reader;
    ColumnBatch m_batch;
    size_t m_position = 0;
    size_t m_value = 0;
    bool m_ended = false;
};

/// A part of the schema with the cursors of the columns below it.
struct Part {
    SchemaNode node; ///< without its children
    std::vector<Part> children;
    std::vector<LeafCursor*> cursors; ///< at least one
};

bool isAbsent(const Part& part) {
    const bool absent = part.cursors.front()->definition() < part.node.definition;
    for (const LeafCursor* cursor : part.cursors) {
        if ((cursor->definition() < part.node.definition) != absent) {
            throw damaged("its columns do not agree about what is null");
        }
    }
    return absent;
}

void passOver(const Part& part) {
    for (LeafCursor* cursor : part.cursors) {
        cursor->advance();
    }
}

bool goesOn(const Part& list) {
    const bool more = list.cursors.front()->repetition() == list.node.repetitions;
    for (const LeafCursor* cursor : list.cursors) {
        if ((cursor->repetition() == list.node.repetitions) != more || cursor->repetition() > list.node.repetitions) {
            throw damaged("its columns do not agree about the length of a list");
        }
    }
    return more;
}

Json readPart(const Part& part);
Json readContent(const Part& part);

/// Items of a list annotated as such may be wrapped in a group of their own, which has no meaning then.
/// Source: apache/parquet-format, LogicalTypes.md, "Lists", backward-compatibility rules.
bool isWrapped(const Part& list, const Part& items) {
    return items.children.size() == 1 && items.node.name != "array" && items.node.name != list.node.name + "_tuple";
}

Json readItems(const Part& items, bool wrapped) {
    Json list = Json::array();
    if (isAbsent(items)) {
        passOver(items);
        return list;
    }
    do {
        list.push_back(wrapped ? readPart(items.children.front()) : readContent(items));
    } while (goesOn(items));
    return list;
}

Json readContent(const Part& part) {
    if (part.children.empty()) {
        return part.cursors.front()->take();
    }
    const Part& first = part.children.front();
    const bool isList = part.node.meaning == Meaning::List || part.node.meaning == Meaning::Map;
    if (isList && part.children.size() == 1 && first.node.repetition == Repetition::Repeated) {
        return readItems(first, part.node.meaning == Meaning::List && isWrapped(part, first));
    }
    Json object = Json::object();
    for (const Part& child : part.children) {
        object[child.node.name] = readPart(child);
    }
    return object;
}

Json readPart(const Part& part) {
    if (part.node.repetition == Repetition::Repeated) {
        return readItems(part, false);
    }
    if (part.node.repetition == Repetition::Optional && isAbsent(part)) {
        passOver(part);
        return nullptr;
    }
    return readContent(part);
}

} // namespace

struct RowReader::Columns {
    const ParquetFile& file;
    int64_t group;
    int64_t rowsLeft;
    std::vector<std::unique_ptr<LeafCursor>> cursors;
    std::vector<Part> parts; ///< one per column asked for

    Part makePart(const SchemaNode& node) {
        Part part;
        for (const SchemaNode& child : node.children) {
            part.children.push_back(makePart(child));
            const auto& below = part.children.back().cursors;
            part.cursors.insert(part.cursors.end(), below.begin(), below.end());
        }
        if (node.type) {
            const RowGroup& rowGroup = file.rowGroups()[static_cast<size_t>(group)];
            cursors.push_back(std::make_unique<LeafCursor>(file.mapped().bytes(),
                                                           rowGroup.columns[static_cast<size_t>(node.column)], node));
            part.cursors.push_back(cursors.back().get());
        }
        part.node = node;
        part.node.children.clear();
        return part;
    }

    template <class Action>
    void forEachPart(Action&& action) {
        for (Part& part : parts) {
            try {
                action(part);
            } catch (const Fault& fault) {
                throw file.errorOf(fault, part.node.path, group);
            }
        }
    }

    /// A row ends where every column begins the next one.
    static void checkRowEnd(const Part& part, bool last) {
        for (const LeafCursor* cursor : part.cursors) {
            if (cursor->repetition() != 0 || (last && !cursor->ended())) {
                throw damaged("it holds more rows than the row group");
            }
        }
    }
};

RowReader::RowReader(const ParquetFile& file, int64_t group, const std::vector<std::string>& columns)
    : m_columns(new Columns{file, group, file.rowGroups()[static_cast<size_t>(group)].rows, {}, {}}) {
    for (const std::string& name : columns) {
        try {
            m_columns->parts.push_back(m_columns->makePart(readablePart(*file.column(name))));
        } catch (const Fault& fault) {
            throw file.errorOf(fault, name, group);
        }
    }
}

RowReader::~RowReader() = default;

bool RowReader::next(Json& row) {
    if (m_columns->rowsLeft == 0) {
        return false;
    }
    --m_columns->rowsLeft;
    row = Json::object();
    m_columns->forEachPart([&](Part& part) {
        row[part.node.name] = readPart(part);
        Columns::checkRowEnd(part, m_columns->rowsLeft == 0);
    });
    return true;
}

void RowReader::skip(int64_t rows) {
    rows = std::min(rows, m_columns->rowsLeft);
    m_columns->rowsLeft -= rows;
    m_columns->forEachPart([&](Part& part) {
        for (LeafCursor* cursor : part.cursors) {
            for (int64_t i = 0; i < rows; ++i) {
                do {
                    cursor->advance();
                } while (cursor->repetition() != 0);
            }
        }
        Columns::checkRowEnd(part, m_columns->rowsLeft == 0);
    });
}

} // namespace salient::parquet
