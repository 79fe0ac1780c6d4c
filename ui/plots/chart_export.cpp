// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart_export.h"

#include "ui/plots/qcustomplot_library.h"
#include <QBuffer>
#include <QCoreApplication>
#include <QSaveFile>
#include <QSvgGenerator>

namespace salient::ui {

static QString problem(const QString& file, const QString& why) {
    return QCoreApplication::translate("ChartExport", "%1 cannot be written: %2.").arg(file, why);
}

QString saveText(const QByteArray& text, const QString& file) {
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size() || !out.commit()) {
        return problem(file, out.errorString());
    }
    return {};
}

QString savePlotAsSvg(QCustomPlot& plot, const QString& title, const QString& file) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(plot.size());
    generator.setViewBox(QRect(QPoint(0, 0), plot.size()));
    generator.setTitle(title);
    QCPPainter painter;
    if (!painter.begin(&generator)) {
        return problem(file, QCoreApplication::translate("ChartExport", "the drawing could not begin"));
    }
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.fillRect(QRect(QPoint(0, 0), plot.size()), plot.palette().base());
    plot.toPainter(&painter, plot.width(), plot.height());
    painter.end();
    return saveText(bytes, file);
}

QString savePlotAsPng(QCustomPlot& plot, const QString& file) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    plot.toPixmap(plot.width(), plot.height(), 2.0).save(&buffer, "PNG");
    return saveText(bytes, file);
}

} // namespace salient::ui
