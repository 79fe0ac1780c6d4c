// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/model_page.h"

#include "ui/json_values.h"
#include "ui/models/tensor_tree.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/named.h"
#include "ui/widgets/stored_layers.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeView>

namespace salient::ui {

static QString factRow(const QString& name, const QString& value) {
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;&nbsp;</td><td><b>%2</b></td></tr>").arg(name, value.toHtmlEscaped());
}

ModelPage::ModelPage(Session& session, QWidget* parent)
    : Page(QStringLiteral("model"), tr("Model"), parent), m_session(session), m_stack(new QStackedWidget),
      m_empty(
          new EmptyState(tr("No model is open"),
                         tr("Here you see what a model is made of, and what quantising it will cost, before anything "
                            "starts."),
                         tr("Choose a model"))),
      m_name(new QLabel), m_facts(new QLabel), m_costs(new QLabel), m_search(new QLineEdit), m_tree(new QTreeView) {
    connect(m_empty->button(), &QPushButton::clicked, this,
            [this] { Q_EMIT m_session.pageWanted(QStringLiteral("start")); });
    QFont large = m_name->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    m_name->setFont(large);
    m_name->setObjectName(QStringLiteral("modelName"));
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setObjectName(QStringLiteral("modelFacts"));
    for (QLabel* label : {m_facts, m_costs}) {
        label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
    }
    auto* left = new QVBoxLayout;
    left->addWidget(m_facts);
    left->addWidget(m_costs);
    left->addWidget(buildActions());
    left->addStretch(1);
    auto* body = new QHBoxLayout;
    body->addLayout(left, 2);
    body->addWidget(buildParts(), 3);
    auto* full = new QWidget;
    auto* all = new QVBoxLayout(full);
    all->setContentsMargins(24, 18, 24, 12);
    all->addWidget(m_name);
    all->addLayout(body, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(full);
    setCentralWidget(m_stack);
    rememberLayout();
    connect(&session, &Session::modelChanged, this, &ModelPage::refreshFacts);
    connect(&session, &Session::inspectionChanged, this, &ModelPage::refreshFacts);
    connect(&session, &Session::planChanged, this, &ModelPage::refreshCosts);
    connect(&session, &Session::inspectionChanged, this, [this] {
        m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
        m_tree->header()->setSectionResizeMode(TensorTree::Name, QHeaderView::Stretch);
    });
    refreshFacts();
    refreshCosts();
}

QWidget* ModelPage::buildActions() {
    m_quantise = named(new QPushButton(tr("Quantise…")), QStringLiteral("quantiseButton"),
                       tr("Go to the settings of a run"), tr("To the settings of a run; nothing starts yet"));
    m_chat = named(new QPushButton(tr("Chat")), QStringLiteral("modelChat"), tr("Chat"), tr("Talk to this model"));
    m_compare = named(new QPushButton(tr("Compare…")), QStringLiteral("modelCompare"), tr("Compare"),
                      tr("Measures its perplexity, and how far it is from the original"));
    m_export = named(new QPushButton(tr("Export…")), QStringLiteral("modelExport"), tr("Export"),
                     tr("Writes it in another format, the integers unchanged"));
    connect(m_quantise, &QPushButton::clicked, this, [this] { Q_EMIT m_session.pageWanted(QStringLiteral("run")); });
    connect(m_chat, &QPushButton::clicked, this, [this] { Q_EMIT m_session.pageWanted(QStringLiteral("chat")); });
    connect(m_compare, &QPushButton::clicked, this,
            [this] { Q_EMIT m_session.compareWanted(m_session.modelFolder()); });
    connect(m_export, &QPushButton::clicked, this, [this] { Q_EMIT m_session.exportWanted(m_session.modelFolder()); });
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* button : {m_quantise, m_chat, m_compare, m_export}) {
        row->addWidget(button);
    }
    row->addStretch(1);
    return bar;
}

QWidget* ModelPage::buildParts() {
    auto* proxy = new QSortFilterProxyModel(this);
    proxy->setSourceModel(new TensorTree(m_session, this));
    proxy->setRecursiveFilteringEnabled(true);
    proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setObjectName(QStringLiteral("tensorSearch"));
    m_search->setPlaceholderText(tr("Search parts and tensors"));
    m_search->setAccessibleName(tr("Search parts and tensors"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, proxy, &QSortFilterProxyModel::setFilterFixedString);
    m_tree->setObjectName(QStringLiteral("tensorTree"));
    m_tree->setAccessibleName(tr("Parts of the model"));
    m_tree->setModel(proxy);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->header()->setStretchLastSection(false);
    auto* tensors = new QWidget;
    auto* column = new QVBoxLayout(tensors);
    column->setContentsMargins(0, 4, 0, 0);
    column->addWidget(m_search);
    column->addWidget(m_tree, 1);
    m_parts = new QTabWidget;
    m_parts->setObjectName(QStringLiteral("modelParts"));
    m_parts->setAccessibleName(tr("Parts of the model"));
    m_parts->setDocumentMode(true);
    m_parts->tabBar()->setAutoHide(true); // one alone needs no name
    m_parts->addTab(tensors, tr("Tensors"));
    m_stored = new StoredLayers(m_parts);
    m_stored->hide(); // until a quantised model is open
    return m_parts;
}

void ModelPage::refreshActions() {
    const bool quantized = m_session.modelQuantized();
    m_quantise->setEnabled(!quantized);
    m_quantise->setToolTip(quantized ? tr("This model is quantised already; its weights were rounded once. Open the "
                                          "original to quantise it.")
                                     : tr("To the settings of a run; nothing starts yet"));
    for (QPushButton* button : {m_chat, m_compare, m_export}) {
        button->setVisible(quantized);
    }
    m_stored->showInspection(quantized ? m_session.inspection() : std::string());
    const int place = m_parts->indexOf(m_stored);
    if (quantized && place < 0) {
        m_parts->insertTab(0, m_stored, tr("Layers and their bits"));
        m_parts->setCurrentIndex(0);
    } else if (!quantized && place >= 0) {
        m_parts->removeTab(place);
    }
}

QString ModelPage::facts() const {
    const Json json = jsonFromText(m_session.inspection());
    const Json sizes = json.value("sizes", Json::object());
    const auto size = [&](const char* key) { return QString::number(sizes.value(key, int64_t{0})); };
    const Json support = json.value("support", Json::object());
    const std::string level = support.value("level", std::string("none"));
    const bool quantized = json.contains("quantization") && !json["quantization"].is_null();
    const ThemeColors colors = Theme::colors(palette());
    const QString badge = quantized           ? tr("quantised already: chat, compare, export")
                          : level == "full"   ? tr("supported")
                          : level == "partly" ? tr("supported in part")
                                              : tr("not supported");
    const QColor color = !quantized && level == "full"    ? colors.good
                         : quantized || level == "partly" ? colors.warning
                                                          : colors.bad;
    QString table = QStringLiteral("<p style='color:%1'>● %2</p>").arg(color.name(), badge);
    if (quantized) {
        table += QStringLiteral("<p>%1</p>")
                     .arg(tr("Quantising it again is off: its weights were rounded once, and what "
                             "was lost does not come back. Open the original for that."));
    }
    for (const Json& reason : support.value("reasons", Json::array())) {
        table += QStringLiteral("<p>%1</p>").arg(text(reason.get<std::string>()).toHtmlEscaped());
    }
    if (level != "full") {
        table += QStringLiteral("<p>%1</p>").arg(tr("What works: %1").arg(text(support.value("works", std::string()))));
    }
    table += QStringLiteral("<table>");
    table += factRow(tr("Folder"), m_session.modelFolder());
    table += factRow(tr("Class"), textAt(json, "architecture"));
    table += factRow(tr("Family"), textAt(json, "family"));
    if (const StoredSummary stored = storedSummary(m_session.inspection()); !stored.format.isEmpty()) {
        table += factRow(tr("Format"), stored.format);
        table += factRow(tr("Bits"), stored.bits);
        table += factRow(tr("Group size"), stored.groups);
        table += factRow(tr("Rounding"), stored.zeros);
    }
    table += factRow(tr("Weights"), tr("%1, %2").arg(countText(json.value("floating_point_values", int64_t{0})),
                                                     bytesText(json.value("bytes", int64_t{0}))));
    table += factRow(tr("Blocks"), QString::number(json.value("layers", int64_t{0})));
    table += factRow(tr("Hidden size"), size("hidden"));
    table +=
        factRow(tr("Attention heads"), tr("%1, of them %2 for keys and values").arg(size("heads"), size("kv_heads")));
    table += factRow(tr("Vocabulary"), size("vocabulary"));
    table += factRow(tr("Longest text"), tr("%1 tokens").arg(size("max_positions")));
    table += factRow(tr("Tokenizer"), textAt(json, "tokenizer"));
    return table + QStringLiteral("</table>");
}

// The list of tensors is long: it is read when it changes, not with every plan.
void ModelPage::refreshFacts() {
    const bool open = !m_session.modelFolder().isEmpty();
    m_stack->setCurrentIndex(open ? 1 : 0);
    m_name->setText(m_session.modelName());
    refreshActions();
    if (m_session.inspection().empty()) {
        m_facts->setText(open ? tr("Reading the headers…") : QString());
    } else {
        m_facts->setText(facts());
    }
}

void ModelPage::refreshCosts() {
    const auto& plan = m_session.plan();
    if (!plan) {
        m_costs->clear();
        return;
    }
    QString table = QStringLiteral("<h4>%1</h4><table>").arg(tr("Quantising it"));
    table += factRow(tr("Result"), bytesText(plan->outputBytes));
    table += factRow(tr("Disk free"), bytesText(plan->freeDiskBytes));
    table += factRow(tr("Memory needed"), bytesText(plan->peakBytes));
    table += factRow(tr("Memory free"), bytesText(plan->freeMemoryBytes));
    table += factRow(tr("Time"), tr("%1 to %2").arg(durationText(plan->secondsLow), durationText(plan->secondsHigh)));
    m_costs->setText(table + QStringLiteral("</table>"));
}

void ModelPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) { // colours stand in the text
        refreshFacts();
    }
}

} // namespace salient::ui
