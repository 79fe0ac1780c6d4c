// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/offered_format.h"

#include <QTableWidget>

namespace salient::ui {

/// Formats, whether each is possible, who loads it, and why not. Those that are not possible cannot be chosen.
class FormatTable : public QTableWidget {
    Q_OBJECT

public:
    explicit FormatTable(QWidget* parent = nullptr);
    /// `present` is the format that is there already.
    void showFormats(const std::vector<OfferedFormat>& formats, const QString& present);
    /// Empty while none is chosen.
    QString chosen() const;
    /// Whether the format is one file instead of a folder.
    bool isOneFile(const QString& format) const;
    /// The first remark on a format that says why a loader does not take it; empty when it does.
    QString refusal(const QString& format, const QString& loader) const;

private:
    std::vector<OfferedFormat> m_formats;
};

} // namespace salient::ui
