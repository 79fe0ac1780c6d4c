// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/layer_model.h"
#include "ui/pages/page.h"
#include "ui/session.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace salient::ui {

class ChartGrid;
class ChartView;
class RecipeForm;

/// Settings of the run on the left; while it runs, the search as it goes: the present group large, all groups small,
/// its channels, the weights of the layer selected.
class RunPage : public Page {
    Q_OBJECT

public:
    RunPage(Session& session, LayerModel& layers, QWidget* parent = nullptr);

private:
    void buildCharts(LayerModel& layers);
    void refresh(const QSet<int>& parts);
    void showSearch();
    void showLayer();

    Session& m_session;
    ChartView* m_search;
    ChartView* m_channels;
    ChartView* m_histogram;
    ChartView* m_errors;
    ChartView* m_blocks;
    ChartGrid* m_grid;
    int m_pinned = -1;        ///< the search a person clicked; −1: the present one
    size_t m_gridSettled = 0; ///< small charts that will not change any more
};

} // namespace salient::ui
