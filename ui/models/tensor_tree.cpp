// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tensor_tree.h"

#include "core/json_fields.h"
#include "ui/text.h"

#include <QCollator>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace salient::ui {

namespace {

constexpr int kBytesRole = Qt::UserRole;
constexpr int kModuleRole = Qt::UserRole + 1;

QList<QStandardItem*> row(const QString& name) {
    QList<QStandardItem*> items{new QStandardItem(name)}; // the model owns them
    for (int column = 1; column < TensorTree::ColumnCount; ++column) {
        auto* item = new QStandardItem; // the model owns it
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        items.append(item);
    }
    for (QStandardItem* item : items) {
        item->setEditable(false);
    }
    return items;
}

/// The branch of this name below `parent`, made when it is new.
QStandardItem* branch(QStandardItem* parent, QHash<QString, QStandardItem*>& known, const QString& path,
                      const QString& name) {
    QStandardItem*& found = known[path];
    if (found == nullptr) {
        const QList<QStandardItem*> items = row(name);
        parent->appendRow(items);
        found = items.front();
    }
    return found;
}

void addBytes(QStandardItem* item, qint64 bytes) {
    for (; item != nullptr && item->model() != nullptr && item != item->model()->invisibleRootItem();
         item = item->parent()) {
        const qint64 sum = item->data(kBytesRole).toLongLong() + bytes;
        item->setData(sum, kBytesRole);
        const QModelIndex cell = item->index().siblingAtColumn(TensorTree::Bytes);
        item->model()->setData(cell, bytesText(sum));
    }
}

QString shapeText(const Json& shape) {
    QStringList sizes;
    for (const Json& size : shape) {
        sizes.append(QString::number(size.get<int64_t>()));
    }
    return sizes.join(QStringLiteral(" × "));
}

} // namespace

TensorTree::TensorTree(Session& session, QObject* parent) : QStandardItemModel(parent), m_session(session) {
    connect(&session, &Session::inspectionChanged, this, &TensorTree::rebuild);
    connect(&session, &Session::modelChanged, this, &TensorTree::rebuild);
    connect(&session, &Session::planChanged, this, &TensorTree::showBits);
    rebuild();
}

void TensorTree::rebuild() {
    clear();
    setHorizontalHeaderLabels({tr("Part"), tr("Shape"), tr("Type"), tr("Bytes"), tr("Planned bits")});
    if (m_session.inspection().empty()) {
        return;
    }
    // "model.layers.3.mlp.down_proj.weight" → block "model.layers.3", part "mlp.down_proj", tensor "weight"
    static const QRegularExpression inBlock(QStringLiteral("^(.*?\\.\\d+)\\.(.+)\\.([^.]+)$"));
    static const QRegularExpression outside(QStringLiteral("^(.+)\\.([^.]+)$"));
    QHash<QString, QStandardItem*> known;
    Json tensors = jsonFromText(m_session.inspection()).value("tensors", Json::array());
    QCollator order(QLocale(QLocale::English)); // block 2 before block 10; the locale "C" does not count
    order.setNumericMode(true);
    std::stable_sort(tensors.begin(), tensors.end(), [&](const Json& a, const Json& b) {
        return order.compare(text(a.value("name", std::string())), text(b.value("name", std::string()))) < 0;
    });
    for (const Json& tensor : tensors) {
        const QString name = text(tensor.value("name", std::string()));
        QStandardItem* parent = invisibleRootItem();
        QString module = name;
        QString leaf = name;
        if (const auto match = inBlock.match(name); match.hasMatch()) {
            const QString block = match.captured(1);
            module = block + QLatin1Char('.') + match.captured(2);
            leaf = match.captured(3);
            parent = branch(branch(parent, known, block, block), known, module, match.captured(2));
        } else if (const auto plain = outside.match(name); plain.hasMatch()) {
            module = plain.captured(1);
            leaf = plain.captured(2);
            parent = branch(parent, known, module, module);
        }
        const QList<QStandardItem*> items = row(leaf);
        items[Shape]->setText(shapeText(tensor.value("shape", Json::array())));
        items[Type]->setText(text(tensor.value("dtype", std::string())));
        items[Name]->setData(module, kModuleRole);
        parent->appendRow(items);
        addBytes(items[Name], tensor.value("bytes", int64_t{0}));
        if (parent != invisibleRootItem()) {
            parent->setData(module, kModuleRole);
        }
    }
    showBits();
}

// Beside the part, not beside each of its tensors.
void TensorTree::showBits() {
    if (!m_session.plan()) {
        return;
    }
    QHash<QString, int> bits;
    for (const PlannedLayer& layer : m_session.plan()->layers) {
        bits.insert(layer.module, layer.bits);
    }
    const auto visit = [&](const auto& self, const QModelIndex& parent) -> void {
        for (int i = 0; i < rowCount(parent); ++i) {
            const QModelIndex child = index(i, Name, parent);
            const QString module = child.data(kModuleRole).toString();
            if (hasChildren(child) && bits.contains(module)) {
                setData(child.siblingAtColumn(Bits), QString::number(bits.value(module)));
            }
            self(self, child);
        }
    };
    visit(visit, QModelIndex());
}

} // namespace salient::ui
