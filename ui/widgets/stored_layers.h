// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>

#include <string>

namespace salient::ui {

/// How a quantised folder stores its linear layers, as `inspect` tells it.
struct StoredSummary {
    QString format; ///< "gptq"; empty for a folder that is not quantised
    QString bits;   ///< "4 bit (20 layers), 16 bit (15)"
    QString groups; ///< "64" or "32, 128", "whole row"
    QString zeros;  ///< with zero points, symmetric, or both
};
StoredSummary storedSummary(const std::string& inspection);

/// The linear layers of a quantised folder, a row each.
class StoredLayers : public QTableWidget {
    Q_OBJECT

public:
    explicit StoredLayers(QWidget* parent = nullptr);
    void showInspection(const std::string& inspection);
};

} // namespace salient::ui
