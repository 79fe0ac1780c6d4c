// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/schema.h"

#include "core/tokenizer/utf8_check.h"

#include <fmt/format.h>

namespace salient::parquet {

static constexpr int kDeepest = 24;

namespace {

/// Takes elements off the flat list, depth first.
class TreeBuilder {
public:
    explicit TreeBuilder(const std::vector<SchemaElement>& elements) : m_elements(elements) {}

    SchemaNode node(const SchemaNode* parent, int depth) {
        if (depth > kDeepest) {
            throw damaged(fmt::format("the schema is nested deeper than {} levels", kDeepest));
        }
        if (m_next == m_elements.size()) {
            throw damaged("the schema ends in the middle of a group");
        }
        const SchemaElement& element = m_elements[m_next++];
        if (!tokenization::isUtf8(element.name)) {
            throw damaged("the name of a column is not UTF-8");
        }
        SchemaNode node{.name = element.name,
                        .path = parent == nullptr || parent->path.empty() ? element.name
                                                                          : parent->path + "." + element.name,
                        .repetition = element.repetition,
                        .meaning = element.meaning,
                        .meaningName = element.meaningName,
                        .type = element.type,
                        .children = {}};
        if (parent == nullptr) {
            node.path.clear();
            node.repetition = Repetition::Required;
        } else {
            node.definition = static_cast<uint8_t>(parent->definition + (node.repetition != Repetition::Required));
            node.repetitions = static_cast<uint8_t>(parent->repetitions + (node.repetition == Repetition::Repeated));
        }
        addChildren(element, node, depth);
        return node;
    }

    bool finished() const { return m_next == m_elements.size(); }

private:
    void addChildren(const SchemaElement& element, SchemaNode& node, int depth) {
        if (element.children == 0 && element.type) {
            node.column = m_columns++;
            return;
        }
        if (element.children > 0 && element.type) {
            throw damaged(fmt::format("the schema gives the column {} both a type and parts", node.path));
        }
        node.type.reset();
        for (int64_t i = 0; i < element.children; ++i) {
            node.children.push_back(this->node(&node, depth + 1));
        }
    }

    const std::vector<SchemaElement>& m_elements;
    size_t m_next = 0;
    int64_t m_columns = 0;
};

} // namespace

SchemaNode schemaTree(const std::vector<SchemaElement>& elements) {
    TreeBuilder builder(elements);
    SchemaNode root = builder.node(nullptr, 0);
    if (!builder.finished() || root.type) {
        throw damaged("the schema is no tree");
    }
    return root;
}

static bool isBytes(const SchemaNode& node) {
    return node.type == PhysicalType::ByteArray && node.meaning != Meaning::Text;
}

static void checkType(const SchemaNode& leaf) {
    const std::string type = leaf.meaning == Meaning::Other
                                 ? fmt::format("{} ({})", leaf.meaningName, typeName(*leaf.type))
                                 : typeName(*leaf.type);
    if (leaf.meaning == Meaning::Other || leaf.type == PhysicalType::Int96 ||
        leaf.type == PhysicalType::FixedLengthByteArray) {
        throw unsupported(fmt::format("of the type {}, where texts, whole numbers, floating-point numbers, true and "
                                      "false are read",
                                      type));
    }
}

static SchemaNode withoutBytes(const SchemaNode& node) {
    SchemaNode kept = node;
    kept.children.clear();
    if (node.type) {
        checkType(node);
        return kept;
    }
    for (const SchemaNode& child : node.children) {
        SchemaNode part = isBytes(child) ? SchemaNode{} : withoutBytes(child);
        if (part.type || !part.children.empty()) {
            kept.children.push_back(std::move(part));
        }
    }
    return kept;
}

SchemaNode readablePart(const SchemaNode& column) {
    SchemaNode kept = withoutBytes(column);
    if (!kept.type && kept.children.empty()) {
        throw unsupported("made of binary data alone, where texts are read");
    }
    return kept;
}

} // namespace salient::parquet
