// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/study_charts_view.h"

#include "ui/plots/chart_view.h"
#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QSplitter>

namespace salient::ui {

StudyChartsView::StudyChartsView(QWidget* parent)
    : QWidget(parent), m_quality(named(new QComboBox, QStringLiteral("studyQuality"), tr("Quality"),
                                       tr("Perplexity on the text, or how far the predictions are from the "
                                          "original's"))),
      m_size(named(new QComboBox, QStringLiteral("studySize"), tr("Size"),
                   tr("Bits per weight, or bytes of all "
                      "weights"))),
      m_sizes(new ChartView(QStringLiteral("studySizeChart"),
                            tr("Size against quality is drawn when the first setting is measured."))),
      m_samples(new ChartView(QStringLiteral("studySamplesChart"),
                              tr("Quality over calibration samples is drawn when settings were measured with "
                                 "several numbers of samples."))) {
    m_quality->addItems({tr("Perplexity"), tr("KL")});
    m_size->addItems({tr("Bits per weight"), tr("MB")});
    for (QComboBox* box : {m_quality, m_size}) {
        connect(box, &QComboBox::activated, this, &StudyChartsView::redraw);
    }
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 2, 6, 0);
    bar->addWidget(new QLabel(tr("Quality:")));
    bar->addWidget(m_quality);
    bar->addWidget(new QLabel(tr("Size:")));
    bar->addWidget(m_size);
    bar->addStretch(1);
    auto* charts = new QSplitter(Qt::Horizontal);
    charts->addWidget(m_sizes);
    charts->addWidget(m_samples);
    charts->setChildrenCollapsible(false);
    charts->setSizes({1000, 1000}); // shares, not pixels
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(2);
    all->addLayout(bar);
    all->addWidget(charts, 1);
}

StudyView StudyChartsView::view() const {
    return {m_size->currentIndex() == 0 ? StudyView::Size::BitsPerWeight : StudyView::Size::Megabytes,
            m_quality->currentIndex() == 0 ? StudyView::Quality::Perplexity : StudyView::Quality::Kl};
}

void StudyChartsView::showStudy(const StudyRecord* record) {
    m_record = record == nullptr ? StudyRecord() : *record;
    redraw();
}

void StudyChartsView::redraw() {
    m_sizes->showChart(sizeQualityChart(m_record, view(), chartWord));
    m_samples->showChart(calibrationSizeChart(m_record, view(), chartWord));
}

} // namespace salient::ui
